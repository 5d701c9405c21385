"""Outlets that start, stop or change their rate in the loading are named; news that everybody has more of is not."""

import random

import numpy as np
import pandas as pd
import pytest

from utils.analysis import panel

FIRST, WEEKS = pd.Timestamp("2023-01-02"), 24
STEADY = [12] * WEEKS


def items(outlet: str, weekly: list[int]) -> list[dict]:
    """Return so many items of an outlet in each week, spread over its days."""
    return [
        {"outlet": outlet, "day": FIRST + pd.Timedelta(days=7 * week + at * 7 // number)}
        for week, number in enumerate(weekly)
        for at in range(number)
    ]


def named(view, weekly: list[int], *, others=STEADY, **more) -> list[tuple]:
    """Return kind, week and both rates of the changes of an outlet among two steady ones."""
    loaded = items("Harbor Ledger", weekly) + items("Strait Post", others) + items("Delta Daily", others)
    found = panel.changes(view(loaded=loaded, **more))
    assert set(found["outlet"]) <= {"Harbor Ledger"}
    week = (found["since"] - FIRST).dt.days / 7
    return [
        (kind, round(at), round(before), round(after))
        for kind, at, before, after in zip(found["kind"], week, found["before"], found["after"], strict=True)
    ]


BURSTY = [5, 14, 6, 20, 4, 15, 7, 18, 6, 16, 5, 12, 19, 4, 14, 6, 17, 8, 5, 18, 6, 15, 7, 13]


@pytest.mark.parametrize(
    ("weekly", "changes"),
    [
        pytest.param(STEADY, [], id="steady"),
        pytest.param(BURSTY, [], id="bursty but steady"),
        pytest.param([12] * 10 + [90] + [12] * 13, [], id="one burst"),
        pytest.param([0] * 9 + [10] * 15, [("starts", 9, 0, 10)], id="starts"),
        pytest.param([10] * 15 + [0] * 9, [("stops", 15, 10, 0)], id="stops"),
        pytest.param([40] * 12 + [0] * 6 + [1] + [0] * 5, [("stops", 12, 40, 0)], id="stops but for a stray item"),
        pytest.param([10] * 9 + [0] * 6 + [10] * 9, [("pauses", 9, 10, 0)], id="pauses"),
        pytest.param(
            [10] * 9 + [0] * 6 + [30] * 9, [("pauses", 9, 10, 0), ("rises", 15, 10, 30)], id="pauses and comes back"
        ),
        pytest.param([6] * 12 + [30] * 12, [("rises", 12, 6, 30)], id="rises"),
        pytest.param([30] * 12 + [6] * 12, [("falls", 12, 30, 6)], id="falls"),
        pytest.param([20] * 12 + [32] * 12, [], id="less than twofold"),
        pytest.param([2] * 9 + [0] * 15, [], id="too few items"),
        pytest.param([1, 0, 1, 1, 2, 1, 0, 1] * 3, [], id="seldom"),
    ],
)
def test_changes_are_named(view, weekly, changes):
    assert named(view, weekly) == changes


def test_what_all_outlets_have_more_of_is_news_and_no_change_of_the_panel(view):
    rising = [6] * 12 + [30] * 12
    assert named(view, rising, others=rising) == []


def test_only_the_days_of_the_view_are_looked_at(view):
    stopped = [10] * 15 + [0] * 9
    assert named(view, stopped, days=("2023-01-02", "2023-04-02")) == []
    assert named(view, stopped, days=("2023-03-01", None)) == [("stops", 15, 10, 0)]


def test_the_whole_loading_is_judged_and_not_the_selection(view):
    loaded = items("Harbor Ledger", STEADY) + items("Strait Post", STEADY)
    assert panel.changes(view(items("Harbor Ledger", [12] * 9), loaded=loaded)).empty


@pytest.mark.parametrize("loaded", [[], [{"day": None}] * 30, [{"day": "2023-01-02"}] * 30])
def test_without_time_there_is_no_change(view, loaded):
    found = panel.changes(view(loaded=loaded))
    assert found.empty
    assert {name: str(dtype) for name, dtype in found.dtypes.items()} == panel.COLUMNS


def test_undated_items_and_unknown_outlets_change_nothing(view):
    known = items("Harbor Ledger", [10] * 15 + [0] * 9) + items("Strait Post", STEADY)
    more = [{"outlet": "Harbor Ledger", "day": None}] * 30 + items(None, [0] * 9 + [3] * 15)
    found = panel.changes(view(loaded=known + more))
    assert found[["outlet", "kind", "n"]].to_numpy().tolist() == [["Harbor Ledger", "stops", 150]]


def test_the_order_of_the_items_changes_nothing(view):
    loaded = items("Harbor Ledger", [10] * 9 + [0] * 6 + [30] * 9) + items("Strait Post", [0] * 9 + [10] * 15)
    found = panel.changes(view(loaded=loaded))
    assert len(found) == 3
    for seed in range(3):
        shuffled = random.Random(seed).sample(loaded, len(loaded))
        pd.testing.assert_frame_equal(panel.changes(view(loaded=shuffled)), found)


@pytest.mark.parametrize("dispersion", [1, 3])
def test_steady_outlets_are_seldom_named(view, dispersion):
    """Fifty steady outlets at 3 to 40 items a week, Poisson and thrice as bursty: at most one is named."""
    chance = np.random.default_rng(8)
    rates = np.geomspace(3, 40, 50)
    weekly = dispersion * chance.poisson(rates / dispersion, (WEEKS, 50)).T
    loaded = [item for at, row in enumerate(weekly.tolist()) for item in items(f"Outlet {at}", row)]
    assert len(panel.changes(view(loaded=loaded))) <= 1
