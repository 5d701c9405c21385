"""A text is one article, or those that a news database exported into it."""

from collections.abc import Iterator

from utils.errors import UnreadableInput
from utils.sources import encodings, factiva, nexis
from utils.sources.opening import Input
from utils.sources.rows import Row


def rows(source: Input, notes: list[str]) -> Iterator[Row]:
    """Yield the articles of a text file."""
    yield from articles(list(encodings.lines(source, notes)), notes)


def articles(lines: list[str], notes: list[str]) -> Iterator[Row]:
    """Yield a row for each article of a Nexis or Factiva export, else the whole text as the only row, in `text`.

    `lines` keep their ends. Raises UnreadableInput when there is no text in them.
    """
    bare = [line.rstrip("\r\n") for line in lines]
    for database in (nexis, factiva):
        if database.is_export(bare):
            yield from database.rows(bare, notes)
            return
    text = "".join(lines)
    if not text.strip():
        raise UnreadableInput("it holds no text")
    yield Row(1, {"text": text})
