"""One version of a store, opened once and asked by many: each question gets a cursor of its own and a time limit."""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import duckdb
import pandas as pd

from utils import schema, story
from utils.errors import TooSlow
from utils.query import corrections, names
from utils.query.filters import Filters
from utils.query.index import Stored, matched, topic_matches
from utils.query.lens import Lens
from utils.query.selection import Selected, Tables, select
from utils.store import ledger
from utils.store.tables import connect

# What is kept per version: a view costs 8 bytes an article it selects, a lens that is held about 120 a row.
_KEPT_VIEWS, _KEPT_LENSES = 256, 3
_OPENING_SECONDS = 60.0


class Snapshot:
    """A store at one version, `decisions` on its names applied. Opening raises StoreError; asking raises TooSlow and
    QueryError.
    """

    def __init__(self, store: Path, version: int):
        self.store, self.version, self.decisions = store, version, names.decided(store, version)
        self._connection = connect(store, version, {
            "names": names.resolved(self.decisions), "judged": corrections.judged(store, version)})
        self._views: OrderedDict[Filters, Selected] = OrderedDict()
        self._lenses: OrderedDict[tuple[str, str, bool], Lens] = OrderedDict()
        self._laid_out = 0
        self._lock = threading.Lock()

    @contextmanager
    def tables(self, filters: Filters, seconds: float) -> Iterator[Tables]:
        """Give the tables of a view for at most `seconds`."""
        with self.cursor(seconds) as cursor:
            selected = self.selected(filters, cursor)
            yield Tables(self._lens(filters), cursor, filters, selected, self.topics)

    @contextmanager
    def cursor(self, seconds: float) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor on the version's tables for at most `seconds`."""
        cursor = self._connection.cursor()
        alarm = threading.Timer(seconds, cursor.interrupt)
        alarm.daemon = True
        alarm.start()
        try:
            yield cursor
        except duckdb.InterruptException as error:
            raise TooSlow(f"This took longer than {seconds:.0f} seconds and was stopped; nothing else is affected. "
                          "Narrow the dates or the search and try again.", detail=repr(error)) from error
        finally:
            alarm.cancel()
            cursor.close()

    @contextmanager
    def index(self) -> Iterator[Stored]:
        """Give the version's index for the query language."""
        with ledger.opened(self.store) as connection:
            yield Stored(connection, self._connection.cursor(), self.decisions)

    @cached_property
    def topics(self) -> pd.DataFrame:
        """n, topic: every topic's articles."""
        with self.index() as index:
            return topic_matches(index)

    @cached_property
    def engines(self) -> tuple[str, ...]:
        """The engines that scored anything in this version, the one that is read unless another is asked for first."""
        with self.cursor(_OPENING_SECONDS) as cursor:
            found = {engine for (engine,) in cursor.execute("SELECT DISTINCT engine FROM sentiment").fetchall()}
        return tuple(engine for engine in schema.ENGINES if engine in found)

    def engine(self, filters: Filters) -> str:
        """Return whose scores a view reads."""
        return filters.engine or next(iter(self.engines), schema.ENGINES[-1])

    def selected(self, filters: Filters, cursor: duckdb.DuckDBPyConnection) -> Selected:
        """Return which articles a view selects; asked on `cursor`, and so within its time, when it is new."""
        view = replace(filters, as_of=None, unit="articles", engine=self.engine(filters),
                       entity=names.renamed(self.decisions, filters.entity))
        with self._lock:
            known = self._views.get(view)
        if known is None:
            with self.index() as index:
                known = select(self._lens(view), cursor, view, matched(view, index, self.topics))
        with self._lock:
            _keep(self._views, view, known, _KEPT_VIEWS)
        return known

    def _lens(self, filters: Filters) -> Lens:
        wanted = filters.zone, self.engine(filters), filters.groups
        with self._lock:
            lens = self._lenses.get(wanted)
            if lens is None:
                self._laid_out += 1
                zone, engine, groups = wanted
                actors = names.actors(story.watchlist()) if groups else schema.ACTORS.empty()
                lens = Lens(self._connection, f"lens_{self._laid_out}", zone, engine, actors)
            _keep(self._lenses, wanted, lens, _KEPT_LENSES)
            return lens


def _keep(kept: OrderedDict, key, value, most: int) -> None:
    """Put a value at the end of what is kept, and drop what was asked longest ago."""
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > most:
        kept.popitem(last=False)
