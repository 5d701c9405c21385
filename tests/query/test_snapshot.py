"""Which articles a view selects, what it compares, and what leaves the house."""

from datetime import date

import pandas as pd
import pytest
from handmade import article, chunk, same_signature

from utils import schema
from utils.errors import QueryError, TooSlow
from utils.query import lens
from utils.query.filters import Filters
from utils.query.rows import rows
from utils.query.selection import Period, compared
from utils.query.snapshot import Snapshot
from utils.store import tables, workspace


def at(text):
    return pd.Timestamp(text, tz="UTC")


ARTICLES = [
    article("a", published=at("2023-01-02 23:30"), title="Chip export licences revoked", outlet="Harbor Wire"),
    article("b", published=at("2023-01-05"), title="Chip export licences revoked", outlet="Strait Times"),
    article("c", published=at("2023-02-10"), title="Shares rise", text="Nvidia shares rise.", outlet="Strait Times"),
    article("d", published=None, title="Sans date", text="Huawei et la Chine.", language="fr"),
]
MENTIONS = [
    {"article": "id-c", "sentence": 0, "start": 0, "end": 6, "surface": "Nvidia", "entity": "Nvidia", "type": "ORG"},
    {"article": "id-d", "sentence": 0, "start": 0, "end": 6, "surface": "Huawei", "entity": "Huawei", "type": "ORG"},
    {"article": "id-d", "sentence": 0, "start": 13, "end": 18, "surface": "Chine", "entity": "China", "type": "PLACE"},
]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = tmp_path_factory.mktemp("store")
    workspace.begin(store)
    batch = workspace.open_batch(store, source="test", chosen="query")
    workspace.commit(store, batch, chunk(*ARTICLES, mentions=MENTIONS, story={"id-b": "id-a"}), same_signature, 0.1)
    return store


@pytest.fixture(params=["in frames", "in parts"])
def snapshot(store, request, monkeypatch):
    """The store's version, held as frames as small stores are, and read from its parts as large ones are."""
    monkeypatch.setattr(lens, "HELD_ROWS", 10**6 if request.param == "in frames" else 0)
    return Snapshot(store, tables.state(store).version)


def ids(snapshot, table="articles", **filters):
    with snapshot.tables(Filters(**filters), 10) as seen:
        return sorted(getattr(seen, table).collect("pandas").to_native()["id"].str.removeprefix("id-"))


@pytest.mark.parametrize(("filters", "found"), [
    ({}, "abcd"),
    ({"q": "chip"}, "ab"),
    ({"q": "entity:huawei OR outlet:strait*"}, "bcd"),
    ({"q": "NOT lang:fr"}, "abc"),
    ({"topic": "chip-export-rules"}, "ab"),
    ({"topic": "chip-export-rules", "q": "outlet:strait*"}, "b"),
    ({"start": date(2023, 1, 3)}, "bc"),
    ({"end": date(2023, 1, 2)}, "a"),
    ({"end": date(2023, 1, 2), "zone": "Asia/Shanghai"}, ""),
    ({"start": date(2023, 1, 3), "end": date(2023, 1, 3), "zone": "Asia/Shanghai"}, "a"),
    ({"outlet": ("Harbor Wire",)}, "ad"),
    ({"outlet": ("Harbor Wire", "Strait Times")}, "abcd"),
    ({"entity": ("Huawei",)}, "d"),
    ({"entity": ("Huawei", "China")}, "d"),
    ({"entity": ("Huawei", "Nvidia")}, ""),
    ({"lang": ("fr",)}, "d"),
    ({"tone": ("positive",)}, "abcd"),
    ({"tone": ("negative",)}, ""),
    ({"copies": False}, "acd"),
])
def test_filters_select(snapshot, filters, found):
    assert "".join(ids(snapshot, **filters)) == found
    assert ids(snapshot, "loaded", **filters) == list("abcd")


@pytest.mark.parametrize(("filters", "undated"), [
    ({}, 1), ({"start": date(2023, 1, 3)}, 1), ({"end": date(2023, 1, 2), "lang": ("fr",)}, 1), ({"q": "chip"}, 0)])
def test_a_view_of_some_days_says_what_has_none(snapshot, filters, undated):
    with snapshot.tables(Filters(**filters), 10) as seen:
        assert seen.undated == undated


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """A version with a ministry's notice beside what two outlets wrote of it."""
    store = tmp_path_factory.mktemp("mixed")
    workspace.begin(store)
    batch = workspace.open_batch(store, source="test", chosen="query")
    articles = [article("a", title="Notice on chips", kind="official", outlet="Ministry", published=at("2023-01-01")),
                article("b", title="Notice on chips", published=at("2023-01-02")),
                article("c", title="Ministry acts", published=at("2023-01-03"))]
    workspace.commit(store, batch, chunk(*articles, story={"id-b": "id-a"}), same_signature, 0.1)
    return Snapshot(store, tables.state(store).version)


@pytest.mark.parametrize(("filters", "coverage", "official"), [
    ({}, "bc", "a"),
    ({"q": "chips"}, "b", "a"),
    ({"outlet": ("Harbor Wire",)}, "bc", ""),
    ({"outlet": ("Ministry",)}, "", "a"),
    ({"start": date(2023, 1, 2)}, "bc", ""),
    ({"copies": False}, "bc", "a"),
])
def test_official_documents_are_kept_but_are_no_coverage(mixed, filters, coverage, official):
    assert "".join(ids(mixed, **filters)) == coverage
    assert "".join(ids(mixed, "official", **filters)) == official
    assert ids(mixed, "loaded", **filters) == list("bc")


def test_what_is_compared_does_not_begin_with_an_official_document(mixed):
    with mixed.tables(Filters(), 10) as seen:
        assert seen.period.before > date(2023, 1, 1)


def test_official_documents_leave_the_house_with_the_view(mixed):
    assert sorted(rows(mixed.store, "articles", Filters(q="chips"))["id"]) == ["id-a", "id-b"]


@pytest.fixture(scope="module")
def twice_scored(tmp_path_factory):
    """Two articles scored by two engines, and one scored by the older one alone."""
    store = tmp_path_factory.mktemp("scored") / "store"
    workspace.begin(store)
    batch = workspace.open_batch(store, source="test", chosen="query")
    made = chunk(article("a"), article("b"), article("c"))
    told = pd.DataFrame([("id-a", "news", -0.8, None, "negative"), ("id-b", "news", 0.0, None, "neutral")],
                        columns=list(made.sides["sentiment"]))
    made.sides["sentiment"] = schema.SENTIMENT.check(pd.concat([made.sides["sentiment"], told]))
    workspace.commit(store, batch, made, same_signature, 0.1)
    return store


@pytest.mark.parametrize(("filters", "found"), [
    ({}, "abc"), ({"tone": ("negative",)}, "a"), ({"tone": ("positive",)}, ""),
    ({"tone": ("positive",), "engine": "textblob"}, "abc"), ({"tone": ("negative",), "engine": "textblob"}, ""),
])
def test_the_better_engine_is_read_unless_another_is_asked_for(twice_scored, filters, found):
    snapshot = Snapshot(twice_scored, tables.state(twice_scored).version)
    assert snapshot.engines == ("news", "textblob")
    assert "".join(ids(snapshot, **filters)) == found


@pytest.mark.parametrize(("unit", "count"), [("articles", 4), ("stories", 3), ("outlets", 2)])
def test_a_count_is_the_distinct_values_of_the_unit(snapshot, unit, count):
    with snapshot.tables(Filters(unit=unit), 10) as seen:
        assert seen.articles.collect("pandas")["unit"].n_unique() == count


@pytest.mark.parametrize(("filters", "first", "last", "period"), [
    ({}, date(2023, 1, 1), date(2023, 1, 10), Period(date(2023, 1, 6), date(2023, 1, 10), date(2023, 1, 1))),
    ({}, date(2023, 1, 1), date(2023, 1, 1), None),
    ({}, None, None, None),
    ({"start": date(2023, 1, 5), "end": date(2023, 1, 6)}, date(2023, 1, 1), date(2023, 1, 9),
     Period(date(2023, 1, 5), date(2023, 1, 6), date(2023, 1, 3))),
    ({"start": date(2023, 1, 9)}, date(2023, 1, 1), date(2023, 1, 10),
     Period(date(2023, 1, 9), date(2023, 1, 10), date(2023, 1, 7))),
    ({"start": date(2022, 1, 1), "end": date(2022, 2, 1)}, date(2023, 1, 1), date(2023, 1, 9), None),
])
def test_what_is_compared(filters, first, last, period):
    assert compared(Filters(**filters), first, last) == period


def test_the_stretches_compared_hold_the_same_filters(snapshot):
    dates = {"start": date(2023, 1, 5), "end": date(2023, 1, 8)}
    assert ids(snapshot, "recent", **dates) == ["b"]
    assert ids(snapshot, "before", **dates) == ["a"]
    assert ids(snapshot, "before", outlet=("Strait Times",), **dates) == []


def test_a_field_that_a_store_cannot_answer_is_a_query_error(snapshot):
    with pytest.raises(QueryError, match="speaker"):
        ids(snapshot, q="speaker:smith")


def test_a_question_that_takes_too_long_is_stopped(snapshot):
    with pytest.raises(TooSlow, match="stopped"), snapshot.cursor(0.05) as cursor:
        cursor.execute("SELECT count(*) FROM range(100000) a, range(100000) b WHERE hash(a.range, b.range) = 1")


def test_more_views_than_are_kept_can_be_asked(snapshot):
    for day in range(1, 29):
        for month in (1, 2, 3):
            ids(snapshot, start=date(2023, month, day))
    assert ids(snapshot, start=date(2023, 1, 3)) == ["b", "c"]


@pytest.mark.parametrize(("table", "view", "count"), [
    ("articles", {}, 4), ("articles", {"lang": ("fr",)}, 1), ("mentions", {"lang": ("fr",)}, 2),
    ("sentences", {}, 4), ("sentiment", {"copies": False}, 3), ("stories", {}, 4), ("rejects", {}, 0), ("notes", {}, 0),
    ("batches", {}, 1)])
def test_rows_follow_the_view_and_name_articles_by_id(store, table, view, count):
    frame = rows(store, table, Filters(**view))
    assert len(frame) == count
    if "article" in frame:
        assert frame["article"].str.startswith("id-").all()


@pytest.fixture(scope="module")
def changing(tmp_path_factory):
    """A version with an outlet that is there on all of sixty days, one that stops halfway, and unknown ones."""
    store = tmp_path_factory.mktemp("changing")
    workspace.begin(store)
    batch = workspace.open_batch(store, source="test", chosen="whole feed")
    days = [at("2023-01-01") + pd.Timedelta(days=day) for day in range(60)]
    articles = [article(f"h{n}", published=day, title=f"Harbor {n}", outlet="Harbor Wire")
                for n, day in enumerate(days)]
    articles += [article(f"s{n}", published=day, title=f"Strait {n}", outlet="Strait Times")
                 for n, day in enumerate(days[:30])]
    articles += [article("u", published=days[0], title="Nobody 1", outlet=None),
                 article("o", published=days[0], title="Notice 1", outlet="Ministry", kind="official")]
    workspace.commit(store, batch, chunk(*articles), same_signature, 0.1)
    return store


@pytest.mark.parametrize("rows", [10**6, 0], ids=["in frames", "in parts"])
@pytest.mark.parametrize(("filters", "outlets", "loaded"), [
    ({}, {"Harbor Wire", "Strait Times", None}, 91),
    ({"panel": True}, {"Harbor Wire"}, 60),
    ({"panel": True, "end": date(2023, 1, 30)}, {"Harbor Wire", "Strait Times"}, 90),
    ({"panel": True, "start": date(2023, 1, 25), "end": date(2023, 1, 30)}, {"Harbor Wire", "Strait Times"}, 90),
    ({"panel": True, "start": date(2023, 1, 31)}, {"Harbor Wire"}, 60),  # compared with the days that Strait was in
    ({"panel": True, "start": date(2024, 1, 1)}, set(), 0),
    ({"panel": True, "q": "strait"}, set(), 60),
])
def test_same_outlets_throughout(changing, monkeypatch, rows, filters, outlets, loaded):
    monkeypatch.setattr(lens, "HELD_ROWS", rows)
    with Snapshot(changing, tables.state(changing).version).tables(Filters(**filters), 10) as seen:
        shown = seen.articles.collect("pandas").to_native()
        denominator = seen.loaded.collect("pandas").to_native()
        before = seen.before.collect("pandas").to_native()
        official = len(seen.official.collect("pandas"))
    assert {None if pd.isna(name) else name for name in shown["outlet"]} == outlets
    assert len(denominator) == loaded
    assert not filters.get("panel") or set(before["outlet"]) <= set(denominator["outlet"])
    assert official == (0 if "q" in filters or "start" in filters else 1)
