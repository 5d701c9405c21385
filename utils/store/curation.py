"""What analysts decide about the facts: acts in the ledger beside them, each a version and each undone like a load."""

import getpass
import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from utils.schema import ACTS
from utils.store import ledger


def act(store: Path, kind: str, what: Mapping[str, str | int | None]) -> int:
    """Enter a decision of one `kind` (see `schema.ACTS`) and return the version it begins with. Raises StoreError."""
    with ledger.opened(store, write=True) as connection, ledger.transaction(connection):
        connection.execute(ledger.ACTS)
        version = ledger.advance(connection, kind)
        connection.execute("INSERT INTO acts VALUES (?, ?, ?, ?, ?, NULL)",
                           (version, ledger.now(), getpass.getuser(), kind, json.dumps(what, ensure_ascii=False)))
        return version


def undo(store: Path, act: int) -> int:
    """Take an act out of every later version; one that is undone already stays so. Return the newest version."""
    with ledger.opened(store, write=True) as connection, ledger.transaction(connection):
        if not connection.execute("SELECT 1 FROM acts WHERE version = ? AND undone IS NULL", (act,)).fetchone():
            return ledger.version(connection)
        version = ledger.advance(connection, "undo")
        connection.execute("UPDATE acts SET undone = ? WHERE version = ?", (version, act))
        return version


def acts(store: Path, version: int, kind: str | None = None) -> pd.DataFrame:
    """Return schema.ACTS as they stood at `version`, in order: all, or those of one `kind`."""
    with ledger.opened(store) as connection:
        frame = _acts(connection, version)
    frame = frame if kind is None else frame[frame["kind"] == kind]
    return ACTS.check(frame.assign(when=pd.to_datetime(frame["when"], utc=True), undone=frame["undone"].le(version)))


def _acts(connection: sqlite3.Connection, version: int) -> pd.DataFrame:
    # Made with the first act, so that stores from before there were any keep working.
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'acts'").fetchone():
        return ACTS.empty()
    return pd.read_sql_query('SELECT version, "when", who, kind, what, undone FROM acts WHERE version <= ? '
                             "ORDER BY version", connection, params=(version,))
