"""RIS, in which ProQuest and EBSCO export: records of tagged lines, read by rispy."""

import re
from collections.abc import Iterator
from itertools import pairwise

from utils.sources import encodings, limits
from utils.sources.opening import Input
from utils.sources.rows import Row, rejected

FIRST = re.compile(r"\s*TY {2}- \S")
STARTS = re.compile(r"^TY {2}- ", re.M)
# Which tags hold a field, best first: ProQuest writes TI, AB, T2 and DA, EBSCO T1, N2, JO or JF and Y1.
FIELDS = {
    "title": ("title", "primary_title", "translated_title"), "text": ("abstract", "notes_abstract"),
    "published": ("date", "publication_year", "year"),
    "outlet": ("secondary_title", "journal_name", "alternate_title3", "publisher"),
    "url": ("urls",), "author": ("authors", "first_authors"), "language": ("language",), "section": ("section",),
}


def rows(source: Input, notes: list[str]) -> Iterator[Row]:
    """Yield each record with title, text (its abstract), published, outlet, url (the first), author and language.

    A record that rispy cannot read is rejected; one without its closing `ER` line is read all the same.
    """
    text = encodings.text(source, notes, limits.WHOLE, "a RIS file")
    starts = [match.start() for match in STARTS.finditer(text)]
    for number, (start, end) in enumerate(pairwise([*starts, len(text)]), start=1):
        yield _row(number, text[start:end])


def _row(number: int, record: str) -> Row:
    import rispy

    body = re.split(r"^ER {2}-", record.replace("\r\n", "\n"), maxsplit=1, flags=re.M)[0]
    try:
        [found] = rispy.loads(f"{body.rstrip()}\nER  - \n")
    except (ValueError, OSError, LookupError):
        return rejected(number, "is not a record of RIS tags", record)
    return Row(number, {name: _joined(name, found, tags) for name, tags in FIELDS.items()})


def _joined(name: str, found: dict, tags: tuple[str, ...]) -> str | None:
    value = next((found[tag] for tag in tags if found.get(tag)), None)
    if isinstance(value, list):
        return value[0] if name == "url" else "; ".join(value)
    return value
