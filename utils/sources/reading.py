"""Files, folders and archives become readings: rows as found, rejects with their reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from utils.errors import UnreadableInput
from utils.schema import REJECTS
from utils.sources import folders, limits
from utils.sources.isolation import Parser

FILE = 0  # the row number of a reject that stands for the whole file, or the rest of it


@dataclass(frozen=True)
class Reading:
    """What was read from one file, or a part of a large one.

    `rows`: every column as text exactly as found, null where there was nothing, and `row` (its number, from 1).
    `rejects`: origin, row, reason, excerpt. `notes`: sentences about liberties taken, such as a guessed encoding.
    """

    origin: str
    rows: pd.DataFrame
    rejects: pd.DataFrame
    notes: tuple[str, ...] = ()

    @classmethod
    def refused(cls, origin: str, sentence: str) -> "Reading":
        """Return the reading of a file (or the rest of one) that could not be read, for the reason in `sentence`."""
        return cls(origin, pd.DataFrame({"row": pd.Series(dtype="int64")}), rejects([(origin, FILE, sentence, "")]))


def read(path: Path, *, name: str | None = None) -> Iterator[Reading]:
    """Yield the readings of a file, or of every file in a folder and below, in order of their paths.

    A ZIP is read like a folder; the origin of a member is "archive.zip/member". `name` is what the user calls the file
    (an upload's name); default its own. Of a file that cannot be read, or not to its end, a reading says so in a
    reject with row 0, and the next file goes on. Hidden files, links inside a folder and the folders that browsers
    save beside a page are left out. Raises UnreadableInput when there is no such file or folder, or nothing in it.
    """
    files = _files(path)
    if not files:
        raise UnreadableInput(f"There is nothing to read at {path}.")
    with Parser() as parser:
        for file in files:
            origin = file.relative_to(path).as_posix() if path.is_dir() else name or file.name
            yield from _readings(parser, file, origin)


def rejects(rows: list[tuple[str, int, str, str]]) -> pd.DataFrame:
    """Return rows of origin, row, reason and excerpt as a frame of rejects (schema.REJECTS without batch)."""
    columns = {name: dtype for name, dtype in REJECTS.columns.items() if name != "batch"}
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path] if path.is_file() else []
    files = {file.relative_to(path).as_posix(): file for file in path.rglob("*")
             if file.is_file() and not file.is_symlink()}
    read = folders.inputs(files)
    return sorted(file for name, file in files.items() if name in read)


def _readings(parser: Parser, file: Path, origin: str) -> Iterator[Reading]:
    members: list[str] = []
    yield from _rows(parser, file, origin, None, members)
    killed = 0
    for place, name in enumerate(members):
        if killed == limits.KILLS:
            yield Reading.refused(origin, f"{origin} was not read beyond its first {place} members: {killed} of them "
                                          "could not be read within the limits of time and memory.")
            return
        stopped = parser.stopped
        yield from _rows(parser, file, f"{origin}/{name}", place, [])
        killed += parser.stopped - stopped


def _rows(parser: Parser, file: Path, origin: str, member: int | None, members: list[str]) -> Iterator[Reading]:
    """Yield the readings of a file or one member of it; the names of an archive's members are added to `members`."""
    rows = 0
    try:
        for table, meta in parser.parse(file, origin, member):
            members += meta["members"]
            refused = [(origin, *reject) for reject in meta["rejects"]]
            rows += len(table) + len(refused)
            if len(table) or refused or meta["notes"]:
                yield Reading(origin, table.to_pandas(), rejects(refused), tuple(meta["notes"]))
        if not rows and not members:
            raise UnreadableInput("it holds no rows")
    except UnreadableInput as error:
        how_far = f" beyond its first {rows:,} rows, which are kept" if rows else ""
        yield Reading.refused(origin, f"{origin} could not be read{how_far}: {error.sentence}.")
