"""What is decided about names holds wherever names are asked for, from its version on, and touches no fact."""

import hashlib

import pytest
from handmade import article, chunk, same_signature
from hypothesis import given
from hypothesis import strategies as some

from utils import story
from utils.analysis import entities
from utils.query.filters import Filters
from utils.query.names import Decision, decide, decided, renamed, resolved
from utils.query.rows import rows
from utils.query.snapshot import Snapshot
from utils.store import curation, tables, workspace

FOUND = [("a", "Huawei", "Huawei", "ORG"), ("b", "Huawei Technologies", "Huawei Technologies", "ORG"),
         ("c", "Huawei Technologies", "Huawei", "ORG"), ("c", "Meng", "Meng Wanzhou", "ORG"),
         ("d", "Read More", "Read More", "ORG")]


@pytest.fixture
def store(tmp_path):
    store = tmp_path / "store"
    workspace.begin(store)
    batch = workspace.open_batch(store, source="test", chosen="query")
    mentions = [{"article": f"id-{name}", "sentence": 0, "start": 0, "end": len(surface), "surface": surface,
                 "entity": entity, "type": type_} for name, surface, entity, type_ in FOUND]
    workspace.commit(store, batch, chunk(*(article(name) for name in "abcd"), mentions=mentions), same_signature, 0.1)
    return store


def named(store, version=None, **filters):
    """Return whose mentions the articles hold: {article: [(entity, type)]}."""
    found = rows(store, "mentions", Filters(**filters, as_of=version))
    return {article.removeprefix("id-"): sorted(zip(group["entity"], group["type"], strict=True))
            for article, group in found.groupby("article")}


@pytest.mark.parametrize(("decisions", "changed"), [
    ([Decision("Huawei Technologies", "Huawei")], {"b": [("Huawei", "ORG")]}),  # merged
    ([Decision("Huawei", "Huawei Group")],
     {"a": [("Huawei Group", "ORG")], "c": [("Huawei Group", "ORG"), ("Meng Wanzhou", "ORG")]}),  # renamed
    ([Decision("Huawei", "Huawei Technologies", surface="Huawei Technologies")],  # split: written so, in c
     {"c": [("Huawei Technologies", "ORG"), ("Meng Wanzhou", "ORG")]}),
    ([Decision("Read More", None)], {"d": None}),  # hidden
    ([Decision("Meng Wanzhou", "Meng Wanzhou", "PERSON")], {"c": [("Huawei", "ORG"), ("Meng Wanzhou", "PERSON")]}),
    ([Decision("Huawei Technologies", "Huawei"), Decision("Huawei", "HW")],  # what was merged goes along
     {"a": [("HW", "ORG")], "b": [("HW", "ORG")], "c": [("HW", "ORG"), ("Meng Wanzhou", "ORG")]}),
    ([Decision("Huawei", "HW"), Decision("Huawei Technologies", "Huawei")],  # a name that is free again
     {"a": [("HW", "ORG")], "b": [("Huawei", "ORG")], "c": [("HW", "ORG"), ("Meng Wanzhou", "ORG")]}),
    ([Decision("Huawei", None), Decision("Huawei Technologies", "Huawei")],  # hiding is of what it was then
     {"a": None, "b": [("Huawei", "ORG")], "c": [("Meng Wanzhou", "ORG")]}),
    ([Decision("Huawei", "HW"), Decision("HW", "Huawei")], {}),  # there and back
])
def test_a_decision_changes_whose_mentions_they_are(store, decisions, changed):
    before = named(store)
    for decision in decisions:
        decide(store, decision)
    expected = {name: found for name, found in (before | changed).items() if found}
    assert named(store) == expected


@pytest.mark.parametrize("filters", [{"entity": ("Huawei Technologies",)}, {"entity": ("Huawei",)},
                                     {"q": 'entity:"Huawei Technologies"'}, {"q": "entity:Huawei*"}])
def test_old_names_in_links_and_queries_mean_who_goes_by_another_now(store, filters):
    decide(store, Decision("Huawei Technologies", "Huawei"))
    assert sorted(named(store, **filters)) == ["a", "b", "c"]


def test_a_pinned_version_keeps_its_names_and_an_undone_act_ends(store):
    pinned, before = tables.state(store).version, named(store)
    act = decide(store, Decision("Huawei Technologies", "Huawei"))
    assert act == pinned + 1
    merged = named(store)
    assert merged != before and named(store, pinned) == before
    undone = curation.undo(store, act)
    assert named(store) == before and named(store, act) == merged
    assert curation.undo(store, act) == undone  # once is enough
    acts = curation.acts(store, undone)
    assert acts[["version", "kind", "undone"]].values.tolist() == [[act, "name", True]]
    assert not curation.acts(store, act)["undone"].any()


def test_facts_are_never_touched(store):
    def facts():
        return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in store.rglob("*.parquet")}

    before = facts()
    decide(store, Decision("Huawei Technologies", "Huawei"))
    curation.undo(store, decide(store, Decision("Huawei", None)))
    assert facts() == before and before


def test_articles_loaded_later_follow_what_was_decided_before(store):
    decide(store, Decision("Huawei Technologies", "Huawei"))
    batch = workspace.open_batch(store, source="test", chosen="query")
    mention = {"article": "id-e", "sentence": 0, "start": 0, "end": 1, "surface": "H", "entity": "Huawei Technologies",
               "type": "ORG"}
    workspace.commit(store, batch, chunk(article("e"), mentions=[mention]), same_signature, 0.1)
    assert named(store)["e"] == [("Huawei", "ORG")]


def test_a_snapshot_in_frames_and_in_parts_agree(store, monkeypatch):
    decide(store, Decision("Huawei", "Huawei Technologies", surface="Huawei Technologies"))
    held = named(store)
    monkeypatch.setattr(tables, "HELD", 0)
    assert named(store) == held
    assert Snapshot(store, tables.state(store).version).decisions == decided(store, 99)


def test_bodies_of_one_actor_count_as_one_on_request(tmp_path):
    store, bodies = tmp_path / "store", {one.name: one for one in story.watchlist() if one.group}
    first, second = [name for name, one in bodies.items() if one.group == "Chinese government"][:2]
    workspace.begin(store)
    batch = workspace.open_batch(store, source="test", chosen="query")
    mentions = [{"article": f"id-{name}", "sentence": 0, "start": at, "end": at + 1, "surface": "x", "entity": entity,
                 "type": "PLACE"} for name, entity, at in (("a", first, 0), ("a", second, 2), ("b", second, 0),
                                                           ("c", "Nvidia", 0))]
    workspace.commit(store, batch, chunk(*(article(name) for name in "abc"), mentions=mentions), same_signature, 0.1)
    snapshot = Snapshot(store, tables.state(store).version)

    def counted(**filters):
        with snapshot.tables(Filters(**filters), 10) as seen:
            return dict(entities.top(seen)[["entity", "count"]].itertuples(index=False, name=None))

    assert counted() == {second: 2, first: 1, "Nvidia": 1}
    assert counted(groups=True) == {"Chinese government": 2, "Nvidia": 1}
    assert counted(groups=True, entity=("Chinese government",)) == {"Chinese government": 2}
    with snapshot.tables(Filters(groups=True), 10) as seen:
        assert entities.top(seen).set_index("entity")["type"].to_dict()["Chinese government"] == "ORG"


NAMES = some.sampled_from("ABC")


@given(some.lists(some.builds(Decision, NAMES, some.none() | NAMES, some.none() | some.just("ORG"),
                              some.none() | some.sampled_from("xy")), max_size=6), NAMES, some.sampled_from("xyz"))
def test_the_table_says_what_following_every_decision_says(decisions, entity, surface):
    name, type_ = entity, None
    for one in decisions:
        if name == one.entity and one.surface in (None, surface):
            name, type_ = one.name, one.type or type_
    table = resolved(decisions)
    mine = table[(table["entity"] == entity) & (table["surface"].isna() | (table["surface"] == surface))]
    row = mine.sort_values("surface", na_position="last").head(1)
    told = (entity, None) if row.empty else tuple(None if value != value else value for value in row.iloc[0, 2:])
    assert told == (name, type_)
    assert all(renamed(decisions, [entity]))
