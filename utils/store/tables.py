"""Reading a workspace: one version of it as DuckDB views on the parts, with nothing else within reach."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import duckdb
import pandas as pd

from utils import schema
from utils.errors import StoreError
from utils.store import ledger, parts

_SQL_TYPES = {schema.TEXT: "VARCHAR", schema.COUNT: "BIGINT", schema.NUMBER: "DOUBLE", schema.FLAG: "BOOLEAN",
              schema.INSTANT: "TIMESTAMPTZ"}
# Inside the store an article is its number, and so is an entity; the number carries the type.
_STORED: Mapping[str, Mapping[str, str]] = {
    "articles": {**schema.ARTICLES.columns, "n": schema.COUNT},
    "rejects": schema.REJECTS.columns,
    "notes": schema.NOTES.columns,
    "entities": schema.ENTITIES.columns,
    **{table.name: {**table.columns, "article": schema.COUNT} for table in schema.SIDE_TABLES},
    "stories": {"article": schema.COUNT, "story": schema.COUNT},
    "mentions": {name: dtype for name, dtype in {**schema.MENTIONS.columns, "article": schema.COUNT,
                                                 "entity": schema.COUNT}.items() if name != "type"},
}
# Derived when read, from what this version holds: the earliest of a story is the original (of two without a date, the
# one loaded before), and an article revises the one that stood before it under its link. A site's home page is no
# article's link. A revision is in the story of what it revises and, not being its first, counts as a copy does: as an
# article, but never as a second story. Official documents are apart: an outlet that prints a ministry's text is not a
# copy of something that is not counted. A name typed differently by several loads has the type most articles give it. A
# tone that an analyst judged stands in place of the one that was told, with the polarity that the engine has for it on
# average here; of a mention it does so for all mentions of that entity in the sentence, which were read once.
_VIEWS = """
CREATE TABLE lineage AS
    SELECT n, story, row_number() OVER told > 1 AS is_copy, first_value(n) OVER told AS copy_of,
        lag(n) OVER stood AS revision_of
    FROM (SELECT a.n, a.published, a.kind = 'official' AS official, coalesce(s.story, a.n) AS story,
              CASE WHEN regexp_matches(a.url, '^https?://[^/?]+(/+[^/?]|/*[?].)') THEN a.url
              ELSE a.n::VARCHAR END AS link
          FROM stored_articles a LEFT JOIN stored_stories s ON s.article = a.n
          WHERE a.batch NOT IN (SELECT version FROM batches WHERE undone))
    WINDOW told AS (PARTITION BY story, official ORDER BY published NULLS LAST, n),
        stood AS (PARTITION BY link ORDER BY published NULLS LAST, n);
CREATE VIEW articles AS SELECT a.*, l.story, l.is_copy, l.copy_of, l.revision_of IS NOT NULL AS is_revision,
    l.revision_of FROM stored_articles a JOIN lineage l USING (n);
CREATE {kept} items AS SELECT * EXCLUDE (text) FROM articles;
CREATE TABLE types AS SELECT name, first(type ORDER BY articles DESC, type) AS type FROM (
    SELECT e.name, e.type, count(DISTINCT m.article) AS articles
    FROM stored_mentions m JOIN stored_entities e USING (entity)
    WHERE e.name IN (SELECT name FROM stored_entities GROUP BY name HAVING count(*) > 1)
        AND m.article IN (SELECT n FROM lineage) GROUP BY ALL) GROUP BY name;
CREATE TABLE judgments AS SELECT a.n AS article, j.* EXCLUDE (article)
    FROM judged j JOIN stored_articles a ON a.id = j.article;
CREATE TABLE judged_mentions AS
    SELECT m.article, m.sentence, m.entity, j.engine, any_value(j.tone) AS tone
    FROM judgments j JOIN stored_mentions m USING (article, sentence, start) GROUP BY ALL;
CREATE TABLE typical AS
    SELECT engine, tone, false AS of_mention, avg(polarity) AS polarity FROM stored_sentiment
    WHERE engine IN (SELECT engine FROM judgments) AND article IN (SELECT n FROM lineage) GROUP BY ALL
    UNION ALL SELECT 'news', tone, true, avg(polarity) FROM stored_mentions
    WHERE (SELECT bool_or(start IS NOT NULL) FROM judgments) AND article IN (SELECT n FROM lineage) GROUP BY ALL;
CREATE MACRO judged_polarity(told, polarity, judged, usual) AS
    CASE WHEN judged IS NULL OR judged = told THEN polarity
    ELSE coalesce(usual, CASE judged WHEN 'negative' THEN -0.5 WHEN 'positive' THEN 0.5 ELSE 0 END) END;
CREATE {kept} mentions AS
    SELECT m.* EXCLUDE (entity) REPLACE (coalesce(j.tone, m.tone) AS tone,
            judged_polarity(m.tone, m.polarity, j.tone, t.polarity) AS polarity),
        CASE WHEN s.entity IS NOT NULL THEN s.name WHEN w.entity IS NOT NULL THEN w.name ELSE e.name END AS entity,
        coalesce(s.type, w.type, v.type, e.type) AS type
    FROM stored_mentions m JOIN stored_entities e USING (entity) LEFT JOIN types v ON v.name = e.name
    LEFT JOIN names w ON w.entity = e.name AND w.surface IS NULL
    LEFT JOIN names s ON s.entity = e.name AND s.surface = m.surface
    LEFT JOIN judged_mentions j ON (j.article, j.sentence, j.entity) = (m.article, m.sentence, m.entity)
    LEFT JOIN typical t ON t.engine = j.engine AND t.tone = j.tone AND t.of_mention
    WHERE CASE WHEN s.entity IS NOT NULL THEN s.name WHEN w.entity IS NOT NULL THEN w.name ELSE e.name END IS NOT NULL;
CREATE {kept} sentiment AS
    SELECT s.* REPLACE (coalesce(j.tone, s.tone) AS tone,
        judged_polarity(s.tone, s.polarity, j.tone, t.polarity) AS polarity)
    FROM stored_sentiment s LEFT JOIN judgments j ON j.article = s.article AND j.engine = s.engine AND j.start IS NULL
    LEFT JOIN typical t ON t.engine = j.engine AND t.tone = j.tone AND NOT t.of_mention;
CREATE {kept} assessments AS FROM stored_assessments;
CREATE {kept} voices AS FROM stored_voices;
CREATE VIEW sentences AS FROM stored_sentences;
CREATE VIEW rejects AS FROM stored_rejects WHERE batch NOT IN (SELECT version FROM batches WHERE undone);
CREATE VIEW notes AS FROM stored_notes WHERE batch NOT IN (SELECT version FROM batches WHERE undone);
"""

# Up to this many articles their facts (not their texts) are held in memory, about 3 KB an article with its mentions:
# on the demo a question then takes 5 ms instead of 60, most of which went into opening files. Above, views read parts.
HELD = 50_000


@dataclass(frozen=True)
class State:
    """What a store says of itself: its id, and every version it has."""

    id: str
    versions: tuple[int, ...]

    @property
    def version(self) -> int:
        """The newest version; 0 when nothing was loaded."""
        return self.versions[-1] if self.versions else 0


def state(store: Path) -> State:
    """Return a store's id and versions; raise StoreError where there is none."""
    with ledger.opened(store) as connection:
        versions = connection.execute("SELECT version FROM versions ORDER BY version").fetchall()
        return State(ledger.meta(connection, "store"), tuple(version for (version,) in versions))


def exists(store: Path) -> bool:
    """Say whether anything was ever loaded into this folder."""
    return ledger.made(store) and bool(state(store).versions)


def batches(store: Path, version: int) -> pd.DataFrame:
    """Return schema.BATCHES as they stood at `version`."""
    with ledger.opened(store) as connection:
        frame = pd.read_sql_query("SELECT * FROM batches WHERE version <= ? ORDER BY version", connection,
                                  params=(version,))
    return schema.BATCHES.check(frame.assign(when=pd.to_datetime(frame["when"], utc=True),
                                             undone=frame["undone"].le(version)))


def connect(store: Path, version: int, decided: Mapping[str, pd.DataFrame] = MappingProxyType({})
            ) -> duckdb.DuckDBPyConnection:
    """Open the store at `version`: tables named as in schema (side tables by article number), and `items`, which are
    the articles without their text. `decided` are the tables names, judged and actors (see schema), empty where
    they lack.

    Take a `cursor()` per run: a connection is not shared by threads. Nothing outside the parts can be read, and no
    setting can be changed. Raises StoreError when a part is gone.
    """
    connection = duckdb.connect(config={"threads": 2, "memory_limit": "2GB"})
    connection.execute("SET TimeZone = 'UTC'")
    for name, columns in _STORED.items():
        paths = _paths(store, name, version)
        fields = ", ".join(f'NULL::{_SQL_TYPES[dtype]} AS "{column}"' for column, dtype in columns.items())
        source = duckdb.read_parquet(paths, connection=connection) if paths else connection.sql(
            f"SELECT {fields} WHERE false")
        source.create_view(f"stored_{name}")
    given = {"names": schema.NAMES.empty(), "judged": schema.JUDGED.empty(), "actors": schema.ACTORS.empty(), **decided,
             "batches": batches(store, version)}
    for name, frame in given.items():
        connection.register("given", frame)
        connection.execute(f"CREATE TABLE {name} AS FROM given")
        connection.unregister("given")
    [(stored,)] = connection.execute("SELECT count(*) FROM stored_articles").fetchall()
    connection.execute(_VIEWS.format(kept="TABLE" if stored <= HELD else "VIEW"))
    connection.execute("SET allowed_directories = [?]", [str((store / parts.FOLDER).resolve())])
    for setting in ("parquet_metadata_cache = true", "enable_external_access = false",
                    "python_enable_replacements = false", "lock_configuration = true"):
        connection.execute(f"SET {setting}")
    return connection


def _paths(store: Path, table: str, version: int) -> list[str]:
    with ledger.opened(store) as connection:
        found = connection.execute(
            'SELECT path FROM parts WHERE "table" = ? AND added <= ? AND (removed IS NULL OR removed > ?) ORDER BY id',
            (table, version, version)).fetchall()
    files = [store / path for (path,) in found]
    if gone := [file.name for file in files if not file.is_file()]:
        raise StoreError(f"{len(gone)} files of the store in {store} are missing; the other tables are untouched. "
                         "Restore them from a backup, or load the articles again into a new folder.",
                         detail=", ".join(gone), fault="setup")
    return [str(file) for file in files]
