"""Numbers in words."""

import pandas as pd
import pytest

from utils.analysis import wording


@pytest.mark.parametrize(
    ("function", "value", "text"),
    [
        (wording.number, 1204, "1,204"),
        (wording.number, -3, "−3"),
        (wording.percent, 0.381, "38 %"),
        (wording.percent, 0.062, "6.2 %"),
        (wording.percent, 0.0031, "0.3 %"),
        (wording.percent, 0.0996, "10 %"),
        (wording.percent, 2.0, "200 %"),
        (wording.percent, 0, "0 %"),
        (wording.percent, 0.05, "5 %"),
        (wording.percent, -0.021, "−2.1 %"),
        (wording.signed, -0.084, "−0.08"),
        (wording.signed, 0.12, "+0.12"),
        (wording.signed, 0.001, "0.00"),
        (wording.signed, -0.001, "0.00"),
        (wording.day, pd.Timestamp("2023-10-07"), "7 Oct 2023"),
        (wording.day, None, ""),
        (wording.day, pd.NaT, ""),
    ],
)
def test_numbers_read_as_in_a_memo(function, value, text):
    assert function(value) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(1, "stories", "1 story"), (0, "articles", "0 articles"), (1204, "outlets", "1,204 outlets")],
)
def test_a_count_carries_its_noun(value, unit, text):
    assert wording.counted(value, unit) == text
