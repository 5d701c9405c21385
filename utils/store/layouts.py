"""The choices of how tables are to be read, remembered for the next file with the same columns."""

import json
from datetime import UTC, datetime
from pathlib import Path

from utils.layout import Layout
from utils.store import ledger


def remembered(store: Path) -> list[Layout]:
    """Return the layouts that were followed in earlier loads, the newest first; there need not be a store."""
    if not ledger.made(store):
        return []
    with ledger.opened(store) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'layouts'").fetchone():
            return []
        rows = connection.execute("SELECT layout FROM layouts ORDER BY at DESC, fingerprint").fetchall()
    return [Layout.from_dict(json.loads(layout)) for (layout,) in rows]


def remember(store: Path, layout: Layout) -> None:
    """Keep a layout in place of an earlier one for the same format and columns; the store must exist."""
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    with ledger.opened(store, write=True) as connection, ledger.transaction(connection):
        connection.execute(ledger.LAYOUTS)
        connection.execute("INSERT OR REPLACE INTO layouts VALUES (?, ?, ?)",
                           (layout.fingerprint, json.dumps(layout.to_dict()), at))
