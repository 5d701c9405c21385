"""What became of each load and the way to undo one; feeds; and what changed under a link."""

import html
import re

import pandas as pd
import pytest
from handmade import DAY, article, chunk, same_signature

from utils.store import feeds, tables, workspace


def shown(app) -> str:
    """Return what a page says in its own HTML, without tags."""
    return html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", " ".join(part.proto.body for part in app.html),
                                flags=re.DOTALL))


@pytest.fixture
def loaded(store):
    """Two loads: one with a note and a reject, one that copies an article of the first."""
    workspace.begin(store)
    first = workspace.open_batch(store, source="first.csv", chosen="query")
    workspace.commit(store, first, chunk(
        article("a"), article("b", extent="full", published=None, date_note="missing"),
        rejects=[{"origin": "first.csv", "row": 3, "reason": "has neither a title nor a text", "excerpt": "x: 1"}],
        notes=[{"origin": "first.csv", "note": "HTML became plain text.", "rows": 2}]), same_signature, 0.1)
    second = workspace.open_batch(store, source="second.csv", chosen="whole feed")
    workspace.commit(store, second, chunk(article("c", language="de"), story={"id-c": "id-a"}), same_signature, 0.1)
    return first, second


def test_a_load_is_accounted_for(opened, loaded, store):
    app = opened("load")
    assert not app.exception
    assert [part.label for part in app.expander if ".csv" in part.label] == [
        next(part.label for part in app.expander if "second" in part.label),
        next(part.label for part in app.expander if "first" in part.label)]
    app.session_state[f"load_{loaded[0]}"] = True
    app.run()
    assert not app.exception
    said = shown(app)
    assert "3 read = 2 accepted + 0 duplicates + 1 rejected" in said
    assert "1 full texts, 1 summaries" in said
    assert "1 without a usable date" in said
    frames = [frame.value for frame in app.dataframe]
    assert any("note" in frame and frame["note"].tolist() == ["HTML became plain text."] for frame in frames)
    assert any("excerpt" in frame and frame["row"].tolist() == [3] for frame in frames)


def test_a_load_can_be_undone(opened, loaded, store):
    app = opened("load")
    app.session_state[f"load_{loaded[1]}"] = True
    app.run()
    app.button(key=f"load_{loaded[1]}_undo").click().run()
    assert not app.exception
    assert tables.batches(store, tables.state(store).version)["undone"].tolist() == [False, True]
    assert any("(undone)" in part.label.replace("\\", "") for part in app.expander)


def test_a_feed_is_added_refused_and_removed(opened, store):
    app = opened("load")
    app.text_input(key="feed_url").input("ftp://harbor.example/feed").run()
    next(button for button in app.button if button.label == "Add").click().run()
    assert "http:// or https://" in shown(app)
    app.text_input(key="feed_url").input("https://harbor.example/feed").run()
    app.text_input(key="feed_name").input("Harbor").run()
    next(button for button in app.button if button.label == "Add").click().run()
    assert feeds.listed(store)["name"].tolist() == ["Harbor"]
    assert "1 feed, 0 failed" in shown(app)
    app.button(key="feed_remove").click().run()
    assert not app.exception
    assert feeds.listed(store).empty


def test_an_address_that_is_none_is_not_loaded(opened, store):
    app = opened("load")
    app.session_state["load_way"] = "Link"
    app.run()
    app.text_input(key="load_address").input("harbor.example").run()
    assert "An address begins with" in shown(app)
    assert next(button for button in app.button if button.label == "Load").disabled


def test_a_revision_shows_what_changed(opened, store):
    workspace.begin(store)
    batch = workspace.open_batch(store, source="f", chosen="query")
    link = "https://harbor.example/rule"
    workspace.commit(store, batch, chunk(
        article("a", url=link, text="The rule is <b>delayed</b>."),
        article("b", url=link, text="The rule is in force.", published=DAY + pd.Timedelta(days=1)),
        story={"id-b": "id-a"}), same_signature, 0.1)
    app = opened("articles", article="id-b")
    assert "an earlier version, 17 Oct 2023" in shown(app)
    app.toggle(key="changes").set_value(True).run()
    assert not app.exception
    assert any("<del>&lt;b&gt;" in part.proto.body and "<ins>in force" in part.proto.body for part in app.html)
    app = opened("articles", article="id-a")
    assert "a later version, 18 Oct 2023" in shown(app)
