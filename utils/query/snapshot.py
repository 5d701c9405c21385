"""One version of a store, opened once and asked by many: each question gets a cursor of its own and a time limit."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import duckdb
import pandas as pd

from utils.errors import TooSlow
from utils.query.filters import Filters
from utils.query.index import Stored, matched, topic_matches
from utils.query.selection import Period, Tables, prepare, small, tables
from utils.store.tables import connect

# Laid-out views kept per version; one costs a few integers per selected article, and 20 MB where it is held.
_KEPT_VIEWS = 32


class Snapshot:
    """A store at one version. Opening raises StoreError; asking raises TooSlow and QueryError."""

    def __init__(self, store: Path, version: int):
        self.store, self.version = store, version
        self._connection = connect(store, version)
        self._views: OrderedDict[str, tuple[Period | None, dict[str, pd.DataFrame]]] = OrderedDict()
        self._lock = threading.Lock()

    @contextmanager
    def tables(self, filters: Filters, seconds: float) -> Iterator[Tables]:
        """Give the tables of a view for at most `seconds`."""
        view, period, held = self.view(filters)
        with self.cursor(seconds) as cursor:
            yield tables(cursor, view, filters, period, held)

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

    @property
    def index(self) -> Stored:
        """The version's index for the query language."""
        return Stored(self.store, self._connection.cursor())

    @cached_property
    def topics(self) -> pd.DataFrame:
        """n, topic: every topic's articles."""
        return topic_matches(self.index)

    def view(self, filters: Filters) -> tuple[str, Period | None, dict[str, pd.DataFrame]]:
        """Lay a view out when it is first asked; return its name, its period and what of it is held."""
        digest = hashlib.blake2b(repr(replace(filters, as_of=None)).encode(), digest_size=8).hexdigest()
        name = f"view_{digest}"
        with self._lock:
            if name not in self._views:
                period = prepare(self._connection, name, filters, matched(filters, self.index), self.topics)
                self._views[name] = period, small(self._connection.cursor(), name)
            self._views.move_to_end(name)
            if len(self._views) > _KEPT_VIEWS:
                oldest, _ = self._views.popitem(last=False)
                self._connection.cursor().execute(f"DROP SCHEMA {oldest} CASCADE")
            return name, *self._views[name]
