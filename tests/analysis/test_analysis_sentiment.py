"""How it is told: spread, shares, course, outlets and words."""

import pandas as pd
import pytest

from utils.analysis import sentiment


def scored(*polarities, **more) -> list[dict]:
    return [
        {"polarity": p, "tone": "negative" if p < -0.05 else "positive" if p > 0.05 else "neutral"} | more
        for p in polarities
    ]


@pytest.mark.parametrize(
    ("polarity", "bin"),
    [(0.0, 0.0), (0.049, 0.0), (-0.049, 0.0), (0.051, 0.1), (-0.14, -0.1), (1.0, 1.0), (-1.0, -1.0)],
)
def test_a_step_of_polarity_lies_around_its_centre(view, polarity, bin):
    assert sentiment.distribution(view(scored(polarity)))["bin"].tolist() == [bin]


def test_articles_without_a_score_are_left_out_and_never_neutral(view):
    tables = view([*scored(0.3, -0.3), {"polarity": None}])
    assert sentiment.distribution(tables)["count"].sum() == 2
    assert sentiment.shares(tables)["count"].tolist() == [1, 0, 1]
    assert sentiment.shares(tables)["share"].tolist() == [0.5, 0.0, 0.5]


def test_shares_come_with_an_interval_that_copies_do_not_narrow(view):
    lone = sentiment.shares(view(scored(*[0.3] * 10, *[-0.3] * 10)))
    copied = sentiment.shares(view(scored(*[0.3] * 10, story="wire") + scored(*[-0.3] * 10)))
    assert copied["share"].tolist() == lone["share"].tolist() == [0.5, 0.0, 0.5]
    assert (copied["high"] - copied["low"]).iloc[0] > (lone["high"] - lone["low"]).iloc[0]
    assert (lone["low"].iloc[0], lone["high"].iloc[0]) == (
        pytest.approx(0.299, abs=1e-3),
        pytest.approx(0.701, abs=1e-3),
    )


def test_the_course_keeps_gaps_and_flags_thin_bins(view):
    articles = scored(0.1, 0.2, 0.3, 0.2, 0.2, day="2023-01-02") + scored(0.5, day="2023-01-16") + scored(0.9, day=None)
    found = sentiment.over_time(view(articles), "week")
    assert found["n"].tolist() == [5, 0, 1]
    assert found["thin"].tolist() == [False, True, True]
    assert found["mean"].iloc[0] == pytest.approx(0.2)
    assert found["mean"].isna().tolist() == [False, True, False]
    assert found["low"].isna().tolist() == [False, True, True]
    assert found["low"].iloc[0] == pytest.approx(0.2 - 2.776 * 0.0707 / 5**0.5, abs=1e-3)


def test_outlets_need_enough_articles_and_are_clear_only_off_zero(view):
    articles = (
        scored(*[0.3, 0.4] * 5, outlet="Bright")
        + scored(*[0.3, -0.3] * 5, outlet="Mixed")
        + scored(-0.5, outlet="Once")
    )
    found = sentiment.by_outlet(view(articles), at_least=10)
    assert found["outlet"].tolist() == ["Mixed", "Bright"]
    assert found["clear"].tolist() == [False, True]
    assert found["n"].tolist() == [10, 10]
    assert sentiment.by_outlet(view(articles)).empty
    pd.testing.assert_frame_equal(sentiment.by_outlet(view(articles), at_least=10, outlets=len(found)), found)
    assert sentiment.by_outlet(view(articles), at_least=10, outlets=len(found) + 1).empty


def test_outlets_are_told_from_articles_whatever_is_counted(view):
    articles = scored(*[0.3] * 4, outlet="A", story="wire")
    for unit in ("articles", "stories", "outlets"):
        assert sentiment.by_outlet(view(articles, unit=unit), at_least=4)["n"].tolist() == [4]


def test_the_words_sum_to_the_mean_they_made(view):
    tables = view(
        scored(0.25, -0.5, 0.0),
        assessments=[
            {"article": 0, "words": "great", "polarity": 0.8},
            {"article": 0, "words": "difficult", "polarity": -0.5},
            {"article": 0, "words": "great", "polarity": 0.8},
            {"article": 0, "words": "late", "polarity": -0.1},
            {"article": 1, "words": "difficult", "polarity": -0.5},
        ],
    )
    found = sentiment.words(tables)
    assert found["words"].tolist() == ["difficult", "late", "great"]
    assert found["uses"].tolist() == [2, 1, 2]
    assert found["articles"].tolist() == [2, 1, 1]
    assert found["weight"].sum() == pytest.approx((0.25 - 0.5 + 0.0) / 3)
    assert sentiment.words(tables, limit=1)["words"].tolist() == ["difficult"]


@pytest.mark.parametrize(
    "function", [sentiment.distribution, sentiment.shares, sentiment.over_time, sentiment.by_outlet, sentiment.words]
)
def test_nothing_scored_keeps_the_columns(view, function):
    full = function(view(scored(*[0.3] * 20, day="2023-01-02"), assessments=[{"words": "great", "polarity": 0.3}]))
    empty = function(view([{"polarity": None}]))
    assert list(empty) == list(full)
    assert not empty.get("count", empty.get("n", empty.get("uses"))).sum()


def test_means_are_told_by_extent(view):
    rows = [{"extent": "summary", "polarity": p} for p in (0.1, 0.3)] + [{"extent": "full", "polarity": -0.2}, {}]
    found = sentiment.by_extent(view(rows))
    assert found[["extent", "n"]].values.tolist() == [["full", 1], ["summary", 2]]
    assert found["mean"].tolist() == pytest.approx([-0.2, 0.2])
    assert sentiment.by_extent(view([])).empty


def test_a_change_of_the_mean_has_its_interval_and_needs_both_stretches(view):
    now, before = [{"polarity": p} for p in (0.4, 0.5, 0.6)], [{"polarity": p} for p in (0.0, 0.1, 0.2)]
    found = sentiment.change(view(now, before=before))
    assert found["change"] == pytest.approx(0.4) and found["low"] < 0.4 < found["high"]
    assert sentiment.change(view(now)) is None
    assert sentiment.change(view(now, before=[{}])) is None


def test_the_strongest_sentences_are_one_an_article_from_both_ends(view):
    rows = [(0, 0, -0.9), (0, 1, -0.8), (1, 0, -0.5), (2, 3, 0.1), (3, 0, 0.7), (4, 2, 0.9)]
    voices = [{"article": a, "sentence": s, "polarity": p, "weight": 1} for a, s, p in rows]
    found = sentiment.strongest(view([{}] * 5, voices=voices), limit=2)
    assert found.values.tolist() == [[0, 0, -0.9], [1, 0, -0.5], [3, 0, 0.7], [4, 2, 0.9]]
    assert len(sentiment.strongest(view([{}], voices=voices[:1]))) == 1
    assert sentiment.strongest(view([])).empty
