"""What moved between the two compared stretches of a view, and whether it is more than chance."""

from collections.abc import Mapping
from datetime import date

import narwhals as nw
import numpy as np
import pandas as pd

from utils.analysis import intervals
from utils.analysis.clusters import moments
from utils.analysis.counting import COUNT, collect, once, row, rows, units, within

# Bursts are estimated from weeks, or from days in stretches under four weeks.
WEEK, LEAST_WEEKS = 7, 4
SIDES = ("articles", "recent", "before")
# A stretch lacking no more than this of its first days is compared as a whole: a count moves by less than chance does.
MISSING = 0.05


@once
def stretches(tables) -> tuple[nw.LazyFrame, nw.LazyFrame]:
    """Return what is loaded in the recent stretch of the view's `period`, and in the one before: day, unit."""
    period, loaded = tables.period, tables.loaded.select("day", "unit")
    recent, earlier = within(loaded, period.start, period.end), within(loaded, period.before, None)
    return recent, earlier.filter(nw.col("day") < pd.Timestamp(period.start).to_pydatetime())


@once
def comparison(tables) -> str:
    """Say how much of the stretch before is loaded: "whole", "part" (the loading begins within it) or "none"."""
    if tables.period is None or not units(stretches(tables)[1]):
        return "none"
    first = pd.Timestamp(row(tables.loaded.select(nw.col("day").min()))["day"])
    before, start = pd.Timestamp(tables.period.before), pd.Timestamp(tables.period.start)
    return "whole" if first - before <= MISSING * (start - before) else "part"


@once
def sides(tables) -> nw.LazyFrame:
    """Return the view's `articles`, `recent` and `before` as one table, so that all three are counted in one pass:
    side (the table's name), unit, story, outlet, day, polarity, copy (1 or 0).
    """
    copy = nw.col("is_copy").cast(nw.Int64)
    return nw.concat([
        getattr(tables, side).select("unit", "story", "outlet", "day", "polarity", copy=copy, side=nw.lit(side))
        for side in SIDES
    ])


@once
def overall(tables) -> dict[str, dict[str, float]]:
    """Return the `clusters.moments` of each of the `sides` as a whole, by its name, the empty ones too."""
    nothing = {"count": 0, "effect": 1.0, "n": 0, "mean": np.nan, "deviation": np.nan, "effective": 0.0}
    found = {one.pop("side"): one for one in moments(sides(tables), "side").to_dict("records")}
    return {side: found.get(side, nothing) for side in SIDES}


def measured(tables, loaded: Mapping[str, nw.LazyFrame]) -> dict[str, dict]:
    """Return of each side named in `loaded` the five figures (items, outlets, share of that which is `loaded`,
    polarity, copies) and their grounds.
    """
    by_outlet = rows(sides(tables).group_by("side", "outlet").agg(nw.len().alias("articles"), nw.col("copy").sum()))
    whole = overall(tables)
    return {
        side: _figures(whole[side], [counted for where, *counted in by_outlet if where == side], units(there))
        for side, there in loaded.items()
    }


def _figures(whole: dict, by_outlet: list[list], there: int) -> dict:
    articles, copied = (int(sum(counted[at] for counted in by_outlet)) for at in (1, 2))
    names = frozenset(name for name, *_ in by_outlet if name is not None)
    return {
        "items": whole["count"],
        "outlets": len(names),
        "share": whole["count"] / there if there else np.nan,
        "polarity": whole["mean"],
        "copies": copied / articles if articles else np.nan,
        "articles": articles,
        "copied": copied,
        "loaded": there,
        "effect": whole["effect"],
        "scored": whole["n"],
        "deviation": whole["deviation"],
        "effective": whole["effective"],
        "names": names,
    }


@once
def bursts(tables) -> float:
    """Return the dispersion of the counts within the two stretches (1 for Poisson), weeks or days without items too."""
    period = tables.period
    length = (period.start - period.before).days
    step = WEEK if length >= LEAST_WEEKS * WEEK else 1
    found = collect(sides(tables).filter(nw.col("side") != "articles").group_by("side", "day").agg(COUNT))
    days = found["day"].to_numpy("datetime64[D]")

    def binned(side: str, first: date) -> np.ndarray:
        own = (found["side"] == side).to_numpy()
        bins = (days[own] - np.datetime64(first)).astype(int) // step
        return np.bincount(bins, found["count"][own], length // step)[: length // step]

    return intervals.dispersion(binned("recent", period.start), binned("before", period.before))


def change(name: str, now: dict, before: dict, dispersion: float) -> dict[str, float]:
    """Return change, low and high of one of the figures of `measured` between two stretches."""
    if name == "items":
        low, high = intervals.ratio(now[name], before[name], max(dispersion, now["effect"], before["effect"]))
        return {"change": _relative(now[name], before[name]), "low": low - 1, "high": high - 1}
    if name == "outlets":
        # Outlets in both stretches say nothing about a change; of those in one only, half would be new by chance.
        new, gone = len(now["names"] - before["names"]), len(before["names"] - now["names"])
        scale = (new + gone) / (before[name] or np.nan)
        low, high = (float((2 * bound - 1) * scale) for bound in intervals.share(new, new + gone))
        return {"change": _relative(now[name], before[name]), "low": low, "high": high}
    if name == "polarity":
        low, high = intervals.mean_change(
            now[name], now["deviation"], now["effective"], before[name], before["deviation"], before["effective"]
        )
    else:
        of, among = {"share": ("items", "loaded"), "copies": ("copied", "articles")}[name]
        low, high = intervals.share_change(
            now[of] / now["effect"],
            now[among] / now["effect"],
            before[of] / before["effect"],
            before[among] / before["effect"],
        )
    return {"change": now[name] - before[name], "low": float(low), "high": float(high)}


def of_shares(tables, found: pd.DataFrame) -> pd.DataFrame:
    """Return `found` (recent, before: units of the two stretches) with change, low, high and clear of their shares.

    The shares are of the units selected in each stretch; the interval is Newcombe's, held for all rows at once
    (Bonferroni), copies of one text weighing as one; NaN, and before too, where a stretch is empty.
    """
    _, now, then = (overall(tables)[side] for side in SIDES)
    if not now["count"] or not then["count"]:
        return found.assign(before=np.nan, change=np.nan, low=np.nan, high=np.nan, clear=False)
    low, high = intervals.share_change(
        found["recent"] / now["effect"],
        now["count"] / now["effect"],
        found["before"] / then["effect"],
        then["count"] / then["effect"],
        intervals.z_for(len(found)),
    )
    change = found["recent"] / now["count"] - found["before"] / then["count"]
    return found.assign(change=change, low=low, high=high, clear=(low > 0) | (high < 0))


def _relative(now: float, before: float) -> float:
    return now / before - 1 if before else np.nan
