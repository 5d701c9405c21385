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
_VIEWS = Path(__file__).with_name("views.sql").read_text(encoding="utf-8")

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
    the articles without their text. `decided` are the tables names and judged (see schema), empty where they lack.

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
    empty = {"names": schema.NAMES.empty(), "judged": schema.JUDGED.empty()}
    given = empty | dict(decided) | {"batches": batches(store, version)}
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
