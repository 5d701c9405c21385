"""Which words a score hangs on: each word is left out in turn, and the sentence is read again.

Occlusion after Zeiler and Fergus (2014), "Visualizing and Understanding Convolutional Networks", with words for
patches (Li, Monroe and Jurafsky 2016, "Understanding Neural Networks through Representation Erasure").
"""

import pandas as pd

from utils.enrichment import news
from utils.enrichment.words import tokens


def effects(text: str, span: tuple[int, int]) -> pd.DataFrame:
    """Return what each word of a sentence adds to its polarity toward the target at `span`: start, end, word, effect.

    `effect` is the polarity with the word less the polarity without it, so positive where the word makes the wording
    kinder. The words of the target itself stay, unless the target is the whole sentence.
    """
    start, end = span
    everything = span == (0, len(text))
    words = [word for word in tokens(text) if any(map(str.isalnum, word.word))
             and (everything or word.end <= start or word.start >= end)]
    without = [text[:word.start] + text[word.end:] for word in words]
    targets = [(0, len(rest)) if everything else _moved(span, word.start, word.end)
               for rest, word in zip(without, words, strict=True)]
    polarity = news.score_targets([text, *without], [span, *targets])["polarity"]
    return pd.DataFrame({"start": [word.start for word in words], "end": [word.end for word in words],
                         "word": [text[word.start:word.end] for word in words],
                         "effect": (polarity[0] - polarity[1:]).to_numpy()})


def _moved(span: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """Return where a span stands once start-end, which is not part of it, is left out."""
    by = end - start if start < span[0] else 0
    return span[0] - by, span[1] - by
