"""What every count here shares: distinct units, stretches of days, and the bins of a time axis."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from functools import lru_cache, wraps
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
import pyarrow as pa
from pandas.tseries.frequencies import to_offset

from utils import schema

COUNT = nw.col("unit").n_unique().alias("count")
# Each bin's column in the tables, and the pandas frequency of the axis it stands on (weeks start on Mondays).
BINS = {"day": "D", "week": "W-MON", "month": "MS"}


def once(function: Callable[..., Any]) -> Callable[..., Any]:
    """Answer a question to a view's tables the first time only: many other questions rest on the same few."""

    @wraps(function)
    def answered(tables, *args):
        key = (function, args)
        if key not in tables.shared:
            tables.shared[key] = function(tables, *args)
        return tables.shared[key]

    return answered


def collect(lazy: nw.LazyFrame) -> pd.DataFrame:
    """Return the rows of a lazy frame as a pandas frame."""
    held = lazy.to_native()
    # Of a small table, handing the columns to threads takes most of the time (0.26 ms of 0.34).
    return held.to_pandas(use_threads=False) if isinstance(held, pa.Table) else lazy.collect("pandas").to_native()


def row(lazy: nw.LazyFrame) -> dict[str, Any]:
    """Return the one row of a lazy frame by its columns, None for what is null."""
    return lazy.collect("pyarrow").rows(named=True)[0]


def rows(lazy: nw.LazyFrame) -> list[tuple]:
    """Return the rows of a small lazy frame as tuples, None for what is null."""
    return lazy.collect("pyarrow").rows()


def units(lazy: nw.LazyFrame) -> int:
    """Return how many distinct units a lazy frame holds."""
    # DuckDB's count over no rows is null.
    return row(lazy.select(COUNT))["count"] or 0


def within(lazy: nw.LazyFrame, first: date | None, last: date | None) -> nw.LazyFrame:
    """Return the rows dated from `first` to `last`, both inclusive; None leaves that end open."""
    day = nw.col("day")
    edges = [] if first is None else [day >= datetime.combine(first, time())]
    edges += [] if last is None else [day <= datetime.combine(last, time())]
    return lazy.filter(*edges) if edges else lazy


@once
def span(tables) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """Return the first and last loaded day inside the chosen ones; None when nothing dated is loaded there."""
    loaded = row(tables.loaded.select(nw.col("day").min().alias("first"), nw.col("day").max().alias("last")))
    chosen_first, chosen_last = tables.days
    if loaded["first"] is None:
        return None
    first = max(pd.Timestamp(day) for day in (loaded["first"], chosen_first) if day)
    last = min(pd.Timestamp(day) for day in (loaded["last"], chosen_last) if day)
    return (first, last) if first <= last else None


@lru_cache(maxsize=64)
def _bins(first: pd.Timestamp, last: pd.Timestamp, every: str) -> tuple[pd.DatetimeIndex, pd.DatetimeIndex]:
    """Return the first and the last day of each bin from the one that holds `first` to the one that holds `last`."""
    offset = to_offset(BINS[every])
    bins = pd.date_range(offset.rollback(first), last, freq=offset, unit="us")
    return bins, bins + offset - pd.Timedelta(days=1)


@once
def grid(tables, every: str) -> pd.DataFrame:
    """Return the time axis of a view: bin (its first day), loaded (units loaded in it) and partial (bool).

    The axis runs over the loaded days inside the chosen ones, so that a zero on it is a supported zero; a bin is
    partial when some of its days lie outside. Raises KeyError when `every` is not in `BINS`.
    """
    ends = span(tables)
    if ends is None:
        return schema.empty({"bin": "datetime64[us]", "loaded": "int64", "partial": "bool"})
    first, last = ends
    bins, ending = _bins(first, last, every)
    found = collect(within(tables.loaded, first, last).group_by(every).agg(COUNT))
    partial = (bins < first) | (ending > last)
    return pd.DataFrame({"bin": bins, "loaded": _standing(found, every, bins), "partial": partial})


def _standing(found: pd.DataFrame, every: str, bins: Iterable[pd.Timestamp]) -> np.ndarray:
    """Return the count of each bin, 0 where none was found."""
    return pd.Series(found["count"].to_numpy(), found[every]).reindex(bins, fill_value=0).to_numpy("int64")


def over_time(tables, lazy: nw.LazyFrame, every: str, *by: str) -> pd.DataFrame:
    """Return bin, loaded, partial, `by` and count: units of `lazy` in each bin of the axis, zeros where there are none.

    With `by`, every group found stands in every bin.
    """
    axis = grid(tables, every)
    counts = collect(lazy.filter(~nw.col(every).is_null()).group_by(every, *by).agg(COUNT))
    if not by:
        return axis.assign(count=_standing(counts, every, axis["bin"]))
    axis = axis.merge(counts[list(by)].drop_duplicates().sort_values(list(by)), how="cross")
    found = counts.set_index([every, *by])["count"].reindex(axis.set_index(["bin", *by]).index, fill_value=0)
    return axis.assign(count=found.to_numpy("int64"))
