"""The tables one view sees: which articles the filters select, and everything that hangs on them, at one version."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd

from utils.query.filters import Filters

_UNITS = {"articles": "n", "stories": "story", "outlets": "outlet"}


@dataclass(frozen=True)
class Period:
    """The days compared: from `start` to `end`, against the days from `before` to just before `start`."""

    start: date
    end: date
    before: date


@dataclass(frozen=True)
class Tables:
    """What an analysis sees of a view, as Narwhals lazy frames; a count is always the distinct values of `unit`.

    `loaded` (every article), `articles` (those selected, with polarity, subjectivity and tone of the chosen engine),
    `recent` and `before` (the same filters in the two stretches of `period`; no rows without dates): n, id,
    published, day, week (its Monday), month, outlet, title, url, extent, language, words, kind, batch, precision,
    date_note, origin, author, story, is_copy, unit. `mentions`, `mentions_recent` and `mentions_before`: article,
    sentence, start, end, surface, entity, type, and day, week, month, outlet, unit. `sentences`, `assessments` as in
    schema; `topics` and `topics_loaded`: n, topic. `days` are the first and last day asked for (None: open).
    """

    loaded: nw.LazyFrame
    articles: nw.LazyFrame
    recent: nw.LazyFrame
    before: nw.LazyFrame
    mentions: nw.LazyFrame
    mentions_recent: nw.LazyFrame
    mentions_before: nw.LazyFrame
    sentences: nw.LazyFrame
    assessments: nw.LazyFrame
    topics: nw.LazyFrame
    topics_loaded: nw.LazyFrame
    period: Period | None
    days: tuple[date | None, date | None]


_FRAMES = [name for name in Tables.__dataclass_fields__ if name not in ("period", "days")]
# A view with at most this many articles loaded and mentions selected is held as pandas frames: planning a DuckDB query
# costs 5 ms however small the table, pandas answers in 1 (Overview of the demo 580 -> 190 ms, of 24,126 feed items on
# one topic 850 -> 300 ms). Above, DuckDB reads the parts, and memory stays flat.
HELD_ROWS = 60_000

_FACTS = """
CREATE VIEW {view}.facts AS
    SELECT n, id, published, local::DATE AS day, date_trunc('week', local)::DATE AS week,
        date_trunc('month', local)::DATE AS month, outlet, title, url, extent, language, words, kind, batch, precision,
        date_note, origin, author, story, is_copy, copy_of, {unit} AS unit, polarity, subjectivity, tone
    FROM (SELECT *, published AT TIME ZONE (SELECT zone FROM {view}.asked) AS local FROM main.items)
    LEFT JOIN (SELECT article AS n, polarity, subjectivity, tone FROM main.sentiment
               WHERE engine = (SELECT engine FROM {view}.asked)) USING (n);
"""
_TABLES = """
CREATE VIEW {view}.loaded AS FROM {view}.facts;
CREATE VIEW {view}.articles AS FROM {view}.facts SEMI JOIN {view}.chosen USING (n);
CREATE VIEW {view}.recent AS FROM {view}.facts SEMI JOIN {view}.chosen_recent USING (n);
CREATE VIEW {view}.before AS FROM {view}.facts SEMI JOIN {view}.chosen_before USING (n);
CREATE VIEW {view}.mentions AS
    SELECT m.*, f.day, f.week, f.month, f.outlet, f.unit FROM main.mentions m JOIN {view}.articles f ON f.n = m.article;
CREATE VIEW {view}.mentions_recent AS
    SELECT m.*, f.day, f.week, f.month, f.outlet, f.unit FROM main.mentions m JOIN {view}.recent f ON f.n = m.article;
CREATE VIEW {view}.mentions_before AS
    SELECT m.*, f.day, f.week, f.month, f.outlet, f.unit FROM main.mentions m JOIN {view}.before f ON f.n = m.article;
CREATE VIEW {view}.sentences AS SELECT s.* FROM main.sentences s SEMI JOIN {view}.chosen c ON c.n = s.article;
CREATE VIEW {view}.assessments AS SELECT s.* FROM main.assessments s SEMI JOIN {view}.chosen c ON c.n = s.article
    WHERE engine = (SELECT engine FROM {view}.asked);
CREATE VIEW {view}.topics AS SELECT h.* FROM {view}.topics_loaded h SEMI JOIN {view}.chosen USING (n);
"""


def prepare(connection: duckdb.DuckDBPyConnection, view: str, filters: Filters, matched: np.ndarray | None,
            topics: pd.DataFrame) -> Period | None:
    """Lay out a view's tables in the DuckDB schema `view`; return the stretches of time it compares.

    `matched` holds the numbers of the articles that topic and search words select (None: no such filter), `topics`
    n and topic for every loaded article. `view` must be an identifier made by the program.
    """
    cursor = connection.cursor()
    cursor.execute(f"CREATE SCHEMA {view}")
    _fill(cursor, f"{view}.asked", pd.DataFrame({"zone": [filters.zone], "engine": [filters.engine]}))
    _fill(cursor, f"{view}.topics_loaded", topics)
    if matched is not None:
        _fill(cursor, f"{view}.matched", pd.DataFrame({"n": matched}))
    cursor.execute(_FACTS.format(view=view, unit=_UNITS[filters.unit]))
    conditions, values = _conditions(view, filters, matched is not None)
    cursor.execute(f"CREATE TABLE {view}.chosen_ever AS SELECT n, day FROM {view}.facts WHERE {conditions}", values)
    first, last = cursor.execute(f"SELECT min(day), max(day) FROM {view}.chosen_ever").fetchone()
    period = compared(filters, first, last)
    asked = (filters.start or date.min, filters.end or date.max, filters.start is None and filters.end is None)
    cursor.execute(f"CREATE TABLE {view}.chosen AS SELECT n FROM {view}.chosen_ever WHERE day BETWEEN ? AND ? OR ?",
                   asked)
    stretches = {"recent": (period.start, period.end), "before": (period.before, period.start - timedelta(days=1))} \
        if period else dict.fromkeys(("recent", "before"), (date.max, date.min))
    for name, days in stretches.items():
        cursor.execute(f"CREATE TABLE {view}.chosen_{name} AS SELECT n FROM {view}.chosen_ever "
                       "WHERE day BETWEEN ? AND ?", days)
    cursor.execute(_TABLES.format(view=view))
    return period


def tables(cursor: duckdb.DuckDBPyConnection, view: str, filters: Filters, period: Period | None,
           held: dict[str, pd.DataFrame]) -> Tables:
    """Return a prepared view's tables: those `held` in memory, the others on the caller's own cursor."""
    frames = {name: nw.from_native(held[name] if name in held else cursor.sql(f"FROM {view}.{name}")).lazy()
              for name in _FRAMES}
    return Tables(**frames, period=period, days=(filters.start, filters.end))


def small(cursor: duckdb.DuckDBPyConnection, view: str) -> dict[str, pd.DataFrame]:
    """Return the tables of a view that most questions ask for, when they are small enough to be held; else none."""
    [(rows,)] = cursor.execute(f"SELECT (SELECT count(*) FROM {view}.loaded) + (SELECT count(*) FROM {view}.mentions)"
                               ).fetchall()
    names = [name for name in _FRAMES if name not in ("sentences", "assessments")] if rows <= HELD_ROWS else []
    return {name: cursor.sql(f"FROM {view}.{name}").df() for name in names}


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


def _fill(cursor: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> None:
    cursor.register("_given", frame)
    cursor.execute(f"CREATE TABLE {table} AS FROM _given")
    cursor.unregister("_given")


def _conditions(view: str, filters: Filters, matched: bool) -> tuple[str, list[Any]]:
    """Return the filters but the dates as SQL with bound values; `view` is the program's own."""
    parts: list[tuple[str, list[Any]]] = [("true", [])]
    if matched:
        parts.append((f"n IN (SELECT n FROM {view}.matched)", []))
    if not filters.copies:
        parts.append(("NOT is_copy", []))
    for column, wanted in (("outlet", filters.outlet), ("language", filters.lang), ("tone", filters.tone)):
        if wanted:
            parts.append((f"{column} IN (SELECT unnest(?))", [list(wanted)]))
    parts += [("n IN (SELECT article FROM mentions WHERE entity = ?)", [name]) for name in filters.entity]
    return " AND ".join(sql for sql, _ in parts), [value for _, values in parts for value in values]
