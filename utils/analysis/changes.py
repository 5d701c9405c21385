"""What moved between the two compared stretches of a view, and whether it is more than chance."""

import narwhals as nw
import numpy as np
import pandas as pd

from utils.analysis import intervals
from utils.analysis.clusters import moments
from utils.analysis.counting import collect, once, units, within

# Bursts are estimated from weeks, or from days in stretches under four weeks.
WEEK, LEAST_WEEKS = 7, 4
# A stretch lacking no more than this of its first days is compared as a whole: a count moves by less than chance does.
MISSING = 0.05


@once
def stretches(tables) -> tuple[nw.LazyFrame, nw.LazyFrame]:
    """Return what is loaded in the recent stretch of the view's `period`, and in the one before."""
    period = tables.period
    recent, earlier = within(tables.loaded, period.start, period.end), within(tables.loaded, period.before, None)
    return recent, earlier.filter(nw.col("day") < pd.Timestamp(period.start).to_pydatetime())


@once
def comparison(tables) -> str:
    """Say how much of the stretch before is loaded: "whole", "part" (the loading begins within it) or "none"."""
    if tables.period is None or not units(stretches(tables)[1]):
        return "none"
    first = pd.Timestamp(collect(tables.loaded.select(nw.col("day").min()))["day"].iloc[0])
    before, start = pd.Timestamp(tables.period.before), pd.Timestamp(tables.period.start)
    return "whole" if first - before <= MISSING * (start - before) else "part"


@once
def overall(tables, name: str) -> pd.Series:
    """Return the `clusters.moments` of the whole table `name`: articles, recent or before."""
    return moments(getattr(tables, name)).iloc[0]


def measured(tables, name: str, loaded: nw.LazyFrame) -> dict:
    """Return the five figures of the articles in the table `name` (items, outlets, share of `loaded`, polarity, copies)
    and their grounds.
    """
    row = overall(tables, name)
    by_outlet = collect(
        getattr(tables, name).with_columns(copy=nw.col("is_copy").cast(nw.Int64))
        .group_by("outlet")
        .agg(nw.len().alias("articles"), nw.col("copy").sum())
    )
    articles, copied, there = by_outlet["articles"].sum(), by_outlet["copy"].sum(), units(loaded)
    names = frozenset(by_outlet["outlet"].dropna())
    return {
        "items": row["count"],
        "outlets": len(names),
        "share": row["count"] / there if there else np.nan,
        "polarity": row["mean"],
        "copies": copied / articles if articles else np.nan,
        "articles": articles,
        "copied": copied,
        "loaded": there,
        "effect": row["effect"],
        "scored": row["n"],
        "deviation": row["deviation"],
        "effective": row["effective"],
        "names": names,
    }


def bursts(tables) -> float:
    """Return the dispersion of the counts within the two stretches (1 for Poisson), weeks or days without items too."""
    period = tables.period
    start, before = pd.Timestamp(period.start), pd.Timestamp(period.before)
    length = (start - before).days
    step = WEEK if length >= LEAST_WEEKS * WEEK else 1

    def binned(lazy: nw.LazyFrame, first: pd.Timestamp) -> np.ndarray:
        days = collect(lazy.group_by("day").agg(nw.col("unit").n_unique().alias("count")))
        bins = (pd.to_datetime(days["day"]) - first).dt.days // step
        return days.groupby(bins)["count"].sum().reindex(range(length // step), fill_value=0).to_numpy()

    return intervals.dispersion(binned(tables.recent, start), binned(tables.before, before))


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
    now, then = overall(tables, "recent"), overall(tables, "before")
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
