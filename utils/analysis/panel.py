"""Which outlets start, stop or change their rate in what is loaded: a count that moves there may be the loading.

Each outlet's weekly counts are cut into levels by optimal partitioning (Jackson et al. 2005, IEEE Signal Processing
Letters 12:105): of all ways to cut, the one with the greatest Poisson likelihood, less a price for every cut. The price
is the likelihood ratio that chance reaches once in twenty such tables (chi-square with one degree of freedom,
Bonferroni over outlets and weeks), times the outlet's own dispersion, because news comes in bursts (quasi-likelihood:
McCullagh and Nelder 1989, section 4.5). A change is named where the same test holds for its share of all loaded items
too: when everybody writes more, the news changed and not the loading.
"""

from collections.abc import Iterator

import narwhals as nw
import numpy as np
import pandas as pd

from utils import schema
from utils.analysis.counting import collect, once, span, within
from utils.analysis.intervals import ENOUGH, z_for

COLUMNS = {
    "outlet": "str", "kind": "str", "since": "datetime64[us]", "until": "datetime64[us]", "before": "float64",
    "after": "float64", "n": "int64",
}
WEEK, LONG, LONG_STEP = 7, 1100, 28
# Measured on rss_2023_h1, whose feed addresses say where the loading changed. A level lasts three weeks: what is
# shorter beside another is a burst, or the slope of a change. Below a twofold change lie the swings of the news: all
# outlets together move by 1.6, and the share of four that had more of one story than others by up to 1.9.
LEAST_BINS, FOLD = 3, 2.0
# An outlet that fell silent may still be seen: one stray item in ten weeks after 40 a week.
SILENT = 0.02
# The median of a chi-square variable with one degree of freedom.
CHI2_MEDIAN = 0.4549


@once
def changes(tables) -> pd.DataFrame:
    """Return where outlets start, stop, pause, rise or fall in what is loaded (`loaded`), within the view's days.

    Columns: outlet; kind; since, until (first and last day of the level after the change); before, after (items a week
    of the levels beside it; of the level before a pause where one ends); n (the outlet's items). The outlets whose rate
    moves most come first, each one's changes by date. Outlets with fewer than 20 items are left out, unknown ones too.
    """
    ends = span(tables)
    rows = list(_changes(tables.loaded, *ends)) if ends else []
    if not rows:
        return schema.empty(COLUMNS)
    found = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    moved = (found["after"] - found["before"]).abs().groupby(found["outlet"]).transform("max")
    order = found.assign(moved=moved).sort_values(["moved", "outlet", "since"], ascending=[False, True, True])
    return order[list(COLUMNS)].reset_index(drop=True)


def _changes(loaded: nw.LazyFrame, first: pd.Timestamp, last: pd.Timestamp) -> Iterator[tuple]:
    names, counts, everything = _daily(within(loaded, first, last), first, (last - first).days + 1)
    if not names:
        return
    for name, own, edges, price in zip(names, counts, *_levels(counts), strict=True):
        for kind, since, until, *rates in _named(own, everything, edges, price):
            yield name, kind, first + pd.Timedelta(days=since), first + pd.Timedelta(days=until - 1), *rates, own[-1]


def _daily(loaded: nw.LazyFrame, first: pd.Timestamp, days: int) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Return the outlets with enough items, and up to each day the items of each (a row an outlet) and of all."""
    found = collect(loaded.group_by("outlet", "day").agg(nw.len().alias("items")))
    day = (pd.to_datetime(found["day"]) - first).dt.days.to_numpy()
    of_outlets = found.groupby("outlet")["items"].sum()
    names = sorted(of_outlets.index[of_outlets >= ENOUGH])
    row = pd.Index(names, dtype="str").get_indexer(found["outlet"])
    daily = np.zeros((len(names), days + 1), dtype="int64")
    np.add.at(daily, (row[row >= 0], day[row >= 0] + 1), found["items"].to_numpy()[row >= 0])
    everything = np.bincount(day + 1, found["items"], days + 1).astype("int64")
    return names, daily.cumsum(axis=1), everything.cumsum()


def _levels(counts: np.ndarray) -> tuple[list[np.ndarray], np.ndarray]:
    """Return each outlet's edges of levels (days, from 0 to the last) and the price of a cut."""
    days = counts.shape[1] - 1
    step = WEEK if days <= LONG else LONG_STEP
    bins = np.append(np.arange(0, days, step), days)
    at, n = counts[:, bins], len(bins) - 1
    price = z_for(len(counts) * max(n - 1, 1)) ** 2 * _dispersion(np.diff(at[:, : days // step + 1]))
    best, origin = np.full(at.shape, -np.inf), np.zeros(at.shape, dtype="int64")
    best[:, 0] = 0
    for end in range(1, n + 1):
        start = np.arange(end)
        items = at[:, [end]] - at[:, start]
        gain = best[:, start] + _likelihood(items, bins[end] - bins[start]) - price[:, None]
        # A burst is no level; a silence is one however short, and the whole is one.
        gain[(items > 0) & (end - start < LEAST_BINS) & ((start > 0) | (end < n))] = -np.inf
        origin[:, end], best[:, end] = gain.argmax(axis=1), gain.max(axis=1)
    edges = []
    for own, before in zip(counts, origin, strict=True):
        cuts = [n]
        while cuts[-1] > 0:
            cuts.append(before[cuts[-1]])
        edges.append(_to_the_day(own, bins[cuts[::-1]], step))
    return edges, price


def _dispersion(bins: np.ndarray) -> np.ndarray:
    """Return how much more each row's counts vary than Poisson counts, at least 1.

    Of two equal Poisson counts with the sum s the squared difference is s on average; the median of their ratios is not
    moved by a few changes of level.
    """
    change, both = np.diff(bins), bins[:, 1:] + bins[:, :-1]
    if not both.size:
        return np.ones(len(bins))
    ratios = np.ma.masked_array(change**2 / np.maximum(both, 1), mask=both == 0)
    return np.maximum(np.ma.median(ratios, axis=1).filled(1.0) / CHI2_MEDIAN, 1.0)


def _likelihood(items: np.ndarray, exposure: np.ndarray) -> np.ndarray:
    """Return twice the log-likelihood of Poisson counts at their own rate, but for terms that cancel in a ratio."""
    return 2 * items * np.log(np.maximum(items, 1) / np.maximum(exposure, 1))


def _to_the_day(own: np.ndarray, edges: np.ndarray, step: int) -> np.ndarray:
    """Return the edges moved, by less than a bin, to the day where the two levels beside them fit best."""
    rates = np.maximum(np.diff(own[edges]) / np.diff(edges), 1e-9)
    moved = edges.copy()
    for k in range(1, len(edges) - 1):
        days = np.arange(max(edges[k] - step, moved[k - 1]) + 1, min(edges[k] + step, edges[k + 1]))
        fit = own[days] * np.log(rates[k - 1] / rates[k]) - days * (rates[k - 1] - rates[k])
        moved[k] = days[fit.argmax()]
    return moved


def _named(own: np.ndarray, loaded: np.ndarray, edges: np.ndarray, price: float) -> Iterator[tuple]:
    """Give kind, since, until (days), before and after (items a week) of one outlet's changes that stand the test."""
    silent = _silent(own, edges)
    edges = np.delete(edges, 1 + np.flatnonzero(silent[1:] & silent[:-1]))
    silent, days, items = _silent(own, edges), np.diff(edges), np.diff(own[edges])
    others, rates = np.diff(loaded[edges]) - items, WEEK * items / days
    beside = np.pad(~silent, 1)
    burst = ~silent & (days < LEAST_BINS * WEEK) & (beside[:-2] | beside[2:])
    levels, heard = np.flatnonzero(~burst), None
    for k, before in zip(levels[1:], levels[:-1], strict=True):
        heard = before if heard is None or not silent[before] else heard
        if silent[k]:
            kind = "stops" if k == levels[-1] else "pauses"
        elif silent[heard]:
            kind = "starts"
        else:
            kind = "rises" if rates[k] > rates[heard] else "falls"
        pair = [heard, k]
        if _holds(items[pair], days[pair], price) and _holds(items[pair], others[pair], price):
            yield kind, int(edges[k]), int(edges[k + 1]), rates[heard], rates[k]


def _silent(own: np.ndarray, edges: np.ndarray) -> np.ndarray:
    rates = np.diff(own[edges]) / np.diff(edges)
    return rates <= SILENT * rates.max()


def _holds(items: np.ndarray, exposure: np.ndarray, price: float) -> bool:
    """Say whether two rates differ twofold and by more than chance; true where there is nothing to hold them against.

    `exposure` are days, or the items of all other outlets.
    """
    if not exposure.all():
        return True
    low, high = sorted(items / exposure)
    ratio = _likelihood(items, exposure).sum() - _likelihood(items.sum(), exposure.sum())
    return bool(high >= FOLD * low and ratio >= price)
