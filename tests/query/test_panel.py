"""Same outlets throughout: who was there from the first to the last day."""

import random
from datetime import date, timedelta

import pandas as pd
import pytest

from utils.query.panel import throughout

FIRST, DAYS = date(2023, 1, 2), 140
LAST = FIRST + timedelta(days=DAYS - 1)


def on(outlet, days) -> pd.DataFrame:
    return pd.DataFrame({"outlet": outlet, "day": [pd.Timestamp(FIRST) + pd.Timedelta(days=at) for at in days]})


def chance(share: float, seed: int) -> list[int]:
    return [at for at in range(DAYS) if random.Random(seed * 1000 + at).random() < share]


@pytest.mark.parametrize(("days", "there"), [
    pytest.param(range(DAYS), True, id="every day"),
    pytest.param([at for at in range(DAYS) if at % 7 < 5], True, id="working days"),
    pytest.param([at for at in range(DAYS) if at % 7 < 5 and at not in range(67, 74)], False, id="away for a while"),
    pytest.param([at for at in range(DAYS) if at not in (40, 41, 42, 43)], True, id="a long weekend"),
    pytest.param(range(0, DAYS, 3), True, id="every third day"),
    pytest.param(range(60, DAYS), False, id="starts"),
    pytest.param(range(80), False, id="stops"),
    pytest.param([*range(80), 110], False, id="stops but for a stray item"),
    pytest.param([*range(50), *range(80, DAYS)], False, id="pauses"),
    pytest.param(range(134), False, id="silent in the last six days"),
    pytest.param([3, 70, 120], False, id="too seldom to tell"),
    pytest.param([], False, id="nothing in these days"),
    pytest.param(chance(0.2, 1), True, id="one day in five"),
])
def test_who_is_there_throughout(days, there):
    assert throughout(on("Harbor Ledger", days), FIRST, LAST) == ["Harbor Ledger"] * there


def test_only_the_days_asked_for_count():
    stopped = on("Harbor Ledger", range(80))
    assert throughout(stopped, FIRST, FIRST + timedelta(days=79)) == ["Harbor Ledger"]
    assert throughout(stopped, LAST, FIRST) == []


def test_unknown_outlets_and_undated_items_are_nobody():
    known = on("Harbor Ledger", range(DAYS))
    rest = pd.concat([on(None, range(DAYS)), pd.DataFrame({"outlet": ["Strait Post"] * 200, "day": pd.NaT})])
    assert throughout(pd.concat([known, rest]), FIRST, LAST) == ["Harbor Ledger"]


def test_neither_order_nor_the_number_of_items_of_a_day_matters():
    found = pd.concat([on(f"Outlet {at}", chance(at / 8, at)) for at in range(9)] + [on("Late", range(60, DAYS))])
    expected = throughout(found, FIRST, LAST)
    assert "Late" not in expected
    assert throughout(pd.concat([found, found]).sample(frac=1, random_state=3), FIRST, LAST) == expected


def test_few_steady_outlets_are_lost():
    found = pd.concat([on(f"Outlet {at}", chance(0.15 + at / 250, at)) for at in range(200)])
    assert len(throughout(found, FIRST, LAST)) >= 190
