"""Voices on the Sentiment page: reporters beside quoted speech, and wording toward an entity."""

import pandas as pd
import pytest

from utils.ui.voicing import compared


def said(app) -> str:
    return " ".join(element.body for element in app.get("html"))


def test_reporters_and_quoted_speech_stand_side_by_side(opened):
    app = opened("sentiment")
    assert not app.exception
    assert "between quoted speech and the reporters of the same articles" in said(app)
    assert "Wording toward an entity" in said(app)


def test_toward_an_entity_a_word_list_says_nothing(opened):
    app = opened("sentiment", entity="Nvidia")
    assert not app.exception
    assert "not measured: the engine does not tell whom a sentence is for or against" in said(app)


@pytest.mark.parametrize(("n", "mean", "low", "high", "clear", "expected"), [
    (214, 0.03, 0.01, 0.05, True, "Quoted speech is worded +0.03, above the reporters of the same articles "
                                  "(95 % +0.01 to +0.05, n = 214 articles)."),
    (214, -0.03, -0.05, -0.01, True, "Quoted speech is worded −0.03, below the reporters of the same articles "
                                     "(95 % −0.05 to −0.01, n = 214 articles)."),
    (214, 0.01, -0.02, 0.04, False, "No clear difference between quoted speech and the reporters of the same articles "
                                    "(95 % −0.02 to +0.04, n = 214 articles)."),
    (1, None, None, None, False, "Too few articles have scored words in both voices to compare the two "
                                 "(n = 1 article)."),
])
def test_the_gap_is_a_sentence(n, mean, low, high, clear, expected):
    assert compared(pd.Series({"n": n, "mean": mean, "low": low, "high": high, "clear": clear})) == expected
