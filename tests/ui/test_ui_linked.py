"""Lists whose rows are links: where they lead, and that nothing loaded becomes markup."""

import re
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
import streamlit as st

from utils.query.filters import Filters
from utils.ui import link, linked

FILTERS = Filters(topic="chip-export-rules", entity=("China",), unit="stories")
HOSTILE = "<img src=x onerror=alert(1)>' onclick='x"


@pytest.fixture
def drawn(monkeypatch):
    """Give what was drawn as markup."""
    bodies = []
    monkeypatch.setattr(st, "html", bodies.append)
    return bodies


@pytest.mark.parametrize(("file", "filters", "choices", "expected"), [
    ("overview", Filters(), {}, "./"),
    ("articles", Filters(), {"article": "a1"}, "./articles?article=a1"),
    ("overview", Filters(outlet=("A & B", "C+D")), {}, "./?outlet=A+%26+B&outlet=C%2BD"),
])
def test_an_address_is_relative_and_escaped(file, filters, choices, expected):
    assert link.address(file, filters, **choices) == expected


def test_a_row_adds_its_entity_to_the_view(drawn):
    frame = pd.DataFrame({"entity": ["Nvidia"], "count": [3], "trend": [[0, 2, 1]]})
    linked.entities(SimpleNamespace(filters=FILTERS), frame, "Who", "")
    [target] = re.findall(r"href='([^']*)'", drawn[0])
    assert Filters.from_params(parse_qs(urlsplit(target.replace("&amp;", "&")).query))[0] == Filters(
        topic="chip-export-rules", entity=("China", "Nvidia"), unit="stories")
    assert ">3</td>" in drawn[0] and "width:100%" in drawn[0] and "50.0% 0%" in drawn[0]


@pytest.mark.parametrize(("trend", "line"), [([], False), ([5], False), ([0, 0], True), ([0, 2], True)])
def test_a_line_needs_two_points(drawn, trend, line):
    frame = pd.DataFrame({"entity": ["X"], "count": [0], "trend": [trend]})
    linked.entities(SimpleNamespace(filters=FILTERS), frame, "Who", "")
    assert "nan" not in drawn[0] and "inf" not in drawn[0]
    assert ("clip-path" in drawn[0]) == line


@pytest.mark.parametrize(("draw", "columns", "told"), [
    (linked.entities, ["entity", "count", "trend"], "Nobody is named in this view."),
    (linked.headlines, ["id", "published", "outlet", "title"], "No item of this view has a usable date."),
])
def test_an_empty_list_says_why(drawn, draw, columns, told):
    draw(SimpleNamespace(filters=FILTERS), pd.DataFrame(columns=columns), "Title", "of what")
    assert len(drawn) == 1 and told in drawn[0] and "<table" not in drawn[0] and "<ul" not in drawn[0]


def test_loaded_text_stays_text(drawn):
    day = pd.Timestamp("2024-01-01")
    row = {"id": HOSTILE, "published": day, "outlet": HOSTILE, "title": HOSTILE, "letter": "A", "articles": 2}
    peak = pd.DataFrame({"letter": ["A"], "bin": [day], "count": [9], "expected": [2.0]})
    view = SimpleNamespace(filters=FILTERS)
    linked.headlines(view, pd.DataFrame([row]), "Latest", "")
    linked.peaks(view, peak, pd.DataFrame([row]), "day")
    linked.entities(view, pd.DataFrame({"entity": [HOSTILE], "count": [1], "trend": [[1]]}), "Who", "")
    assert len(drawn) == 3
    for body in drawn:
        assert "<img" not in body and "' onclick" not in body


def test_without_peaks_nothing_is_drawn(drawn):
    none = pd.DataFrame({"letter": [], "bin": [], "count": [], "expected": []})
    drivers = pd.DataFrame(columns=["letter", "id", "title", "outlet", "articles"])
    linked.peaks(SimpleNamespace(filters=FILTERS), none, drivers, "day")
    assert drawn == []
