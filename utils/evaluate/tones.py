"""How well topics are found, and tone toward a target is told by each engine."""

import gzip
import json
from pathlib import Path

import pandas as pd

from utils import schema, story
from utils.enrichment.sentiment import score_targets
from utils.evaluate.rates import agreement
from utils.matching import match

# NewsMTSC's labels: Hamborg and Donnay (2021), "NewsMTSC: a dataset for (multi-)target-dependent sentiment".
NEWSMTSC_TONES = {2.0: "negative", 4.0: "neutral", 6.0: "positive"}
# What each engine owes to the labels it is measured on. A model chosen on them does a little worse on others.
LABELS_USED = {"textblob": "not used to build it", "news": "chosen on it, not trained on it"}


def topics(path: Path) -> dict:
    """Return how well each topic of data/topics.toml is found: a table with title, text, a 0/1 column per topic (with
    `_` for `-`), and `doubt` where the labeller hesitated on chip export rules.
    """
    table = pd.read_csv(path)
    sure = table["doubt"] == 0
    figures: dict = {"labels": "feed items also looked at while building", "n": len(table)}
    for topic in story.topics().values():
        gold = table.get(topic.id.replace("-", "_"))
        if gold is not None:
            found = match(topic.query, table)
            figures[topic.id] = {"n": int(gold.sum()), **agreement(found, gold == 1),
                                 "without_doubt": agreement(found[sure], gold[sure] == 1)}
    return figures


def sentiment(path: Path) -> dict:
    """Return how well each engine tells tone toward a target: JSON lines as NewsMTSC has them.

    `confusion` is gold tone -> tone told -> targets.
    """
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        labelled = [(sentence["sentence_normalized"], (target["from"], target["to"]),
                     NEWSMTSC_TONES[target["polarity"]])
                    for sentence in map(json.loads, lines) for target in sentence["targets"]]
    texts, spans, gold = map(list, zip(*labelled, strict=True))
    return {engine: {"labels": f"NewsMTSC devtest_mt, {use}",
                     **_tones(score_targets(texts, spans, engine)["tone"], pd.Series(gold))}
            for engine, use in LABELS_USED.items()}


def _tones(told: pd.Series, gold: pd.Series) -> dict:
    by_tone = {tone: agreement(told == tone, gold == tone)["f1"] for tone in schema.TONES}
    return {"n": len(gold), "macro_f1": round(sum(by_tone.values()) / len(by_tone), 3),
            "accuracy": round(float((gold == told).mean()), 3), "f1": by_tone,
            "confusion": {tone: {other: int(((gold == tone) & (told == other)).sum()) for other in schema.TONES}
                          for tone in schema.TONES}}
