"""Who is named together: more than chance would have it, whatever their size."""

import numpy as np
import pandas as pd
import pytest

from utils.analysis import cooccurrence
from utils.analysis.cooccurrence import association


def named(rows: dict[str, str]) -> list[dict]:
    """Return mentions: each entity (a letter) in the articles of its digits."""
    return [{"article": int(n), "entity": entity} for entity, articles in rows.items() for n in articles]


@pytest.mark.parametrize(("together", "one", "other", "n", "told"), [
    (5, 5, 5, 100, 1.0),  # never without each other
    (25, 50, 50, 100, 0.0),  # as chance would have it
    (100, 100, 100, 100, 1.0),
    (10, 20, 20, 100, np.log(10 * 100 / 400) / np.log(10)),
    (1, 50, 50, 100, np.log(100 / 2500) / np.log(100)),
])
def test_association_is_normalised_pointwise_mutual_information(together, one, other, n, told):
    assert association([together], [one], [other], n).iloc[0] == pytest.approx(told)


def test_the_closest_come_first_and_not_the_biggest(view):
    mentions = named({"A": "0123", "China": "0123456789", "B": "0124", "C": "012", "D": "01"})
    found = cooccurrence.neighbours(view([{}] * 10, mentions=mentions), "A")
    assert found["entity"].tolist() == ["C", "B"]  # China is everywhere; D is named with A twice only
    assert found[["count", "alone"]].values.tolist() == [[3, 3], [3, 4]]
    assert found["share"].tolist() == [0.75, 0.75]
    assert found["association"].is_monotonic_decreasing


def test_a_story_counts_once(view):
    mentions = named({"A": "0123", "B": "0123"})
    tables = view([{"story": "wire"}] * 3 + [{}] * 5, mentions=mentions, unit="stories")
    assert cooccurrence.neighbours(tables, "A").empty  # four articles, two stories
    assert cooccurrence.neighbours(tables, "A", least=2)["count"].tolist() == [2]


def test_pairs_are_those_of_the_names_asked_for(view):
    tables = view([{}] * 10, mentions=named({"A": "0123", "B": "0124", "C": "5678", "D": "567"}))
    found = cooccurrence.pairs(tables, ["A", "B", "C", "D"])
    assert found[["entity", "other", "count"]].values.tolist() == [["C", "D", 3], ["A", "B", 3]]
    assert cooccurrence.pairs(tables, ["A", "C", "nobody"]).empty


def test_what_is_linked_stands_near_and_always_in_the_same_place():
    links = pd.DataFrame([("A", "B", 3, 0.9), ("C", "D", 3, 0.9)], columns=["entity", "other", "count", "association"])
    placed = cooccurrence.places(links)
    at = placed.set_index("entity")
    assert at[["x", "y"]].to_numpy().min() == 0 and at[["x", "y"]].to_numpy().max() == 1

    def apart(one, other):
        return np.hypot(*(at.loc[one] - at.loc[other]))

    assert max(apart("A", "B"), apart("C", "D")) < min(apart("A", "C"), apart("A", "D"), apart("B", "C"))
    pd.testing.assert_frame_equal(placed, cooccurrence.places(links))
    assert cooccurrence.places(links.head(0)).empty


def test_nobody_named_is_an_empty_table(view):
    assert cooccurrence.neighbours(view([]), "A").empty
    assert cooccurrence.pairs(view([]), ["A", "B"]).empty
