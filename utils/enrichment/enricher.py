"""The pool of processes that enriches many articles, and what each of them is given at once."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from functools import partial

import pandas as pd

from utils.enrichment import models, toward
from utils.enrichment.documents import WORD_LIST, Article, Rows, articles_of, enrich_batch, tables_of
from utils.enrichment.watch import Watchlist
from utils.errors import WirewatchError

FEW = 8  # articles; fewer are done in this process, faster than a pool starts (about 5 s)
BATCH, TONE_BATCH = 150_000, 8_000  # characters a worker takes at once: a second's work, so that progress moves
NAMES, TONE = "names", "tone"  # the steps, as `utils.meter` weighs them


class Enricher:
    """Enriches articles, many at once; the pool starts with the first load that needs it and serves until closed.

    `watched` is another watchlist than the story's; `engines` say whether the news model scores too (the word list,
    which costs next to nothing, always does).
    """

    def __init__(self, workers: int, watched: Watchlist | None = None, engines: Sequence[str] = (WORD_LIST,)):
        self._workers, self._toned = workers, toward.ENGINE in engines
        self._batch = partial(enrich_batch, watched=watched)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Enricher":
        return self

    def __exit__(self, *_) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps that articles go through, in order."""
        return (NAMES, TONE) if self._toned else (NAMES,)

    def enrich(self, articles: pd.DataFrame, sentences: pd.DataFrame,
               on_done: Callable[[str, int, float], None] = lambda step, count, share: None) -> dict[str, pd.DataFrame]:
        """Return the tables sentiment, assessments, voices and mentions of `articles`, in their order.

        Takes frames as `schema.ARTICLES` and `schema.SENTENCES` have them, ids once each; calls `on_done` with a step
        (of `steps`), the number of articles that just went through it and their share of its work, about that of its
        time. Raises MissingModel, and WirewatchError when a worker died.
        """
        given = articles_of(articles, sentences)
        sizes = pd.Series({article.id: len(article.text) + len(article.title) + 1 for article in given}, dtype=float)
        found: dict[str, Rows] = {}
        for batch in self._done(self._batch, list(_batches(given, BATCH)), len(given)):
            found |= batch
            on_done(NAMES, len(batch), sizes[list(batch)].sum() / sizes.sum())
        tables = tables_of([found[article] for article in articles["id"]])
        if not self._toned or not given:
            return tables
        parts = [_part([article.id for article in batch], articles, sentences, tables["mentions"])
                 for batch in _batches(given, TONE_BATCH)]
        work = toward.work(articles["id"], sentences, tables["mentions"])
        toned = []
        for part in self._done(_tone, parts, len(given)):
            toned.append(part)
            ids = part["sentiment"]["article"]
            on_done(TONE, len(ids), work[ids].sum() / work.sum())
        return _with_tones(tables, toned)

    def _done(self, work: Callable, batches: Sequence, count: int) -> Iterator:
        """Yield what `work` makes of each batch, as it is done; `count` articles are in all."""
        if count < FEW or self._workers < 2:
            yield from map(work, batches)
            return
        self._pool = self._pool or _started(self._workers)
        try:
            for future in as_completed([self._pool.submit(work, batch) for batch in batches]):
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


def _batches(articles: Sequence[Article], most: int) -> Iterator[list[Article]]:
    """Yield the articles longest first, so that a batch (of about `most` characters) holds texts of one length and the
    last batches are short."""
    batch, size = [], 0
    for article in sorted(articles, key=lambda one: -len(one.text)):
        batch.append(article)
        size += len(article.text) + len(article.title)
        if size >= most:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _part(ids: list[str], *tables: pd.DataFrame) -> tuple[pd.DataFrame, ...]:
    """Return the rows of articles, and of tables that hang on them, that belong to `ids`."""
    return tuple(table[table["id" if "id" in table else "article"].isin(ids)] for table in tables)


def _tone(part: tuple[pd.DataFrame, ...]) -> dict[str, pd.DataFrame]:
    return toward.tables(*part)


def _with_tones(tables: dict[str, pd.DataFrame], toned: Sequence[dict[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    """Return `tables` with what the news model adds to them, in the order of the articles."""
    order = {article: place for place, article in enumerate(tables["sentiment"]["article"])}
    joined = {name: pd.concat([*([] if name == "mentions" else [tables[name]]), *(part[name] for part in toned)])
              for name in ("sentiment", "voices", "mentions")}
    return tables | {name: table.sort_values("article", key=lambda ids: ids.map(order), kind="stable",
                                             ignore_index=True) for name, table in joined.items()}
