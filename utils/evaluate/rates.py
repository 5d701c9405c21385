"""Precision, recall and F1, as every part of the evaluation states them."""

from collections.abc import Iterable

import pandas as pd


def agreement(found: Iterable[bool], gold: Iterable[bool]) -> dict[str, float]:
    """Return precision, recall and F1 of what was found, given what is true, one pair of flags an item."""
    found, gold = pd.Series(list(found)), pd.Series(list(gold))
    return rates(int((found & gold).sum()), int(found.sum()), int(gold.sum()))


def rates(matched: int, found: int, gold: int) -> dict[str, float]:
    """Return precision, recall and F1, to three places."""
    return {"precision": round(matched / found, 3) if found else 0.0,
            "recall": round(matched / gold, 3) if gold else 0.0,
            "f1": round(2 * matched / (found + gold), 3) if found + gold else 0.0}
