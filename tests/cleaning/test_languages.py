import pytest

from utils.cleaning.languages import language

ENGLISH = "The ministry said on Tuesday that it had delayed the rule for chipmakers until the end of the year."
GERMAN = "Das Ministerium teilte am Dienstag mit, dass die Regel für Hersteller erst Ende des Jahres gelten soll."
CHINESE = "商务部周二表示，针对芯片制造商的规定将推迟到年底实施，企业须提前申请许可证。" * 3


@pytest.mark.parametrize(("text", "declared", "expected"), [
    (ENGLISH, "", "en"), (GERMAN, "", "de"), (CHINESE, "", "zh"), (GERMAN, "en-US", "de"),
    ("Taliban and firm agree deal", "en-GB", "en"), ("Kurz", "German", "de"), ("Brief", "eng", "en"),
    ("Brief", "", "und"), ("", "", "und"), ("Brief", "klingon", "und"),
])
def test_text_decides_and_short_text_leaves_it_to_the_declaration(text, declared, expected):
    assert language(text, declared) == expected
