"""Which format a file is in: recognised by its content, with the extension only where content leaves it open."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson

from utils.errors import UnreadableInput
from utils.sources import columnar, delimited, encodings, jsonlike, opening, plain
from utils.sources.rows import Row

Reader = Callable[[Path, list[str]], Iterator[Row]]
READ = "Wirewatch reads TXT, CSV, JSON, JSON lines and Parquet, also packed with gzip"

PARQUET = b"PAR1"
# What people try that is not read: opening bytes, and what they are.
REFUSED = {
    b"PK\x03\x04": "an Office file or a ZIP", b"%PDF-": "a PDF", b"\xd0\xcf\x11\xe0": "an old Office file",
    b"{\\rtf": "an RTF file", b"SQLite format 3\0": "a database", b"BZh": "packed with bzip2",
    b"\xfd7zXZ": "packed with xz", b"(\xb5/\xfd": "packed with zstd", b"7z\xbc\xaf": "packed with 7-Zip",
    b"Rar!": "packed with RAR", b"\x7fELF": "a program", b"MZ\x90": "a program", b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture", b"GIF8": "a picture", b"\x80\x04": "a Python pickle", b"\x80\x05": "a Python pickle",
}
WEB_PAGE = re.compile(r"\s*(<!doctype html|<html[\s>])", re.I)
FEED = re.compile(r"\s*(<\?xml|<rss[\s>]|<feed[\s>])", re.I)
CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
JSON = re.compile(r'\s*(?:\[\s*(?:\{\s*"|\]\s*$)|\{\s*(?:"|\}\s*$))')  # of objects, or empty
A_HEADER_CELL = re.compile(r"[\w .#:/()-]{1,40}")


def reader(path: Path, suffix: str) -> Reader:
    """Return the function that reads `path`; `suffix` is the extension of the name the user knows it by.

    Raises UnreadableInput, with what the file is, when it is of no kind that is read.
    """
    with opening.stream(path) as stream:
        start = stream.read(16)
    if start.startswith(PARQUET):
        return columnar.rows
    for magic, what in REFUSED.items():
        if start.startswith(magic):
            raise UnreadableInput(f"it is {what}; {READ}")
    text = encodings.sample(path)
    for recognised, found in ((WEB_PAGE, "a web page"), (FEED, "a feed or another XML file")):
        if recognised.match(text):
            raise UnreadableInput(f"it is {found}; {READ}")
    if not text.strip():
        raise UnreadableInput("it is empty")
    return next(read for fits, read in TEXT_FORMATS if fits(text, suffix))


def _is_json_lines(text: str, suffix: str) -> bool:
    filled = [line for line in text.splitlines()[:20] if line.strip()]
    objects = [line for line in filled if line.lstrip().startswith("{")]
    if suffix in (".jsonl", ".ndjson"):
        return bool(objects)
    return len(filled) > 1 and 2 * len(objects) > len(filled) and any(_parses(line) for line in objects)


def _is_json(text: str, suffix: str) -> bool:
    start = text.lstrip()[:1]
    return (suffix == ".json" and start in ("{", "[")) or bool(JSON.match(text))


def _is_delimited(text: str, suffix: str) -> bool:
    if suffix in (".csv", ".tsv", ".tab", ".psv"):
        return True
    lines = text.splitlines(keepends=True)[:-1][: delimited.LOOKED_AT] or [text]
    separator, fitting = delimited.separator_of(lines)
    cells = lines[0].strip().split(separator)
    return len(lines) > 1 and fitting > 0.9 and all(A_HEADER_CELL.fullmatch(cell.strip(' "')) for cell in cells)


def _is_text(text: str, suffix: str) -> bool:
    if len(CONTROLS.findall(text)) > len(text) / 10:
        raise UnreadableInput(f"it is not text; {READ}")
    return True


def _parses(line: str) -> bool:
    try:
        return isinstance(orjson.loads(line), dict)
    except orjson.JSONDecodeError:
        return False


# The first that fits is taken; text fits always, or says why not.
TEXT_FORMATS: tuple[tuple[Callable[[str, str], bool], Reader], ...] = (
    (_is_json_lines, jsonlike.line_rows),
    (_is_json, jsonlike.file_rows),
    (_is_delimited, delimited.rows),
    (_is_text, plain.rows),
)
