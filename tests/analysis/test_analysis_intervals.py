"""Intervals against published values."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.analysis import intervals


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, Stat. Med. 17:857, table I, method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_a_share_is_bounded_as_wilson_says(successes, n, low, high):
    assert intervals.share(successes, n) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@pytest.mark.parametrize(
    ("now", "n", "before", "m", "low", "high"),
    [
        (56, 70, 48, 80, 0.0524, 0.3339),  # Newcombe 1998, Stat. Med. 17:873, table II, method 10
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (0, 10, 0, 10, -0.2775, 0.2775),
    ],
)
def test_a_change_of_share_is_bounded_as_newcombe_says(now, n, before, m, low, high):
    assert intervals.share_change(now, n, before, m) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@pytest.mark.parametrize(
    ("freedom", "quantile", "within"),
    [
        (2, 4.3027, 0.008),
        (3, 3.1824, 0.002),
        (5, 2.5706, 1e-3),
        (10, 2.2281, 1e-4),
        (30, 2.0423, 1e-4),
        (1e6, 1.95996, 1e-4),
    ],
)
def test_students_quantile_is_close_to_the_tables(freedom, quantile, within):
    assert intervals.t_quantile(freedom) == pytest.approx(quantile, rel=within)


def test_nothing_is_said_from_too_few():
    assert np.isnan(intervals.t_quantile(1))
    assert np.isnan(intervals.share(0, 0)).all()
    assert np.isnan(intervals.mean_change(0.1, 0.2, 1, 0.3, 0.2, 50)).all()


@pytest.mark.parametrize(
    ("count", "before", "spread", "clear"),
    [
        (60, 40, 1, True),
        (60, 40, 4, False),
        (52, 48, 1, False),
        (0, 0, 1, False),
        (12, 0, 1, True),
        (2, 0, 1, False),
    ],
)
def test_a_ratio_is_clear_only_beyond_chance_and_bursts(count, before, spread, clear):
    low, high = intervals.ratio(count, before, spread)
    assert (low > 1 or high < 1) is clear


@pytest.mark.parametrize(
    ("periods", "spread"),
    [
        (([4, 4, 4],), 1.0),
        (([0, 12, 0, 12],), 8.0),
        (([1, 1], [100, 100]), 1.0),
        (([],), 1.0),
        (([0, 0],), 1.0),
    ],
)
def test_bursts_widen_and_a_change_of_level_between_periods_does_not(periods, spread):
    assert intervals.dispersion(*periods) == pytest.approx(spread)


@settings(deadline=None)
@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 500), st.integers(1, 500))
def test_a_change_read_backwards_is_the_same_change(a, b, n, m):
    a, b = min(a, n), min(b, m)
    low, high = intervals.share_change(a, n, b, m)
    back_low, back_high = intervals.share_change(b, m, a, n)
    assert low == pytest.approx(-back_high, abs=1e-12)
    assert low <= a / n - b / m <= high
    assert high == pytest.approx(-back_low, abs=1e-12)


def test_more_comparisons_ask_for_more():
    assert intervals.z_for(1) == pytest.approx(1.96, abs=1e-3)
    assert intervals.z_for(40) == pytest.approx(3.2272, abs=1e-3)


def test_means_differ_as_welch_says():
    # se = sqrt(9/15 + 16/15) = 1.29099, 25.96 degrees of freedom, t = 2.0557 (scipy.stats.t.ppf)
    low, high = intervals.mean_change(23.0, 3.0, 15, 20.0, 4.0, 15)
    assert (low, high) == (pytest.approx(0.3461, abs=1e-3), pytest.approx(5.6539, abs=1e-3))
