"""Raw rows become articles: each field read for what it is, each row kept or rejected with a reason."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import NamedTuple, Protocol

import pandas as pd

from utils import story
from utils.cleaning import columns, dates, languages, links, markup, outlets, parts
from utils.layout import Layout
from utils.schema import ARTICLES, NOTES, REJECTS, SENTENCES, TITLE_SENTENCE

LONGEST_TITLE = 120
FULL_WORDS = 120  # of prose; feeds' summaries rarely have more (rss_2023_h1: 90 % have fewer)
CUT = re.compile(r"(?:…|\.\.\.|\[\+?\d+ chars\])\s*$|\b(?:continue reading|read more|click here)\W*$", re.I)
OPINION_TITLE = re.compile(r"(?:opinion|op-?ed|editorial|commentary|column|letters?)\s*[:|–-]"
                           r"|.*[|–-]\s*(?:opinion|editorial|commentary)$", re.I)
OPINION_PLACE = re.compile(r"/(?:opinions?|commentisfree|commentary|editorials?|op-?eds?|columns?|columnists?)/", re.I)
OPINION_SECTION = re.compile(r"opinion|editorial|guest writer", re.I)
LIVE_TITLE = re.compile(r"live\s*[:|–-]|.*(?:\blive (?:updates?|blog|coverage|news)\b"
                        r"|[–—-] (?:as it happened|(?:\w+ ){0,3}live)$|\bat a glance\b)", re.I)
LIVE_PLACE = re.compile(r"/(?:live|live-news|live-updates|liveblogs?|live-blog)/", re.I)
CJK = re.compile(r"[぀-ヿ㐀-䶿一-鿿]")


class Reading(Protocol):
    """What is cleaned: the name of a file or feed, its rows as text with their numbers in `row`, its rejects, sentences
    on what was noticed in reading it, and the choices that were made for it, perhaps on an earlier file like it.
    """

    origin: str
    rows: pd.DataFrame
    rejects: pd.DataFrame
    notes: tuple[str, ...]
    layout: Layout
    remembered: bool


@dataclass(frozen=True)
class Cleaned:
    """`articles`, `rejects` and `notes` (as in schema, without batch), `sentences` (schema.SENTENCES), and `read`, the
    rows that were read: articles and rejects together.
    """

    articles: pd.DataFrame
    sentences: pd.DataFrame
    rejects: pd.DataFrame
    notes: pd.DataFrame
    read: int

    @classmethod
    def joined(cls, several: list["Cleaned"]) -> "Cleaned":
        """Return several (at least one) as one, in their order."""
        frames = (pd.concat([getattr(one, name) for one in several], ignore_index=True)
                  for name in ("articles", "sentences", "rejects", "notes"))
        return cls(*frames, sum(one.read for one in several))


class Fields(NamedTuple):
    """A row's fields by role, "" where it has none."""

    title: str
    text: str
    date: str
    outlet: str
    home: str
    url: str
    author: str
    language: str


def clean(reading: Reading, *, now: pd.Timestamp) -> Cleaned:
    """Return the articles of a reading, with their sentences, and the rows that hold none, with the reason.

    `now` (UTC) is what dates must not be after. Rows keep their order; the same item twice stays twice.
    """
    held = held_by(reading)
    filled = {role: columns.first_filled(reading.rows, names) for role, names in held.items()}
    day_first = _day_first(reading, filled["date"])
    articles, sentences, rejects = [], [], []
    rows = map(Fields, *(filled[role] for role in Fields._fields))
    for row, fields in zip(reading.rows["row"].tolist(), rows, strict=True):
        article, found = _article(fields, reading.origin, now.to_pydatetime(), day_first)
        if article["title"] or article["text"]:
            articles.append(article)
            sentences += [(article["id"], place, *part) for place, part in found]
        else:
            rejects.append((reading.origin, row, _reason(held, reading.rows), _excerpt(reading.rows, row)))
    marked = sum(bool(markup.TAG.search(text)) for text in filled["text"])
    notes = [(note, 0) for note in reading.notes] + [("HTML became plain text.", marked)] * bool(marked)
    return Cleaned(_frame(ARTICLES, articles), _frame(SENTENCES, sentences),
                   pd.concat([reading.rejects, _frame(REJECTS, rejects)], ignore_index=True),
                   _frame(NOTES, [(reading.origin, *note) for note in notes]),
                   len(reading.rows) + len(reading.rejects))


def held_by(reading: Reading) -> dict[str, list[str]]:
    """Return for each role the columns of a reading that hold it, best first."""
    names = [column for column in reading.rows.columns if column != "row"]
    if all(columns.NUMBERED.fullmatch(name) for name in names):
        return columns.roles(names, columns.told_by_content(reading.rows[names]) | dict(reading.layout.roles))
    return columns.roles(names, reading.layout.roles)


def _day_first(reading: Reading, texts: list[str]) -> bool | None:
    """Return the order of day and month: as chosen, else as the dates tell; they also overrule what is remembered."""
    chosen = reading.layout.day_first
    if chosen is None or reading.remembered:
        told = dates.order(texts).day_first
        return chosen if told is None else told
    return chosen


def _article(fields: Fields, origin: str, now: datetime, day_first: bool | None) -> tuple[dict, list]:
    lines = markup.lines(fields.text)
    url, given = links.clean(fields.url), markup.one_line(fields.title)
    outlet, entry = outlets.name(_registry(), markup.one_line(fields.outlet), fields.home, url, given)
    given = outlets.without_outlet(_registry(), given, outlet)
    title, lines = _titled(given, lines)
    text = "\n".join(line.text for line in lines)
    language = languages.language(f"{title}. {text}", fields.language)
    found = parts.split(text, title=given, hints=[line.role for line in lines], language=language)
    date = dates.read(fields.date, now, day_first=day_first)
    if date.note == "missing":
        date = dates.guess((text[part.start:part.end] for part in found if part.role in ("note", "credit")), url, now)
    article = {
        "id": _id(url, outlet, title, text), "published": date.published, "published_as": date.published_as or None,
        "precision": date.precision or None, "date_note": date.note, "outlet": outlet or None, "url": url or None,
        "title": title, "text": text, "extent": extent(text, found),
        "author": markup.one_line(fields.author) or None, "language": language, "words": words(text),
        "kind": kind(title, url, fields.outlet, entry), "origin": origin,
    }
    heading = [(TITLE_SENTENCE, parts.Part(0, len(title), "heading"))] if title else []
    return article, heading + list(enumerate(found))


def extent(text: str, found: list[parts.Part]) -> str:
    """Return full for at least `FULL_WORDS` words of prose that do not break off, headline for none, else summary."""
    prose = sum(words(text[part.start:part.end]) for part in found if part.role in ("prose", "heading"))
    if not prose:
        return "headline"
    return "full" if prose >= FULL_WORDS and not CUT.search(text) else "summary"


def kind(title: str, url: str, said_outlet: str, entry: story.Outlet | None) -> str:
    """Return what sort of item it is, told by its title, its link, the outlet's section and the outlet's kind."""
    if entry and entry.kind == "official":
        return "official"
    if LIVE_TITLE.match(title) or LIVE_PLACE.search(url):
        return "live"
    if OPINION_TITLE.match(title) or OPINION_PLACE.search(url) or OPINION_SECTION.search(said_outlet):
        return "opinion"
    if entry:
        return "opinion" if entry.kind == "opinion" else "news"
    return "news" if url else "unknown"


def words(text: str) -> int:
    """Return the number of words; of Chinese and Japanese characters two count as one word."""
    return len(text.split()) + (0 if text.isascii() else len(CJK.findall(text)) // 2)


def _titled(title: str, lines: list[markup.Line]) -> tuple[str, list[markup.Line]]:
    """Return a title and the lines under it: the one given, else a first line that looks like one, else the opening.

    Only the first line of several that is short and no sentence is taken out of the text.
    """
    if title or not lines:
        return title, lines
    first = lines[0].text
    if len(lines) > 1 and parts.like_headline(first) and not parts.rule_of(first):
        return first, lines[1:]
    opening = parts.split(first)[0]
    return _shortened(first[opening.start:opening.end]), lines


def _shortened(sentence: str) -> str:
    if len(sentence) <= LONGEST_TITLE:
        return sentence
    return sentence[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(",;:– ") + "…"


def _id(*told: str) -> str:
    return hashlib.blake2b("\x1f".join(told).encode(), digest_size=8).hexdigest()


def _reason(held: dict[str, list[str]], rows: pd.DataFrame) -> str:
    if held["title"] or held["text"]:
        return "has neither a title nor a text"
    named = [column for column in rows.columns if column != "row"]
    return f"has no column that is known to hold a title or a text (columns: {', '.join(named[:12])})"


def _excerpt(rows: pd.DataFrame, row: int) -> str:
    values = rows.loc[rows["row"] == row].drop(columns="row").iloc[0].dropna()
    return "; ".join(f"{name}: {value}" for name, value in values.items() if value.strip())[:200]


def _frame(table, rows: list) -> pd.DataFrame:
    kept = {name: dtype for name, dtype in table.columns.items() if name != "batch"}
    return pd.DataFrame(rows, columns=list(kept)).astype(kept)


@cache
def _registry() -> outlets.Registry:
    return outlets.registry(story.outlets())
