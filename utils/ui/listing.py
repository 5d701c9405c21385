"""What a view finds in reading order, newest first and undated last: a page of it, and the neighbours of one.

Official documents stand among the articles: they are no coverage, but they are read.
"""

import narwhals as nw
import pandas as pd

_COLUMNS = ("n", "id", "published", "outlet", "title", "extent", "tone", "is_copy", "kind")


def _all(tables) -> nw.LazyFrame:
    return nw.concat([tables.articles.select(*_COLUMNS), tables.official.select(*_COLUMNS)])


def page(tables, number: int, size: int) -> pd.DataFrame:
    """Return page `number` (from 1) of what a view finds, in the columns of `_COLUMNS`."""
    ordered = _all(tables).sort("published", "n", descending=True, nulls_last=True).head(number * size)
    return ordered.collect("pandas").to_native().iloc[(number - 1) * size:].reset_index(drop=True)


def neighbours(tables, n: int) -> tuple[str | None, str | None]:
    """Return the ids of the articles before and after the one numbered `n`; None at an end, or when it is not there."""
    listed = _all(tables)
    found = listed.filter(nw.col("n") == n).select("published").collect("pandas").to_native()
    if found.empty:
        return None, None
    published, when, number = found.iloc[0, 0], nw.col("published"), nw.col("n")
    if pd.isna(published):
        earlier, later = when.is_null() & (number < n), ~when.is_null() | (number > n)
    else:
        moment = published.to_pydatetime()
        earlier = (when < moment) | ((when == moment) & (number < n)) | when.is_null()
        later = (when > moment) | ((when == moment) & (number > n))
    return (_first(listed.filter(later).sort("published", "n", nulls_last=False)),
            _first(listed.filter(earlier).sort("published", "n", descending=True, nulls_last=True)))


def _first(ordered) -> str | None:
    found = ordered.select("id").head(1).collect("pandas").to_native()
    return None if found.empty else found.iloc[0, 0]
