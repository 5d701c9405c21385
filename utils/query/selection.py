"""The tables one view sees: which articles the filters select, and everything that hangs on them, at one version."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd

from utils.query import panel
from utils.query.filters import Filters

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
    """

    articles: np.ndarray
    official: np.ndarray
    recent: np.ndarray
    before: np.ndarray
    period: Period | None
    panel: list[str] | None


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
    `topics` and `topics_loaded`: n, topic. `days` are the first and last day asked for (None: open). `shared` is where
    questions to one view leave what others ask again (see `analysis.counting.once`).
    """

    loaded: nw.LazyFrame
    articles: nw.LazyFrame
    official: nw.LazyFrame
    recent: nw.LazyFrame
    before: nw.LazyFrame
    mentions: nw.LazyFrame
    mentions_recent: nw.LazyFrame
    mentions_before: nw.LazyFrame
    sentences: nw.LazyFrame
    assessments: nw.LazyFrame
    voices: nw.LazyFrame
    topics: nw.LazyFrame
    topics_loaded: nw.LazyFrame
    period: Period | None
    days: tuple[date | None, date | None]
    shared: dict = field(default_factory=dict)


# Facts, mentions and voices of at most this many rows together are held as pandas frames: planning a DuckDB query costs
# 5 ms however small the table, pandas answers in 1. Above, DuckDB reads the parts, and memory stays flat.
HELD_ROWS = 300_000

_LAID_OUT = """
CREATE SCHEMA {name};
CREATE TABLE {name}.asked AS SELECT ? AS zone, ? AS engine;
CREATE TABLE {name}.actors AS FROM given;
"""
_VIEWS = """
CREATE VIEW {name}.facts AS
    SELECT n, id, published, local::DATE AS day, date_trunc('week', local)::DATE AS week,
        date_trunc('month', local)::DATE AS month, outlet, title, url, extent, language, words, kind, batch, precision,
        date_note, origin, author, story, is_copy, copy_of, polarity, subjectivity, tone
    FROM (SELECT *, published AT TIME ZONE (SELECT zone FROM {name}.asked) AS local FROM main.items)
    LEFT JOIN (SELECT article AS n, polarity, subjectivity, tone FROM main.sentiment
               WHERE engine = (SELECT engine FROM {name}.asked)) USING (n);
CREATE VIEW {name}.coverage AS FROM {name}.facts WHERE kind <> 'official';
CREATE VIEW {name}.mentions AS
    SELECT m.* REPLACE (coalesce(g.actor, m.entity) AS entity, if(g.actor IS NULL, m.type, 'ORG') AS type), f.n, f.day,
        f.week, f.month, f.outlet, f.story FROM main.mentions m
    JOIN {name}.facts f ON f.n = m.article
    LEFT JOIN {name}.actors g ON g.entity = m.entity;
CREATE VIEW {name}.sentences AS FROM main.sentences;
CREATE VIEW {name}.assessments AS FROM main.assessments WHERE engine = (SELECT engine FROM {name}.asked);
CREATE VIEW {name}.voices AS FROM main.voices WHERE engine = (SELECT engine FROM {name}.asked);
"""


class Lens:
    """A version's articles and what hangs on them, with days in one zone, scores of one engine, and entities that are
    bodies of `actors` (schema.ACTORS) counted as these.

    `name` must be an identifier made by the program, that no other lens on `connection` has.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, name: str, zone: str, engine: str,
                 actors: pd.DataFrame):
        cursor = connection.cursor()
        schema, asked, counted_as = _LAID_OUT.format(name=name).strip().splitlines()
        cursor.execute(schema)
        cursor.execute(asked, [zone, engine])
        cursor.register("given", actors)
        cursor.execute(counted_as)
        cursor.unregister("given")
        cursor.execute(_VIEWS.format(name=name))
        counts = " + ".join(f"(SELECT count(*) FROM {table})" for table in ("items", "mentions", "voices"))
        [(rows,)] = cursor.execute(f"SELECT {counts}").fetchall()
        self.name = name
        self.held = {table: cursor.sql(f"FROM {name}.{table}").df()
                     for table in (("facts", "coverage", "mentions", "voices") if rows <= HELD_ROWS else ())}

    def rows(self, cursor: duckdb.DuckDBPyConnection, table: str, numbers: np.ndarray | None = None,
             unit: str = "") -> nw.LazyFrame:
        """Return the rows of facts, coverage (facts without official documents), mentions, sentences, assessments or
        voices.

        With `numbers`, of those articles alone; with `unit`, the column of that name is there a second time, as unit.
        """
        key = "n" if table in ("facts", "coverage") else "article"
        if table in self.held:
            frame = self.held[table]
            frame = frame if numbers is None else frame[frame[key].isin(numbers)]
            return nw.from_native(frame.assign(unit=frame[unit]) if unit else frame).lazy()
        rows = nw.from_native(cursor.sql(f"FROM {self.name}.{table}"))
        if numbers is not None:
            rows = rows.join(nw.from_native(cursor.from_df(pd.DataFrame({key: numbers}))), on=key, how="semi")
        return rows.with_columns(unit=nw.col(unit)) if unit else rows


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
        facts = facts.filter(nw.col("outlet").is_in(outlets) | (nw.col("kind") == "official"))
    found = _collected(facts.select("n", "day", official=nw.col("kind") == "official"))
    for name in filters.entity:
        naming = lens.rows(cursor, "mentions").filter(nw.col("entity") == name)
        found = found[found["n"].isin(_collected(naming.select("article"))["article"])]
    if matched is not None:
        found = found[found["n"].isin(matched)]
    found = found.assign(day=pd.to_datetime(found["day"]))
    covering = found[~found["official"].astype(bool)]
    first, last = (None if pd.isna(edge) else edge.date() for edge in (covering["day"].min(), covering["day"].max()))
    period = compared(filters, first, last)
    stretches = (_numbers(covering, period.start, period.end),
                 _numbers(covering, period.before, period.start - timedelta(days=1))) if period else (_NONE, _NONE)
    return Selected(_numbers(covering, filters.start, filters.end),
                    _numbers(found[found["official"].astype(bool)], filters.start, filters.end), *stretches, period,
                    outlets)


def _throughout(lens: Lens, cursor: duckdb.DuckDBPyConnection, filters: Filters) -> list[str]:
    """Return the outlets loaded throughout the chosen days and those before that they are compared with.

    Both count as far as anything is loaded there.
    """
    found = _collected(lens.rows(cursor, "coverage").select("outlet", "day"))
    found = found.assign(day=pd.to_datetime(found["day"]))
    first, last = found["day"].min(), found["day"].max()
    if pd.isna(first):
        return []
    first, last = first.date(), last.date()
    period = compared(filters, first, last)
    start = period.before if period and filters.start else filters.start or first
    return panel.throughout(found, max(start, first), min(filters.end or last, last))


def _numbers(found: pd.DataFrame, first: date | None, last: date | None) -> np.ndarray:
    """Return the numbers of the articles from `first` to `last`; None leaves that end open, both also take undated."""
    if first is not None:
        found = found[found["day"] >= pd.Timestamp(first)]
    if last is not None:
        found = found[found["day"] <= pd.Timestamp(last)]
    return found["n"].to_numpy()


def tables(lens: Lens, cursor: duckdb.DuckDBPyConnection, filters: Filters, selected: Selected,
           topics: pd.DataFrame) -> Tables:
    """Return a view's tables; `topics` holds n and topic for every loaded article."""
    counted = partial(lens.rows, cursor, unit=_UNITS[filters.unit])
    loaded = counted("coverage")
    home = nw.from_native if lens.held else lambda frame: nw.from_native(cursor.from_df(frame))
    return Tables(
        loaded=loaded if selected.panel is None else loaded.filter(nw.col("outlet").is_in(selected.panel)),
        articles=counted("facts", selected.articles),
        official=counted("facts", selected.official),
        recent=counted("facts", selected.recent),
        before=counted("facts", selected.before),
        mentions=counted("mentions", selected.articles),
        mentions_recent=counted("mentions", selected.recent),
        mentions_before=counted("mentions", selected.before),
        sentences=lens.rows(cursor, "sentences", selected.articles),
        assessments=lens.rows(cursor, "assessments", selected.articles),
        voices=lens.rows(cursor, "voices", selected.articles),
        topics=home(topics[topics["n"].isin(selected.articles)]).lazy(),
        topics_loaded=home(topics).lazy(),
        period=selected.period,
        days=(filters.start, filters.end),
    )


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


def _collected(lazy: nw.LazyFrame) -> Any:
    return lazy.collect("pandas").to_native()
