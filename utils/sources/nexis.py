"""Nexis exports: many articles in one text, as Nexis Uni (DOCX, RTF) and the older nexis.com (TXT) lay them out.

Nexis Uni puts title, outlet and date above labels (`Section:`, `Length:`, `Byline:`), the text between the lines `Body`
and `Load-Date:` or `End of Document`. nexis.com begins each article with `1 of 10 DOCUMENTS`, centres outlet, date and
edition, and breaks the text at 80 characters. Layouts as in exports of both and in LexisNexisTools (Gruber, CRAN).
"""

import re
from collections.abc import Iterator

from utils.sources.rows import Row, rejected

START = re.compile(r"\s*(?:\d+ of (\d+) DOCUMENTS|Dokument \d+ von (\d+)|Document \d+ de (\d+))\s*")
ANNOUNCED = re.compile(r"Documents? \((\d+)\)")
END, BODY = "End of Document", "Body"
PAGE = re.compile(r"Page \d+ of \d+")
LENGTH = re.compile(r"(?:LENGTH|LÄNGE|LONGUEUR)\s*:\s*[\d.,]+", re.I)
DATE = re.compile(r"(?:[^\W\d_]+\.?,? ){0,2}(?:[^\W\d_]+\.? \d{1,2}(?:st|nd|rd|th)?, \d{4}"
                  r"|\d{1,2}\.? (?:de )?[^\W\d_]+\.? (?:de )?\d{4}|\d{4}-\d\d-\d\d)\b.{0,40}")
LABEL = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)?)\s*:\s*(.*)")
# Labels above the text, and the fields they fill; the others are passed over.
ABOVE = {"byline": "author", "autor": "author", "auteur": "author", "section": "section", "rubrik": "section",
         "rubrique": "section", "highlight": "highlight", "length": "length", "länge": "length", "longueur": "length",
         "dateline": "dateline", "series": "series", "distribution": "distribution"}
# Labels and headings under the text: what follows is about the article.
BELOW = {"load-date", "language", "sprache", "langue", "publication-type", "journal-code", "graphic", "grafik",
         "subject", "organization", "company", "person", "geographic", "industry", "ticker", "document-type",
         "correction-date", "update", "acc-no", "url", "classification", "notes"}
KEPT_BELOW = {"language": "language", "sprache": "language", "langue": "language", "url": "url"}
INDENT = 4  # blanks before a centred line


def is_export(lines: list[str]) -> bool:
    """Return whether the lines of a text are a Nexis export."""
    if any(START.fullmatch(line) for line in lines):
        return True
    alone = {line.strip() for line in lines if len(line) < 40}
    return (END in alone or BODY in alone) and any(LENGTH.match(line.strip()) for line in lines)


def rows(lines: list[str], notes: list[str]) -> Iterator[Row]:
    """Yield a row for each article: title, text, published, outlet, author, section, language, url.

    An article without the lines that make it one is rejected. A number of articles other than announced is noted.
    """
    old = any(START.fullmatch(line) for line in lines)
    number = 0
    for number, document in enumerate(_documents(lines, old), start=1):
        fields = _old(document) if old else _new(document)
        yield Row(number, fields) if fields else rejected(
            number, "is not laid out as Nexis lays out an article (date, Length, text)", "\n".join(document))
    announced = _announced(lines)
    if announced not in (0, number):
        notes.append(f"The export announces {announced:,} documents, and {number:,} were found in it.")


def _announced(lines: list[str]) -> int:
    for line in lines:
        match = START.fullmatch(line) or ANNOUNCED.fullmatch(line.strip())
        if match:
            return int(next(filter(None, match.groups())))
    return 0


def _documents(lines: list[str], old: bool) -> Iterator[list[str]]:
    """Yield the lines of each article: after its start line, or up to its end line."""
    document: list[str] = []
    begun = not old
    for line in [*lines, END if not old else ""]:
        if old and START.fullmatch(line):
            if begun:
                yield document
            document, begun = [], True
        elif not old and line.strip() == END:
            if any(line.strip() for line in document):
                yield document
            document = []
        elif not PAGE.fullmatch(line.strip()):
            document.append(line)
    if old:
        yield document


def _new(lines: list[str]) -> dict[str, str | None] | None:
    stripped = [line.strip() for line in lines]
    if BODY not in stripped:
        return None
    body = stripped.index(BODY)
    dates = [place for place, line in enumerate(stripped[:body]) if DATE.fullmatch(line)]
    if not dates:
        return None
    outlet, title = _before(stripped, dates[-1])
    fields, text = _labelled(stripped[dates[-1] + 1: body], stripped[body + 1:])
    return fields | {"title": title, "outlet": outlet, "published": stripped[dates[-1]], "text": text}


def _before(lines: list[str], date: int) -> tuple[str, str]:
    """Return the outlet, on the last line above the date, and the title, the block of lines above the outlet."""
    above = [place for place in range(date) if lines[place]]
    if not above:
        return "", ""
    outlet, title = above[-1], []
    for place in reversed(above[:-1]):
        if title and not lines[place + 1]:
            break
        title.append(lines[place])
    return _spaced(lines[outlet]), " ".join(reversed(title))


def _spaced(outlet: str) -> str:
    """Return an outlet with a blank before its place: Nexis Uni writes "Harbor Wire(London)"."""
    return re.sub(r"(?<=\w)\(", " (", outlet)


def _old(lines: list[str]) -> dict[str, str | None] | None:
    date = next((place for place, line in enumerate(lines) if DATE.fullmatch(line.strip())), None)
    length = next((place for place, line in enumerate(lines) if LENGTH.match(line)), None)
    if date is None or length is None or length < date:
        return None
    label = next(place for place in range(date, length + 1) if _label(lines[place], ABOVE))
    title = [line.strip() for line in lines[date + 1: label] if line.strip() and not line.startswith(" " * INDENT)]
    paragraphs = _paragraphs(lines[length + 1:])
    head = _paragraphs(lines[label: length + 1])
    while paragraphs and _label(paragraphs[0], ABOVE):
        head.append(paragraphs.pop(0))
    fields, text = _labelled(head, paragraphs)
    return fields | {"title": " ".join(title), "outlet": _spaced(" ".join(" ".join(lines[:date]).split())),
                     "published": lines[date].strip(), "text": text}


def _paragraphs(lines: list[str]) -> list[str]:
    """Return the blocks between blank lines, each as one line."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line.strip())
        else:
            blocks.append([])
    return [" ".join(block) for block in blocks if block]


def _labelled(head: list[str], body: list[str]) -> tuple[dict[str, str | None], str]:
    """Return the fields that labels above and below the text fill, and the text, the highlight first."""
    fields: dict[str, str | None] = {}
    for line in head:
        name = _label(line, ABOVE)
        if name:
            fields[ABOVE[name]] = LABEL.fullmatch(line)[2].strip()
    end = next((place for place, line in enumerate(body) if _label(line, BELOW) or line.lower() in BELOW), len(body))
    for line in body[end:]:
        name = _label(line, KEPT_BELOW)
        if name:
            fields[KEPT_BELOW[name]] = LABEL.fullmatch(line)[2].strip()
    text = [fields.pop("highlight", None), *body[:end]]
    return fields, "\n".join(line for line in text if line)


def _label(line: str, known) -> str:
    """Return the label that a line begins with, lower case, if it is `known`; else ""."""
    match = LABEL.fullmatch(line)
    return match[1].lower() if match and match[1].lower() in known else ""
