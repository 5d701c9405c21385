"""What a column holds, told by its name."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import pandas as pd

from utils.cleaning import dates
from utils.layout import HEAD

# For each role the names it goes by, best first, lower case without spaces and signs. They come from the exports of
# Media Cloud, NewsAPI, GDELT, Event Registry, the Guardian and New York Times APIs, RSS and JSON Feed, AllSides and
# NewsMTSC, and from what people call their own columns.
SYNONYMS = {
    "title": """title headline headlinemain articletitle newstitle webtitle titletext heading titre titel titulo
        titolo schlagzeile""",
    "text": """text fulltext articletext bodytext body articlebody maintext content contentoriginal contenttext
        contenthtml fullcontent volltext artikeltext articlecontent article story plaintext html texte inhalt cuerpo
        leadparagraph description descriptiontext summary abstract excerpt standfirst lead trailtext snippet teaser""",
    "date": """published publishedat publisheddate publishedon publishedutc publicationdate publishdate pubdate
        datepublished datetimepub webpublicationdate firstpublished date datetime articledate pubtime when timestamp
        time posted postedat created createdat seendate datum fecha data""",
    "outlet": """outlet outletname source sourcename sourcetitle publisher publishername publication publicationname
        newspaper newssource medianame mediaoutlet media medium feedtitle feedname feed sitename journal quelle""",
    "home": """domain sourceurl sourcedomain publisherurl mediaurl outleturl feedurl feedlink rssurl site website
        host hostname""",
    "url": "url link articleurl weburl storyurl canonicalurl permalink href uri webaddress guid",
    "author": "author authors authorname authorsname byline bylineoriginal creator dccreator writer journalist autor",
    "language": "language lang languagecode locale langue sprache",
}
WRAPPERS = ("fields", "article", "item", "data", "doc", "_source", "attributes", "entry", "story")
NUMBERED = re.compile(r"column \d+")  # what sources call a column without a name
SENTENCE, LONGEST_TITLE = 4, 25  # words on average: more is no name or code, more is no headline
LATEST = datetime(2100, 1, 1, tzinfo=UTC)  # here a date only has to look like one
NOTHING = {"", "nan", "none", "null", "n/a", "na", "nat", "<na>", "-"}


def roles(columns: list[str], chosen: Mapping[str, str] = {}) -> dict[str, list[str]]:
    """Return for each role the columns that hold it, best first; an unknown column is in none.

    `chosen` gives columns another role than their names do (`layout.NO_ROLE`: none); they come before the others.
    """
    names = {column: _bare(column) for column in columns}
    held = {}
    for role, synonyms in SYNONYMS.items():
        told = [column for synonym in synonyms.split() for column in columns if synonym in names[column]]
        held[role] = [column for column in columns if chosen.get(column) == role and column not in told]
        held[role] += [column for column in told if chosen.get(column, role) == role]
    return held


def first_filled(rows: pd.DataFrame, columns: list[str]) -> list[str]:
    """Return for each row the first of `columns` that says something, "" where none does."""
    found = [""] * len(rows)
    for column in columns:
        values = rows[column].tolist()
        found = [kept or _filled(value) for kept, value in zip(found, values, strict=True)]
    return found


def _bare(column: str) -> tuple[str, ...]:
    """Return the names to look up: the column's, and without the object that an API wraps every field in."""
    whole = re.sub(r"[\W_]", "", column.lower())
    wrapper, _, inner = column.lower().partition(".")
    return (whole, re.sub(r"[\W_]", "", inner)) if wrapper in WRAPPERS and inner else (whole,)


def _filled(value) -> str:
    return value if isinstance(value, str) and value.strip().lower() not in NOTHING else ""


def told_by_content(rows: pd.DataFrame) -> dict[str, str]:
    """Return roles for the columns of a table without names, as far as the values of its first `HEAD` rows tell.

    Links, dates and a short value that comes again and again tell themselves; of what has sentences the longest is the
    text and the next the title.
    """
    values = {column: [value for value in rows[column].head(HEAD) if _filled(value)] for column in rows}
    found, wordy = {}, {}
    for column, filled in values.items():
        length = sum(len(value.split()) for value in filled) / max(len(filled), 1)
        if _most(filled, lambda value: value.lower().startswith(("http://", "https://"))):
            found.setdefault("url", column)
        elif _most(filled, lambda value: bool(dates.order([value]).either) or dates.read(value, LATEST).note == "ok"):
            found.setdefault("date", column)
        elif length >= SENTENCE:
            wordy[column] = length
        elif filled and 2 * len(set(filled)) <= len(filled):
            found.setdefault("outlet", column)
    longest = sorted(wordy, key=wordy.get, reverse=True)
    short = len(longest) == 1 and wordy[longest[0]] <= LONGEST_TITLE
    found |= dict(zip(("title",) if short else ("text", "title"), longest, strict=False))
    return {column: role for role, column in found.items()}


def _most(values: list[str], fits: Callable[[str], bool]) -> bool:
    return 2 * sum(map(fits, values)) > len(values)
