"""The same text told twice: near-duplicates by MinHash over runs of words, found by locality-sensitive hashing.

MinHash: Broder, On the resemblance and containment of documents, 1997. Bands: Leskovec, Rajaraman, Ullman, Mining of
Massive Datasets, chapter 3. A signature is kept as bytes: the number of shingles, then `HASHES` minima, little-endian
32 bits each, so that articles stored years apart can be compared without their texts.
"""

import hashlib
import re

import numpy as np
import pandas as pd

from utils.schema import ENRICHED_ROLES

HASHES = 128
BANDS, ROWS = 20, 3  # a pair of resemblance 0.5 shares a band in 93 % of cases, of 0.6 in 99 %, of 0.05 in 0.3 %
RUN = 3  # words in a shingle
# How alike two texts must be, by the shingles of the shorter one. Read by eye on every pair of rss_2023_h1 between 0.4
# and 0.9 and on ecbplus_docs: from 25 words on, pairs above this line are one text edited (agency reports in several
# outlets, changed leads); in shorter ones a changed figure or name makes a new item.
SHORT, SHORT_ALIKE, LONG, LONG_ALIKE = 25, 0.8, 100, 0.5
HEADLINE_WORDS = 6  # a shorter headline alone ("Markets today") is told again and again
UNIQUE = "\0"
WORD = re.compile(r"[぀-ヿ㐀-䶿一-鿿가-힣]|[^\W_]+")
# Drawn from a hash, since signatures are stored: NumPy does not promise its generators' streams for ever.
_DRAWN = np.frombuffer(hashlib.shake_128(b"wirewatch minhash").digest(16 * HASHES), dtype="<u8").reshape(2, HASHES)
MULTIPLIERS, ADDENDS = _DRAWN[0] | np.uint64(1), _DRAWN[1]
PLACES = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)


def signatures(articles: pd.DataFrame, sentences: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return article (the id) and signature (bytes) of each article, from its `id`, `title` and `text`.

    With `sentences` (schema.SENTENCES) only prose and headings of the text count, so that two reports are not alike
    for one outlet's boilerplate. An article without text is its headline, as one shingle.
    """
    texts = articles["text"] if sentences is None else _prose(articles, sentences)
    words = [_words(*row) for row in zip(articles["id"], articles["title"], texts, strict=True)]
    if not words:
        return pd.DataFrame({"article": pd.Series(dtype="str"), "signature": pd.Series(dtype="object")})
    shingles, starts = _shingles(words)
    minima = np.empty((len(words), HASHES), dtype="<u4")
    for place in range(HASHES):
        mixed = (shingles * MULTIPLIERS[place] + ADDENDS[place]) >> np.uint64(32)
        minima[:, place] = np.minimum.reduceat(mixed, starts)
    counts = np.diff(np.append(starts, len(shingles))).astype("<u4")[:, None]
    packed = [row.tobytes() for row in np.hstack([counts, minima])]
    return pd.DataFrame({"article": articles["id"].tolist(), "signature": packed})


def bands(signed: pd.DataFrame) -> pd.DataFrame:
    """Return article, band and key (int64), `BANDS` rows an article: who share a key of a band may be alike."""
    rows = _minima(signed["signature"])[:, : BANDS * ROWS].reshape(-1, BANDS, ROWS).astype(np.uint64)
    keys = np.zeros(rows.shape[:2], dtype=np.uint64)
    for row in range(ROWS):
        keys = (keys ^ rows[:, :, row]) * PLACES[row]
        keys ^= keys >> np.uint64(29)
    return pd.DataFrame({"article": signed["article"].repeat(BANDS).to_numpy(),
                         "band": np.tile(np.arange(BANDS), len(signed)), "key": keys.ravel().view("int64")})


def resemblance(left: pd.Series, right: pd.Series) -> np.ndarray:
    """Return for each pair of signatures the estimated share of shingles that the two texts have in common."""
    return (_minima(left) == _minima(right)).mean(axis=1)


def alike(left: pd.Series, right: pd.Series) -> np.ndarray:
    """Return for each pair of signatures whether they are of one text; the shorter a text the closer it must be."""
    shorter = np.minimum(_table(left)[:, 0], _table(right)[:, 0])
    needed = np.interp(shorter, [1, 2, SHORT, LONG], [1.0, SHORT_ALIKE, SHORT_ALIKE, LONG_ALIKE])
    return resemblance(left, right) >= needed


def group(signed: pd.DataFrame, known: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return article and story for each newly signed article, in order.

    `known` are earlier articles that share a band with a new one: article, story, signature. A new article takes the
    story of the known one most like it, or that of a new one it is alike, else its own, named after the first of them.
    Articles may be ids or numbers; a story is one of them.
    """
    known = pd.DataFrame({"article": [], "story": [], "signature": []}) if known is None else known
    story = dict(zip(known["article"], known["story"], strict=True))
    place = {article: at for at, article in enumerate(signed["article"])}
    parent = {article: article for article in place}
    adopted = {}
    for article, other in _alike_pairs(signed, known).itertuples(index=False):
        if other in story:
            adopted.setdefault(article, story[other])
        else:
            first, second = sorted((_root(parent, article), _root(parent, other)), key=place.get)
            parent[second] = first
    of_root = {_root(parent, article): story_ for article, story_ in reversed(adopted.items())}
    roots = [_root(parent, article) for article in signed["article"]]
    stories = [adopted.get(article, of_root.get(root, root)) for article, root in zip(parent, roots, strict=True)]
    return pd.DataFrame({"article": list(parent), "story": stories}).astype(signed["article"].dtype)


def _prose(articles: pd.DataFrame, sentences: pd.DataFrame) -> list[str]:
    """Return for each article its text without credits, links and boilerplate."""
    kept = sentences[sentences["role"].isin(ENRICHED_ROLES) & (sentences["sentence"] >= 0)]
    text = dict(zip(articles["id"], articles["text"], strict=True))
    pieces: dict[str, list[str]] = {id_: [] for id_ in text}
    for id_, start, end in kept[["article", "start", "end"]].itertuples(index=False):
        pieces[id_].append(text[id_][start:end])
    return [" ".join(pieces[id_]) for id_ in articles["id"]]


def _words(id_: str, title: str, text: str) -> list[str]:
    headline, body = WORD.findall(title.casefold()), WORD.findall(text.casefold())
    if body:
        return headline + body
    return [" ".join(headline)] if len(headline) >= HEADLINE_WORDS else [UNIQUE + id_]


def _shingles(texts: list[list[str]]) -> tuple[np.ndarray, np.ndarray]:
    """Return the hashes of all runs of `RUN` words, and where each text's begin; a shorter text is one run."""
    padded = [words + [""] * (RUN - len(words)) for words in texts]
    hashed = pd.util.hash_array(np.array([word for words in padded for word in words], dtype=object))
    runs = sum(hashed[place : len(hashed) - RUN + 1 + place] * PLACES[place] for place in range(RUN))
    runs ^= runs >> np.uint64(31)
    lengths = np.array([len(words) for words in padded])
    ends = np.cumsum(lengths)
    within = np.ones(len(hashed), dtype=bool)
    for place in range(1, RUN):
        within[ends - place] = False
    return runs[within[: len(runs)]], np.cumsum(lengths - RUN + 1) - (lengths - RUN + 1)


def _alike_pairs(signed: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Return pairs that are alike, the most alike first: article (a new one), other (known, or an earlier new one).

    In each band an article is compared with the first and the last one before it that have its key, not with all:
    a thousand copies of one text are a thousand pairs, not half a million.
    """
    before = known[["article", "signature"]].astype({"article": signed["article"].dtype})
    everything = pd.concat([before, signed], ignore_index=True)
    keyed = bands(everything.assign(article=everything.index)).sort_values("article")
    bucket = keyed.groupby(["band", "key"])["article"]
    pairs = pd.concat([keyed.assign(other=bucket.transform("first")), keyed.assign(other=bucket.shift(fill_value=-1))])
    pairs = pairs[(pairs["article"] >= len(known)) & (pairs["other"] >= 0) & (pairs["other"] < pairs["article"])]
    pairs = pairs[["article", "other"]].drop_duplicates()
    left, right = (everything["signature"].iloc[pairs[side]] for side in ("article", "other"))
    pairs = pairs.assign(resemblance=resemblance(left, right))[alike(left, right)]
    pairs = pairs.sort_values("resemblance", ascending=False, kind="stable")
    return pd.DataFrame({side: everything["article"].iloc[pairs[side]].to_numpy() for side in ("article", "other")})


def _root(parent: dict, article):
    while parent[article] != article:
        parent[article] = parent[parent[article]]
        article = parent[article]
    return article


def _table(signature: pd.Series) -> np.ndarray:
    return np.frombuffer(b"".join(signature), dtype="<u4").reshape(len(signature), HASHES + 1)


def _minima(signature: pd.Series) -> np.ndarray:
    return _table(signature)[:, 1:]
