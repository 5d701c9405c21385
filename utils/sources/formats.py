"""Which format a file is in: recognised by its content, with the extension only where content leaves it open."""

import re
from collections.abc import Callable, Iterator

import orjson

from utils.errors import UnreadableInput
from utils.sources import (
    archives,
    columnar,
    delimited,
    documents,
    encodings,
    factiva,
    feeds,
    jsonlike,
    opening,
    plain,
    ris,
    sheets,
    warcs,
    webpages,
)
from utils.sources.opening import Input
from utils.sources.rows import Row

Reader = Callable[[Input, list[str]], Iterator[Row]]
READ = ("Wirewatch reads TXT, CSV, XLSX, JSON, JSON lines, Parquet, web pages, feeds, DOCX, RTF, RIS and WARC, also "
        "packed with gzip or in a ZIP")

# What people try that is not read: opening bytes, and what they are.
REFUSED = {
    b"%PDF-": "a PDF", b"\xd0\xcf\x11\xe0": "an old Office file", b"SQLite format 3\0": "a database",
    b"BZh": "packed with bzip2", b"\xfd7zXZ": "packed with xz", b"(\xb5/\xfd": "packed with zstd",
    b"7z\xbc\xaf": "packed with 7-Zip", b"Rar!": "packed with RAR", b"\x7fELF": "a program", b"MZ\x90": "a program",
    b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture", b"\x80\x04": "a Python pickle",
    b"\x80\x05": "a Python pickle", b"\x80\x02": "a Python pickle", b"\x80\x03": "a Python pickle",
    b"bplist": "an Apple property list", b"\x93NUMPY": "a NumPy array",
}
# Formats with opening bytes of their own.
BYTES: dict[bytes, Reader] = {b"PAR1": columnar.rows, b"WARC/": warcs.rows, b"{\\rtf": documents.rich_text_rows}
# What a ZIP is, told by a part that it has; without any it is an archive.
OFFICE: dict[str, Reader] = {"xl/workbook.xml": sheets.rows, "word/document.xml": documents.word_rows}
REFUSED_OFFICE = {"ppt/presentation.xml": "a presentation", "xl/workbook.bin": "a binary workbook",
                  "content.xml": "an OpenDocument file", "META-INF/container.xml": "an e-book"}
CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")  # text has none; of noise they are a tenth
JSON = re.compile(r'\s*(?:\[\s*(?:\{\s*"|\]\s*$)|\{\s*(?:"|\}\s*$))')  # of objects, or empty
A_HEADER_CELL = re.compile(r"[\w .#:/()-]{1,40}")
# What may stand before the first element of an XML or HTML file.
PROLOG = r"\s*(?:<\?[^>]{0,1000}>\s*|<!--.{0,5000}?-->\s*|<!doctype[^\[>]{0,1000}(?:\[.{0,5000}?\]\s*)?>\s*)*"
WEB_PAGE = re.compile(PROLOG + r"<(?:html|head|body|title|meta)[\s>]|\s*<!doctype html", re.I | re.S)
SINGLE_FILE = re.compile(r"(?:[\w-]+: ?[^\n]*\n(?:[ \t][^\n]*\n)*)*?Content-Type: multipart/related\b", re.I)
FEED = re.compile(PROLOG + r"<(?:rss|feed|rdf:RDF)[\s>]", re.I | re.S)
XML = re.compile(r"\s*<\?xml\b", re.I)


def is_archive(source: Input) -> bool:
    """Return whether `source` is a ZIP that is no Office file. Raises UnreadableInput for one that is damaged."""
    return archives.is_zip(source) and not archives.parts(source) & {*OFFICE, *REFUSED_OFFICE}


def reader(source: Input) -> Reader:
    """Return the function that reads `source`.

    Raises UnreadableInput, with what the file is, when it is of no kind that is read.
    """
    start = opening.start(source, 16)
    if start.startswith(archives.ZIPPED):
        return _office(source)
    for magic, what in REFUSED.items():
        if start.startswith(magic):
            raise UnreadableInput(f"it is {what}; {READ}")
    for magic, read in BYTES.items():
        if start.startswith(magic):
            return read
    text = encodings.sample(source)
    if not text.strip():
        raise UnreadableInput("it is empty")
    if len(CONTROLS.findall(text)) > len(text) / 50:
        raise UnreadableInput(f"it is not text; {READ}")
    return next(read for fits, read in TEXT_FORMATS if fits(text, source.suffix))


def name(read: Reader) -> str:
    """Return what people call the format that `read` reads."""
    return (TABLES | OTHERS)[read]


def _office(source: Input) -> Reader:
    held = archives.parts(source) if archives.is_zip(source) else set()
    for part, what in REFUSED_OFFICE.items():
        if part in held:
            raise UnreadableInput(f"it is {what}; {READ}")
    for part, read in OFFICE.items():
        if part in held:
            return read
    raise UnreadableInput("it is a ZIP inside an archive, which is not opened; unpack it first")


def _is_web_page(text: str, suffix: str) -> bool:
    return bool(WEB_PAGE.match(text)) or (suffix in (".html", ".htm", ".xhtml") and "<" in text)


def _is_feed(text: str, suffix: str) -> bool:
    if FEED.match(text):
        return True
    if XML.match(text):
        raise UnreadableInput(f"it is an XML file of another kind than a feed; {READ}")
    return False


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


def _parses(line: str) -> bool:
    try:
        return isinstance(orjson.loads(line), dict)
    except orjson.JSONDecodeError:
        return False


# Formats whose columns are the file's own, and what they are called.
TABLES: dict[Reader, str] = {delimited.rows: "CSV", sheets.rows: "XLSX", columnar.rows: "Parquet",
                             jsonlike.line_rows: "JSON lines", jsonlike.file_rows: "JSON"}
OTHERS: dict[Reader, str] = {
    plain.rows: "text", ris.rows: "RIS", webpages.rows: "web page", webpages.single_file_rows: "web page in one file",
    feeds.rows: "feed", factiva.page_rows: "Factiva export", warcs.rows: "web archive", documents.word_rows: "DOCX",
    documents.rich_text_rows: "RTF",
}
# Formats that take more CPU for each byte than the others.
SLOW = (sheets.rows, warcs.rows)
# The first that fits is taken; text fits always.
TEXT_FORMATS: tuple[tuple[Callable[[str, str], bool], Reader], ...] = (
    (lambda text, suffix: bool(factiva.PAGE.search(text)), factiva.page_rows),
    (_is_web_page, webpages.rows),
    (lambda text, suffix: bool(SINGLE_FILE.match(text)), webpages.single_file_rows),
    (_is_feed, feeds.rows),
    (lambda text, suffix: bool(ris.FIRST.match(text)), ris.rows),
    (_is_json_lines, jsonlike.line_rows),
    (_is_json, jsonlike.file_rows),
    (_is_delimited, delimited.rows),
    (lambda text, suffix: True, plain.rows),
)
