"""A table of the store as it leaves the house: the articles of a view, and what hangs on them, by article id."""

from pathlib import Path

import numpy as np
import pandas as pd

from utils import schema
from utils.query.filters import Filters
from utils.query.snapshot import Snapshot
from utils.store.tables import batches, state

# A whole corpus may take longer than a click.
_SECONDS = 3600.0
_ARTICLES = "SELECT a.* FROM articles a SEMI JOIN chosen v USING (n) ORDER BY n"
# A story is named by the earliest loaded of its articles that this version still holds.
_STORIES = """SELECT a.id AS article, s.id AS story, a.is_copy, CASE WHEN a.is_copy THEN o.id END AS copy_of,
        a.is_revision, r.id AS revision_of
    FROM articles a JOIN (SELECT story, arg_min(id, n) AS id FROM articles GROUP BY story) s ON s.story = a.story
    JOIN articles o ON o.n = a.copy_of LEFT JOIN articles r ON r.n = a.revision_of
    SEMI JOIN chosen v ON v.n = a.n ORDER BY a.n"""
_SIDE = """SELECT a.id AS article, s.* EXCLUDE (article) FROM {table} s JOIN articles a ON a.n = s.article
    SEMI JOIN chosen v ON v.n = a.n ORDER BY {order}"""
_OF_LOADS = {"rejects": (schema.REJECTS, "batch, origin, row"), "notes": (schema.NOTES, "batch, origin")}
_ORDERS = {"sentences": "a.n, s.sentence", "sentiment": "a.n, s.engine", "mentions": "a.n, s.sentence, s.start",
           "voices": "a.n, s.engine, s.sentence, s.voice"}


def rows(store: Path, table: str, filters: Filters) -> pd.DataFrame:
    """Return `table` with the columns of its schema, for the articles of a view.

    Stories also have is_copy, copy_of (the original, null for itself), is_revision and revision_of (what stood under
    the same link before). Batches, rejects and notes are the store's, whatever the
    view. Raises StoreError and QueryError.
    """
    version = filters.as_of or state(store).version
    if table == "batches":
        return batches(store, version)
    snapshot = Snapshot(store, version)
    if table in _OF_LOADS:
        known, order = _OF_LOADS[table]
        with snapshot.cursor(_SECONDS) as cursor:
            return known.check(cursor.sql(f"FROM {known.name} ORDER BY {order}").df())
    sql = {"articles": _ARTICLES, "stories": _STORIES}.get(table, _SIDE)
    with snapshot.cursor(_SECONDS) as cursor:
        selected = snapshot.selected(filters, cursor)
        numbers = np.concatenate([selected.articles, selected.official])
        cursor.register("chosen", pd.DataFrame({"n": numbers}))
        found = cursor.sql(sql.format(table=table, order=_ORDERS.get(table, ""))).df()
    if table == "stories":
        return found
    known = schema.ARTICLES if table == "articles" else next(one for one in schema.SIDE_TABLES if one.name == table)
    return known.check(found)
