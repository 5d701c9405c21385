"""Copies of one text weigh as one observation."""

import pytest

from utils.analysis.clusters import moments


def test_lone_articles_are_a_plain_sample(view):
    row = moments(view([{"polarity": p} for p in (0.1, 0.2, 0.6, None)]).articles).iloc[0]
    assert (row["count"], row["n"], row["effect"]) == (4, 3, 1.0)
    assert row["mean"] == pytest.approx(0.3)
    assert row["deviation"] == pytest.approx(0.264575, abs=1e-6)
    assert row["effective"] == pytest.approx(3)


def test_copies_move_the_mean_but_add_no_evidence(view):
    articles = [{"polarity": 0.5, "story": "wire"}] * 8 + [{"polarity": -0.1}, {"polarity": 0.1}]
    row = moments(view(articles).articles).iloc[0]
    assert (row["count"], row["n"]) == (10, 10)
    assert row["mean"] == pytest.approx(0.4)
    assert row["effective"] == pytest.approx(100 / 66)
    assert row["effect"] == pytest.approx(6.6)


def test_stories_are_counted_once_with_the_mean_of_their_copies(view):
    articles = [{"polarity": 0.2, "story": "wire"}, {"polarity": 0.4, "story": "wire"}, {"polarity": 0.0}]
    row = moments(view(articles, unit="stories").articles).iloc[0]
    assert (row["count"], row["effect"]) == (2, 1.0)
    assert row["mean"] == pytest.approx(0.15)


def test_groups_stand_in_order_with_a_row_each(view):
    articles = [{"outlet": "B", "polarity": 0.1}, {"outlet": "A", "polarity": None}, {"outlet": "B", "polarity": 0.3}]
    found = moments(view(articles).articles, "outlet")
    assert found["outlet"].tolist() == ["A", "B"]
    assert found["n"].tolist() == [0, 2]
    assert found["mean"].isna().tolist() == [True, False]


def test_nothing_selected_is_a_row_of_zeros(view):
    row = moments(view([]).articles).iloc[0]
    assert (row["count"], row["n"], row["effect"], row["effective"]) == (0, 0, 1.0, 0.0)
    assert moments(view([]).articles, "outlet").empty
