"""The ledger: the one SQLite file that says which parts count, at which version, and what has been seen."""

import os
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from utils.errors import StoreError
from utils.schema import SEARCH

FORMAT = 2
FILE = "ledger.sqlite"
_WAIT_SECONDS = 60

_SCHEMA = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
CREATE TABLE versions (version INTEGER PRIMARY KEY, at TEXT NOT NULL, act TEXT NOT NULL, batch INTEGER);
CREATE TABLE parts (
    id INTEGER PRIMARY KEY, "table" TEXT NOT NULL, path TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL,
    rows INTEGER NOT NULL, added INTEGER NOT NULL, removed INTEGER
);
CREATE TABLE batches (
    version INTEGER PRIMARY KEY, "when" TEXT NOT NULL, who TEXT NOT NULL, input TEXT NOT NULL, chosen TEXT NOT NULL,
    read INTEGER NOT NULL, accepted INTEGER NOT NULL, duplicates INTEGER NOT NULL, rejected INTEGER NOT NULL,
    undated INTEGER NOT NULL, copies INTEGER NOT NULL, seconds REAL NOT NULL, undone INTEGER
);
CREATE TABLE seen (key BLOB PRIMARY KEY, batch INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE entities (entity INTEGER PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, UNIQUE (name, type));
CREATE TABLE signatures (article INTEGER PRIMARY KEY, story INTEGER NOT NULL, batch INTEGER NOT NULL,
    signature BLOB NOT NULL);
CREATE TABLE bands (band INTEGER, key INTEGER, article INTEGER, PRIMARY KEY (band, key, article)) WITHOUT ROWID;
{SEARCH}"""

# Made with the first feed, so that stores from before there were any keep working: see `feeds`.
FEEDS = (
    """CREATE TABLE IF NOT EXISTS feeds (
        url TEXT PRIMARY KEY, name TEXT NOT NULL DEFAULT '', added TEXT NOT NULL DEFAULT '',
        last_good TEXT NOT NULL DEFAULT '', last_error TEXT NOT NULL DEFAULT '', etag TEXT NOT NULL DEFAULT '',
        last_modified TEXT NOT NULL DEFAULT '', failures INTEGER NOT NULL DEFAULT 0, next_try TEXT NOT NULL DEFAULT ''
    )""",
    "CREATE TABLE IF NOT EXISTS followed (url TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID",
)

# Made with the first choice that is remembered: see `layouts`.
LAYOUTS = """CREATE TABLE IF NOT EXISTS layouts (
    fingerprint TEXT PRIMARY KEY, layout TEXT NOT NULL, at TEXT NOT NULL
) WITHOUT ROWID"""


def create(folder: Path) -> None:
    """Make an empty ledger in `folder`; whoever comes second finds it made."""
    folder.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(folder / FILE, timeout=_WAIT_SECONDS, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    with transaction(connection):
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
            for statement in _SCHEMA.split(";\n")[:-1]:
                connection.execute(statement)
            connection.executemany("INSERT INTO meta VALUES (?, ?)", [
                ("format", FORMAT), ("store", uuid.uuid4().hex), ("articles", 0),
            ])
    connection.close()


@contextmanager
def opened(folder: Path, *, write: bool = False) -> Iterator[sqlite3.Connection]:
    """Open the ledger in `folder`; raise StoreError where there is none, or one of another format."""
    file = (folder / FILE).resolve()
    if not file.is_file():
        raise StoreError(f"There is no Wirewatch store in {folder}. Load something first.")
    # A store on a read-only disk (the demo in a container) has no room for WAL's side files and needs none.
    mode = "rw" if write else "ro" if os.access(folder, os.W_OK) else "ro&immutable=1"
    connection = sqlite3.connect(f"{file.as_uri()}?mode={mode}", uri=True, timeout=_WAIT_SECONDS, isolation_level=None)
    try:
        if write:
            connection.execute("PRAGMA synchronous = FULL")
        found = meta(connection, "format")
        if found != FORMAT:
            raise StoreError(f"The store in {folder} has format {found}; this Wirewatch reads format {FORMAT}.")
        yield connection
    except sqlite3.Error as error:
        raise StoreError(f"The store in {folder} could not be used; what was loaded before is untouched. "
                         "Check the disk's space and rights, then try again.",
                         detail=repr(error), fault="setup", retry=True) from error
    finally:
        connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold the write lock from the start: all of it counts, or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def meta(connection: sqlite3.Connection, key: str):
    """Return what the ledger says of itself under `key`."""
    return connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()[0]


def version(connection: sqlite3.Connection) -> int:
    """Return the newest version; 0 for a store into which nothing was loaded."""
    return connection.execute("SELECT coalesce(max(version), 0) FROM versions").fetchone()[0]
