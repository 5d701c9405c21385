"""What every count here shares: distinct units, stretches of days, and the bins of a time axis."""

from collections.abc import Callable
from datetime import date, datetime, time
from functools import wraps
from typing import Any

import narwhals as nw
import pandas as pd
from pandas.tseries.frequencies import to_offset

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
    return lazy.collect("pandas").to_native()


def units(lazy: nw.LazyFrame) -> int:
    """Return how many distinct units a lazy frame holds."""
    # DuckDB's count over no rows is null.
    return int(collect(lazy.select(COUNT))["count"].fillna(0).iloc[0])


def within(lazy: nw.LazyFrame, first: date | None, last: date | None) -> nw.LazyFrame:
    """Return the rows dated from `first` to `last`, both inclusive; None leaves that end open."""
    if first is not None:
        lazy = lazy.filter(nw.col("day") >= datetime.combine(first, time()))
    if last is not None:
        lazy = lazy.filter(nw.col("day") <= datetime.combine(last, time()))
    return lazy


@once
def span(tables) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """Return the first and last loaded day inside the chosen ones; None when nothing dated is loaded there."""
    days = collect(tables.loaded.select(nw.col("day").min().alias("first"), nw.col("day").max().alias("last"))).iloc[0]
    chosen_first, chosen_last = tables.days
    first = pd.Series([days["first"], chosen_first], dtype="datetime64[us]").max()
    last = pd.Series([days["last"], chosen_last], dtype="datetime64[us]").min()
    return None if pd.isna(first) or pd.isna(last) or first > last else (first, last)


@once
def grid(tables, every: str) -> pd.DataFrame:
    """Return the time axis of a view: bin (its first day), loaded (units loaded in it) and partial (bool).

    The axis runs over the loaded days inside the chosen ones, so that a zero on it is a supported zero; a bin is
    partial when some of its days lie outside. Raises KeyError when `every` is not in `BINS`.
    """
    offset = to_offset(BINS[every])
    ends = span(tables)
    if ends is None:
        types = {"bin": "datetime64[us]", "loaded": "int64", "partial": "bool"}
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in types.items()})
    first, last = ends
    bins = pd.date_range(offset.rollback(first), last, freq=offset, unit="us")
    counts = collect(within(tables.loaded, first, last).group_by(every).agg(COUNT)).set_index(every)["count"]
    return pd.DataFrame(
        {
            "bin": bins,
            "loaded": counts.reindex(bins, fill_value=0).astype("int64").to_numpy(),
            "partial": (bins < first) | (bins + offset > last + pd.Timedelta(days=1)),
        }
    )


def over_time(tables, lazy: nw.LazyFrame, every: str, *by: str) -> pd.DataFrame:
    """Return bin, loaded, partial, `by` and count: units of `lazy` in each bin of the axis, zeros where there are none.

    With `by`, every group found stands in every bin.
    """
    axis = grid(tables, every)
    counts = collect(lazy.filter(~nw.col(every).is_null()).group_by(every, *by).agg(COUNT))
    if by:
        axis = axis.merge(counts[list(by)].drop_duplicates().sort_values(list(by)), how="cross")
    counts = counts.rename(columns={every: "bin"}).assign(bin=lambda frame: pd.to_datetime(frame["bin"]))
    found = axis.merge(counts, on=["bin", *by], how="left")
    return found.assign(count=found["count"].fillna(0).astype("int64"))
