"""The one way from a page to the data: one cache, one cursor per question, one time limit.

The cache is keyed by store id, version, filters, function and parameters, never by a frame of the corpus, so that two
workspaces or two versions cannot see each other's answers. Answers are handed out as they were made, not copied: a
frame or a figure never changes, a verb returns a new one.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from utils import story
from utils.query.filters import Filters, Problem
from utils.query.index import clauses
from utils.query.names import renamed
from utils.query.reading import Record, record, spans
from utils.query.reading import passages as sentences
from utils.query.rows import rows
from utils.query.snapshot import Snapshot
from utils.settings import ROOT, settings
from utils.store import tables
from utils.ui.view import View

DEMO = ROOT / "data" / "demo" / "store"
# Longer lists make the filter boxes slow in the browser; the search box finds any name with entity:.
MOST_OPTIONS = 500


@dataclass(frozen=True)
class Workspace:
    """The store that is looked at: its id, folder, versions, whether it is the demo, and the names its filters offer
    (outlet, entity, lang: the most frequent first)."""

    id: str
    path: Path
    versions: tuple[int, ...]
    demo: bool
    known: dict[str, tuple[str, ...]]

    @property
    def version(self) -> int:
        """The newest version."""
        return self.versions[-1]


def workspace() -> Workspace:
    """Return the analyst's own store, or the demo as long as nothing was loaded."""
    own = settings().store
    demo = not tables.exists(own)
    path = DEMO if demo else own
    state = tables.state(path)
    return Workspace(state.id, path, state.versions, demo, _known(state.id, state.version, path))


def checked(workspace: Workspace, filters: Filters) -> tuple[Filters, list[Problem]]:
    """Return the filters with every entity under the name it goes by now, without values that the store does not have,
    and those values."""
    filters, problems = filters.checked({"as_of": workspace.versions})
    version = filters.as_of or workspace.version
    decisions = _snapshot(workspace.id, version, workspace.path).decisions
    filters = replace(filters, entity=renamed(decisions, filters.entity))
    known = _names(workspace.id, version, workspace.path) | {"engine": engines(workspace, version)}
    if filters.groups:
        known |= {"entity": known["entity"] | set(actors())}
    filters, unknown = filters.checked(known)
    return filters, problems + unknown


def actors() -> tuple[str, ...]:
    """Return the actors as which bodies may be counted together."""
    return tuple(sorted({one.group for one in story.watchlist() if one.group}))


def engines(workspace: Workspace, version: int) -> tuple[str, ...]:
    """Return the engines that scored anything in a version; the first is read unless another is asked for."""
    return _snapshot(workspace.id, version, workspace.path).engines


def ask(view: View, function: Callable[..., Any], **params: Any) -> Any:
    """Return ``function(tables, **params)`` for the view's tables. Raises TooSlow, QueryError and StoreError.

    A page asks all it shows as one question, of a function of its own: then the tables are laid out once, and a click
    that was answered before costs one look-up. As in Streamlit's caches, a parameter whose name begins with _ is no
    part of the key: it must follow from the view and the other parameters.
    """
    question = f"{view.version} {view.filters} {function.__code__.co_filename} {function.__qualname__}"
    key = {name: value for name, value in params.items() if not name.startswith("_")}
    # By name: for arguments by position Streamlit inspects the signature each time, a fifth of a look-up's time each.
    return _answer(store=view.workspace.id, question=question, key=key, _view=view, _function=function, _params=params)


def article(view: View, id: str) -> Record | None:
    """Return one article with its text and all that hangs on it; None when this version has no such article."""
    snapshot = _snapshot(view.workspace.id, view.version, view.workspace.path)
    with snapshot.cursor(settings().answer_seconds) as cursor:
        return record(cursor, id, view.engine)


def passages(view: View, places: pd.DataFrame) -> pd.DataFrame:
    """Return the sentence around each of some places (see `utils.query.reading.passages`)."""
    snapshot = _snapshot(view.workspace.id, view.version, view.workspace.path)
    with snapshot.cursor(settings().answer_seconds) as cursor:
        return sentences(cursor, places)


def why(view: View, article: Record) -> pd.DataFrame:
    """Return where the view's topic and search words match in an article: part, start, end, clause."""
    return spans(view.filters, article)


def restated(view: View, query: str) -> pd.DataFrame:
    """Return a query in plain words, a clause a row: words, depth, excluded, articles (loaded, matching it alone)."""
    return _restated(view.workspace.id, view.version, query, view.workspace.path)


def stored(view: View, table: str) -> pd.DataFrame:
    """Return a table of the store that no filter touches: batches, rejects or notes."""
    return _stored(view.workspace.id, view.version, table, view.workspace.path)


@st.cache_data(max_entries=200, show_spinner=False)
def _restated(store: str, version: int, query: str, _path: Path) -> pd.DataFrame:
    with _snapshot(store, version, _path).index() as index:
        return clauses(query, index)


@st.cache_resource(max_entries=8, show_spinner=False)
def _stored(store: str, version: int, table: str, _path: Path) -> pd.DataFrame:
    return rows(_path, table, Filters(as_of=version))


@st.cache_resource(max_entries=1000, show_spinner=False)
def _answer(store: str, question: str, key: dict, _view: View, _function: Callable, _params: dict) -> Any:
    snapshot = _snapshot(store, _view.version, _view.workspace.path)
    with snapshot.tables(_view.filters, settings().answer_seconds) as seen:
        return _function(seen, **_params)


@st.cache_resource(max_entries=6, show_spinner="Opening the corpus …")
def _snapshot(store: str, version: int, _path: Path) -> Snapshot:
    return Snapshot(_path, version)


@st.cache_data(max_entries=6, show_spinner=False)
def _names(store: str, version: int, _path: Path) -> dict[str, frozenset[str]]:
    with _snapshot(store, version, _path).cursor(settings().answer_seconds) as cursor:
        return {field: frozenset(name for (name,) in cursor.execute(f"SELECT DISTINCT {column}").fetchall())
                for field, column in (("outlet", "outlet FROM articles"), ("entity", "entity FROM mentions"),
                                      ("lang", "language FROM articles"))}


@st.cache_data(max_entries=6, show_spinner=False)
def _known(store: str, version: int, _path: Path) -> dict[str, tuple[str, ...]]:
    questions = {
        "outlet": "SELECT outlet, count(*) FROM articles WHERE outlet IS NOT NULL GROUP BY 1",
        "entity": "SELECT entity, count(DISTINCT article) FROM mentions GROUP BY 1",
        "lang": "SELECT language, count(*) FROM articles WHERE language IS NOT NULL GROUP BY 1",
    }
    with _snapshot(store, version, _path).cursor(settings().answer_seconds) as cursor:
        return {field: tuple(name for name, _ in cursor.execute(f"{sql} ORDER BY 2 DESC, 1 LIMIT {MOST_OPTIONS}")
                             .fetchall()) for field, sql in questions.items()}
