"""Scores that an analyst judged: what was read in place of what an engine told, and how often the engine was wrong."""

import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from utils.schema import JUDGED
from utils.store import curation

KIND = "score"


@dataclass(frozen=True)
class Judgment:
    """Of an article (its id), or of its mention at `start` in `sentence`, an engine told one tone, and a reader says
    which it is: the same one, or another.
    """

    article: str
    engine: str
    told: str
    tone: str
    sentence: int | None = None
    start: int | None = None


def judge(store: Path, judgment: Judgment) -> int:
    """Keep a judgment; return the version from which it holds. Raises StoreError."""
    return curation.act(store, KIND, vars(judgment))


def withdraw(store: Path, version: int, judgment: Judgment) -> None:
    """Take back every judgment on the same score that holds at `version`."""
    for act, what in _held(store, version):
        if (what.article, what.engine, what.sentence, what.start) == (
                judgment.article, judgment.engine, judgment.sentence, judgment.start):
            curation.undo(store, act)


def judged(store: Path, version: int) -> pd.DataFrame:
    """Return schema.JUDGED: the last judgment on each score that holds at `version`."""
    rows = [vars(judgment) for _, judgment in _held(store, version)]
    score = ["article", "engine", "sentence", "start"]
    return JUDGED.frame(rows).drop_duplicates(score, keep="last", ignore_index=True)


def _held(store: Path, version: int) -> list[tuple[int, Judgment]]:
    acts = curation.acts(store, version, KIND)
    acts = acts[~acts["undone"]]
    return [(act, Judgment(**json.loads(what))) for act, what in zip(acts["version"], acts["what"], strict=True)]
