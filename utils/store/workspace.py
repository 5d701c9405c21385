"""Writing to a workspace: commit a chunk, undo a batch, compact; each is one version, whole or not at all."""

import getpass
import hashlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from utils import schema
from utils.store import ledger, parts

# Above this many parts a table, reading spends more time opening files than scanning (design measurement).
MAX_PARTS = 100


@dataclass(frozen=True)
class Chunk:
    """What one commit brings: `read` rows of input, of which `articles` (without `batch`, each id once) looked new;
    their side tables by name (keyed by article id); rejects and notes without `batch`; `words` (article, title, text)
    as the index wants them, folded; near-copy `signatures` (article, signature as bytes) and `bands` (article, band,
    key).
    """

    read: int
    articles: pd.DataFrame
    sides: dict[str, pd.DataFrame]
    rejects: pd.DataFrame
    notes: pd.DataFrame
    words: pd.DataFrame
    signatures: pd.DataFrame
    bands: pd.DataFrame


@dataclass(frozen=True)
class Counts:
    """What became of a chunk, or of a whole batch: read = accepted + duplicates + rejected."""

    read: int = 0
    accepted: int = 0
    duplicates: int = 0
    rejected: int = 0
    undated: int = 0
    copies: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


# (signatures of new articles, those of earlier candidates with their story) -> article, story
Grouping = Callable[[pd.DataFrame, pd.DataFrame], pd.DataFrame]


def begin(store: Path) -> None:
    """Make the store if there is none, and sweep away what a killed writer left."""
    ledger.create(store)
    with ledger.opened(store, write=True) as connection, ledger.transaction(connection):
        parts.sweep(store, {path for (path,) in connection.execute("SELECT path FROM parts")})


def unseen(store: Path, articles: pd.DataFrame) -> pd.Series:
    """Say of each article whether the store lacks it: the same link and text, or the same outlet, title and text."""
    with ledger.opened(store) as connection:
        return _unseen(connection, articles)


def open_batch(store: Path, *, source: str, chosen: str) -> int:
    """Enter a new batch, empty as yet, and return its number: the version it begins with."""
    with ledger.opened(store, write=True) as connection, ledger.transaction(connection):
        version = ledger.advance(connection, "batch")
        connection.execute("UPDATE versions SET batch = ? WHERE version = ?", (version, version))
        connection.execute('INSERT INTO batches VALUES (?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, NULL)',
                           (version, ledger.now(), getpass.getuser(), source, chosen))
        return version


def commit(store: Path, batch: int, chunk: Chunk, group: Grouping, seconds: float) -> tuple[int, Counts]:
    """Make a chunk count, in all tables and the index at once; return the new version and what became of it."""
    with ledger.opened(store, write=True) as connection, ledger.transaction(connection):
        fresh = chunk.articles[_unseen(connection, chunk.articles)].assign(batch=batch)
        numbers = _number(connection, fresh)
        stories, copies = _stories(connection, chunk, numbers, batch, group)
        tables = {
            "articles": schema.ARTICLES.check(fresh).assign(n=fresh["id"].map(numbers)),
            "rejects": schema.REJECTS.check(chunk.rejects.assign(batch=batch)),
            "notes": schema.NOTES.check(chunk.notes.assign(batch=batch)),
            "stories": stories,
            **{name: _numbered(frame, numbers) for name, frame in chunk.sides.items()},
        }
        tables["mentions"], tables["entities"] = _named(connection, tables["mentions"])
        version = ledger.advance(connection, "load", batch)
        for name, frame in tables.items():
            if len(frame):
                _enter(connection, parts.write(store, name, frame), version)
        _index(connection, chunk, numbers, batch)
        counts = Counts(
            read=chunk.read, accepted=len(fresh), duplicates=chunk.read - len(chunk.rejects) - len(fresh),
            rejected=len(chunk.rejects),
            undated=int(fresh["published"].isna().sum()), copies=copies,
        )
        _count(connection, batch, counts, seconds)
        return version, counts


def undo(store: Path, batch: int) -> int:
    """Take a batch out of every later version; its articles may be loaded again. Return the new version."""
    with ledger.opened(store, write=True) as connection, ledger.transaction(connection):
        version = ledger.advance(connection, "undo", batch)
        connection.execute("UPDATE batches SET undone = ? WHERE version = ? AND undone IS NULL", (version, batch))
        # Only the ends of a key's row of articles are looked at, so what is undone must not stand there.
        connection.execute("DELETE FROM bands WHERE article IN (SELECT article FROM signatures WHERE batch = ?)",
                           (batch,))
        for table in ("seen", "signatures"):
            connection.execute(f"DELETE FROM {table} WHERE batch = ?", (batch,))
        return version


def compact(store: Path, most: int = MAX_PARTS) -> int:
    """Join the parts of every table that has more than `most`; old versions keep theirs. Return the version."""
    with ledger.opened(store, write=True) as connection, ledger.transaction(connection):
        crowded = connection.execute('SELECT "table" FROM parts WHERE removed IS NULL GROUP BY 1 HAVING count(*) > ?',
                                     (most,)).fetchall()
        if not crowded:
            return ledger.version(connection)
        version = ledger.advance(connection, "compact")
        for (table,) in crowded:
            paths = connection.execute('SELECT path FROM parts WHERE "table" = ? AND removed IS NULL ORDER BY id',
                                       (table,)).fetchall()
            joined = pa.concat_tables([pq.read_table(store / path) for (path,) in paths])
            connection.execute('UPDATE parts SET removed = ? WHERE "table" = ? AND removed IS NULL', (version, table))
            _enter(connection, parts.write(store, table, joined), version)
        return version


def _keys(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the two keys by which an article is known again; without a link, or an outlet beside it, they are one."""
    def key(names: list[str]) -> list[bytes]:
        rows = articles[names].fillna("").itertuples(index=False)
        return [hashlib.blake2b("\0".join(row).encode(), digest_size=16).digest() for row in rows]

    content = pd.Series(key(["outlet", "title", "text"]), index=articles.index, dtype=object)
    link = pd.Series(key(["url", "title", "text"]), index=articles.index, dtype=object)
    link = link.where(articles["url"].notna(), content)
    # Two outlets that are not known need not be the same one.
    return pd.DataFrame({"content": content.where(articles["outlet"].notna(), link), "link": link})


def _unseen(connection: sqlite3.Connection, articles: pd.DataFrame) -> pd.Series:
    keys = _keys(articles)
    known = {key for column in keys for key in keys[column]
             if connection.execute("SELECT 1 FROM seen WHERE key = ?", (key,)).fetchone()}
    fresh = []
    for row in keys.itertuples(index=False):
        fresh.append(known.isdisjoint(row))
        known.update(row)
    return pd.Series(fresh, index=articles.index, dtype=bool)


def _number(connection: sqlite3.Connection, fresh: pd.DataFrame) -> pd.Series:
    """Reserve the next numbers, one per article, and return them by id."""
    last = ledger.meta(connection, "articles")
    connection.execute("UPDATE meta SET value = ? WHERE key = 'articles'", (last + len(fresh),))
    return pd.Series(range(last + 1, last + 1 + len(fresh)), index=fresh["id"], dtype="int64")


def _numbered(frame: pd.DataFrame, numbers: pd.Series) -> pd.DataFrame:
    kept = frame[frame["article"].isin(numbers.index)]
    return kept.assign(article=kept["article"].map(numbers).astype("int64"))


def _stories(connection: sqlite3.Connection, chunk: Chunk, numbers: pd.Series, batch: int,
             group: Grouping) -> tuple[pd.DataFrame, int]:
    """Join new articles to the stories they copy or revise; return article, story and the number of such articles."""
    signatures, bands = _numbered(chunk.signatures, numbers), _numbered(chunk.bands, numbers)
    near: set[int | None] = set()
    for asked in set(zip(bands["band"].tolist(), bands["key"].tolist(), strict=True)):
        near.update(connection.execute("SELECT min(article), max(article) FROM bands WHERE band = ? AND key = ?",
                                       asked).fetchone())
    earlier = pd.DataFrame(
        [row for article in sorted(near - {None}) for row in connection.execute(
            "SELECT article, story, signature FROM signatures WHERE article = ?", (article,))],
        columns=["article", "story", "signature"])
    grouped = group(signatures, earlier).astype({"article": "int64", "story": "int64"})
    stories = pd.DataFrame({"article": numbers.to_numpy()})
    story = stories["article"].map(grouped.set_index("article")["story"]).fillna(stories["article"]).astype("int64")
    stories = stories.assign(story=story)
    connection.executemany(
        "INSERT INTO signatures VALUES (?, ?, ?, ?)",
        [(article, story, batch, signature) for article, story, signature in
         signatures.merge(stories, on="article")[["article", "story", "signature"]].itertuples(index=False)])
    connection.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?, ?)",
                           zip(*(bands[name].tolist() for name in ("band", "key", "article")), strict=True))
    return stories, int((stories["story"] != stories["article"]).sum())


def _named(connection: sqlite3.Connection, mentions: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Replace entity names by their numbers; return the mentions and the entities that had none yet."""
    pairs = mentions[["entity", "type"]].drop_duplicates()
    before = connection.execute("SELECT coalesce(max(entity), 0) FROM entities").fetchone()[0]
    connection.executemany("INSERT OR IGNORE INTO entities (name, type) VALUES (?, ?)",
                           pairs.itertuples(index=False, name=None))
    number = {pair: connection.execute("SELECT entity FROM entities WHERE name = ? AND type = ?", pair).fetchone()[0]
              for pair in pairs.itertuples(index=False, name=None)}
    new = pd.DataFrame([(entity, name, type_) for (name, type_), entity in number.items() if entity > before],
                       columns=["entity", "name", "type"])
    entity = [number[pair] for pair in zip(mentions["entity"], mentions["type"], strict=True)]
    return mentions.drop(columns="type").assign(entity=pd.Series(entity, mentions.index, dtype="int64")), new


def _enter(connection: sqlite3.Connection, part: parts.Part, version: int) -> None:
    connection.execute('INSERT INTO parts ("table", path, sha256, rows, added) VALUES (?, ?, ?, ?, ?)',
                       (part.table, part.path, part.sha256, part.rows, version))


def _index(connection: sqlite3.Connection, chunk: Chunk, numbers: pd.Series, batch: int) -> None:
    words = _numbered(chunk.words, numbers)
    connection.executemany("INSERT INTO search (rowid, title, text) VALUES (?, ?, ?)",
                           words[["article", "title", "text"]].itertuples(index=False, name=None))
    fresh = chunk.articles[chunk.articles["id"].isin(numbers.index)]
    connection.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)",
                           [(key, batch) for column in _keys(fresh).items() for key in column[1]])


def _count(connection: sqlite3.Connection, batch: int, counts: Counts, seconds: float) -> None:
    connection.execute(
        "UPDATE batches SET read = read + ?, accepted = accepted + ?, duplicates = duplicates + ?, "
        "rejected = rejected + ?, undated = undated + ?, copies = copies + ?, seconds = seconds + ? WHERE version = ?",
        (counts.read, counts.accepted, counts.duplicates, counts.rejected, counts.undated, counts.copies, seconds,
         batch))
