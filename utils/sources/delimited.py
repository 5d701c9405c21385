"""CSV and its relatives: comma, semicolon, tab or bar, quoted as in RFC 4180."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

from utils.errors import UnreadableInput
from utils.sources import encodings, limits
from utils.sources.opening import Input
from utils.sources.rows import Row, rejected

SEPARATORS = ",;\t|"
LOOKED_AT = 200  # lines, to find the separator
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

    Raises UnreadableInput when there is no header, or one with more than `limits.COLUMNS` columns.
    """
    csv.field_size_limit(SWALLOWED)
    separator, feed = _start(encodings.lines(source, notes))
    reader = csv.reader(feed, delimiter=separator, strict=True)
    try:
        header = names(next(reader, []))
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


def _start(lines: Iterator[str]) -> tuple[str, Feed]:
    """Return the separator, and a feed that begins at the header (Excel may say `sep=;` above it)."""
    opening = list(islice(lines, LOOKED_AT))
    said = opening[0].strip().lower() if opening else ""
    separator, _ = separator_of(opening)
    feed = Feed(lines)
    if said.startswith("sep=") and len(said) == 5:
        separator, opening = said[-1], opening[1:]
    feed.returned.extend(opening)
    return separator, feed


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
