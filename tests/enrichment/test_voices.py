"""Where a text is direct speech, and whose words were scored."""

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from utils.enrichment import assessments
from utils.enrichment.enricher import enrich
from utils.enrichment.voices import quoted, told, voice

CASES = {
    "curly": ("Lund said, “We will build it here,” and left.", ["“We will build it here,”"]),
    "straight": ('"We will build it," Lund said. "In time."', ['"We will build it,"', '"In time."']),
    "two apostrophes": ("''We will build it,'' Lund said.", ["''We will build it,''"]),
    "German": ("„Wir bauen es hier“, sagte Lund.", ["„Wir bauen es hier“"]),
    "French": ("« Nous allons le bâtir », a dit Lund.", ["« Nous allons le bâtir »"]),
    "inward guillemets": ("»Wir bauen es hier«, sagte Lund.", ["»Wir bauen es hier«"]),
    "British": ("‘We don’t think the firms’ plans work,’ Lund said.", ["‘We don’t think the firms’ plans work,’"]),
    "British, straight": ("'We don't think the firms' plans work,' Lund said.",
                          ["'We don't think the firms' plans work,'"]),
    "ends in a plural": ("Lund hailed ‘the best of the yards’ and left.", ["‘the best of the yards’"]),
    "speech within speech": ("“She told us ‘never again’ and left,” Lund said.",
                             ["“She told us ‘never again’ and left,”"]),
    "British outside": ("‘She told us “never again” and left,’ Lund said.", ["‘She told us “never again” and left,’"]),
    "several paragraphs": ("“We will build it.\n\n“And we will sell it.”\n\nLund left.",
                           ["“We will build it.", "“And we will sell it.”"]),
    "goes on where it stopped": ("Lund said: “We will build it.\n“And we will sell it.”",
                                 ["“We will build it.", "“And we will sell it.”"]),
    "a pull quote that is not closed": ("“We will build it here.\nVera Lund, mayor", ["“We will build it here."]),
    "a mark without its partner": ("The yard is “open to all, the city said.\nIt is not.", []),
    "closed by an inch sign": ("The “Build it here″ plan and the “sell it there” plan.",
                               ["“Build it here″", "“sell it there”"]),
    "apostrophes": ("It’s the yards’ own rule, in the ’90s and ‘90s: ’tis rock ’n’ roll, 'em all.", []),
    "possessives": ("The firms' rules and the yards' rules don't differ.", []),
    "inches": ('A 6" pipe and a 12" pipe lay there.', []),
    "markup": ('<post id="the one we read">', []),
    "a doubted word": ("The yard’s “experts” left.", []),
    "a said word": ("Lund called the rule “absurd” at last.", ["“absurd”"]),
    "a title": ("He read “The Long Way Home” at night.", []),
    "a said headline": ("“Harbor Yards Must Close,” Lund said.", ["“Harbor Yards Must Close,”"]),
    "no words": ("“…” Lund said.", []),
    "nothing": ("", []),
}
LINES = st.lists(st.sampled_from(
    ["“", "”", '"', "''", "‘", "’", "'", "«", "»", "„", "s’ ", "n't", "said", "good", "Bad", " ", "\n", ".", "=", "9"]
)).map("".join)


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_speech_is_found_with_its_marks(text, expected):
    assert [text[start:end] for start, end in quoted(text)] == expected


@given(st.one_of(st.text(), LINES))
@example("“\n“")
def test_stretches_lie_inside_in_order_and_apart(text):
    edges = [edge for stretch in quoted(text) for edge in stretch]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(text) for start, end in quoted(text))
    assert not any("\n" in text[start:end] for start, end in quoted(text))


@pytest.mark.parametrize("piece", ["“ ", "‘a ", ".'x", "“a\n", "„a ", "« "])
def test_marks_without_a_partner_do_not_take_the_square_of_the_text(piece):
    assert len(quoted(piece * 30_000)) <= 30_000


@pytest.mark.parametrize(("sentence", "expected"), [
    ("“We will build it here,” Lund said.", "quoted"),
    ("Vera Lund of Harbor Yards said that it was “absurd.”", "reporter"),
    ("It was built in spring.", "reporter"),
    ("...", "reporter"),
])
def test_a_sentence_is_quoted_when_most_of_its_letters_are(sentence, expected):
    text = f"“A first line of speech,” Lund said. {sentence}"
    start = text.rindex(sentence)
    assert voice(start, len(text), text, quoted(text)) == expected


def test_each_voice_of_a_sentence_has_a_row():
    text = "A great yard, “a terrible, terrible plan,” Lund said."
    rows = [("a", "textblob", 0, one.start, one.end, one.words, one.polarity, one.subjectivity)
            for one in assessments.assess(text)]
    assert told(rows, "", text) == [("a", "textblob", 0, "reporter", pytest.approx(0.8), 1),
                                    ("a", "textblob", 0, "quoted", pytest.approx(-1.0), 2)]


def test_a_title_has_its_own_speech():
    row = ("a", "textblob", -1, 10, 15, "great", 0.8, 0.75)
    assert told([row], "Lund: ‘A great yard it is’", "")[0][3] == "quoted"
    assert told([row], "Lund saw a great yard", "“One great yard,” she said.")[0][3] == "reporter"


@given(st.lists(st.sampled_from(["A good yard.", "“A terrible mess,” Lund said.", "“Not very good", "It is great.”",
                                 "Nothing here.", "‘A bad rule,’ she said, rightly."]), max_size=6))
def test_the_voices_of_an_article_sum_to_its_polarity(parts):
    starts = [sum(len(part) + 1 for part in parts[:at]) for at in range(len(parts))]
    article = pd.DataFrame([{"id": "a", "title": "A nice day", "text": "\n".join(parts), "language": "en"}])
    sentences = pd.DataFrame([("a", at, start, start + len(part), "prose")
                              for at, (start, part) in enumerate(zip(starts, parts, strict=True))],
                             columns=["article", "sentence", "start", "end", "role"])
    found = enrich(article, sentences)
    voices, whole = found["voices"], found["sentiment"]["polarity"].iloc[0]
    assert not voices.duplicated(["article", "engine", "sentence", "voice"]).any()
    assert voices["weight"].sum() == len(found["assessments"])
    assert (voices["polarity"] * voices["weight"]).sum() / voices["weight"].sum() == pytest.approx(whole)
