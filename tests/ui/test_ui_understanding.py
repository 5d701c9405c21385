"""What was understood of files, as the page shows it, and what changing it asks for."""

import copy

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from utils.layout import Layout
from utils.ui import jobs, understanding

TOLD = {
    "file": "a.csv", "format": "CSV", "table": True, "rows": 2, "more": False, "members": [], "separator": ";",
    "header": True, "encoding": {"name": "cp1252", "how": "guess", "doubtful": True, "alternatives": [
        {"encoding": "cp1252", "sample": "Bo¿e *now*"}, {"encoding": "cp1250", "sample": "Boże"}]},
    "columns": [{"name": "headline", "role": "title", "examples": ["<b>Boats</b>"]},
                {"name": "when", "role": "date", "examples": ["03/04/2024"]}],
    "dates": {"day_first": None, "day": 0, "month": 0, "either": 2, "example": "03/04/2024", "doubtful": True},
    "articles": [{"title": "<b>Boats</b>", "outlet": None, "published": None, "date_note": "ambiguous",
                  "precision": None, "url": None, "text": "", "language": None}],
    "rejects": [{"row": 2, "reason": "has neither a title nor a text", "excerpt": "x"}], "notes": ["A note <i>."],
    "layout": Layout(format="CSV", columns=("headline", "when")).to_dict(), "remembered": False,
    "fingerprint": Layout(format="CSV", columns=("headline", "when")).fingerprint,
}


def page():
    import streamlit as st

    from utils.ui import understanding

    files = {"a *b*.csv": b"content"}
    understanding.draw(files)
    st.session_state["passed on"] = [layout.to_dict() for layout in understanding.layouts(files)]


@pytest.fixture
def app(monkeypatch):
    """The page over a preview that follows what is chosen, and what it was asked in `asked`."""
    asked = []

    def preview(files, store, layouts):
        told = copy.deepcopy(TOLD)
        for layout in layouts:
            told["layout"] = layout.to_dict()
            told["dates"]["day_first"] = layout.day_first
            told |= {"separator": layout.separator or ";", "header": layout.header is not False}
        asked.append(told["layout"])
        return [{"error": "a.csv could not be read."}] if told["separator"] == "|" else [told]

    monkeypatch.setattr(jobs, "preview", preview)
    app = AppTest.from_function(page).run()
    app.asked = asked
    assert not app.exception
    return app


def test_it_is_shown_as_text_and_looked_at_once(app):
    assert app.expander[0].label == r"a \*b\*\.csv"
    assert app.selectbox[0].options == ["cp1252: Bo¿e *now*", "cp1250: Boże"]
    assert app.segmented_control[0].options == ["3 April", "4 March", "Leave undated"]
    assert app.segmented_control[0].value == "Leave undated"
    shown = " ".join(part.proto.body for part in app.html)
    assert "CSV, 2 rows" in shown and "A note &lt;i&gt;." in shown and "1 row would be refused" in shown
    app.run()
    assert len(app.asked) == 1 and app.session_state["passed on"] == []


@pytest.mark.parametrize(("change", "part", "value"), [
    (lambda app: app.segmented_control[0].set_value("3 April"), "day_first", True),
    (lambda app: app.segmented_control[0].set_value("4 March"), "day_first", False),
    (lambda app: app.selectbox[0].select_index(1), "encoding", "cp1250"),
    (lambda app: app.selectbox[1].set_value("\t"), "separator", "\t"),
    (lambda app: app.toggle[0].set_value(False), "header", False),
])
def test_a_change_looks_again_and_is_passed_on(app, change, part, value):
    change(app).run()
    assert not app.exception
    assert len(app.asked) == 2 and app.asked[-1][part] == value
    assert app.session_state["passed on"] == [app.asked[-1]]
    app.run()
    assert len(app.asked) == 2


def test_a_choice_under_which_nothing_can_be_read_is_taken_back(app):
    app.selectbox[1].set_value("|").run()
    assert "taken back" in " ".join(part.proto.body for part in app.html)
    assert app.selectbox[1].value == ";"
    assert [layout["separator"] for layout in app.session_state["passed on"]] == [None]


def test_only_changed_roles_are_choices():
    before = pd.DataFrame({"column": ["a", "b", "c"], "is": ["title", "not used", "link"]})
    assert understanding.picked(before, before) == {}
    after = before.assign(**{"is": ["title", "outlet's site", "not used"]})
    assert understanding.picked(before, after) == {"b": "home", "c": "none"}


def test_the_command_answers_for_each_file_in_order(tmp_path):
    first, second = jobs.preview({"a.csv": b"title,date\nA,03/04/2024\n", "b.pdf": b"%PDF-1.7"}, tmp_path,
                                 [Layout(day_first=True, roles={"title": "text"})])
    assert first["articles"][0]["published"] == "2024-04-03T00:00:00Z"
    assert "it is a PDF" in second["error"]
