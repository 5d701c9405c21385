"""Marks on a text, cut into segments."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.analysis.reading import Segment, segments


def marks(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["start", "end", "kind", "label"])


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ([], [(0, 10, (), "")]),
        ([(2, 5, "entity", "ASML")], [(0, 2, (), ""), (2, 5, ("entity",), "ASML"), (5, 10, (), "")]),
        (
            [(0, 10, "related", ""), (2, 4, "entity", "ASML")],
            [(0, 2, ("related",), ""), (2, 4, ("entity", "related"), "ASML"), (4, 10, ("related",), "")],
        ),
        (
            [(0, 6, "query", "chip"), (4, 10, "topic", "rules")],
            [(0, 4, ("query",), "chip"), (4, 6, ("query", "topic"), "chip; rules"), (6, 10, ("topic",), "rules")],
        ),
        (
            [(8, 99, "entity", "beyond"), (-5, 2, "entity", "before"), (4, 4, "entity", "empty")],
            [(0, 2, ("entity",), "before"), (2, 8, (), ""), (8, 10, ("entity",), "beyond")],
        ),
        ([(0, 10, "query", "same"), (0, 10, "query", "same")], [(0, 10, ("query",), "same")]),
    ],
)
def test_marks_become_segments(given, found):
    assert segments("0123456789", marks(*given)) == [Segment(*row) for row in found]


def test_an_empty_text_has_no_segments():
    assert segments("", marks((0, 3, "entity", "x"))) == []


@settings(deadline=None)
@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(-5, 45), st.integers(-5, 45), st.sampled_from("abc"), st.text(max_size=3))),
)
def test_segments_are_the_text_and_each_character_keeps_its_marks(text, rows):
    found = segments(text, marks(*rows))
    assert "".join(text[one.start : one.end] for one in found) == text
    for one in found:
        for at in range(one.start, one.end):
            assert one.kinds == tuple(sorted({kind for start, end, kind, _ in rows if start <= at < end}))
