"""How a text is told, scored by an engine: today TextBlob's word list, behind one function for all engines."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from utils import schema
from utils.enrichment import models
from utils.errors import WirewatchError

# TextBlob's negations: the only words of an assessment that are not in its word list.
NEGATIONS = frozenset(("no", "not", "n't", "never"))


class Assessment(NamedTuple):
    """Words that an engine scored together ("not very good"), where they stand, and their share of the score."""

    start: int
    end: int
    words: str
    polarity: float
    subjectivity: float


class Engine(NamedTuple):
    """A way of scoring: texts, texts toward a marked target, and the languages it knows."""

    texts: Callable[[Sequence[str]], list[tuple[float, float]]]
    targets: Callable[[Sequence[str], Sequence[tuple[int, int]]], list[tuple[float, float]]]
    languages: frozenset[str]


def score(texts: Sequence[str], engine: str = "textblob") -> pd.DataFrame:
    """Return polarity in [-1, 1], subjectivity in [0, 1] and tone of each text, one row per text in order.

    A blank text has no score (nulls). Raises WirewatchError for an unknown engine.
    """
    return _scored(texts, _engine(engine).texts(texts))


def score_targets(texts: Sequence[str], spans: Sequence[tuple[int, int]], engine: str = "textblob") -> pd.DataFrame:
    """Return polarity, subjectivity and tone of each text toward the target at its span, one row per text in order.

    A word list cannot tell targets apart: `textblob` gives a target the score of the text around it, so pass the
    sentence. Raises WirewatchError for an unknown engine, or a span that is not inside its text.
    """
    for place, (text, (start, end)) in enumerate(zip(texts, spans, strict=True)):
        if not 0 <= start < end <= len(text):
            raise WirewatchError(f"The target of text {place + 1} is not inside it.",
                                 detail=f"{start}-{end} of {len(text)}")
    return _scored(texts, _engine(engine).targets(texts, spans))


def scores(language: str, text: str, engine: str = "textblob") -> bool:
    """Whether an engine may score a text in `language` (ISO 639-1).

    A text whose language could not be told ("und", mostly headlines) is scored where the word list knows a word of it.
    """
    return language in _engine(engine).languages or (language == "und" and bool(assess(text)))


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


def _engine(name: str) -> Engine:
    if name not in _ENGINES:
        raise WirewatchError(f"There is no sentiment engine “{name}”; choose one of: {', '.join(_ENGINES)}.",
                             fault="usage")
    return _ENGINES[name]


def _scored(texts: Sequence[str], scored: list[tuple[float, float]]) -> pd.DataFrame:
    nothing = (np.nan, np.nan)
    told = [row if text.strip() else nothing for text, row in zip(texts, scored, strict=True)]
    frame = pd.DataFrame(told, columns=["polarity", "subjectivity"], dtype="float64")
    return frame.assign(tone=tone(frame["polarity"]))


def _textblob(texts: Sequence[str]) -> list[tuple[float, float]]:
    word_list = models.word_list()
    return [tuple(word_list(text)) for text in texts]


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


_ENGINES = {"textblob": Engine(_textblob, lambda texts, spans: _textblob(texts), frozenset({"en"}))}
