"""One article with everything that hangs on it, for the reading pane."""

from dataclasses import dataclass

import duckdb
import pandas as pd

from utils import schema, story
from utils.matching import explain, parse
from utils.query.filters import Filters


@dataclass(frozen=True)
class Record:
    """An article (a Series of its columns, text included) with all that hangs on it.

    Sentences, mentions, assessments, toned (the sentences that the news model scored: sentence, start, end, polarity),
    sentiment (one row per engine), copies (n, id, outlet, published, title, is_copy: every item of its story, earliest
    first) and revisions (id, published, title, text, later: what stood under its link just before and just after it).
    Mentions and sentiment have also the tone that was `told` before anybody judged.
    """

    article: pd.Series
    sentences: pd.DataFrame
    mentions: pd.DataFrame
    assessments: pd.DataFrame
    toned: pd.DataFrame
    sentiment: pd.DataFrame
    copies: pd.DataFrame
    revisions: pd.DataFrame


def record(cursor: duckdb.DuckDBPyConnection, id: str, engine: str) -> Record | None:
    """Return the article with this id; None when there is none."""
    found = cursor.execute("SELECT * FROM articles WHERE id = ?", [id]).df()
    if found.empty:
        return None
    article = found.iloc[0]
    n, before = [int(article["n"])], -1 if pd.isna(article["revision_of"]) else int(article["revision_of"])
    sides = {
        "sentences": cursor.execute("SELECT * FROM sentences WHERE article = ? ORDER BY sentence", n).df(),
        "mentions": cursor.execute(
            "SELECT m.*, o.tone AS told FROM mentions m JOIN stored_mentions o USING (article, sentence, start) "
            "WHERE article = ? ORDER BY sentence, start", n).df(),
        "sentiment": cursor.execute(
            "SELECT s.*, o.tone AS told FROM sentiment s JOIN stored_sentiment o USING (article, engine) "
            "WHERE article = ? ORDER BY engine", n).df(),
        "assessments": cursor.execute(
            "SELECT * FROM assessments WHERE article = ? AND engine = ? ORDER BY sentence, start", [*n, engine]).df(),
        "toned": cursor.execute(
            "SELECT v.sentence, v.polarity, coalesce(s.start, 0) AS start, coalesce(s.end, length(a.title)) AS end "
            "FROM voices v JOIN articles a ON a.n = v.article LEFT JOIN sentences s "
            "ON s.article = v.article AND s.sentence = v.sentence "
            "WHERE v.article = ? AND v.engine = ? AND v.engine = 'news' ORDER BY v.sentence", [*n, engine]).df(),
        "copies": cursor.execute(
            "SELECT n, id, outlet, published, title, is_copy FROM articles WHERE story = ? "
            "ORDER BY published NULLS LAST, n", [int(article["story"])]).df(),
        "revisions": cursor.execute(
            "SELECT id, published, title, text, n <> ? AS later FROM articles WHERE n = ? OR revision_of = ? "
            "ORDER BY later", [before, before, *n]).df(),
    }
    return Record(article, **sides)


def passages(cursor: duckdb.DuckDBPyConnection, places: pd.DataFrame) -> pd.DataFrame:
    """Return the sentence around each of `places` (article number, sentence; start and end of what is meant in it, if
    not all of it), in their order.

    Columns: id, outlet, published, title, before, said, after (the sentence in three parts; of a headline the same).
    """
    asked = places.reindex(columns=["article", "sentence", "start", "end"]).astype("Int64")
    cursor.register("asked", asked.assign(place=range(len(asked))))
    found = cursor.execute(
        """SELECT a.id, a.outlet, a.published, a.title, coalesce(p.start, s.start, 0) AS start,
            coalesce(p.end, s.start, 0) AS end, p.sentence, s.start AS first,
            CASE WHEN p.sentence = ? THEN a.title ELSE substr(a.text, s.start + 1, s.end - s.start) END AS whole
        FROM asked p JOIN articles a ON a.n = p.article
        LEFT JOIN sentences s ON s.article = p.article AND s.sentence = p.sentence ORDER BY p.place""",
        [schema.TITLE_SENTENCE]).df()
    cursor.unregister("asked")
    shift = found["first"].where(found["sentence"] != schema.TITLE_SENTENCE, 0).fillna(0).astype("int64")
    cut = [(whole[:start], whole[start:end], whole[end:]) for whole, start, end in
           zip(found["whole"].fillna(""), found["start"] - shift, found["end"] - shift, strict=True)]
    parts = pd.DataFrame(cut, columns=["before", "said", "after"], dtype="str")
    return pd.concat([found[["id", "outlet", "published", "title"]], parts], axis=1)


def spans(filters: Filters, record: Record) -> pd.DataFrame:
    """Return where topic and search words match: part (title, text), start, end (characters), clause."""
    asked = [text for text in (filters.topic and story.topics()[filters.topic].query, filters.q) if text]
    title, text = record.article["title"], record.article["text"]
    found = [explain.spans(parse(query), title, text) for query in asked]
    return pd.concat(found, ignore_index=True) if found else schema.empty(explain.SPANS)
