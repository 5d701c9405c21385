"""The engine `news`: a trained model that reads a sentence and tells its tone toward a target marked in it.

Everything here comes from three shares of a sentence, one per tone of `schema.TONES`: how probable the model holds it
that the wording is negative, neutral or positive. data/models/tone/card.md says how it was trained and measured.
"""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
from sentencex import segment

from utils import schema
from utils.enrichment import models
from utils.enrichment.marking import PAD, marked

TONES = list(schema.TONES)
# A text too short to tell its language is mostly an English headline: one whose words are mostly in the vocabulary.
# Of 3,000 short headlines of rss_2023_h1 98 % have this many words a piece, of 22 written in other languages 5.
ENGLISH_FROM = 0.6
# Sentences per call: more leaves the processor's cache (measured on NewsMTSC, best from 16 to 64).
BATCH = 32
# Decimals kept of a share. Batches, threads and processors differ from the seventh on, and must not change a score.
KEPT = 4


def score(texts: Sequence[str]) -> pd.DataFrame:
    """Return polarity, subjectivity (null) and tone of each text, one row per text in order: those of its sentences.

    The shares of a text are the means of the shares of its sentences, so its tone is the one that a sentence picked
    from it most probably has.
    """
    split = pd.Series([[one for one in segment("en", text) if one.strip()] for text in texts], dtype="object")
    sentences = split.explode().dropna()
    found = whole(sentences.tolist()).set_index(sentences.index)
    return told(found.groupby(level=0).mean().reindex(split.index))


def score_targets(texts: Sequence[str], spans: Sequence[tuple[int, int]]) -> pd.DataFrame:
    """Return polarity, subjectivity (null) and tone of each text toward the target at its span, in order."""
    return told(shares(texts, spans))


def knows(language: str, text: str) -> bool:
    """Whether the model may score a text: an English one, or one of unknown language that is mostly English words."""
    if language != "und":
        return language == "en"
    _, tokenizer = models.tone()
    pieces = [piece for piece in tokenizer.encode(text, add_special_tokens=False).tokens if re.search(r"\w", piece)]
    return bool(pieces) and len(text.split()) >= ENGLISH_FROM * len(pieces)


def whole(texts: Sequence[str]) -> pd.DataFrame:
    """Return the shares of each sentence taken as a whole: the target is all of it, as in one of 12 in training."""
    return shares(texts, [(0, len(text)) for text in texts])


def shares(texts: Sequence[str], spans: Sequence[tuple[int, int]]) -> pd.DataFrame:
    """Return how probable each tone (columns, `schema.TONES`) is toward the target of each text (rows, in order).

    The same text and target is read once. Deterministic: a row does not depend on the others.
    """
    asked = list(zip(texts, spans, strict=True))
    distinct = list(dict.fromkeys(asked))
    read = _read([text for text, _ in distinct], [span for _, span in distinct])
    places = {one: place for place, one in enumerate(distinct)}
    return pd.DataFrame(read[[places[one] for one in asked]], columns=TONES)


def told(found: pd.DataFrame) -> pd.DataFrame:
    """Return polarity (positive less negative share), subjectivity (null) and tone (the largest share) of shares."""
    known = found.notna().all(axis=1)
    tone = pd.Series(None, index=found.index, dtype="str")
    tone[known] = found[known].idxmax(axis=1)
    return pd.DataFrame({"polarity": (found["positive"] - found["negative"]).round(KEPT), "subjectivity": np.nan,
                         "tone": tone})


def _read(texts: Sequence[str], spans: Sequence[tuple[int, int]]) -> np.ndarray:
    """Return the shares of each text, read in batches of like length so that little of the work is padding."""
    found = np.empty((len(texts), len(TONES)))
    if not texts:
        return found
    session, tokenizer = models.tone()
    ids = marked(tokenizer, texts, spans)
    order = sorted(range(len(ids)), key=lambda place: len(ids[place]))
    for start in range(0, len(order), BATCH):
        places = order[start:start + BATCH]
        longest = len(ids[places[-1]])
        block = np.array([ids[place] + [PAD] * (longest - len(ids[place])) for place in places], dtype="int64")
        found[places] = session.run(["shares"], {"ids": block})[0]
    return found.round(KEPT)
