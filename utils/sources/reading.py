"""Files, folders and archives become readings: rows as found, rejects with their reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from utils.errors import UnreadableInput
from utils.layout import GUESSED, Layout
from utils.schema import REJECTS
from utils.sources import folders, limits
from utils.sources.isolation import Parser

REMEMBERED = ("Columns, separator, encoding and order of day and month are as they were chosen for an earlier file "
              "with the same columns.")
FILE = 0  # the row number of a reject that stands for the whole file, or the rest of it


@dataclass(frozen=True)
class Reading:
    """What was read from one file, or a part of a large one.

    `rows`: every column as text exactly as found, null where there was nothing, and `row` (its number, from 1).
    `rejects`: origin, row, reason, excerpt. `notes`: sentences about liberties taken, such as a guessed encoding.
    `layout`: the choices that were followed, with the table they are for; `remembered`: they were made for another.
    """

    origin: str
    rows: pd.DataFrame
    rejects: pd.DataFrame
    notes: tuple[str, ...] = ()
    layout: Layout = GUESSED
    remembered: bool = False

    @classmethod
    def refused(cls, origin: str, sentence: str) -> "Reading":
        """Return the reading of a file (or the rest of one) that could not be read, for the reason in `sentence`."""
        return cls(origin, pd.DataFrame({"row": pd.Series(dtype="int64")}), rejects([(origin, FILE, sentence, "")]))


@dataclass(frozen=True)
class Layouts:
    """The layouts to follow where they fit: those that were `given` for this load, before those `remembered`."""

    given: Sequence[Layout] = ()
    remembered: Sequence[Layout] = ()

    @property
    def all(self) -> list[Layout]:
        return [*self.given, *self.remembered]

    def followed(self, told: dict[str, Any] | None) -> tuple[Layout, bool]:
        """Return the layout that the parser followed, complete, and whether it is a remembered one."""
        if not told or told["place"] is None:
            return GUESSED, False
        layout = replace(self.all[told["place"]], format=told["format"], columns=tuple(told["columns"]))
        return layout, told["place"] >= len(self.given)


NO_LAYOUTS = Layouts()


def read(path: Path, *, name: str | None = None, layouts: Layouts = NO_LAYOUTS) -> Iterator[Reading]:
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
            yield from _readings(parser, file, origin, layouts)


@dataclass(frozen=True)
class Head:
    """The first rows of a file or of an archive's first member, what was understood of it (see
    `understanding.understood`), and the names of the archive's members.
    """

    reading: Reading
    understood: dict[str, Any]
    members: tuple[str, ...] = ()


def head(parser: Parser, path: Path, *, layouts: Layouts = NO_LAYOUTS) -> Head:
    """Return the head of a file. Raises UnreadableInput when nothing of it can be read."""
    if not path.is_file():
        raise UnreadableInput(f"There is no file at {path}.")
    origin, members, answers = path.name, [], []
    try:
        answers = list(parser.parse(path, origin, layouts=layouts.all, head=True))
        members = [member for _, meta in answers for member in meta["members"]]
        if members:
            origin = f"{path.name}/{members[0]}"
            answers = list(parser.parse(path, origin, 0, layouts=layouts.all, head=True))
    except UnreadableInput as error:
        raise UnreadableInput(f"{origin} could not be read: {error.sentence}.") from error
    told = next(meta["told"] for _, meta in answers if meta["told"])
    layout, remembered = layouts.followed(told)
    tables = [table.to_pandas() for table, _ in answers if len(table)]
    refused = [(origin, *reject) for _, meta in answers for reject in meta["rejects"]]
    notes = [note for _, meta in answers for note in meta["notes"]] + ([REMEMBERED] if remembered else [])
    rows = pd.concat(tables, ignore_index=True) if tables else Reading.refused(origin, "").rows
    return Head(Reading(origin, rows, rejects(refused), tuple(notes), layout, remembered), told, tuple(members))


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


def _readings(parser: Parser, file: Path, origin: str, layouts: Layouts = NO_LAYOUTS) -> Iterator[Reading]:
    members: list[str] = []
    yield from _rows(parser, file, origin, None, members, layouts)
    killed = 0
    for place, name in enumerate(members):
        if killed == limits.KILLS:
            yield Reading.refused(origin, f"{origin} was not read beyond its first {place} members: {killed} of them "
                                          "could not be read within the limits of time and memory.")
            return
        stopped = parser.stopped
        yield from _rows(parser, file, f"{origin}/{name}", place, [], layouts)
        killed += parser.stopped - stopped


def _rows(parser: Parser, file: Path, origin: str, member: int | None, members: list[str],
          layouts: Layouts) -> Iterator[Reading]:
    """Yield the readings of a file or one member of it; the names of an archive's members are added to `members`."""
    rows, layout, remembered, said = 0, GUESSED, False, ()
    try:
        for table, meta in parser.parse(file, origin, member, layouts=layouts.all):
            members += meta["members"]
            if meta["told"]:
                layout, remembered = layouts.followed(meta["told"])
                said = (REMEMBERED,) if remembered else ()
            refused = [(origin, *reject) for reject in meta["rejects"]]
            rows += len(table) + len(refused)
            if len(table) or refused or meta["notes"]:
                yield Reading(origin, table.to_pandas(), rejects(refused), (*said, *meta["notes"]), layout, remembered)
                said = ()
        if not rows and not members:
            raise UnreadableInput("it holds no rows")
    except UnreadableInput as error:
        how_far = f" beyond its first {rows:,} rows, which are kept" if rows else ""
        yield Reading.refused(origin, f"{origin} could not be read{how_far}: {error.sentence}.")
