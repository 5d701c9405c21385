"""Every page in every state it can be opened in. What needs a real browser stands in tests/browser."""

import gc
import html
import json
import re
import weakref

import pandas as pd
import pytest
import streamlit as st
from handmade import DAY, article, chunk, same_signature

from utils import story
from utils.store import workspace
from utils.ui.menu import PAGES

FILTERED = [name for name in PAGES if name not in ("load", "method")]
TOPIC = "chip-export-rules"


def shown(app) -> str:
    """Return what a page says in its own HTML, without tags."""
    return html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", " ".join(part.proto.body for part in app.html),
                                flags=re.DOTALL))


def linked(app) -> dict[str, list[str]]:
    """Return the parameters in the address bar."""
    return {name: value if isinstance(value, list) else [value] for name, value in app.query_params.items()}


@pytest.mark.parametrize("name", PAGES)
def test_opens_on_the_demo(opened, name):
    app = opened(name)
    assert not app.exception
    assert "Demonstration corpus" in shown(app)
    assert len([part for part in app.html if "<h1>" in part.proto.body]) == 1


@pytest.mark.parametrize("name", FILTERED)
def test_a_link_is_the_view(opened, name):
    app = opened(name, topic=TOPIC, from_="2022-10-01", to="2025-12-31", entity=["Nvidia"], unit="stories",
                 copies="off")
    assert not app.exception
    said = shown(app)
    assert story.topics()[TOPIC].name in said
    assert "naming Nvidia, 1 Oct 2022 to 31 Dec 2025, copies left out, counted in stories" in said
    assert "Left out of the link" not in said
    assert app.selectbox(key="filter_topic").value == TOPIC
    assert app.multiselect(key="filter_entity").value == ["Nvidia"]
    assert str(app.date_input(key="filter_start").value) == "2022-10-01"


WRONG = {
    "topic": ("no-such", "topic “no-such”"),
    "from_": ("2023-02-30", "from “2023-02-30”: it is not a day"),
    "outlet": (["Nobody’s Herald"], "outlet “Nobody’s Herald”: it is not among the loaded items"),
    "q": ("(chips", "q “(chips”"),
    "as_of": ("99999", "as_of “99999”: the store has no such version"),
    "colour": ("red", "colour “red”: this parameter is unknown"),
    "every": ("hour", "every “hour”: it is none of day, week, month"),
    "page": ("minus", "page “minus”"),
}


@pytest.mark.parametrize("name", FILTERED)
def test_what_a_link_gets_wrong_is_named_and_left_out(opened, name):
    app = opened(name, **{parameter: value for parameter, (value, _) in WRONG.items()}, unit="stories")
    assert not app.exception
    said = shown(app)
    for _, told in WRONG.values():
        assert f"Left out of the link: {told}" in said
    assert re.search(r"All loaded articles\W.*counted in stories", said)


@pytest.mark.parametrize("name", FILTERED)
def test_an_empty_store_says_what_to_do(store, opened, name):
    workspace.begin(store)
    workspace.open_batch(store, source="nothing.csv", chosen="unknown")
    app = opened(name)
    assert not app.exception
    assert "Nothing is loaded yet" in shown(app)


# What an article may lack, or all of them share: its columns, what it names, and whether all are copies of the first.
UNUSUAL = {
    "name nobody": ({}, (), False),
    "without a date": ({"published": None, "date_note": "missing"}, ("Nvidia",), False),
    "of unknown outlets": ({"outlet": None}, ("Nvidia",), False),
    "headlines alone": ({"text": "", "extent": "headline"}, ("Nvidia",), False),
    "of unknown language": ({"language": None}, ("Nvidia",), False),
    "all of one text": ({}, ("Nvidia",), True),
    "long and full of signs": ({"title": f"<b>x</b> $a$ :smile: [l](javascript:1) {'W' * 300}"}, ("<i>$" + "Z" * 99,),
                               False),
}


@pytest.mark.parametrize("unusual", UNUSUAL)
@pytest.mark.parametrize("name", FILTERED)
def test_opens_on_unusual_articles(store, opened, name, unusual):
    other, named, copied = UNUSUAL[unusual]
    ids = [f"id-{n}" for n in range(30)]
    workspace.begin(store)
    batch = workspace.open_batch(store, source="unusual.csv", chosen="unknown")
    workspace.commit(store, batch, chunk(
        *(article(f"{n}", **{"published": DAY + pd.Timedelta(days=n)} | other) for n in range(30)),
        mentions=[{"article": id, "sentence": 0, "start": 0, "end": 1, "surface": one, "entity": one, "type": "ORG"}
                  for id in ids for one in named],
        story=dict.fromkeys(ids, "id-0") if copied else None), same_signature, 0.1)
    app = opened(name)
    assert not app.exception
    assert "30 of 30 articles" in shown(app)


@pytest.mark.parametrize("name", FILTERED)
def test_an_empty_view_says_which_filter_emptied_it(opened, name):
    app = opened(name, q="zzzunheardof", entity=["Nvidia"])
    assert not app.exception
    assert re.search(r"None of the \d+ loaded articles matches\. Without “words zzzunheardof” it would be \d+ article",
                     shown(app))


def test_what_the_first_page_leaves_is_collected_no_more(opened):
    gc.unfreeze()
    st.cache_resource.clear()
    opened("method")
    assert gc.get_freeze_count() > 100_000


def test_what_is_let_go_of_is_collected_when_it_is_done_again(opened):
    class Answer:
        """It refers to itself, as a figure does."""

        def __init__(self):
            self.own = self

    answer = Answer()
    left = weakref.ref(answer)
    st.cache_resource.clear()
    opened("method")
    del answer
    gc.collect()
    assert left()
    st.cache_resource.clear()
    opened("method")
    assert not left()


def test_what_has_no_marks_is_not_called_clickable(store, opened):
    workspace.begin(store)
    batch = workspace.open_batch(store, source="undated.csv", chosen="unknown")
    undated = [article(f"{n}", published=None, date_note="missing") for n in range(30)]
    workspace.commit(store, batch, chunk(*undated), same_signature, 0.1)
    said = shown(opened("timeline"))
    over_time, by_outlet = said.split("By outlet")
    assert "click a mark" in by_outlet and "click a mark" not in over_time


def test_a_view_of_one_day_and_no_known_outlet_says_so(store, opened):
    workspace.begin(store)
    batch = workspace.open_batch(store, source="pasted.txt", chosen="unknown")
    workspace.commit(store, batch, chunk(article("pasted", outlet=None)), same_signature, 0.1)
    assert re.search(r"Dates\s+17 Oct 2023\s+Outlets\s+not known\s", shown(opened("overview")))


def test_few_items_are_not_drawn(opened):
    app = opened("timeline", from_="2022-10-07", to="2022-10-08")
    assert "Too few to draw" in shown(app) and "click a mark" not in shown(app)
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("name", ["overview", "timeline", "sentiment", "entities", "topics"])
@pytest.mark.parametrize("link", [{}, {"entity": ["China"], "engine": "textblob"}])
def test_a_mark_shows_a_click_where_one_narrows(opened, name, link):
    drawn = [chart.proto for chart in opened(name, **link).get("plotly_chart")]
    assert drawn
    for chart in drawn:
        narrows = "event+select" if chart.selection_mode else "none"
        assert json.loads(chart.spec)["layout"]["clickmode"] == narrows


def test_a_changed_widget_changes_the_link_and_the_next_page_keeps_it(opened):
    app = opened("overview")
    app.selectbox(key="filter_topic").select(TOPIC).run()
    assert linked(app)["topic"] == [TOPIC]
    app.multiselect(key="filter_entity").select("Nvidia").run()
    assert linked(app)["entity"] == ["Nvidia"]
    app.switch_page("pages/timeline.py").run()
    assert not app.exception
    assert "naming Nvidia" in shown(app)


def test_same_outlets_throughout_is_one_switch(opened):
    app = opened("overview", panel="on")
    assert "same outlets throughout" in shown(app)
    assert app.toggle(key="filter_panel").value
    app.toggle(key="filter_panel").set_value(False).run()
    assert not app.exception
    assert not linked(app)


def test_each_step_of_the_trail_can_be_taken_away(opened):
    app = opened("overview", topic=TOPIC, entity=["Nvidia", "China"])
    app.button(key="step_1").click().run()
    assert linked(app)["entity"] == ["China"]
    assert linked(app)["topic"] == [TOPIC]


def test_reset_clears_everything_but_the_page(opened):
    app = opened("timeline", topic=TOPIC, q="chips", copies="off")
    next(button for button in app.button if button.label == "Reset").click().run()
    assert not linked(app)
    assert "All loaded articles" in shown(app)


def test_words_that_are_not_understood_stay_in_the_box_and_out_of_the_link(opened):
    app = opened("overview", q="chips")
    app.text_input(key="filter_q").input("chips AND (export").run()
    assert linked(app)["q"] == ["chips"]
    assert app.text_input(key="filter_q").value == "chips AND (export"
    assert any("class='refused'" in part.proto.body for part in app.html)
    app.text_input(key="filter_q").input("chips AND export").run()
    assert linked(app)["q"] == ["chips AND export"]
    assert not any("class='refused'" in part.proto.body for part in app.html)


def test_an_unknown_article_is_named(opened):
    app = opened("articles", article="no-such-article")
    assert not app.exception
    assert "article “no-such-article”" in shown(app)


def test_filters_close_the_article_and_leave_the_choices_of_the_page(opened):
    app = opened("timeline", every="month")
    app.selectbox(key="filter_topic").select(TOPIC).run()
    assert linked(app) == {"topic": [TOPIC], "every": ["month"]}


def test_the_overview_is_drawn_with_few_elements(opened):
    """The browser works through each of them at every click; 44 stood there when this was pinned, 63 once."""
    def below(block) -> int:
        return sum(1 + below(child) for child in getattr(block, "children", {}).values())

    app = opened("overview")
    assert below(app.main) + below(app.sidebar) <= 46
