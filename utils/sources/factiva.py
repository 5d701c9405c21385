"""Factiva exports: web pages and texts (from RTF) with many articles, each ended by a line `Document` with its number.

Two layouts: "Article Format" (headline, author, `500 words`, date, time, outlet, code, language, copyright, text) and
"plus Indexing" (a table of two-letter codes), as the importers newspapers (koheiw) and tm.plugin.factiva read them.
"""

import re
from collections.abc import Iterator

from utils.errors import UnreadableInput
from utils.sources import encodings, limits
from utils.sources.opening import Input
from utils.sources.rows import Row, rejected

PAGE = re.compile(r"""<div[^>]{0,100}\bclass=["']article \w\wArticle\b""", re.I)
END = re.compile(r"Do[ck]ument[oe]? ([A-Z]{2}[A-Za-z\d]{14,40})")
WORDS = re.compile(r"[\d.,\xa0 ]*\d (?:words|mots|Wörter|palabras|parole|palavras)")
CLOCK = re.compile(r"\d{1,2}:\d\d(?: [AP]M)?")
COPYRIGHT = re.compile(r"\(c\)|©|copyright", re.I)
AUTHOR = re.compile(r"(?:By|Par|Von|Por|Di)\s+\S")
CODES = {"HD": "title", "BY": "author", "SN": "outlet", "PD": "published", "ET": "time", "LA": "language", "LP": "lead",
         "TD": "rest", "SE": "section", "AN": "document"}
BLOCKS = frozenset({"p", "td", "div", "h1", "h2", "h3", "li"})


def is_export(lines: list[str]) -> bool:
    """Return whether the lines of a text are a Factiva export."""
    return any(END.fullmatch(line.strip()) for line in lines) and any(WORDS.fullmatch(line.strip()) for line in lines)


def rows(lines: list[str], notes: list[str]) -> Iterator[Row]:
    """Yield a row for each article of a text: title, text, published, outlet, author, language, document."""
    document: list[str] = []
    number = 0
    for line in map(str.strip, lines):
        end = END.fullmatch(line)
        if end:
            number += 1
            yield _row(number, document, end[1])
            document = []
        elif line:
            document.append(line)
    if any(WORDS.fullmatch(line) for line in document):
        yield _row(number + 1, document, None)


def page_rows(source: Input, notes: list[str]) -> Iterator[Row]:
    """Yield a row for each article of a saved page, as `rows` does. Raises UnreadableInput for one past the limits."""
    from selectolax.lexbor import LexborHTMLParser

    html = encodings.text(source, notes, limits.WHOLE // 10, "a Factiva page")
    if html.count("<") > limits.TAGS:
        raise UnreadableInput(f"it has more than {limits.TAGS:,} tags; export fewer articles at a time")
    articles = [node for node in LexborHTMLParser(html).css("div.article") if PAGE.match(node.html[:200])]
    for number, article in enumerate(articles, start=1):
        coded = {row.css_first("td").text(strip=True): row.css("td")[1] for row in article.css("tr")
                 if len(row.css("td")) == 2}
        if "HD" in coded:
            yield Row(number, _coded(coded))
            continue
        lines = [line for line in map(_line, article.traverse()) if line]
        end = next(filter(None, map(END.fullmatch, lines)), None)
        yield _row(number, [line for line in lines if not END.fullmatch(line)], end and end[1])


def _line(node) -> str:
    """Return the text of a block that holds no other block, "" of any other node."""
    within = [inner.tag for inner in node.traverse()][1:] if node.tag in BLOCKS else BLOCKS
    return "" if BLOCKS & set(within) else " ".join(node.text().split())


def _coded(cells: dict) -> dict[str, str | None]:
    """Return the fields of a table of codes; the text's paragraphs are those of lead and rest."""
    fields = {name: "\n".join(" ".join(part.text().split()) for part in cells[code].css("p") or [cells[code]])
              for code, name in CODES.items() if code in cells}
    moment = " ".join(filter(None, (fields.get("published"), fields.pop("time", None))))
    text = "\n".join(filter(None, (fields.pop("lead", None), fields.pop("rest", None))))
    return fields | {"published": moment, "text": text}


def _row(number: int, lines: list[str], document: str | None) -> Row:
    words = next((place for place, line in enumerate(lines) if WORDS.fullmatch(line)), None)
    if words is None or len(lines) < words + 3:
        return rejected(number, "is not laid out as Factiva's articles are (words, date, outlet)", "\n".join(lines))
    above, below = lines[:words], lines[words + 1:]
    author = next((line for line in above if AUTHOR.match(line)), None)
    title = [line for line in above if line != author]
    moment, below = (f"{below[0]} {below[1]}", below[2:]) if CLOCK.fullmatch(below[1]) else (below[0], below[1:])
    head = next((place for place, line in enumerate(below[:6]) if COPYRIGHT.match(line)), 2)
    outlet, language = (below[0], below[min(head, len(below)) - 1]) if below else (None, None)
    return Row(number, {"title": title[-1] if title else None, "text": "\n".join(below[head + 1:]), "published": moment,
                        "outlet": outlet, "author": author, "language": language, "document": document})
