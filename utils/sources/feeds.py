"""RSS, Atom and RDF feeds, read by feedparser from bytes: nothing is fetched."""

import io
import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from utils.errors import UnreadableInput
from utils.sources import encodings, limits
from utils.sources.opening import Input
from utils.sources.rows import Row

# Feeds need neither; entity bombs and files read through entities do (OWASP ASVS 5.0, 1.5.1).
DECLARATION = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.I)
UTF8 = {"content-type": "text/xml; charset=utf-8"}  # what is parsed is the very text that was checked


def rows(source: Input, notes: list[str]) -> Iterator[Row]:
    """Yield each item: title, text (the full content before the description), published, outlet, url, author, language.

    The outlet is the item's own source (aggregators name one), else the feed's title. Links are made absolute, and are
    left out unless they are http(s). Raises UnreadableInput for a feed that declares a document type or an entity.
    """
    import feedparser

    text = encodings.text(source, notes, limits.FEED, "a feed")
    if DECLARATION.search(text):
        raise UnreadableInput("it declares a document type or an entity, which a feed does not need and attacks use")
    feed = feedparser.parse(io.BytesIO(text.encode("utf-8", "replace")), response_headers=UTF8)
    if feed.bozo and not isinstance(feed.bozo_exception, feedparser.CharacterEncodingOverride):
        notes.append("The feed is not well-formed XML; it was read as far as it makes sense.")
    for number, item in enumerate(feed.entries, start=1):
        yield Row(number, _fields(item, feed.feed))


def _fields(item, feed) -> dict[str, str | None]:
    content = [part.get("value") for part in item.get("content", ()) if part.get("value")]
    return {
        "title": item.get("title"), "text": max(content, key=len) if content else item.get("summary"),
        "published": item.get("published") or item.get("updated"),
        "outlet": item.get("source", {}).get("title") or feed.get("title"),
        "url": address(item.get("link", ""), feed.get("link", "")), "author": item.get("author"),
        "language": feed.get("language"),
    }


def address(link: str, home: str) -> str | None:
    """Return `link` as an http(s) address, made absolute by the address of the feed's `home`; None for any other."""
    try:
        found = urljoin(home, link.strip())
        return found if link and urlsplit(found).scheme in ("http", "https") else None
    except ValueError:
        return None
