"""The full-text index: how it is filled and asked, in a store's file or for a frame in memory."""

import sqlite3
import sys
from collections.abc import Iterable
from itertools import chain

import numpy as np
import pandas as pd

from utils.errors import QueryError
from utils.matching.language import parse
from utils.matching.select import select
from utils.matching.tree import Name, Tree
from utils.matching.words import fold, plain
from utils.schema import SEARCH

_ADD = "INSERT INTO search (rowid, title, text) VALUES (?, ?, ?)"
_FIND = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid"
_PLACES = "SELECT (doc << 32) | ((col = 'text') << 31) | offset FROM places WHERE term >= ? AND term <= ?"


def add(connection: sqlite3.Connection, numbers: Iterable[int], titles: Iterable[str], texts: Iterable[str]) -> None:
    """Put articles into the table `search`, each under its number, folded as queries are."""
    connection.executemany(_ADD, ((number, fold(title), fold(text))
                                  for number, title, text in zip(numbers, titles, texts, strict=True)))


def find(connection: sqlite3.Connection, expression: str) -> np.ndarray:
    """Return the numbers of the articles that an FTS5 expression matches: int64, ascending."""
    return np.fromiter(chain.from_iterable(connection.execute(_FIND, (expression,))), dtype=np.int64)


def places(connection: sqlite3.Connection, word: str, prefix: bool) -> np.ndarray:
    """Return where a word, or every word beginning with it, stands: int64 as `near` packs them, in no order."""
    last = word + chr(sys.maxunicode) if prefix else word
    return np.fromiter(chain.from_iterable(connection.execute(_PLACES, (word, last))), dtype=np.int64)


def bearing(name: Name, candidates: Iterable[str]) -> list[str]:
    """Return the candidates that `name` means: equal when folded, or beginning with it where it ends in `*`."""
    return [candidate for candidate in candidates
            if (folded := plain(candidate)) == name.value or (name.prefix and folded.startswith(name.value))]


class Memory:
    """An index of a frame that lives as long as the object; article numbers are row positions.

    `articles` has title and text, for outlet: and lang: also outlet and language, and id where there are `mentions`
    (article, entity) or `quotes` (article, speaker); without id, `article` is the frame's index.
    """

    def __init__(self, articles: pd.DataFrame, mentions: pd.DataFrame | None = None,
                 quotes: pd.DataFrame | None = None):
        self.articles = articles
        self.keys = articles["id"] if "id" in articles else articles.index.to_series()
        self.names = {"outlet": (articles, "outlet"), "lang": (articles, "language"),
                      "entity": (mentions, "entity"), "speaker": (quotes, "speaker")}
        self.connection = sqlite3.connect(":memory:")
        self.connection.executescript(SEARCH)
        add(self.connection, range(len(articles)), articles["title"].fillna(""), articles["text"].fillna(""))

    def text(self, expression: str) -> np.ndarray:
        return find(self.connection, expression)

    def places(self, word: str, prefix: bool) -> np.ndarray:
        return places(self.connection, word, prefix)

    def named(self, name: Name) -> np.ndarray:
        table, column = self.names[name.field]
        if table is None or column not in table:
            raise QueryError(f"{name.field}: cannot be asked of these articles: their {column} is not known here.",
                             name.position, f"Leave {name.field}: out.")
        bears = table[column].isin(bearing(name, table[column].dropna().unique()))
        return np.flatnonzero(bears if table is self.articles else self.keys.isin(table.loc[bears, "article"]))

    def everything(self) -> np.ndarray:
        return np.arange(len(self.articles))


def match(query: str | Tree, articles: pd.DataFrame, mentions: pd.DataFrame | None = None,
          quotes: pd.DataFrame | None = None) -> pd.Series:
    """Return which of `articles` the query (text or parsed) matches: booleans with the frame's index.

    The frames are those of `Memory`. Raises QueryError for a query that cannot be understood, and for a field whose
    table or column is not given.
    """
    tree = parse(query) if isinstance(query, str) else query
    found = select(tree, Memory(articles, mentions, quotes))
    return pd.Series(np.isin(np.arange(len(articles)), found), index=articles.index)
