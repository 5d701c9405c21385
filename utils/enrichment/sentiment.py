"""How a text is told, scored by an engine: a word list or a trained model, behind the same functions."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pandas as pd

from utils.enrichment import assessments, news
from utils.errors import WirewatchError


class Engine(NamedTuple):
    """A way of scoring: texts, texts toward a marked target, and whether it may score a text in a language.

    Both score to a frame with polarity, subjectivity and tone, one row per text in order.
    """

    texts: Callable[[Sequence[str]], pd.DataFrame]
    targets: Callable[[Sequence[str], Sequence[tuple[int, int]]], pd.DataFrame]
    knows: Callable[[str, str], bool]


def score(texts: Sequence[str], engine: str = "textblob") -> pd.DataFrame:
    """Return polarity in [-1, 1], subjectivity in [0, 1] and tone of each text, one row per text in order.

    A blank text has no score (nulls), and no text has a subjectivity with `news`. Raises WirewatchError for an unknown
    engine, MissingModel where its model is not the one that was measured.
    """
    return _scored(texts, _engine(engine).texts(texts))


def score_targets(texts: Sequence[str], spans: Sequence[tuple[int, int]], engine: str = "textblob") -> pd.DataFrame:
    """Return polarity, subjectivity and tone of each text toward the target at its span, one row per text in order.

    Pass the sentence that a target stands in: `news` was trained on sentences and reads 64 word pieces around the
    target; a word list cannot tell targets apart, so `textblob` gives each the score of the whole text. Raises
    WirewatchError for an unknown engine, or a span that is not inside its text.
    """
    for place, (text, (start, end)) in enumerate(zip(texts, spans, strict=True)):
        if not 0 <= start < end <= len(text):
            raise WirewatchError(f"The target of text {place + 1} is not inside it.",
                                 detail=f"{start}-{end} of {len(text)}")
    return _scored(texts, _engine(engine).targets(texts, spans))


def scores(language: str, text: str, engine: str = "textblob") -> bool:
    """Whether an engine may score a text in `language` (ISO 639-1; "und" where it could not be told)."""
    return _engine(engine).knows(language, text)


def _engine(name: str) -> Engine:
    if name not in _ENGINES:
        raise WirewatchError(f"There is no sentiment engine “{name}”; choose one of: {', '.join(_ENGINES)}.",
                             fault="usage")
    return _ENGINES[name]


def _scored(texts: Sequence[str], scored: pd.DataFrame) -> pd.DataFrame:
    return scored.where(pd.Series([bool(text.strip()) for text in texts], dtype="bool"))


_ENGINES = {
    "textblob": Engine(assessments.score, lambda texts, spans: assessments.score(texts), assessments.knows),
    "news": Engine(news.score, news.score_targets, news.knows),
}
