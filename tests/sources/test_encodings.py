import pytest

from utils.sources import encodings
from utils.sources.opening import Input

FRENCH = "Le régulateur a différé sa décision à l'été, déclare un député très réservé.\n"
POLISH = "Rząd ogłosił w środę nowe przepisy dotyczące wywozu układów scalonych, które wejdą w życie później.\n"
RUSSIAN = "Министерство сообщило о новых ограничениях на поставки оборудования для производства микросхем.\n"
CHINESE = "商务部宣布，自下月起对部分设备的出口实行许可证管理，企业须提前申请。\n"
JAPANESE = "政府は来月から一部の製造装置の輸出に許可を求めると発表した。企業は事前に申請する必要がある。\n"
ENGLISH = "The ministry “may” delay the rule — officials said so.\n"


def read(content: bytes):
    notes = []
    return "".join(encodings.lines(Input("file.txt", content), notes)), notes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode_needs_no_guess(encoding):
    assert read(ENGLISH.encode(encoding)) == (ENGLISH, [])


@pytest.mark.parametrize(("text", "encoding"), [
    (FRENCH, "latin-1"), (ENGLISH, "cp1252"), (RUSSIAN, "cp1251"), (CHINESE, "gb18030"), (JAPANESE, "shift_jis"),
    (POLISH, "cp1250"),
])
def test_a_guess_is_right_and_stated(text, encoding):
    found, notes = read((text * 3).encode(encoding))
    assert found == text * 3
    assert len(notes) == 1 and "guess" in notes[0]


def test_a_foreign_line_does_not_spoil_the_others():
    found, notes = read(CHINESE.encode() + FRENCH.encode("latin-1") + CHINESE.encode())
    assert found == CHINESE + FRENCH + CHINESE and notes


def test_nuls_are_removed_and_counted():
    found, notes = read(b"one\0 two\0\0 and then a longer end\n")
    assert found == "one two and then a longer end\n"
    assert notes == ["3 NUL characters were removed."]
