"""WARC, in which web archives keep the pages they fetched: the article of each page, read by warcio and trafilatura."""

from collections.abc import Iterator

from utils.errors import UnreadableInput
from utils.sources import encodings, limits, opening, webpages
from utils.sources.opening import Input
from utils.sources.rows import Row, rejected


def rows(source: Input, notes: list[str]) -> Iterator[Row]:
    """Yield the article of each page that was fetched with success; a page without one is rejected.

    Pictures, scripts and failed requests are counted in a note. Raises UnreadableInput for a damaged archive.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = others = 0
    with opening.stream(source) as stream:
        try:
            for record in ArchiveIterator(stream, check_digests=False):
                if not _is_page(record):
                    others += record.rec_type in ("response", "resource")
                    continue
                number += 1
                yield _row(number, record)
        except ArchiveLoadFailed as error:
            raise UnreadableInput("it is damaged, or not a WARC that can be read") from error
    if others:
        notes.append(f"{others:,} records that hold no page (pictures, scripts, failed requests) were passed over.")


def _is_page(record) -> bool:
    if record.rec_type not in ("response", "resource"):
        return False
    headers = record.http_headers
    if headers is None:
        return "html" in (record.rec_headers.get_header("Content-Type") or "")
    return headers.get_statuscode() == "200" and "html" in (headers.get_header("Content-Type") or "")


def _row(number: int, record) -> Row:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    content = record.content_stream().read(limits.PAGE + 1)
    if len(content) <= limits.PAGE and record.raw_stream.limit > 0:
        return rejected(number, "breaks off: the archive ends, or is damaged, in the middle of it", url)
    try:
        if len(content) > limits.PAGE:
            raise UnreadableInput(f"it is a web page of more than {limits.PAGE // 1_000_000} MB")
        found = webpages.article(encodings.text(Input(url, content), [], limits.PAGE, "a web page"))
    except UnreadableInput as error:
        return rejected(number, f"is a page without an article: {error.sentence}", url)
    return Row(number, found | {"url": found["url"] or url})
