"""What many articles say together of a name."""

import pandas as pd
import pytest

from utils.enrichment.agreement import agreed

COLUMNS = ["article", "entity", "type", "watched"]


def together(*rows: tuple[str, str, str] | tuple[str, str, str, bool]) -> list[tuple[str, str]]:
    """Return name and type of each mention: rows of article, name, type, and whether it is watched."""
    found = agreed(pd.DataFrame([(*row, False)[:4] for row in rows], columns=COLUMNS))
    return list(found[["entity", "type"]].itertuples(index=False, name=None))


WHIT = [("a", "Dana Whit", "PERSON"), ("b", "Dana Whit", "PERSON")]
LIU = [("a", "Mark Liu", "PERSON"), ("b", "Mark Liu", "PERSON")]


@pytest.mark.parametrize(("rows", "last"), [
    # whose surname
    ([*WHIT, ("c", "Whit", "PERSON")], ("Dana Whit", "PERSON")),
    ([*WHIT[:1], ("c", "Whit", "PERSON")], ("Whit", "PERSON")),
    ([*WHIT, ("c", "Eve Whit", "PERSON"), ("d", "Whit", "PERSON")], ("Whit", "PERSON")),
    ([*WHIT, ("c", "Whit", "ORG")], ("Whit", "ORG")),
    ([*LIU, ("c", "Liu", "PERSON")], ("Liu", "PERSON")),
    ([("a", "Liu He", "PERSON"), ("b", "Liu Wei", "PERSON"), ("c", "Liu", "PERSON")], ("Liu", "PERSON")),
    # one spelling
    ([("a", "D.A. Rook", "ORG"), ("b", "D.A. Rook", "ORG"), ("c", "DA Rook", "ORG")], ("D.A. Rook", "ORG")),
    ([("a", "Rooké", "ORG", True), ("b", "Rooke", "ORG"), ("c", "Rooke", "ORG")], ("Rooké", "ORG")),
    ([("a", "Meet the Rook", "PRODUCT", True), ("b", "Meet The Rook", "PRODUCT")], ("Meet the Rook", "PRODUCT")),
    ([("a", "Rook", "ORG"), ("a", "Rook", "ORG"), ("b", "ROOK", "ORG")], ("ROOK", "ORG")),
    ([("a", "Dana Whit", "PERSON"), ("b", "Dana Q. Whit", "PERSON")], ("Dana Whit", "PERSON")),
    ([("a", "Dana R. Whit", "PERSON"), ("b", "Dana Q. Whit", "PERSON")], ("Dana Q. Whit", "PERSON")),
    ([("a", "Rook Hill", "PLACE"), ("b", "Rook Q. Hill", "PLACE")], ("Rook Q. Hill", "PLACE")),
    # one type
    ([("a", "Rook", "ORG"), ("b", "Rook", "ORG"), ("c", "Rook", "PERSON")], ("Rook", "ORG")),
    ([("a", "Rook", "ORG"), ("a", "Rook", "ORG"), ("b", "Rook", "PERSON"), ("c", "Rook", "PERSON")],
     ("Rook", "PERSON")),
    ([("c", "Rook", "ORG", True), ("a", "Rook", "PERSON"), ("b", "Rook", "PERSON")], ("Rook", "ORG")),
])
def test_the_last_mention(rows, last):
    assert together(*rows)[-1] == last


def test_two_persons_of_one_surname_stay_apart_in_their_articles():
    rows = [(article, name, "PERSON") for article, name in zip("aabb", ["Liu He"] * 2 + ["Liu Yang"] * 2, strict=True)]
    assert [name for name, _ in together(*rows)] == ["Liu He"] * 2 + ["Liu Yang"] * 2


def test_who_stands_for_a_watched_name_is_watched():
    table = pd.DataFrame([("a", "Dana Whit", "PERSON", True), ("b", "Dana Whit", "PERSON", True),
                          ("c", "Whit", "PERSON", False)], columns=COLUMNS)
    assert agreed(table)["watched"].tolist() == [True] * 3


def test_no_mentions_give_an_empty_table_and_the_input_stays():
    table = pd.DataFrame([("a", "DA Rook", "ORG", False)] * 2 + [("b", "D.A. Rook", "ORG", False)], columns=COLUMNS)
    before = table.copy()
    agreed(table)
    assert table.equals(before)
    assert agreed(table.head(0)).columns.tolist() == COLUMNS
