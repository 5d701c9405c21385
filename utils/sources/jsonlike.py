"""JSON lines, and JSON files that hold one list of records."""

import json
from collections.abc import Iterator

import orjson

from utils.errors import UnreadableInput
from utils.sources import encodings, limits
from utils.sources.opening import Input
from utils.sources.rows import Row, rejected

JSON_FEED = "jsonfeed.org/version/"
REMOVED = "[Removed]"  # what NewsAPI puts in place of an article that it no longer may show
TOTALS = ("totalResults", "total")  # how interfaces call the number of all results; a file holds one page of them
DEPTH = 3  # levels of nested objects that become dotted columns, such as source.name


def line_rows(source: Input, notes: list[str]) -> Iterator[Row]:
    """Yield each line's object; a line that is none is rejected. Rows are numbered by line, blank ones not counted."""
    filled = (line for line in encodings.lines(source, notes) if line.strip())
    for number, line in enumerate(filled, start=1):
        try:
            record = _value(line)
        except ValueError:
            yield rejected(number, "is not valid JSON", line)
            continue
        yield _row(number, record)


def file_rows(source: Input, notes: list[str]) -> Iterator[Row]:
    """Yield the records of a JSON file: of its list, of the longest list of objects in its object, or the object.

    Raises UnreadableInput when the file is not valid JSON, too large to be read whole, or holds no records.
    """
    text = encodings.text(source, notes, limits.WHOLE, "one JSON value")
    try:
        content = _value(text)
    except ValueError as error:
        raise UnreadableInput(f"it is not valid JSON ({error})") from None
    for number, record in enumerate(_records(content, notes), start=1):
        yield _row(number, record)


def _value(text: str):
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        # Python writes NaN and Infinity for missing numbers, GDELT line ends inside texts: neither is JSON.
        try:
            return json.loads(text, parse_constant=lambda _: None, strict=False)
        except RecursionError:
            raise ValueError("nested too deeply") from None


def _records(content, notes: list[str]) -> list:
    """Return the records of a JSON value, wherever an interface puts them; `notes` says when it holds back some."""
    if isinstance(content, list):
        return content
    if not isinstance(content, dict):
        raise UnreadableInput("it holds a single value, no records")
    if content.get("status") == "error":
        raise UnreadableInput(f"it is an error message, no articles ({content.get('message') or 'without a reason'})")
    flat = any(isinstance(value, str) for key, value in content.items() if key.lower() in ("title", "text", "headline"))
    if flat and JSON_FEED not in str(content.get("version")):
        return [content]
    # NewsAPI and GDELT list their articles at the top, Event Registry, the Guardian and the New York Times one below.
    inner = [value for value in content.values() if isinstance(value, dict)]
    lists = [(value, holder) for holder in (content, *inner) for value in holder.values()
             if isinstance(value, list) and value and isinstance(value[0], dict)]
    if not lists:
        return [content] if content and not any(isinstance(value, list) for value in content.values()) else []
    records, holder = max(lists, key=lambda found: len(found[0]))
    _note_total(holder, len(records), notes)
    feed = {"outlet": content.get("title"), "language": content.get("language")}
    return [feed | record if isinstance(record, dict) else record for record in records] if feed["outlet"] else records


def _note_total(holder: dict, held: int, notes: list[str]) -> None:
    total = next((holder[name] for name in TOTALS if isinstance(holder.get(name), int)), 0)
    if total > held:
        notes.append(f"The file holds {held:,} of the {total:,} results that its query found.")


def _row(number: int, record) -> Row:
    if not isinstance(record, dict):
        return rejected(number, "is not a JSON object", str(record))
    if record.get("title") == REMOVED:
        return rejected(number, "was removed by its publisher, NewsAPI says", json.dumps(record, ensure_ascii=False))
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
