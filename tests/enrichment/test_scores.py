"""Polarity, subjectivity, tone, and the words behind them."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textblob import TextBlob

from utils.enrichment.assessments import assess, mean, tone
from utils.enrichment.sentiment import score, score_targets, scores
from utils.errors import WirewatchError

TEXTS = [
    "The results were very good, and the outlook is not bad at all.", "A terrible, terrible week!", "It is what it is.",
    "They don’t like it. It isn't really great; never was.", "Not a happy end :( but a fine start :)", "",
]
PIECES = ["not", "never", "n't", "isn't", "really", "very", "the", "a", "good", "bad", "great", "red", ",", ".", "!",
          "?!", "\n", "İ", "—"]


@pytest.mark.parametrize("text", TEXTS)
def test_the_score_is_textblobs(text):
    polarity, subjectivity = TextBlob(text).sentiment
    found = score([text]).iloc[0]
    if text:
        assert (found["polarity"], found["subjectivity"]) == (polarity, subjectivity)
    assert mean(assess(text)) == pytest.approx((polarity, subjectivity))


def test_one_row_per_text_in_order():
    found = score(["Good.", " ", "Bad.", "A table."])
    assert found.columns.tolist() == ["polarity", "subjectivity", "tone"]
    assert found["tone"].tolist()[0::2] == ["positive", "negative"]
    assert found.iloc[1].isna().all()
    assert found["tone"].tolist()[3] == "neutral"
    assert score([]).columns.tolist() == found.columns.tolist()


def test_a_target_has_the_score_of_its_sentence():
    text = "Veltron is excellent, Rook is not."
    assert score_targets([text, text], [(0, 7), (22, 26)]).equals(score([text, text]))


@pytest.mark.parametrize("span", [(-1, 2), (3, 3), (0, 99)])
def test_a_target_has_to_be_inside(span):
    with pytest.raises(WirewatchError, match="not inside"):
        score_targets(["Veltron rose."], [span])


@pytest.mark.parametrize("ask", [lambda: score(["x"], engine="tarot"), lambda: score_targets(["x"], [(0, 1)], "tarot")])
def test_an_unknown_engine_is_a_sentence(ask):
    with pytest.raises(WirewatchError, match="no sentiment engine “tarot”; choose one of: textblob"):
        ask()


@pytest.mark.parametrize(("polarity", "named"), [
    (-1.0, "negative"), (-0.05, "negative"), (-0.049, "neutral"), (0.0, "neutral"), (0.05, "positive"),
])
def test_the_neutral_band(polarity, named):
    assert tone(pd.Series([polarity])).tolist() == [named]


@pytest.mark.parametrize(("language", "text", "may"), [
    ("en", "A table.", True), ("de", "Ein gutes Jahr.", False), ("und", "A good year", True), ("und", "Un an", False),
])
def test_only_languages_the_engine_knows(language, text, may):
    assert scores(language, text) is may


@pytest.mark.parametrize(("text", "marked"), [
    ("It was not very good.", ["not very good"]),
    ("I do not agree. It is not good.", ["not good"]),
    ("Goodness! A good day, a GOOD night.", ["good", "GOOD"]),
    ("It was never a great plan.", ["never a great"]),
    ("A great win!", ["great", "win!"]),
    ("İstanbul is beautiful.", ["beautiful"]),
])
def test_the_words_behind_a_score_are_where_they_stand(text, marked):
    assert [text[one.start:one.end] for one in assess(text)] == marked


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_places_are_in_order_and_inside(text):
    found = assess(text)
    assert all(0 <= one.start <= one.end <= len(text) for one in found)
    assert [one.end for one in found] == sorted(one.end for one in found)
    assert mean(found) == pytest.approx(tuple(TextBlob(text).sentiment))
