"""CSV and its relatives: comma, semicolon, tab or bar, quoted as in RFC 4180."""

import csv
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from utils.errors import UnreadableInput
from utils.sources import encodings, limits
from utils.sources.opening import Input
from utils.sources.rows import Row, rejected

SEPARATORS = ",;\t|"
LOOKED_AT = 200  # lines, to find the separator
LINK = re.compile(r"\s*https?://", re.I)
DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\b\d{1,2}\.? [^\W\d]{3,9}\.? (?:19|20)\d\d\b"
                  r"|\b[^\W\d]{3,9}\.? \d{1,2},? (?:19|20)\d\d\b")
SENTENCE = 5  # words or more, which names of columns seldom have
SWALLOWED = 8 * limits.FIELD  # characters after an unclosed quote until it is noticed


class Feed:
    """Lines for a csv reader that can be taken back: `taken` are those handed out since it was last cleared."""

    def __init__(self, lines: Iterable[str]):
        self.lines, self.returned, self.taken = iter(lines), deque(), []

    def __iter__(self):
        return self

    def __next__(self) -> str:
        line = self.returned.popleft() if self.returned else next(self.lines)
        self.taken.append(line)
        return line

    def take_back_all_but_first(self) -> str:
        """Hand the lines taken out again, except the first, which is returned."""
        self.returned.extendleft(reversed(self.taken[1:]))
        return self.taken[0]


def rows(source: Input, notes: list[str]) -> Iterator[Row]:
    """Yield each record under the header; a record that does not fit the header is rejected and the next is tried.

    Without a header the columns are called column 1, column 2 ...; `source.layout` decides what it states.

    Raises UnreadableInput when there is no header, or one with more than `limits.COLUMNS` columns.
    """
    csv.field_size_limit(SWALLOWED)
    separator, headed, width, feed = start(source, notes)
    reader = csv.reader(feed, delimiter=separator, strict=True)
    try:
        header = names(next(reader, []) if headed else [""] * width)
    except csv.Error as error:
        raise UnreadableInput(f"its first line cannot be read as column names ({error})") from None
    number = 0
    for fields in _records(reader, feed, len(header), separator):
        if fields == []:
            continue
        number += 1
        if isinstance(fields, str):
            yield rejected(number, f"does not have the header's {len(header)} columns, or a quote stays open", fields)
        else:
            yield Row(number, dict(zip(header, fields, strict=True)))


def separator_of(lines: list[str]) -> tuple[str, float]:
    """Return the separator under which most records have the header's width, and their share (0 for one column)."""
    best = (0.0, 0, ",")
    for separator in SEPARATORS:
        widths = [len(record) for record in _lenient(lines, separator) if record]
        if widths and widths[0] > 1:
            fitting = sum(width == widths[0] for width in widths) / len(widths)
            best = max(best, (fitting, widths[0], separator))
    return best[2], best[0]


def _lenient(lines: list[str], separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=separator))
    except csv.Error:
        return []


class Start(NamedTuple):
    """How a table is laid out: its separator, whether it has a header, how many columns its first record has, and a
    feed that begins at that record (Excel may say `sep=;` above it).
    """

    separator: str
    headed: bool
    width: int
    feed: Feed


def start(source: Input, notes: list[str]) -> Start:
    """Return how `source` is laid out: as its layout says, as it says itself, or as its first lines look."""
    lines = encodings.lines(source, notes)
    opening = list(islice(lines, LOOKED_AT))
    said = opening[0].strip().lower() if opening else ""
    separator, _ = separator_of(opening)
    if said.startswith("sep=") and len(said) == 5:
        separator, opening = said[-1], opening[1:]
    separator = source.layout.separator or separator
    records = [record for record in _lenient(opening, separator) if record]
    feed = Feed(lines)
    feed.returned.extend(opening)
    headed = source.layout.header if source.layout.header is not None else has_header(records)
    return Start(separator, headed, len(records[0]) if records else 0, feed)


def has_header(records: list[list[str | None]]) -> bool:
    """Return whether the first record holds the names of the columns.

    It does not when it has a date, a link or a sentence in more than half of the columns that mostly do so beneath.
    """
    first, *beneath = records or [[]]
    alike = []
    for place, cell in enumerate(first[: limits.COLUMNS]):
        filled = [record[place] for record in beneath or [first] if place < len(record) and record[place]]
        kinds = Counter(map(_kind, filled))
        kind, count = kinds.most_common(1)[0] if kinds else ("", 0)
        if kind and 2 * count > kinds.total():
            alike.append(_kind(cell or "") == kind)
    return 2 * sum(alike) <= len(alike)


def _kind(cell: str) -> str:
    """Return what only a cell of data looks like: link, date or sentence; "" for what may be a name."""
    if LINK.match(cell):
        return "link"
    if len(cell) <= 40 and DATE.search(cell):
        return "date"
    return "sentence" if len(cell.split()) >= SENTENCE else ""


def names(header: list[str]) -> list[str]:
    """Return the column names, each once: an empty one is numbered, a repeated one gets its place added."""
    if not header:
        raise UnreadableInput("it is empty")
    if len(header) > limits.COLUMNS:
        raise UnreadableInput(f"it has {len(header):,} columns, and at most {limits.COLUMNS} are read")
    names: list[str] = []
    for place, name in enumerate(header, start=1):
        name = name.strip() or f"column {place}"
        names.append(name if name not in names else f"{name} {place}")
    return names


def _records(reader, feed: Feed, width: int, separator: str) -> Iterator[list[str] | str]:
    """Yield records as lists of `width` fields, blank lines as [], and lines that are none as the line itself."""
    while True:
        feed.taken.clear()
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error:
            fields = None
        if fields is not None and (not fields or len(_trimmed(fields, width)) == width):
            yield _trimmed(fields, width)
            continue
        line = feed.take_back_all_but_first()
        yield _sloppy(line, width, separator) or line


def _trimmed(fields: list[str], width: int) -> list[str]:
    """Return the fields without empty ones past the header's width, which spreadsheets like to add."""
    return fields[:width] if not any(fields[width:]) else fields


def _sloppy(line: str, width: int, separator: str) -> list[str] | None:
    """Return the fields of a line with stray but paired quotes, such as 1,"a "b" c",2; None when they do not fit."""
    if line.count('"') % 2:
        return None
    records = _lenient([line], separator)
    return records[0] if records and len(records[0]) == width else None
