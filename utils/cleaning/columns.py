"""What a column holds, told by its name."""

import re

import pandas as pd

# For each role the names it goes by, best first, lower case without spaces and signs. They come from the exports of
# Media Cloud, NewsAPI, GDELT, Event Registry, the Guardian and New York Times APIs, RSS and JSON Feed, AllSides and
# NewsMTSC, and from what people call their own columns.
SYNONYMS = {
    "title": """title headline headlinemain articletitle newstitle webtitle titletext heading titre titel titulo
        titolo""",
    "text": """text fulltext articletext bodytext body articlebody maintext content contentoriginal contenttext
        contenthtml fullcontent articlecontent article story plaintext html texte inhalt cuerpo leadparagraph
        description descriptiontext summary abstract excerpt standfirst lead trailtext snippet teaser""",
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
NOTHING = {"", "nan", "none", "null", "n/a", "na", "nat", "<na>", "-"}


def roles(columns: list[str]) -> dict[str, list[str]]:
    """Return for each role the columns that hold it, best first; an unknown column is in none."""
    names = {column: _bare(column) for column in columns}
    return {role: [column for synonym in synonyms.split() for column in columns if synonym in names[column]]
            for role, synonyms in SYNONYMS.items()}


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
