"""A text file is one row with one column, `text`."""

from collections.abc import Iterator
from pathlib import Path

from utils.sources import encodings
from utils.sources.rows import Row


def rows(path: Path, notes: list[str]) -> Iterator[Row]:
    """Yield the file's text as its only row."""
    yield Row(1, {"text": "".join(encodings.lines(path, notes))})
