"""How often an engine was wrong by the analyst's own reading."""

import pandas as pd
import pytest

from utils import schema
from utils.analysis import judgments

JUDGED = schema.JUDGED.frame([
    {"article": str(n), "engine": engine, "told": told, "tone": tone}
    for n, (engine, told, tone) in enumerate([("news", "negative", "negative"), ("news", "negative", "neutral"),
                                              ("news", "positive", "positive"), ("textblob", "positive", "negative")])])


def test_the_share_of_wrong_scores_has_its_denominator_and_interval():
    found = judgments.errors(JUDGED)
    assert found[["engine", "judged", "wrong"]].values.tolist() == [["news", 3, 1], ["textblob", 1, 1]]
    assert found["share"].tolist() == pytest.approx([1 / 3, 1])
    assert ((found["low"] < found["share"]) | (found["share"] == 0)).all() and (found["high"] <= 1).all()


def test_the_confusion_says_what_was_told_of_each_reading():
    found = judgments.confusion(JUDGED[JUDGED["engine"] == "news"]).set_index("tone")
    assert list(found) == list(schema.TONES)
    assert found.loc["neutral"].tolist() == [1, 0, 0] and found.loc["negative"].tolist() == [1, 0, 0]
    assert found.to_numpy().sum() == 3


def test_mentions_are_counted_apart_from_articles():
    mentions = JUDGED.assign(sentence=0, start=4).astype(JUDGED.dtypes)
    found = judgments.errors(pd.concat([JUDGED, mentions[mentions["engine"] == "news"]]))
    assert found[["engine", "of", "judged", "wrong"]].values.tolist() == [
        ["news", "article", 3, 1], ["news", "mention", 3, 1], ["textblob", "article", 1, 1]]


def test_nothing_judged_is_an_empty_table():
    assert judgments.errors(schema.JUDGED.empty()).empty
