"""Web pages saved from a browser: what trafilatura finds in them, from bytes; nothing is fetched."""

import email
import email.policy
import re
from collections.abc import Iterator

from utils.errors import UnreadableInput
from utils.sources import encodings, limits, opening
from utils.sources.opening import Input
from utils.sources.rows import Row

# libxml2's time grows with the square of a tag's attributes (20,000 took 6 s), jusText's with that of the paragraphs
# (50,000 took 17 s, 20,000 took 6 s). Pages of news have fewer than 10,000 tags.
MOST_TAGS = 30_000
LONG_TAG = re.compile(r"<[a-z][^<>]{20000}", re.I)
EMBEDDED = re.compile(r"data:[\w/+.;-]{0,100};base64,[\w+/=%]*")  # pictures inside the page
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.I)  # what browsers write above a saved page
PUBLISHED = re.compile(r"""["'](?:datePublished|article:published_time)["'][^<>]{0,40}?["'](\d{4}-[^"'<>]{4,30})["']""")
# Only what a page states as its date: an unknown date stays unknown.
STATED = {"extensive_search": False, "original_date": True}


def rows(source: Input, notes: list[str]) -> Iterator[Row]:
    """Yield the page's article: title, text, published, author, outlet (the site's name), url and language.

    Raises UnreadableInput for a page past the limits, and for one in which no article is found.
    """
    if source.size > limits.PAGE:
        raise UnreadableInput(f"it is a web page of more than {limits.PAGE // 1_000_000} MB")
    yield Row(1, article(encodings.text(source, notes, limits.PAGE, "a web page")))


def single_file_rows(source: Input, notes: list[str]) -> Iterator[Row]:
    """Yield the article of a page that a browser saved as one file, with its pictures (MHTML, RFC 2557).

    Raises UnreadableInput as `rows` does, and when there is no page in the file.
    """
    with opening.stream(source) as stream:
        message = email.message_from_bytes(stream.read(limits.SINGLE_FILE), policy=email.policy.default)
    page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    if page is None:
        raise UnreadableInput("there is no page in it")
    yield from rows(Input(source.name, page.get_payload(decode=True)), notes)


def article(html: str) -> dict[str, str | None]:
    """Return the fields of the article on a page. Raises UnreadableInput when there is none, or too much to look at."""
    from trafilatura import bare_extraction

    html = EMBEDDED.sub("data:,", html)
    if html.count("<") > MOST_TAGS or LONG_TAG.search(html):
        raise UnreadableInput("it is a web page with more tags, or a longer one, than any article has")
    found = bare_extraction(html, include_comments=False, with_metadata=True, date_extraction_params=STATED)
    saved_from = SAVED_FROM.search(html[:2000])
    title = found and found.title
    if not found or not (title or found.text):
        raise UnreadableInput("no article was found on the page")
    text = (found.text or "").removeprefix(f"{title}\n")
    return {"title": title, "text": text, "published": _moment(html, found.date), "author": found.author,
            "outlet": found.sitename, "url": found.url or (saved_from and saved_from[1]), "language": found.language}


def _moment(html: str, day: str | None) -> str | None:
    """Return the page's date with the time of day, where the page states one on that day."""
    stated = (match[1] for match in PUBLISHED.finditer(html))
    return next((moment for moment in stated if day and moment.startswith(day)), day)
