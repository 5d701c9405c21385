"""What a format yields for each row of a file: its fields, or the reason why it has none."""

from typing import NamedTuple

EXCERPT = 200
META = b"wirewatch"  # where an answer's Arrow schema keeps what is not rows


class Row(NamedTuple):
    """Row `number` of a file, from 1 (0 is the file itself): `fields` as text, or None with a `reason`."""

    number: int
    fields: dict[str, str | None] | None
    reason: str = ""
    excerpt: str = ""


def rejected(number: int, reason: str, content: str) -> Row:
    """Return a row that could not be read, with the opening of what stood there."""
    return Row(number, None, reason, sound(" ".join(content[: 2 * EXCERPT].split())[:EXCERPT]))


def column_name(name: str) -> str:
    """Return what a column is called in a reading: its name, but for `row`, which is taken."""
    return sound(f"{name} (column)" if name == "row" else name)


def sound(text: str) -> str:
    """Return `text` without halves of letters (unpaired surrogates), which cannot be written: each becomes "?"."""
    return text.encode("utf-8", "replace").decode()
