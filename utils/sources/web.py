"""Addresses become readings: what the door brought is read in the same limited child as any file."""

import re
import tempfile
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from utils.errors import FetchError
from utils.sources.fetching import named, shown
from utils.sources.policy import Fetched
from utils.sources.reading import Reading, read

LOOKED_AT = 4096  # bytes from the start that tell what an answer is
_BEFORE = rb"(?:<\?.*?\?>\s*|<!--.*?-->\s*)*+"  # declarations and comments may stand before the first element
PAGE, FEED, RECORDS = "a web page", "a feed", "JSON"
KINDS = {
    PAGE: re.compile(_BEFORE + rb"<(?:!doctype\s+html|html|head|body)\b", re.I | re.S),
    FEED: re.compile(_BEFORE + rb"<(?:\w+:)?(?:rss|feed|rdf)\b", re.I | re.S),
    RECORDS: re.compile(rb"[\[{]"),
}
NO_ROWS = "it holds no rows."  # how `reading` ends its refusal of a file without any; a feed may well be empty
LOGIN = re.compile(r"/(?:log-?in|sign-?in|sso|captcha|consent)(?=[/?#.]|$)|//(?:login|signin|sso|accounts?|consent)\.",
                   re.I)
PASSWORD = re.compile(rb"<input[^>]{,200}type\s*=\s*[\"']?password", re.I)
PARAGRAPH = re.compile(rb"<p[\s>]", re.I)
FEW = 5  # paragraphs: a page with a password field and fewer is a login page (most articles carry a login form, too)


def readings(asked: str, fetched: Fetched, kinds: Collection[str] = tuple(KINDS)) -> list[Reading]:
    """Return what stands in the answer to `asked`, an address: an article page, a feed, or records in JSON (GDELT DOC).

    Their origin is the address; rows of a page that names none get the address that gave it as `url`. Raises FetchError
    when the answer is none of `kinds`, or a login page.
    """
    kind = _kind(fetched)
    if kind not in kinds:
        raise FetchError(f"{shown(asked)} gives {kind}, not {' or '.join(kinds)}.", fault="input")
    if kind == PAGE and _is_login(asked, fetched):
        raise FetchError(f"{shown(asked)} gives a login page; open it in your browser, save it there and load the "
                         "file.", fault="input")
    with tempfile.TemporaryDirectory(prefix="wirewatch-") as folder:
        path = Path(folder, "answer")
        path.write_bytes(fetched.content)
        found = list(read(path, name=named(asked)))
    return [_placed(reading, fetched.url) for reading in found] if kind == PAGE else found


def _kind(fetched: Fetched) -> str:
    """Return which of `KINDS` an answer is by its content; else what can be said of it."""
    start = fetched.content[:LOOKED_AT].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    for kind, begins in KINDS.items():
        if begins.match(start):
            return kind
    if "html" in fetched.content_type and start.startswith(b"<"):
        return PAGE
    words = " ".join(start[:100].decode("utf-8", "replace").split())
    if not words:
        return "nothing"
    said = f" that begins “{words}”" if words.isprintable() and "\ufffd" not in words else ""
    return f"{fetched.content_type or 'something'}{said}"


def _is_login(asked: str, fetched: Fetched) -> bool:
    led_there = bool(LOGIN.search(fetched.url)) and not LOGIN.search(asked)
    asks = bool(PASSWORD.search(fetched.content)) and len(PARAGRAPH.findall(fetched.content)) < FEW
    return led_there or asks


def _placed(reading: Reading, url: str) -> Reading:
    known = reading.rows["url"].fillna(url) if "url" in reading.rows else url
    return replace(reading, rows=reading.rows.assign(url=known))
