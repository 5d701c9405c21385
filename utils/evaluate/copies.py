"""How well copies of one text are told from separate reports."""

from pathlib import Path

import pandas as pd

from utils.analysis import intervals
from utils.cleaning import copies as told_again
from utils.cleaning.articles import Cleaned, clean
from utils.settings import ROOT
from utils.sources.reading import read

# Rows of files in `data` that hold one text or two; tests/quality/copies.md says how they were drawn and labelled.
PAIRS = ROOT / "tests" / "quality" / "copies_pairs.csv"


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
