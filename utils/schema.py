"""Every table of Wirewatch: its columns, their types, its empty frame, and the check that a frame is one.

Side tables are tidy and point to their article by ``article``. Left of the disk that is the article's ``id`` (text);
inside the store it is ``n``, a dense number given at commit. Offsets are Python characters into the article's
``text`` (into ``title`` for sentence -1), half-open.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

TEXT, COUNT, NUMBER, FLAG, INSTANT = "str", "int64", "float64", "bool", "datetime64[us, UTC]"

DATE_NOTES = ("ok", "missing", "impossible", "future", "ambiguous", "guessed")
PRECISIONS = ("minute", "day", "guessed")
EXTENTS = ("full", "summary", "headline")
KINDS = ("news", "opinion", "official", "live", "unknown")
ROLES = ("prose", "heading", "related", "credit", "note", "boilerplate")
ENRICHED_ROLES = ("prose", "heading")
TONES = ("negative", "neutral", "positive")
# Polarity nearer to 0 is neutral. Measured on newsmtsc's train part, one score a sentence: bands up to 0.05 cost less
# than 0.01 of macro-F1 (0.429 to 0.423), wider ones more; 0.05 is the widest that is nearly free, so that a few faint
# words among many do not colour an article.
NEUTRAL_BELOW = 0.05
# The first that has scored anything is the one that pages open with.
ENGINES = ("news", "textblob")
REPORTER, QUOTED = "reporter", "quoted"
ENTITY_TYPES = ("PERSON", "ORG", "PLACE", "PRODUCT", "LAW", "EVENT")
CHOSEN = ("whole feed", "query", "hand-picked", "unknown")
TITLE_SENTENCE = -1
# Every full-text index is these tables, in a store's file or in memory. Contentless: the words only, not the texts.
# `matching.words.fold` has cut and folded them, so the simplest tokenizer will do: `ascii` parts at blanks and leaves
# every other script as it is. `places` reads the same index word by word.
SEARCH = """CREATE VIRTUAL TABLE search USING fts5(title, text, content='', columnsize=0, tokenize='ascii');
CREATE VIRTUAL TABLE places USING fts5vocab(search, instance);
"""


def empty(columns: Mapping[str, str]) -> pd.DataFrame:
    """Return a frame without rows, of these columns and their pandas types."""
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in columns.items()})


@dataclass(frozen=True)
class Table:
    """A table's name and its columns in order, each with its pandas type."""

    name: str
    columns: Mapping[str, str]

    def empty(self) -> pd.DataFrame:
        """Return the table without rows: the same columns and types as a full one."""
        return empty(self.columns)

    def frame(self, rows: list[dict]) -> pd.DataFrame:
        """Return `rows` (one dict each, missing keys null) as a frame of this table."""
        return self.check(pd.DataFrame(rows, columns=list(self.columns))) if rows else self.empty()

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return `frame` with exactly this table's columns and types; raise ValueError where it cannot be one."""
        missing = [name for name in self.columns if name not in frame]
        if missing:
            raise ValueError(f"table {self.name} lacks {', '.join(missing)}")
        return frame[list(self.columns)].astype(dict(self.columns))


ARTICLES = Table("articles", {
    "id": TEXT, "published": INSTANT, "published_as": TEXT, "precision": TEXT, "date_note": TEXT, "outlet": TEXT,
    "url": TEXT, "title": TEXT, "text": TEXT, "extent": TEXT, "author": TEXT, "language": TEXT, "words": COUNT,
    "kind": TEXT, "batch": COUNT, "origin": TEXT,
})
BATCHES = Table("batches", {
    "version": COUNT, "when": INSTANT, "who": TEXT, "input": TEXT, "chosen": TEXT, "read": COUNT, "accepted": COUNT,
    "duplicates": COUNT, "rejected": COUNT, "undated": COUNT, "copies": COUNT, "seconds": NUMBER, "undone": FLAG,
})
REJECTS = Table("rejects", {"batch": COUNT, "origin": TEXT, "row": COUNT, "reason": TEXT, "excerpt": TEXT})
# What was repaired, guessed or found missing in an input, and in how many of its rows (0: not counted by row).
NOTES = Table("notes", {"batch": COUNT, "origin": TEXT, "note": TEXT, "rows": COUNT})
SENTENCES = Table("sentences", {"article": TEXT, "sentence": COUNT, "start": COUNT, "end": COUNT, "role": TEXT})
STORIES = Table("stories", {"article": TEXT, "story": TEXT})
SENTIMENT = Table("sentiment", {
    "article": TEXT, "engine": TEXT, "polarity": NUMBER, "subjectivity": NUMBER, "tone": TEXT,
})
# The words behind a word-list score, so that every score can be argued with.
ASSESSMENTS = Table("assessments", {
    "article": TEXT, "engine": TEXT, "sentence": COUNT, "start": COUNT, "end": COUNT, "words": TEXT,
    "polarity": NUMBER, "subjectivity": NUMBER,
})
# How a sentence is worded in a voice (its reporter's, or that of the speech it quotes): the mean of what an engine
# scored there, and how many scores these are. An article's polarity is the mean of its voices by weight.
VOICES = Table("voices", {
    "article": TEXT, "engine": TEXT, "sentence": COUNT, "voice": TEXT, "polarity": NUMBER, "weight": COUNT,
})
MENTIONS = Table("mentions", {
    "article": TEXT, "sentence": COUNT, "start": COUNT, "end": COUNT, "surface": TEXT, "entity": TEXT, "type": TEXT,
    "polarity": NUMBER, "tone": TEXT,
})
ENTITIES = Table("entities", {"entity": COUNT, "name": TEXT, "type": TEXT})
# What analysts decided, one act a row; `kind` is name (of an entity; see `query.names`) or score (a correction of one;
# see `query.corrections`), `what` is the decision as JSON.
ACTS = Table("acts", {"version": COUNT, "when": INSTANT, "who": TEXT, "kind": TEXT, "what": TEXT, "undone": FLAG})
# Under which name (null: none, they are hidden) and type (null: as found) the mentions of an entity go, where that was
# decided; of one surface where that is not null.
NAMES = Table("names", {"entity": TEXT, "surface": TEXT, "name": TEXT, "type": TEXT})
# As which actor an entity may be counted.
ACTORS = Table("actors", {"entity": TEXT, "actor": TEXT})
# Which tone an analyst gives a score in place of the one an engine told: of an article, or of its mention at `start` in
# `sentence`.
JUDGED = Table("judged", {"article": TEXT, "engine": TEXT, "told": TEXT, "tone": TEXT, "sentence": "Int64",
                          "start": "Int64"})
FEEDS = Table("feeds", {
    "url": TEXT, "name": TEXT, "configured": FLAG, "added": INSTANT, "last_good": INSTANT, "last_error": TEXT,
    "failures": COUNT, "next_try": INSTANT,
})

# What the store keeps per article besides the article itself.
SIDE_TABLES = (SENTENCES, STORIES, SENTIMENT, ASSESSMENTS, VOICES, MENTIONS)
