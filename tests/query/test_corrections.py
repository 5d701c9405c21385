"""A judged score is read as judged from its version on, counts as the engine would have it, and is told apart."""

import pandas as pd
import pytest
from handmade import article, chunk, same_signature

from utils import schema
from utils.query.corrections import Judgment, judge, judged
from utils.query.filters import Filters
from utils.query.rows import rows
from utils.store import curation, tables, workspace

TOLD = {"a": -0.6, "b": -0.2, "c": 0.0, "d": 0.5}


@pytest.fixture
def store(tmp_path):
    store = tmp_path / "store"
    workspace.begin(store)
    batch = workspace.open_batch(store, source="test", chosen="query")
    mentions = [{"article": f"id-{name}", "sentence": 0, "start": 2, "end": 6, "surface": "text", "entity": "Text",
                 "type": "ORG", "polarity": polarity, "tone": tone(polarity)} for name, polarity in TOLD.items()]
    made = chunk(*(article(name) for name in TOLD), mentions=mentions)
    made.sides["sentiment"] = schema.SENTIMENT.frame(
        [{"article": f"id-{name}", "engine": "news", "polarity": polarity, "tone": tone(polarity)}
         for name, polarity in TOLD.items()])
    workspace.commit(store, batch, made, same_signature, 0.1)
    return store


def tone(polarity):
    return schema.TONES[int(polarity > 0) - int(polarity < 0) + 1]


def told(store, table="sentiment", version=None):
    found = rows(store, table, Filters(as_of=version))
    return {article.removeprefix("id-"): (tone, polarity) for article, tone, polarity in
            found[["article", "tone", "polarity"]].itertuples(index=False)}


@pytest.mark.parametrize(("judgment", "changed"), [
    (Judgment("id-d", "news", "positive", "negative"), {"d": ("negative", pytest.approx(-0.4))}),  # the mean of the two
    (Judgment("id-a", "news", "negative", "positive"), {"a": ("positive", 0.5)}),
    (Judgment("id-a", "news", "negative", "negative"), {}),  # right: the score stays
    (Judgment("id-a", "textblob", "negative", "positive"), {}),  # of another engine
    (Judgment("id-a", "news", "negative", "positive", sentence=0, start=2), {}),  # of a mention
    (Judgment("id-nobody", "news", "negative", "positive"), {}),
])
def test_a_judged_tone_stands_in_place_of_the_one_told(store, judgment, changed):
    pinned, before = tables.state(store).version, told(store)
    act = judge(store, judgment)
    assert told(store) == before | changed
    assert told(store, version=pinned) == before
    curation.undo(store, act)
    assert told(store) == before


def test_a_mention_is_judged_apart_from_its_article(store):
    before = told(store, "mentions")
    judge(store, Judgment("id-d", "news", "positive", "negative", sentence=0, start=2))
    assert told(store, "mentions") == before | {"d": ("negative", pytest.approx(-0.4))}
    assert told(store)["d"] == ("positive", 0.5)


def test_all_mentions_of_an_entity_in_a_sentence_are_judged_as_one(store):
    batch = workspace.open_batch(store, source="test", chosen="query")
    twice = [{"article": "id-z", "sentence": 0, "start": start, "end": start + 2, "surface": "Lund", "entity": entity,
              "type": "ORG", "polarity": 0.5, "tone": "positive"} for start, entity in ((0, "Lund"), (6, "Aster"),
                                                                                         (9, "Lund"))]
    workspace.commit(store, batch, chunk(article("z"), mentions=twice), same_signature, 0.1)
    for start in (0, 9):  # a second judgment on the other mention adds no rows
        judge(store, Judgment("id-z", "news", "positive", "negative", sentence=0, start=start))
        found = rows(store, "mentions", Filters()).query("article == 'id-z'").sort_values("start")
        assert found[["start", "tone"]].values.tolist() == [[0, "negative"], [6, "positive"], [9, "negative"]]


def test_a_tone_the_engine_never_told_gets_a_middle_polarity(store):
    workspace.undo(store, 1)
    batch = workspace.open_batch(store, source="test", chosen="query")
    made = chunk(article("e"))
    made.sides["sentiment"] = made.sides["sentiment"].assign(engine="news", polarity=0.3)
    workspace.commit(store, batch, made, same_signature, 0.1)
    judge(store, Judgment("id-e", "news", "positive", "negative"))
    assert told(store) == {"e": ("negative", -0.5)}


def test_the_last_judgment_holds_and_each_score_counts_once(store):
    assert judged(store, 99).empty
    for given in ("positive", "neutral"):
        judge(store, Judgment("id-a", "news", "negative", given))
    judge(store, Judgment("id-b", "news", "negative", "negative"))
    found = judged(store, 99)
    assert found[["article", "told", "tone"]].values.tolist() == [["id-a", "negative", "neutral"],
                                                                  ["id-b", "negative", "negative"]]
    assert told(store)["a"][0] == "neutral"
    assert isinstance(found, pd.DataFrame) and found["start"].isna().all()
