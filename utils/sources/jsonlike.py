"""JSON lines, and JSON files that hold one list of records."""

import json
from collections.abc import Iterator
from pathlib import Path

import orjson

from utils.errors import UnreadableInput
from utils.sources import encodings, limits
from utils.sources.rows import Row, rejected

DEPTH = 3  # levels of nested objects that become dotted columns, such as source.name


def line_rows(path: Path, notes: list[str]) -> Iterator[Row]:
    """Yield each line's object; a line that is none is rejected. Rows are numbered by line, blank ones not counted."""
    filled = (line for line in encodings.lines(path, notes) if line.strip())
    for number, line in enumerate(filled, start=1):
        try:
            record = _value(line)
        except ValueError:
            yield rejected(number, "is not valid JSON", line)
            continue
        yield _row(number, record)


def file_rows(path: Path, notes: list[str]) -> Iterator[Row]:
    """Yield the records of a JSON file: of its list, of the longest list of objects in its object, or the object.

    Raises UnreadableInput when the file is not valid JSON, too large to be read whole, or holds no records.
    """
    text, size = [], 0
    for line in encodings.lines(path, notes):
        text.append(line)
        size += len(line)
        if size > limits.WHOLE:
            raise UnreadableInput("it is too large for one JSON value; save it as JSON lines, one record a line")
    try:
        content = _value("".join(text))
    except ValueError as error:
        raise UnreadableInput(f"it is not valid JSON ({error})") from None
    for number, record in enumerate(_records(content), start=1):
        yield _row(number, record)


def _value(text: str):
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        # Python writes NaN and Infinity, which are no JSON, for missing numbers.
        try:
            return json.loads(text, parse_constant=lambda _: None)
        except RecursionError:
            raise ValueError("nested too deeply") from None


def _records(content) -> list:
    if isinstance(content, list):
        return content
    if not isinstance(content, dict):
        raise UnreadableInput("it holds a single value, no records")
    lists = [value for value in content.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
    flat = any(isinstance(value, str) for key, value in content.items() if key.lower() in ("title", "text", "headline"))
    return max(lists, key=len) if lists and not flat else [content]


def _row(number: int, record) -> Row:
    if not isinstance(record, dict):
        return rejected(number, "is not a JSON object", str(record))
    return Row(number, dict(_fields(record, "", DEPTH)))


def _fields(record: dict, prefix: str, depth: int) -> Iterator[tuple[str, str | None]]:
    for key, value in record.items():
        if isinstance(value, dict) and depth:
            yield from _fields(value, f"{prefix}{key}.", depth - 1)
        else:
            yield f"{prefix}{key}", _text(value)


def _text(value) -> str | None:
    """Return a JSON value as text: lists of words or of named objects as a list with commas, numbers as written."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list):
        names = [item.get("name") if isinstance(item, dict) else item for item in value]
        if all(isinstance(name, str) for name in names):
            return ", ".join(names)
    return json.dumps(value, ensure_ascii=False)
