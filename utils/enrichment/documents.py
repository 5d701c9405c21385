"""Articles in, side tables out: the work on one article, and the pool of processes that does it for many."""

import multiprocessing
import os
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import NamedTuple

import pandas as pd

from utils import schema
from utils.enrichment import assessments, entities, models, voices
from utils.enrichment.agreement import agreed
from utils.enrichment.entities import Page
from utils.enrichment.names import Never
from utils.enrichment.propose import Proposal, propose
from utils.enrichment.watch import Watchlist, watchlist
from utils.errors import WirewatchError

FEW = 8  # articles; fewer are done in this process, faster than a pool starts (about 5 s)
BATCH = 150_000  # characters a worker takes at once: about a second's work, so that progress moves
ENGINE = "textblob"
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


class Enricher:
    """Enriches articles, many at once; the pool starts with the first load that needs it and serves until closed.

    `watched` is another watchlist than the story's.
    """

    def __init__(self, workers: int, watched: Watchlist | None = None):
        self._workers = workers
        self._batch = partial(enrich_batch, watched=watched)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Enricher":
        return self

    def __exit__(self, *_) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def enrich(self, articles: pd.DataFrame, sentences: pd.DataFrame,
               on_done: Callable[[int, float], None] = lambda count, share: None) -> dict[str, pd.DataFrame]:
        """Return the tables sentiment, assessments, voices and mentions of `articles`, in their order.

        Takes frames as `schema.ARTICLES` and `schema.SENTENCES` have them, ids once each; calls `on_done` with the
        number of articles just finished and their share of all characters, which is about their share of the time.
        Raises MissingModel, and WirewatchError when a worker died.
        """
        batches = list(_batches(_articles(articles, sentences)))
        sizes = {article.id: len(article.text) + len(article.title) + 1 for batch in batches for article in batch}
        found: dict[str, Rows] = {}
        for batch in self._done(batches, len(articles)):
            found |= batch
            on_done(len(batch), sum(map(sizes.get, batch)) / sum(sizes.values()))
        return _tables([found[article] for article in articles["id"]])

    def _done(self, batches: Sequence[Sequence[Article]], count: int) -> Iterator[dict[str, Rows]]:
        if count < FEW or self._workers < 2:
            yield from map(self._batch, batches)
            return
        self._pool = self._pool or _started(self._workers)
        try:
            for future in as_completed([self._pool.submit(self._batch, batch) for batch in batches]):
                yield future.result()
        except BrokenProcessPool as error:
            raise WirewatchError("A process that reads articles was ended from outside, perhaps for lack of memory. "
                                 "Try again with fewer workers (WIREWATCH_WORKERS).",
                                 detail=str(error), fault="setup", retry=True) from error


def enrich(articles: pd.DataFrame, sentences: pd.DataFrame, workers: int = 1,
           watched: Watchlist | None = None) -> dict[str, pd.DataFrame]:
    """Return the side tables of one load; see `Enricher` and `Enricher.enrich`."""
    with Enricher(workers, watched) as enricher:
        return enricher.enrich(articles, sentences)


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


def _started(workers: int) -> ProcessPoolExecutor:
    """Return a pool whose workers load the models once and use one thread each (they inherit the variables).

    Where the system can, they are forked from a clean process that has the imports behind it: 5 s once, not each.
    """
    models.verify(models.folder())  # a worker that cannot start could not say why
    os.environ.update(models.SINGLE_THREADED)
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    context.set_forkserver_preload([__name__, *models.IMPORTED])
    return ProcessPoolExecutor(workers, context, initializer=models.names)


def _articles(articles: pd.DataFrame, sentences: pd.DataFrame) -> list[Article]:
    body = sentences[sentences["sentence"] != schema.TITLE_SENTENCE]
    parts: dict[str, list[Part]] = {}
    for article, *part in body[["article", "sentence", "start", "end", "role"]].itertuples(index=False, name=None):
        parts.setdefault(article, []).append(Part(*part))
    columns = articles[["id", "title", "text", "language"]].fillna("")
    return [Article(*row, tuple(parts.get(row[0], ()))) for row in columns.itertuples(index=False, name=None)]


def _batches(articles: Sequence[Article]) -> Iterator[list[Article]]:
    """Yield the articles longest first, so that a batch holds texts of one length and the last batches are short."""
    batch, size = [], 0
    for article in sorted(articles, key=lambda one: -len(one.text)):
        batch.append(article)
        size += len(article.text) + len(article.title)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


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
        return [(article.id, ENGINE, None, None)], [], []
    begins = [0]
    for _, _, piece in pieces[:-1]:
        begins.append(begins[-1] + len(piece) + len(PARTED))
    assessed, rows = assessments.assess(joined), []
    for start, end, words, polarity, subjectivity in assessed:
        place = bisect_right(begins, start) - 1
        sentence, offset, piece = pieces[place]
        rows.append((article.id, ENGINE, sentence, offset + start - begins[place],
                     offset + min(end - begins[place], len(piece)), words, polarity, subjectivity))
    return [(article.id, ENGINE, *assessments.mean(assessed))], rows, voices.told(rows, article.title, article.text)


def _named(article: Article, title: Page, body: Page, proposals: Sequence[Proposal], never: Never) -> list[tuple]:
    """Return the rows of mentions, each with whether the watchlist knows it."""
    titled, found = entities.resolve(title, body, proposals, never)
    starts = [part.start for part in article.parts]
    rows = [(schema.TITLE_SENTENCE, article.title, mention) for mention in titled]
    rows += [(article.parts[bisect_right(starts, mention.start) - 1].sentence, article.text, mention)
             for mention in found]
    return [(article.id, sentence, start, end, text[start:end], *entity)
            for sentence, text, (start, end, *entity) in rows]


def _tables(found: Sequence[Rows]) -> dict[str, pd.DataFrame]:
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
