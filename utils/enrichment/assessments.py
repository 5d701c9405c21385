"""TextBlob's word list: the words that make a score, where they stand, and the score they make."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from utils import schema
from utils.enrichment import models

# TextBlob's negations: the only words of an assessment that are not in its word list.
NEGATIONS = frozenset(("no", "not", "n't", "never"))


class Assessment(NamedTuple):
    """Words that an engine scored together ("not very good"), where they stand, and their share of the score."""

    start: int
    end: int
    words: str
    polarity: float
    subjectivity: float


def score(texts: Sequence[str]) -> pd.DataFrame:
    """Return polarity, subjectivity and tone of each text, one row per text in order."""
    word_list = models.word_list()
    frame = pd.DataFrame([tuple(word_list(text)) for text in texts], columns=["polarity", "subjectivity"],
                         dtype="float64")
    return frame.assign(tone=tone(frame["polarity"]))


def knows(language: str, text: str) -> bool:
    """Whether the word list may score a text: an English one, or one of unknown language that has a word of it."""
    return language == "en" or (language == "und" and bool(assess(text)))


def assess(text: str) -> list[Assessment]:
    """Return the words of `text` that TextBlob's score is the mean of, in order, with their places."""
    small, cursor, found = _lowered(text), 0, []
    for words, polarity, subjectivity, _ in models.word_list()(text).assessments:
        span = _place(words, small, cursor)
        cursor = span[1]
        found.append(Assessment(*span, " ".join(words), polarity, subjectivity))
    return found


def tone(polarity: pd.Series) -> pd.Series:
    """Return negative, neutral or positive for each polarity, null where it is null."""
    named = np.select([polarity.isna(), polarity <= -schema.NEUTRAL_BELOW, polarity >= schema.NEUTRAL_BELOW],
                      [None, "negative", "positive"], "neutral")
    return pd.Series(named, index=polarity.index, dtype="str")


def mean(assessments: Sequence[Assessment]) -> tuple[float, float]:
    """Return polarity and subjectivity of a text from the words that make its score: their means, 0 without any."""
    count = len(assessments) or 1
    return sum(one.polarity for one in assessments) / count, sum(one.subjectivity for one in assessments) / count


def _lowered(text: str) -> str:
    """Return `text` in small letters, character by character, so that places stay (İ has two in small)."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _place(words: Sequence[str], small: str, cursor: int) -> tuple[int, int]:
    """Return where `words` stand next after `cursor`: listed words in their order, a negation nearest before them."""
    start, end = -1, cursor
    for word in words:
        if word in NEGATIONS:
            continue
        place = _find(word, small, end)
        start, end = (place if start < 0 else start), place + len(word)
    if start < 0:
        start = end = cursor
    if words[0] in NEGATIONS:
        before = small.rfind(words[0], cursor, start)
        start = before if before >= 0 else start
    return start, end


def _find(word: str, small: str, start: int) -> int:
    """Return the next place of `word` standing alone, else of the letters, else `start`."""
    place = small.find(word, start)
    while place >= 0 and _within(small, place, place + len(word)):
        place = small.find(word, place + 1)
    return max(place if place >= 0 else small.find(word, start), start)


def _within(small: str, start: int, end: int) -> bool:
    """Whether a stretch is only part of a longer word."""
    return ((small[start].isalnum() and start > 0 and small[start - 1].isalnum())
            or (small[end - 1].isalnum() and end < len(small) and small[end].isalnum()))
