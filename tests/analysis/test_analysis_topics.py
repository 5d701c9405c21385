"""What it is about, when, and how topics overlap."""

import pytest

from utils.analysis import topics

PERIOD = ("2023-03-01", "2023-03-31", "2023-01-29")


def test_topics_are_counted_in_units_and_shares_of_what_is_selected(view):
    hits = [(0, "chips"), (1, "chips"), (1, "markets"), (1000, "markets")]
    found = topics.counts(view([{}, {}, {}, {}], topics=hits))
    assert found["topic"].tolist() == ["chips", "markets"]
    assert found["count"].tolist() == [2, 1]
    assert found["share"].tolist() == [0.5, 0.25]
    assert found["before"].isna().all()


def test_a_change_of_share_is_clear_only_beyond_chance(view):
    now, before = [{"day": "2023-03-02"}] * 100, [{"day": "2023-02-02"}] * 100
    hits = [(n, "chips") for n in range(60)] + [(n, "markets") for n in range(30)]
    hits += [(n, "chips") for n in range(1000, 1010)] + [(n, "markets") for n in range(1000, 1025)]
    found = topics.counts(view(now, before=before, topics=hits, period=PERIOD)).set_index("topic")
    assert found["before"].to_dict() == {"chips": 10, "markets": 25}
    assert found["change"].to_dict() == pytest.approx({"chips": 0.5, "markets": 0.05})
    assert found["clear"].to_dict() == {"chips": True, "markets": False}


def test_time_is_in_shares_of_the_same_bin(view):
    articles = [{"day": "2023-01-02"}, {"day": "2023-01-03"}, {"day": "2023-01-17"}]
    found = topics.over_time(view(articles, topics=[(0, "chips"), (2, "chips"), (2, "markets")]), "week")
    assert found["topic"].tolist() == ["chips"] * 3 + ["markets"] * 3
    assert found["count"].tolist() == [1, 0, 1, 0, 0, 1]
    assert found["share"].fillna(-1).tolist() == [0.5, -1, 1.0, 0.0, -1, 1.0]


def test_overlap_is_read_from_each_side(view):
    hits = [(0, "chips"), (1, "chips"), (1, "markets"), (2, "ai")]
    found = topics.overlap(view([{}] * 3, topics=hits)).set_index(["topic", "other"])
    assert found.loc[("chips", "markets")].tolist() == [1, 0.5]
    assert found.loc[("markets", "chips")].tolist() == [1, 1.0]
    assert found.loc[("ai", "chips")].tolist() == [0, 0.0]
    assert len(found) == 6


@pytest.mark.parametrize("function", [topics.counts, topics.over_time, topics.overlap])
def test_no_topic_is_an_empty_table_with_its_columns(view, function):
    full = function(view([{"day": "2023-01-02"}], topics=[(0, "chips"), (0, "markets")]))
    found = function(view([{"day": "2023-01-02"}]))
    assert found.empty
    assert list(found) == list(full)
