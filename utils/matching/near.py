"""NEAR over groups of words, in time that grows with their number and not with that of their pairs."""

from collections.abc import Callable

import numpy as np

from utils.matching.tree import Near, Phrase

# A place is one int64: the article's number, then one bit for title (0) or text (1), then the word's rank in it.
ARTICLE_BITS, PART_BITS = 32, 31


def near(tree: Near, places: Callable[[str, bool], np.ndarray]) -> np.ndarray:
    """Return the articles, ascending, where a phrase of one side begins within reach of one of the other.

    `places` gives the places of a word, or of all words that begin so. In reach as FTS5's NEAR has it: at most
    `tree.distance` words between the end of the earlier phrase and the start of the later, in one part.
    """
    left, right = (_occurrences(side, places) for side in (tree.left, tree.right))
    return np.union1d(_followed(left, right, tree.distance), _followed(right, left, tree.distance))


def _occurrences(side: tuple[Phrase, ...], places: Callable[[str, bool], np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return the start and the end (after the last word) of every occurrence of the side's phrases, by start."""
    starts = {phrase: _starts(phrase, places) for phrase in side}
    every = np.concatenate(list(starts.values()))
    ends = np.concatenate([found + len(phrase.words) for phrase, found in starts.items()])
    order = np.argsort(every)
    return every[order], ends[order]


def _starts(phrase: Phrase, places: Callable[[str, bool], np.ndarray]) -> np.ndarray:
    *before, last = phrase.words
    starts = places(last, phrase.prefix) - len(before)
    for rank, word in enumerate(before):
        starts = np.intersect1d(starts, places(word, False) - rank, assume_unique=True)
    return starts[(starts >> PART_BITS) & 1 == 0] if phrase.title else starts


def _followed(first: tuple[np.ndarray, np.ndarray], then: tuple[np.ndarray, np.ndarray], distance: int) -> np.ndarray:
    """Return the articles where something of `then` starts no earlier than `first` and no more than `distance` on."""
    starts, ends = first
    from_start, from_end = np.searchsorted(then[0], starts), np.searchsorted(then[0], ends + distance, side="right")
    return starts[from_end > from_start] >> ARTICLE_BITS
