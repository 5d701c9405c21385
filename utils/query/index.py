"""The store as an index of the query language: text from its full-text index, names from its tables."""

from collections.abc import Sequence
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from utils import story
from utils.errors import QueryError
from utils.matching import parse
from utils.matching.explain import restate
from utils.matching.index import bearing, find, places
from utils.matching.select import match_all, select
from utils.matching.tree import Name
from utils.query.filters import Filters
from utils.query.names import Decision, renamed

# Where a field's names stand: the distinct names, and the articles that bear some of them.
_NAMES = {
    "outlet": ("SELECT DISTINCT outlet FROM articles", "SELECT n FROM articles WHERE outlet IN (SELECT unnest(?))"),
    "lang": ("SELECT DISTINCT language FROM articles", "SELECT n FROM articles WHERE language IN (SELECT unnest(?))"),
    "entity": ("SELECT DISTINCT entity FROM mentions",
               "SELECT DISTINCT article FROM mentions WHERE entity IN (SELECT unnest(?))"),
}


class Stored:
    """A store's index (see `utils.matching.select.Index`): the ledger that `store.ledger.opened` gives, a cursor on the
    version that is looked at, and what was decided on its names: an old name means who goes by another now.
    """

    def __init__(self, ledger: Any, cursor: duckdb.DuckDBPyConnection, decisions: Sequence[Decision] = ()):
        self.ledger, self.cursor, self.decisions = ledger, cursor, decisions

    def text(self, expression: str) -> np.ndarray:
        return find(self.ledger, expression)

    def places(self, word: str, prefix: bool) -> np.ndarray:
        return places(self.ledger, word, prefix)

    def named(self, name: Name) -> np.ndarray:
        if name.field not in _NAMES:
            raise QueryError(f"{name.field}: cannot be asked yet: a store does not know who speaks.", name.position,
                             f"Leave {name.field}: out.")
        names, articles = _NAMES[name.field]
        known = [found for (found,) in self.cursor.execute(names).fetchall() if found is not None]
        if name.field == "entity":
            known += [one.entity for one in self.decisions]
            return np.sort(self._numbers(articles, [renamed(self.decisions, bearing(name, known))]))
        return np.sort(self._numbers(articles, [bearing(name, known)]))

    def everything(self) -> np.ndarray:
        return self._numbers("SELECT n FROM lineage ORDER BY n")

    def _numbers(self, sql: str, values: list | None = None) -> np.ndarray:
        return next(iter(self.cursor.execute(sql, values).fetchnumpy().values())).astype("int64")


def matched(filters: Filters, index: Stored, topics: pd.DataFrame) -> np.ndarray | None:
    """Return the articles that topic and search words select; None when neither is asked for.

    `topics` are those of `topic_matches`. Raises QueryError for a field that the store cannot answer.
    """
    found = select(parse(filters.q), index) if filters.q else None
    if not filters.topic:
        return found
    about = topics.loc[topics["topic"] == filters.topic, "n"].to_numpy()
    return about if found is None else np.intersect1d(found, about)


def topic_matches(index: Stored) -> pd.DataFrame:
    """Return n, topic: every article of the store with every topic whose query it matches."""
    found = match_all({topic.id: parse(topic.query) for topic in story.topics().values()}, index)
    return pd.DataFrame({"n": np.concatenate([*found.values(), np.empty(0, "int64")]),
                         "topic": pd.Series(np.repeat(list(found), [len(n) for n in found.values()]), dtype="str")})


def clauses(query: str, index: Stored) -> pd.DataFrame:
    """Return a query in plain words, a clause a row: words, depth, excluded, articles (how many it matches alone)."""
    return pd.DataFrame([(clause.words, clause.depth, clause.excluded, len(select(clause.tree, index)))
                         for clause in restate(parse(query))], columns=["words", "depth", "excluded", "articles"])
