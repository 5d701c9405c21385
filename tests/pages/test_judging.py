"""A score is judged in the reader, read as judged everywhere, and the error rate stands on Method."""

import html
import re

import pytest
from handmade import article, chunk, same_signature

from utils.store import tables, workspace
from utils.ui.ask import DEMO


@pytest.fixture
def loaded(store):
    workspace.begin(store)
    batch = workspace.open_batch(store, source="test", chosen="query")
    workspace.commit(store, batch, chunk(*(article(name) for name in "ab")), same_signature, 0.1)
    return store


def shown(app) -> str:
    return html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", " ".join(part.proto.body for part in app.html),
                                flags=re.DOTALL))


def judged(app) -> list | None:
    """Return what Method says of judged scores: [judged, wrong] of each engine; None where it says nothing."""
    found = [frame.value for frame in app.dataframe if "wrong" in frame.value]
    return found[0][["judged", "wrong"]].values.tolist() if found else None


def test_a_score_is_judged_and_taken_back(opened, loaded):
    app = opened("articles", article="id-a")
    assert "positive, polarity +0.10" in shown(app)
    control = "judged id-a textblob"
    app.segmented_control(key=control).set_value("negative").run()
    assert not app.exception
    assert "positive; judged negative" in shown(app)
    assert "1 of 2 articles" in shown(opened("articles", tone=["negative"]))
    assert judged(opened("method")) == [[1, 1]]
    app = opened("articles", article="id-a")
    app.segmented_control(key=control).set_value(None).run()
    assert "positive, polarity +0.10" in shown(app) and "judged" not in shown(app)
    assert judged(opened("method")) is None


def test_a_score_that_is_right_counts_as_judged(opened, loaded):
    app = opened("articles", article="id-a")
    app.segmented_control(key="judged id-a textblob").set_value("positive").run()
    assert "positive, polarity +0.10" in shown(app)
    assert judged(opened("method")) == [[1, 0]]


def test_the_wording_toward_an_entity_is_judged_sentence_by_sentence(opened, store):
    workspace.begin(store)
    batch = workspace.open_batch(store, source="test", chosen="query")
    made = chunk(article("a", title="Lund & Co wins", text="A loss for Lund."), mentions=[
        {"article": "id-a", "sentence": sentence, "start": start, "end": start + 4, "surface": "Lund", "entity": "Lund",
         "type": "ORG", "polarity": polarity, "tone": tone}
        for sentence, start, polarity, tone in ((-1, 0, 0.6, "positive"), (0, 11, -0.4, "negative"))])
    made.sides["sentences"] = made.sides["sentences"].assign(end=16)
    made.sides["sentiment"] = made.sides["sentiment"].assign(engine="news")
    workspace.commit(store, batch, made, same_signature, 0.1)
    app = opened("articles", article="id-a", entity=["Lund"])
    assert "Toward Lund positive, polarity +0.60: Lund & Co wins" in re.sub(r"\s+", " ", shown(app))
    assert "negative, polarity −0.40: A loss for Lund ." in re.sub(r"\s+", " ", shown(app))
    app.segmented_control(key="judged id-a news 0 11").set_value("neutral").run()
    assert not app.exception
    assert "negative; judged neutral" in shown(app) and "positive, polarity +0.60" in shown(app)
    app.segmented_control(key="judged id-a news").set_value("positive").run()
    assert not app.exception
    assert judged(opened("method")) == [[1, 0], [1, 1]]  # of articles, of mentions
    app.segmented_control(key="judged id-a news 0 11").set_value(None).run()
    assert "judged" not in shown(app)
    assert judged(opened("method")) == [[1, 0]]


def test_the_demo_is_not_judged(opened):
    first = tables.connect(DEMO, tables.state(DEMO).version).execute(
        "SELECT id FROM articles WHERE language = 'en' ORDER BY n LIMIT 1").fetchone()[0]
    [control] = [one for one in opened("articles", article=first).segmented_control if one.label == "Your reading"]
    assert control.disabled


def test_the_words_behind_a_news_score_are_told_on_demand(opened):
    first = tables.connect(DEMO, tables.state(DEMO).version).execute(
        "SELECT id FROM articles WHERE language = 'en' ORDER BY n LIMIT 1").fetchone()[0]
    app = opened("articles", article=first)
    assert "what it adds" not in shown(app)
    next(button for button in app.button if button.label == "Which words?").click().run(timeout=120)
    assert not app.exception and "what it adds" in shown(app)
    assert any("title='" in part.proto.body and "background: #" in part.proto.body for part in app.html)
