"""Parts: Parquet files that are written once, whole, and never change."""

import hashlib
import os
import uuid
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

FOLDER = "parts"


@dataclass(frozen=True)
class Part:
    """A written part: its table, path below the store, SHA-256 and number of rows."""

    table: str
    path: str
    sha256: str
    rows: int


def write(store: Path, table: str, frame: pd.DataFrame | pa.Table) -> Part:
    """Write `frame` as a part that is on disk, whole, when this returns."""
    arrow = frame if isinstance(frame, pa.Table) else pa.Table.from_pandas(frame, preserve_index=False)
    folder = store / FOLDER / table
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{uuid.uuid4().hex}.parquet"
    temporary = path.with_suffix(".tmp")
    pq.write_table(arrow.replace_schema_metadata(), temporary, compression="zstd")
    digest = hashlib.sha256(temporary.read_bytes()).hexdigest()
    _sync(temporary)
    temporary.rename(path)
    _sync(folder)
    return Part(table, path.relative_to(store).as_posix(), digest, arrow.num_rows)


def sweep(store: Path, named: set[str]) -> int:
    """Delete the files that no ledger row names (a writer died before it committed); return how many."""
    orphans = [path for path in (store / FOLDER).glob("*/*") if path.relative_to(store).as_posix() not in named]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def damaged(store: Path, path: str, sha256: str) -> bool:
    """Say whether a part is missing or no longer holds what was written."""
    file = store / path
    return not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != sha256


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
