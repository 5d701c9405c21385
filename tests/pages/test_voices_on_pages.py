"""Voices on the Sentiment page: reporters beside quoted speech, and wording toward an entity."""

import shutil
import sqlite3

import pandas as pd
import pytest
import streamlit as st

from utils.settings import ROOT
from utils.ui.voicing import compared


@pytest.fixture
def altered(store):
    """Return a copy of the demonstration, to be altered: what was answered of the one is forgotten for the other."""
    st.cache_resource.clear()
    yield shutil.copytree(ROOT / "data" / "demo" / "store", store)
    st.cache_resource.clear()


def said(app) -> str:
    return " ".join(element.body for element in app.get("html"))


def test_reporters_and_quoted_speech_stand_side_by_side(opened):
    app = opened("sentiment")
    assert not app.exception
    assert "between quoted speech and the reporters of the same articles" in said(app)
    assert "Wording toward an entity" in said(app)


def test_toward_an_entity_a_word_list_says_nothing(opened):
    app = opened("sentiment", entity="Nvidia", engine="textblob")
    assert not app.exception
    assert "not measured: the engine does not tell whom a sentence is for or against" in said(app)


def test_a_store_that_was_loaded_before_says_so(altered, opened):
    with sqlite3.connect(altered / "ledger.sqlite") as ledger:
        ledger.execute("DELETE FROM parts WHERE \"table\" = 'voices'")
    app = opened("sentiment", engine="textblob")
    assert not app.exception
    assert "91 articles, loaded before voices were told apart" in said(app)
    assert "Too few articles have scored words" not in said(app)


def test_toward_an_entity_is_drawn_where_mentions_are_scored(altered, opened):
    [part] = (altered / "parts" / "mentions").glob("*.parquet")
    mentions = pd.read_parquet(part)
    mentions.assign(polarity=[(-0.5, 0.0, 0.5, 0.5)[at % 4] for at in range(len(mentions))],
                    tone=[("negative", "neutral", "positive", "positive")[at % 4] for at in range(len(mentions))]
                    ).to_parquet(part)
    app = opened("sentiment", entity="Nvidia")
    assert not app.exception
    assert "Wording toward Nvidia</b>" in said(app)
    assert "of the mentions are not of the most frequent tone" in said(app)
    assert "Wording toward Nvidia by outlet" in said(app)


@pytest.mark.parametrize(("n", "mean", "low", "high", "clear", "expected"), [
    (214, 0.015, 0.002, 0.028, True, "Quoted speech is worded +0.015, above the reporters of the same articles "
                                     "(95 % +0.002 to +0.028, n = 214 articles)."),
    (214, -0.03, -0.05, -0.01, True, "Quoted speech is worded −0.030, below the reporters of the same articles "
                                     "(95 % −0.050 to −0.010, n = 214 articles)."),
    (214, 0.01, -0.02, 0.04, False, "No clear difference between quoted speech and the reporters of the same articles "
                                    "(95 % −0.020 to +0.040, n = 214 articles)."),
    (1, None, None, None, False, "Too few articles have scored words in both voices to compare the two "
                                 "(n = 1 article)."),
])
def test_the_gap_is_a_sentence(n, mean, low, high, clear, expected):
    assert compared(pd.Series({"n": n, "mean": mean, "low": low, "high": high, "clear": clear})) == expected
