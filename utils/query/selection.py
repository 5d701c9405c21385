"""The tables one view sees: which articles the filters select, and everything that hangs on them, at one version."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd

from utils.query import panel
from utils.query.filters import Filters
from utils.query.lens import Lens, arrow

_NONE = np.empty(0, dtype="int64")
_UNITS = {"articles": "n", "stories": "story", "outlets": "outlet"}


@dataclass(frozen=True)
class Period:
    """The days compared: from `start` to `end`, against the days from `before` to just before `start`."""

    start: date
    end: date
    before: date


@dataclass(frozen=True)
class Selected:
    """The numbers of the articles a view selects, of those in the two stretches of `period`, and that period.

    `official` are the official documents it selects: kept and found, but no coverage, so nothing else counts them.
    `panel` are the outlets it is restricted to because they are loaded throughout; None where that is not asked for.
    `undated` is how much coverage without a date the other filters select, whichever days are asked for.
    """

    articles: np.ndarray
    official: np.ndarray
    recent: np.ndarray
    before: np.ndarray
    period: Period | None
    panel: list[str] | None
    undated: int


@dataclass(frozen=True)
class Tables:
    """What an analysis sees of a view, as Narwhals lazy frames; a count is always the distinct values of `unit`.

    `loaded` (all coverage: every article that is no official document; of the outlets there throughout, where the view
    asks for the same outlets throughout), `articles` (those selected, with polarity,
    subjectivity and tone of the chosen engine), `official` (the official documents that the same filters select),
    `recent` and `before` (the same filters in the two stretches of `period`; no rows without dates): n, id, published,
    day, week (its Monday), month, outlet, title, url, extent, language, words, kind, batch, precision, date_note,
    origin, author, story, is_copy, unit. `mentions`, `mentions_recent` and `mentions_before`: article, sentence, start,
    end, surface, entity, type, and day, week, month, outlet, unit. `sentences`, `assessments`, `voices` as in schema;
    `topics` and `topics_loaded`: n, topic. `days` are the first and last day asked for (None: open), `undated` is as in
    `Selected`. `shared` is where questions to one view leave what others ask again (see `analysis.counting.once`).

    `matches` holds n and topic for every loaded article. Each table is laid out when it is first asked for: together
    they would cost a small question more than its answer.
    """

    lens: Lens
    cursor: duckdb.DuckDBPyConnection
    filters: Filters
    selected: Selected
    matches: pd.DataFrame
    shared: dict = field(default_factory=dict)

    @cached_property
    def loaded(self) -> nw.LazyFrame:
        every, outlets = self._counted("coverage"), self.selected.panel
        return every if outlets is None else every.filter(nw.col("outlet").is_in(pd.Series(outlets, dtype="str")))

    @cached_property
    def articles(self) -> nw.LazyFrame:
        return self._counted("facts", self.selected.articles)

    @cached_property
    def official(self) -> nw.LazyFrame:
        return self._counted("facts", self.selected.official)

    @cached_property
    def recent(self) -> nw.LazyFrame:
        return self._counted("facts", self.selected.recent)

    @cached_property
    def before(self) -> nw.LazyFrame:
        return self._counted("facts", self.selected.before)

    @cached_property
    def mentions(self) -> nw.LazyFrame:
        return self._counted("mentions", self.selected.articles)

    @cached_property
    def mentions_recent(self) -> nw.LazyFrame:
        return self._counted("mentions", self.selected.recent)

    @cached_property
    def mentions_before(self) -> nw.LazyFrame:
        return self._counted("mentions", self.selected.before)

    @cached_property
    def sentences(self) -> nw.LazyFrame:
        return self.lens.rows(self.cursor, "sentences", self.selected.articles)

    @cached_property
    def assessments(self) -> nw.LazyFrame:
        return self.lens.rows(self.cursor, "assessments", self.selected.articles)

    @cached_property
    def voices(self) -> nw.LazyFrame:
        return self.lens.rows(self.cursor, "voices", self.selected.articles)

    @cached_property
    def topics(self) -> nw.LazyFrame:
        return self._home(self.matches[self.matches["n"].isin(self.selected.articles)])

    @cached_property
    def topics_loaded(self) -> nw.LazyFrame:
        return self._home(self.matches)

    @property
    def period(self) -> Period | None:
        return self.selected.period

    @property
    def undated(self) -> int:
        return self.selected.undated

    @property
    def days(self) -> tuple[date | None, date | None]:
        return self.filters.start, self.filters.end

    def _counted(self, table: str, numbers: np.ndarray | None = None) -> nw.LazyFrame:
        return self.lens.rows(self.cursor, table, numbers, _UNITS[self.filters.unit])

    def _home(self, frame: pd.DataFrame) -> nw.LazyFrame:
        """Return a frame beside the others: a join takes frames of one library."""
        rows = self.cursor.from_df(frame)
        return nw.from_native(arrow(rows) if self.lens.held else rows).lazy()


def select(lens: Lens, cursor: duckdb.DuckDBPyConnection, filters: Filters, matched: np.ndarray | None) -> Selected:
    """Return which articles the filters select; `matched` are those that topic and search words select (None: all)."""
    facts = lens.rows(cursor, "facts")
    for column, wanted in (("outlet", filters.outlet), ("language", filters.lang), ("tone", filters.tone)):
        if wanted:
            facts = facts.filter(nw.col(column).is_in(list(wanted)))
    if not filters.copies:
        facts = facts.filter(~nw.col("is_copy"))
    outlets = _throughout(lens, cursor, filters) if filters.panel else None
    if outlets is not None:
        facts = facts.filter(nw.col("outlet").is_in(pd.Series(outlets, dtype="str")) | (nw.col("kind") == "official"))
    n, day, official = _columns(facts.select("n", "day", official=nw.col("kind") == "official"))
    day, found = day.astype("datetime64[D]"), np.full(len(n), True)
    for name in filters.entity:
        [naming] = _columns(lens.rows(cursor, "mentions").filter(nw.col("entity") == name).select("article"))
        found &= np.isin(n, naming)
    if matched is not None:
        found &= np.isin(n, matched)
    covering, official = found & ~official, found & official
    dated, chosen = day[covering & ~np.isnat(day)], _within(day, filters.start, filters.end)
    period = compared(filters, *((dated.min().item(), dated.max().item()) if len(dated) else (None, None)))
    recent = before = _NONE
    if period:
        recent = n[covering & _within(day, period.start, period.end)]
        before = n[covering & _within(day, period.before, period.start - timedelta(days=1))]
    undated = int(np.isnat(day[covering]).sum())
    return Selected(n[covering & chosen], n[official & chosen], recent, before, period, outlets, undated)


def _throughout(lens: Lens, cursor: duckdb.DuckDBPyConnection, filters: Filters) -> list[str]:
    """Return the outlets loaded throughout the chosen days and those before that they are compared with.

    Both count as far as anything is loaded there.
    """
    found = lens.rows(cursor, "coverage").select("outlet", "day").collect("pandas").to_native()
    found = found.assign(day=pd.to_datetime(found["day"]))
    first, last = found["day"].min(), found["day"].max()
    if pd.isna(first):
        return []
    first, last = first.date(), last.date()
    period = compared(filters, first, last)
    start = period.before if period and filters.start else filters.start or first
    return panel.throughout(found, max(start, first), min(filters.end or last, last))


def _within(days: np.ndarray, first: date | None, last: date | None) -> np.ndarray:
    """Return which days lie from `first` to `last`; None leaves that end open, two of them let unknown days in too."""
    inside = np.full(len(days), True)
    if first is not None:
        inside &= days >= np.datetime64(first)
    if last is not None:
        inside &= days <= np.datetime64(last)
    return inside


def compared(filters: Filters, first: date | None, last: date | None) -> Period | None:
    """Return the stretches to compare: the chosen days against as many before them, or, without dates, the later half
    of what is selected against the earlier half. None when there is no day to stand on, or nothing lies before.
    """
    if first is None:
        return None
    start, end = filters.start or first, filters.end or last
    if filters.start is None:
        length = (end - first).days + 1
        start = end - timedelta(days=length // 2 - 1)
    days = (end - start).days + 1
    before = start - timedelta(days=days)
    return Period(start, end, before) if days > 0 and start > first else None


def _columns(lazy: nw.LazyFrame) -> list[np.ndarray]:
    return [column.to_numpy() for column in lazy.collect("pyarrow").iter_columns()]
