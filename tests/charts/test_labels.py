"""Text inside pictures."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.charts import axes
from utils.charts.labels import beside, label, percent, width


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Nvidia", "Nvidia"),
        ("AT&T <b>", "AT&amp;T &lt;b&gt;"),
        ("\"quoted\" 'so'", "\"quoted\" 'so'"),
        ("a\nb\t c", "a b c"),
        ("%{x}", "%\u2060{x}"),
        ("x" * 28, "x" * 28),
        ("x" * 29, "x" * 27 + "…"),
        ("ends in blank " * 3, "ends in blank ends in blank…"),
    ],
)
def test_a_label_is_one_line_of_plain_letters(name, shown):
    assert label(name) == shown


@settings(deadline=None)
@given(st.text())
def test_a_label_never_holds_a_tag_or_a_template(name):
    shown = label(name)
    assert "<" not in shown
    assert "%{" not in shown
    assert "\n" not in shown


@pytest.mark.parametrize(
    ("share", "text"), [(0.381, "38 %"), (0.062, "6.2 %"), (0.0, "0 %"), (1.0, "100 %"), (-0.05, "−5.0 %")]
)
def test_shares_read_as_percentages(share, text):
    assert percent(share) == text


@pytest.mark.parametrize(
    ("points", "moves"),
    [
        ([(0.1, 0.9), (0.5, 0.9)], [0.0, 0.0]),
        ([(0.1, 0.5), (0.11, 0.9)], [0.0, 0.0]),  # far below the other
        ([(0.10, 0.90), (0.11, 0.89)], [0.0, 0.04]),  # the lower one steps aside
        ([(0.10, 0.89), (0.09, 0.90)], [0.04, 0.0]),
        (
            [(0.10, 0.90), (0.11, 0.89), (0.09, 0.88), (0.10, 0.87)],
            [0.0, 0.04, -0.04, None],
        ),  # and the least is dropped
        ([], []),
    ],
)
def test_labels_step_aside_for_higher_ones(points, moves):
    assert beside(points, 0.04, 0.08, 0.04) == moves


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=8))
def test_no_two_placed_labels_cover_each_other(points):
    placed = [
        (x + move, y) for (x, y), move in zip(points, beside(points, 0.04, 0.08, 0.04), strict=True) if move is not None
    ]
    for at, (x, y) in enumerate(placed):
        assert all(abs(x - other) >= 0.04 or abs(y - level) >= 0.08 for other, level in placed[at + 1 :])


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (-0.24, 0.26, ["−0.2", "−0.1", "0", "+0.1", "+0.2"]),
        (0.01, 0.31, ["0", "+0.1", "+0.2", "+0.3"]),
        (-12.0, 13.0, ["−10", "−5", "0", "+5", "+10"]),
        (0.0, 0.0, ["0"]),
    ],
)
def test_signed_axes_carry_true_signs_and_a_plain_zero(low, high, ticks):
    assert axes.signed(low, high)["ticktext"] == ticks


@settings(deadline=None)
@given(st.floats(-1, 1), st.floats(-1, 1))
def test_a_signed_axis_holds_its_values_and_few_ticks(one, other):
    found = axes.signed(min(one, other), max(one, other))
    assert found["range"][0] <= min(one, other, 0) <= max(one, other, 0) <= found["range"][1]
    assert 1 <= len(found["ticktext"]) <= 8


@pytest.mark.parametrize(
    ("bins", "days"),
    [
        (["2023-01-01", "2023-02-01", "2023-03-01"], [31, 28, 28]),
        (["2023-01-02"], [1]),
        (["2023-01-02", "2023-01-09"], [7, 7]),
    ],
)
def test_a_bin_is_as_long_as_the_way_to_the_next(bins, days):
    assert axes.lengths(pd.Series(pd.to_datetime(bins))) == [day * axes.DAY for day in days]


@pytest.mark.parametrize(("text", "measured"), [
    ("0", 6), ("10", 12), ("100 %", 31), ("−0.6", 21), ("Washington Times", 95), ("Tech security bans", 96),
    ("Harbor Wire (invented)", 117), ("quoted speech, n = 528", 118), ("Ministry of Commerce (China)", 151),
    ("United States House of Repr…", 153), ("Second Reading Review (inve…", 161),
])
def test_a_label_is_given_a_little_more_room_than_it_takes(text, measured):
    """Measured in Chromium at 12 pixels in Source Sans."""
    assert measured <= width(text, 12) <= 1.1 * measured + 1


def test_room_is_for_what_is_read_and_not_for_its_markup():
    assert width(label("A & B"), 12) == width("A & B", 12)
    assert width("路透社", 12) == 36
