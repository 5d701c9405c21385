"""Articles in, rows of side tables out: the work on one article."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from utils import schema
from utils.enrichment import assessments, entities, voices
from utils.enrichment.agreement import agreed
from utils.enrichment.entities import Page
from utils.enrichment.names import Never
from utils.enrichment.propose import Proposal, propose
from utils.enrichment.watch import Watchlist, watchlist

WORD_LIST = "textblob"
MODEL_LANGUAGES = ("en", "und")  # a text too short to tell its language is mostly an English headline
PARTED = "\n\n"  # between title and sentences when they are scored as one text


class Part(NamedTuple):
    """A sentence of an article as `schema.SENTENCES` has it."""

    sentence: int
    start: int
    end: int
    role: str


class Article(NamedTuple):
    """What enrichment needs of an article; `parts` are its sentences without the title."""

    id: str
    title: str
    text: str
    language: str
    parts: tuple[Part, ...]


class Rows(NamedTuple):
    """What enrichment found in articles: rows of the side tables."""

    sentiment: list[tuple]
    assessments: list[tuple]
    voices: list[tuple]
    mentions: list[tuple]


def enrich_batch(articles: Sequence[Article], watched: Watchlist | None = None) -> dict[str, Rows]:
    """Return what was found in each article, by id."""
    watched = watched or watchlist()
    pages = [(Page(article.title, watched), Page(_kept(article), watched)) for article in articles]
    asked = [(place, part) for place, (article, (_, body)) in enumerate(zip(articles, pages, strict=True))
             for part in _to_read(article, body, watched.never)]
    proposals: list[list[Proposal]] = [[] for _ in articles]
    read = propose([articles[place].text[part.start:part.end] for place, part in asked])
    for (place, part), found in zip(asked, read, strict=True):
        proposals[place] += [Proposal(part.start + start, part.start + end, type_) for start, end, type_ in found]
    return {article.id: Rows(*_told(article), _named(article, *page, found, watched.never))
            for article, page, found in zip(articles, pages, proposals, strict=True)}


def _to_read(article: Article, body: Page, never: Never) -> list[Part]:
    """Return the sentences that the model should read: English prose with a capital nobody explains."""
    if article.language not in MODEL_LANGUAGES:
        return []
    starts = [part.start for part in article.parts]
    places = {bisect_right(starts, start) - 1 for start in body.unexplained(never)}
    return [article.parts[place] for place in sorted(places) if article.parts[place].role == "prose"]


def articles_of(articles: pd.DataFrame, sentences: pd.DataFrame) -> list[Article]:
    """Return frames as `schema.ARTICLES` and `schema.SENTENCES` have them as articles with their parts."""
    body = sentences[sentences["sentence"] != schema.TITLE_SENTENCE]
    parts: dict[str, list[Part]] = {}
    for article, *part in body[["article", "sentence", "start", "end", "role"]].itertuples(index=False, name=None):
        parts.setdefault(article, []).append(Part(*part))
    columns = articles[["id", "title", "text", "language"]].fillna("")
    return [Article(*row, tuple(parts.get(row[0], ()))) for row in columns.itertuples(index=False, name=None)]


def _kept(article: Article) -> str:
    """Return the article's text with blanks in place of the parts that are not enriched: places stay what they are."""
    kept, end = [], 0
    for part in article.parts:
        if part.role in schema.ENRICHED_ROLES:
            kept += [_blank(article.text[end:part.start]), article.text[part.start:part.end]]
            end = part.end
    return "".join(kept) + _blank(article.text[end:])


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _told(article: Article) -> tuple[list[tuple], list[tuple], list[tuple]]:
    """Return the rows of sentiment, assessments and voices: title and enriched sentences scored as one text.

    A title that only repeats how the text opens is left out, or its words would count twice.
    """
    pieces = [(part.sentence, part.start, article.text[part.start:part.end]) for part in article.parts
              if part.role in schema.ENRICHED_ROLES]
    if article.title and not (pieces and pieces[0][2].startswith(article.title.rstrip("…"))):
        pieces.insert(0, (schema.TITLE_SENTENCE, 0, article.title))
    joined = PARTED.join(piece for _, _, piece in pieces)
    if not joined.strip() or not assessments.knows(article.language, joined):
        return [(article.id, WORD_LIST, None, None)], [], []
    begins = [0]
    for _, _, piece in pieces[:-1]:
        begins.append(begins[-1] + len(piece) + len(PARTED))
    assessed, rows = assessments.assess(joined), []
    for start, end, words, polarity, subjectivity in assessed:
        place = bisect_right(begins, start) - 1
        sentence, offset, piece = pieces[place]
        rows.append((article.id, WORD_LIST, sentence, offset + start - begins[place],
                     offset + min(end - begins[place], len(piece)), words, polarity, subjectivity))
    return [(article.id, WORD_LIST, *assessments.mean(assessed))], rows, voices.told(rows, article.title, article.text)


def _named(article: Article, title: Page, body: Page, proposals: Sequence[Proposal], never: Never) -> list[tuple]:
    """Return the rows of mentions, each with whether the watchlist knows it."""
    titled, found = entities.resolve(title, body, proposals, never)
    starts = [part.start for part in article.parts]
    rows = [(schema.TITLE_SENTENCE, article.title, mention) for mention in titled]
    rows += [(article.parts[bisect_right(starts, mention.start) - 1].sentence, article.text, mention)
             for mention in found]
    return [(article.id, sentence, start, end, text[start:end], *entity)
            for sentence, text, (start, end, *entity) in rows]


def tables_of(found: Sequence[Rows]) -> dict[str, pd.DataFrame]:
    """Return what was found as tables; all articles together decide on spelling and type of a name."""
    scored = pd.DataFrame([row for rows in found for row in rows.sentiment],
                          columns=["article", "engine", "polarity", "subjectivity"]).astype({"polarity": "float64"})
    assessed = pd.DataFrame([row for rows in found for row in rows.assessments],
                            columns=list(schema.ASSESSMENTS.columns))
    voiced = pd.DataFrame([row for rows in found for row in rows.voices], columns=list(schema.VOICES.columns))
    named = pd.DataFrame([row for rows in found for row in rows.mentions],
                         columns=["article", "sentence", "start", "end", "surface", "entity", "type", "watched"])
    return {
        "sentiment": schema.SENTIMENT.check(scored.assign(tone=assessments.tone(scored["polarity"]))),
        "assessments": schema.ASSESSMENTS.check(assessed),
        "voices": schema.VOICES.check(voiced),
        "mentions": schema.MENTIONS.check(agreed(named).assign(polarity=float("nan"), tone=None)),
    }
