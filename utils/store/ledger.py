"""The ledger: the one SQLite file that says which parts count, at which version, and what has been seen."""

import os
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
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

# Made with the first decision of an analyst: see `curation`.
ACTS = """CREATE TABLE IF NOT EXISTS acts (
    version INTEGER PRIMARY KEY, "when" TEXT NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL, what TEXT NOT NULL,
    undone INTEGER
)"""

# Made with the first choice that is remembered: see `layouts`.
LAYOUTS = """CREATE TABLE IF NOT EXISTS layouts (
    fingerprint TEXT PRIMARY KEY, layout TEXT NOT NULL, at TEXT NOT NULL
) WITHOUT ROWID"""


def create(folder: Path) -> None:
    """Make an empty ledger in `folder`; whoever comes second finds it made. Raises StoreError where that cannot be."""
    with _sentence(folder):
        folder.mkdir(parents=True, exist_ok=True)
    if made(folder):
        return
    with _connected(folder, "rwc") as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        with transaction(connection):
            if not _begun(connection):
                for statement in _SCHEMA.split(";\n")[:-1]:
                    connection.execute(statement)
                connection.executemany("INSERT INTO meta VALUES (?, ?)", [
                    ("format", FORMAT), ("store", uuid.uuid4().hex), ("articles", 0),
                ])


def made(folder: Path) -> bool:
    """Say whether there is a ledger in `folder`, and not just the file that a killed process began."""
    if not (folder / FILE).is_file():
        return False
    with _connected(folder, _reading(folder)) as connection:
        return _begun(connection)


@contextmanager
def opened(folder: Path, *, write: bool = False) -> Iterator[sqlite3.Connection]:
    """Open the ledger in `folder`; raise StoreError where there is none, or one of another format.

    What disk or SQLite refuse while it is open is a StoreError too, and a transaction that was begun is taken back.
    """
    none = StoreError(f"There is no Wirewatch store in {folder}. Load something first.")
    if not (folder / FILE).is_file():
        raise none
    with _connected(folder, "rw" if write else _reading(folder)) as connection:
        if not _begun(connection):
            raise none
        found = meta(connection, "format")
        if found != FORMAT:
            raise StoreError(f"The store in {folder} has format {found}; this Wirewatch reads format {FORMAT}.")
        yield connection


@contextmanager
def _connected(folder: Path, mode: str) -> Iterator[sqlite3.Connection]:
    address = f"{(folder / FILE).resolve().as_uri()}?mode={mode}"
    with _sentence(folder), closing(
            sqlite3.connect(address, uri=True, timeout=_WAIT_SECONDS, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        yield connection


@contextmanager
def _sentence(folder: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"The store in {folder} could not be used; what was loaded before is untouched. "
                         "Check the disk's space and rights, then try again.",
                         detail=repr(error), fault="setup", retry=True) from error


def _reading(folder: Path) -> str:
    """Return how to open a ledger for reading. A store on a read-only disk (the demo in a container) has no room for
    WAL's side files and needs none; unless they are there: then the newest versions are still in them.
    """
    alone = not (folder / f"{FILE}-wal").exists()
    return "ro&immutable=1" if alone and not os.access(folder, os.W_OK) else "ro"


def _begun(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone())


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold the write lock from the start: all of it counts, or none."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite takes it back itself when the disk is full
            connection.execute("ROLLBACK")
        raise


def meta(connection: sqlite3.Connection, key: str):
    """Return what the ledger says of itself under `key`."""
    return connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()[0]


def version(connection: sqlite3.Connection) -> int:
    """Return the newest version; 0 for a store into which nothing was loaded."""
    return connection.execute("SELECT coalesce(max(version), 0) FROM versions").fetchone()[0]


def advance(connection: sqlite3.Connection, act: str, batch: int | None = None) -> int:
    """Begin a new version, by an act (of a batch); return its number."""
    return connection.execute("INSERT INTO versions (at, act, batch) VALUES (?, ?, ?) RETURNING version",
                              (now(), act, batch)).fetchone()[0]


def now() -> str:
    """Return the present moment as the ledger writes it (ISO 8601, UTC)."""
    return datetime.now(UTC).isoformat(timespec="seconds")
