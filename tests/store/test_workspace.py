"""Commit, pin, undo, compact: each version is whole, and an old one stays what it was."""

import multiprocessing
import os
import signal
import sqlite3
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from handmade import article, chunk, same_signature

from utils.cleaning import copies
from utils.errors import StoreError
from utils.query.filters import Filters
from utils.query.rows import rows
from utils.store import ledger, parts, tables, workspace


@pytest.fixture
def store(tmp_path):
    return tmp_path / "store"


def load(store, *chunks, source="test"):
    workspace.begin(store)
    batch = workspace.open_batch(store, source=source, chosen="query")
    return batch, [workspace.commit(store, batch, one, same_signature, 0.5) for one in chunks]


def seen(store, version=None, sql="SELECT id FROM articles ORDER BY n"):
    connection = tables.connect(store, version or tables.state(store).version)
    return [row[0] if len(row) == 1 else row for row in connection.execute(sql).fetchall()]


def test_a_commit_counts_in_all_tables_at_once(store):
    mention = {"article": "id-a", "sentence": 0, "start": 0, "end": 1, "surface": "A", "entity": "Ay", "type": "ORG"}
    _, [(version, counts)] = load(store, chunk(article("a"), article("b", published=None), mentions=[mention],
                                               rejects=[{"origin": "f", "row": 3, "reason": "no text", "excerpt": ""}]))
    assert (counts.read, counts.accepted, counts.duplicates, counts.rejected, counts.undated) == (3, 2, 0, 1, 1)
    assert seen(store) == ["id-a", "id-b"]
    assert seen(store, sql="SELECT article, entity, type FROM mentions") == [(1, "Ay", "ORG")]
    assert seen(store, sql="SELECT reason FROM rejects") == ["no text"]
    [batch] = tables.batches(store, version).to_dict("records")
    assert (batch["read"], batch["accepted"], batch["chosen"], batch["undone"]) == (3, 2, "query", False)


def test_a_name_has_the_type_that_most_articles_of_all_loads_give_it(store):
    def loaded(id, type_):
        mention = {"article": f"id-{id}", "sentence": 0, "start": 0, "end": 2, "surface": "RT", "entity": "RT"}
        return load(store, chunk(article(id), mentions=[mention | {"type": type_}] * 2))[1][0][0]

    first = loaded("a", "PLACE")
    loaded("b", "ORG")
    loaded("c", "ORG")
    assert set(seen(store, sql="SELECT type FROM mentions")) == {"ORG"}
    assert set(seen(store, first, sql="SELECT type FROM mentions")) == {"PLACE"}


def test_a_table_that_a_store_was_loaded_without_is_empty(store):
    load(store, chunk(article("a")))
    with ledger.opened(store) as connection:
        assert not connection.execute("SELECT 1 FROM parts WHERE \"table\" = 'voices'").fetchall()
    assert seen(store, sql="SELECT count(*) FROM voices") == [0]
    assert rows(store, "voices", Filters()).empty


@pytest.mark.parametrize(("again", "accepted"), [
    (article("a"), 0),
    (article("a", id="id-x", url="https://elsewhere.example/a"), 0),  # same outlet, title and text
    (article("a", id="id-x", outlet="Strait Times"), 0),  # same link and text
    (article("a", id="id-x", outlet="Strait Times", url="https://strait.example/a"), 1),  # a copy elsewhere
    (article("a", id="id-x", text="A changed text on a."), 1),  # a revision
])
def test_the_same_item_again_is_a_duplicate_and_the_same_text_elsewhere_is_not(store, again, accepted):
    load(store, chunk(article("a")))
    _, [(_, counts)] = load(store, chunk(again))
    assert counts.accepted == accepted
    assert counts.read == counts.accepted + counts.duplicates + counts.rejected


def test_items_of_unknown_outlets_are_duplicates_only_by_their_link(store):
    first = article("a", outlet=None)
    elsewhere, pasted = first | {"id": "id-x", "url": "https://b.example"}, first | {"id": "id-y", "url": None}
    _, [(_, counts)] = load(store, chunk(first, elsewhere, first | {"id": "id-z"}, pasted, pasted | {"id": "id-w"}))
    assert (counts.accepted, counts.duplicates) == (3, 2)
    assert seen(store) == ["id-a", "id-x", "id-y"]


def test_near_copies_share_a_story_also_across_commits_and_the_earliest_is_the_original(store):
    late, early = article("late"), article("early", published=pd.Timestamp("2023-10-01", tz="UTC"))
    load(store, chunk(late), chunk(early, article("other"), story={"id-early": "id-late"}))
    assert seen(store, sql="SELECT id, story, is_copy, copy_of FROM articles ORDER BY n") == [
        ("id-late", 1, True, 2), ("id-early", 1, False, 2), ("id-other", 3, False, 3)]


def signed(*articles: dict):
    """Return a chunk of articles with the signatures that loading gives them."""
    made = chunk(*articles)
    signatures = copies.signatures(made.articles)
    return replace(made, signatures=signatures, bands=copies.bands(signatures))


def commit(store, *chunks):
    workspace.begin(store)
    batch = workspace.open_batch(store, source="test", chosen="query")
    return batch, [workspace.commit(store, batch, one, copies.group, 0.1)[1] for one in chunks]


LINEAGE = "SELECT id, story, is_copy, copy_of, is_revision, revision_of FROM articles ORDER BY n"


def test_a_changed_text_under_the_same_link_is_a_revision_in_the_same_story(store):
    first, changed = article("a"), article("a", id="id-a2", title="Another headline", text="Nothing is left of it.")
    commit(store, signed(first))
    before = tables.state(store).version
    _, [counts] = commit(store, signed(changed, article("b"), article("a", id="id-a3", text="Changed once more.")))
    assert (counts.accepted, counts.duplicates, counts.copies) == (3, 0, 2)
    assert seen(store, sql=LINEAGE) == [
        ("id-a", 1, False, 1, False, None), ("id-a2", 1, True, 1, True, 1), ("id-b", 3, False, 3, False, None),
        ("id-a3", 1, True, 1, True, 2)]
    assert seen(store, before, sql=LINEAGE) == [("id-a", 1, False, 1, False, None)]
    assert commit(store, signed(changed))[1][0].duplicates == 1


@pytest.mark.parametrize("link", [None, "https://harbor.example/", "https://harbor.example"])
def test_without_a_link_of_its_own_an_article_revises_none(store, link):
    commit(store, signed(article("a", url=link), article("b", url=link)))
    assert seen(store, sql=LINEAGE) == [("id-a", 1, False, 1, False, None), ("id-b", 2, False, 2, False, None)]


def test_after_an_undo_a_story_goes_on_with_what_is_left(store):
    wire = "The ministry said on Monday that it would put off its rule on chip exports until the summer of next year"
    told = [article(name, text=f"{wire}, {name}.", outlet=name) for name in ("first", "second", "third")]
    batch, _ = commit(store, signed(told[0]))
    commit(store, signed(told[1]))
    workspace.undo(store, batch)
    commit(store, signed(told[2]))
    assert seen(store, sql="SELECT id, is_copy, copy_of FROM articles ORDER BY n") == [
        ("id-second", False, 2), ("id-third", True, 2)]
    exported = rows(store, "stories", Filters())
    assert exported["story"].tolist() == ["id-second", "id-second"]


def test_an_old_version_stays_what_it_was_and_undo_lets_the_batch_be_loaded_again(store):
    load(store, chunk(article("a")))
    before = tables.state(store).version
    batch, _ = load(store, chunk(article("b")))
    after = tables.state(store).version
    undone = workspace.undo(store, batch)
    assert (seen(store, before), seen(store, after), seen(store, undone)) == (["id-a"], ["id-a", "id-b"], ["id-a"])
    assert list(tables.batches(store, undone)["undone"]) == [False, True]
    _, [(_, counts)] = load(store, chunk(article("b")))
    assert counts.accepted == 1
    assert seen(store) == ["id-a", "id-b"]


def test_compaction_changes_no_version(store):
    load(store, *[chunk(article(str(number))) for number in range(5)])
    before = tables.state(store).version
    compacted = workspace.compact(store, most=3)
    assert compacted > before
    assert seen(store, before) == seen(store, compacted) == [f"id-{number}" for number in range(5)]
    with ledger.opened(store) as connection:
        assert connection.execute("SELECT count(*) FROM parts WHERE \"table\" = 'articles' AND removed IS NULL"
                                  ).fetchone() == (1,)
    assert workspace.compact(store, most=3) == compacted


def test_a_part_that_no_row_names_is_swept(store):
    load(store, chunk(article("a")))
    orphan = parts.write(store, "articles", pd.DataFrame({"n": [7]}))
    workspace.begin(store)
    assert not (store / orphan.path).exists()
    assert seen(store) == ["id-a"]


def test_a_failed_commit_leaves_nothing(store):
    batch, _ = load(store, chunk(article("a")))

    def broken(new, earlier):
        raise RuntimeError("out of memory")

    with pytest.raises(RuntimeError):
        workspace.commit(store, batch, chunk(article("b")), broken, 0)
    assert seen(store) == ["id-a"]
    _, [(_, counts)] = load(store, chunk(article("b")))
    assert counts.accepted == 1


def test_a_missing_part_is_named_and_a_changed_one_noticed(store):
    load(store, chunk(article("a")))
    with ledger.opened(store) as connection:
        path, digest = connection.execute("SELECT path, sha256 FROM parts WHERE \"table\" = 'articles'").fetchone()
    assert not parts.damaged(store, path, digest)
    content = bytearray((store / path).read_bytes())
    content[len(content) // 2] ^= 1
    (store / path).write_bytes(content)
    assert parts.damaged(store, path, digest)
    (store / path).unlink()
    with pytest.raises(StoreError, match="missing"):
        tables.connect(store, 2)


def test_a_store_of_another_format_or_none_is_a_sentence(store):
    with pytest.raises(StoreError, match="no Wirewatch store"):
        tables.state(store)
    ledger.create(store)
    with sqlite3.connect(store / ledger.FILE) as connection:
        connection.execute("UPDATE meta SET value = 99 WHERE key = 'format'")
    with pytest.raises(StoreError, match="format 99"):
        tables.state(store)


def test_a_store_may_be_named_from_where_one_stands(store, monkeypatch):
    monkeypatch.chdir(store.parent)
    load(Path(store.name), chunk(article("a")))
    assert seen(Path(store.name)) == seen(store) == ["id-a"]


def test_queries_reach_nothing_but_the_parts(store, tmp_path):
    load(store, chunk(article("a")))
    (tmp_path / "secret.csv").write_text("a\n1\n")
    cursor = tables.connect(store, 2).cursor()
    for sql in (f"FROM read_csv('{tmp_path}/secret.csv')", f"COPY articles TO '{tmp_path}/out.csv'",
                "SET enable_external_access = true", "INSTALL httpfs"):
        with pytest.raises(Exception, match=r"(?i)permission|disabled|locked|cannot"):
            cursor.execute(sql)


def _load_many(store, prefix, count):
    for number in range(count):
        load(store, chunk(article(f"{prefix}-{number}"), article(f"shared-{number}")))


def test_writers_side_by_side_keep_every_row_once(store):
    workspace.begin(store)
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_load_many, args=(store, name, 6)) for name in "abc"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    ids = seen(store)
    assert len(ids) == len(set(ids)) == 3 * 6 + 6
    assert tables.batches(store, tables.state(store).version)["accepted"].sum() == len(ids)


def _load_and_tell(store, told):
    for number in range(1000):
        load(store, chunk(article(f"{os.getpid()}-{number}")))
        told.put((os.getpid(), number))


def test_a_kill_loses_nothing_acknowledged_and_leaves_nothing_half(store):
    context = multiprocessing.get_context("spawn")
    told = context.Queue()
    acknowledged = []
    for wait in (0.05, 0.2, 0.35):
        writer = context.Process(target=_load_and_tell, args=(store, told))
        writer.start()
        acknowledged.append(told.get(timeout=30))
        time.sleep(wait)
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        while not told.empty():
            acknowledged.append(told.get(timeout=1))
    workspace.begin(store)
    ids = set(seen(store))
    assert {f"id-{pid}-{number}" for pid, number in acknowledged} <= ids
    version = tables.state(store).version
    for table, count in (("sentences", len(ids)), ("sentiment", len(ids))):
        assert seen(store, version, f"SELECT count(*) FROM {table}") == [count]
    with ledger.opened(store) as connection:
        named = {path for (path,) in connection.execute("SELECT path FROM parts")}
    assert {path.relative_to(store).as_posix() for path in (store / parts.FOLDER).glob("*/*")} == named
