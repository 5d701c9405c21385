"""What is kept of an article to know its text again: a sample of its runs of words, its headline and its link.

A sample is the smallest hashes of a text's runs of words: Broder, On the resemblance and containment of documents,
1997; Beyer and others, On synopses for distinct-value estimation under multiset operations, 2007. Of a text up to
`SAMPLE` runs it is all of them, and a comparison exact. Beside it stands the opening of a longer text, since summaries
are cut from it.
"""

import hashlib
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

RUN = 3  # words
SAMPLE, OPENING = 128, 64  # hashes kept of a text, and of a longer one's opening
FEWEST = 12  # hashes by which a share is estimated at all
FIGURE = np.uint64(1 << 32)  # the lowest of the 32 bits kept of a headline's word
PLACES = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)


class Sketch(NamedTuple):
    """Hashes of an article's link (0: none) and of its headline's words, the number of distinct runs in its text, a
    sample of them, and those of its opening (empty where the sample is complete)."""

    link: int
    runs: int
    headline: tuple[int, ...]
    sample: tuple[int, ...]
    opening: tuple[int, ...]


def hashed(texts: list[list[str]]) -> list[np.ndarray]:
    """Return the words of each text as 64-bit hashes; of a figure's, and no other word's, the bit `FIGURE` is set."""
    words = [word for text in texts for word in text]
    figures = np.array([word.isdigit() for word in words], dtype=np.uint64) * FIGURE
    hashes = pd.util.hash_array(np.array(words, dtype=object)) & ~FIGURE | figures
    return np.split(hashes, np.cumsum([len(text) for text in texts])[:-1]) if texts else []


def draw(link: int, headline: np.ndarray, words: np.ndarray) -> Sketch:
    """Return what is kept of an article, from its link's number and the hashed words of its headline and text."""
    runs = _runs(words)
    distinct = np.unique(runs)
    opening = np.unique(runs[:OPENING]) if len(distinct) > SAMPLE else distinct[:0]
    return Sketch(link, len(distinct), tuple((headline >> np.uint64(32)).tolist()),
                  tuple(distinct[:SAMPLE].tolist()), tuple(opening.tolist()))


def pack(kept: Sketch) -> bytes:
    """Return a sketch as a signature: the link in 64 bits, then counts and hashes in 32, little-endian."""
    parts = (kept.headline, kept.sample, kept.opening)
    head = [kept.runs, *map(len, parts)]
    return np.array([kept.link], dtype="<i8").tobytes() + np.array(
        [count for part in (head, *parts) for count in part], dtype="<u4").tobytes()


def unpack(signature: bytes) -> Sketch:
    """Return the sketch that a signature holds."""
    link = int(np.frombuffer(signature, dtype="<i8", count=1)[0])
    runs, *rest = np.frombuffer(signature, dtype="<u4", offset=8).tolist()
    ends = np.cumsum([3, *rest[:3]]).tolist()
    return Sketch(link, runs, *(tuple(rest[start:end]) for start, end in pairwise(ends)))


def containment(shorter: Sketch, longer: Sketch) -> float:
    """Return the share of the shorter text's runs that the longer one has too; exact where a sample or the opening
    holds all of them, else estimated from the hashes that both samples would have kept."""
    if shorter.runs <= OPENING and longer.opening:
        return _share(shorter.sample, longer.opening)
    kept = min((sketch.sample[-1] for sketch in (shorter, longer) if sketch.runs > SAMPLE), default=2**32)
    seen = tuple(run for run in shorter.sample if run <= kept)
    return _share(seen, longer.sample) if len(seen) >= min(FEWEST, shorter.runs) else 0.0


def agreement(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Return the share of the shorter headline's words that stand in the other; 0 where one is empty."""
    return len(set(one) & set(other)) / min(len(set(one)), len(set(other))) if one and other else 0.0


def number(told: bytes, person: bytes = b"") -> int:
    """Return the 64-bit hash of what is told, for the purpose `person`."""
    return int.from_bytes(hashlib.blake2b(told, digest_size=8, person=person).digest(), "little", signed=True)


def _runs(words: np.ndarray) -> np.ndarray:
    """Return the 32-bit hashes of all runs of `RUN` words in their order; a shorter text is one run."""
    if not len(words):
        return np.empty(0, dtype="u4")
    padded = np.pad(words, (0, max(0, RUN - len(words))))
    mixed = sum(padded[place : len(padded) - RUN + 1 + place] * PLACES[place] for place in range(RUN))
    return ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(32)).astype("u4")


def _share(some: tuple[int, ...], others: tuple[int, ...]) -> float:
    return len(set(some) & set(others)) / len(some) if some else 0.0
