"""What a store remembers of its feeds."""

from datetime import UTC, datetime, timedelta

import pytest
from handmade import article, chunk, same_signature

from utils import schema, story
from utils.errors import WirewatchError
from utils.store import feeds, ledger, tables, workspace

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
URL, OTHER = "https://harbor.example/feed", "https://strait.example/feed?key=1"
OWN = (story.Feed("Harbor Wire", URL, full=True),)


@pytest.fixture
def store(tmp_path):
    return tmp_path / "store"


def state(store, url=URL):
    return {one.url: one for _, one in feeds.watched(store, OWN)}[url]


def test_without_a_store_there_are_the_configured_feeds_and_nothing_is_made(store):
    assert feeds.watched(store, OWN) == [(OWN[0], feeds.State(URL))]
    frame = feeds.listed(store, OWN)
    assert frame[["url", "name", "configured", "failures"]].values.tolist() == [[URL, "Harbor Wire", True, 0]]
    assert frame["last_good"].isna().all() and not store.exists()
    assert list(feeds.listed(store, ())) == list(schema.FEEDS.columns)


def test_feeds_are_added_renamed_and_removed(store):
    feeds.add(store, f" {OTHER} ", "Strait")
    feeds.add(store, OTHER, "Strait Times")
    assert [(feed.name, feed.url, feed.full) for feed, _ in feeds.watched(store, OWN)] == [
        ("Strait Times", OTHER, False), ("Harbor Wire", URL, True)]
    assert feeds.listed(store, OWN)["configured"].tolist() == [False, True]
    assert not tables.exists(store)  # the demonstration stays until something is loaded
    feeds.remove(store, OTHER)
    assert [feed.url for feed, _ in feeds.watched(store, OWN)] == [URL]


@pytest.mark.parametrize("url", ["", "harbor.example/feed", "file:///etc/passwd", "https://me:secret@harbor.example/",
                                 "javascript:alert(1)", "https://", "https://a b/"])
def test_what_is_no_address_is_not_added(store, url):
    with pytest.raises(WirewatchError, match="Nothing was added") as told:
        feeds.add(store, url)
    assert "secret" not in str(told.value) and not store.exists()


def test_failures_double_the_wait_up_to_a_day_and_a_success_ends_it(store):
    ledger.create(store)
    waits = []
    for _ in range(10):
        feeds.record_failure(store, URL, NOW, "It was away.")
        waits.append((datetime.fromisoformat(state(store).next_try) - NOW) / timedelta(minutes=1))
    assert waits == [15, 30, 60, 120, 240, 480, 960, 1440, 1440, 1440]
    failed = state(store)
    assert (failed.failures, failed.last_error, failed.last_good) == (10, "It was away.", "")
    assert feeds.waiting(failed, NOW) and not feeds.waiting(failed, NOW + timedelta(days=1))
    feeds.record_good(store, URL, NOW, etag='"v1"', last_modified="today")
    assert state(store) == feeds.State(URL, last_good=NOW.isoformat(), etag='"v1"', last_modified="today")
    feeds.record_failure(store, URL, NOW, "Again.", retry_after=7200)
    assert state(store).next_try == "2026-11-24T14:00:00+00:00" and state(store).etag == '"v1"'
    listed = feeds.listed(store, OWN).iloc[0]
    assert listed["last_good"].isoformat() == NOW.isoformat() and listed["last_error"] == "Again."


def test_links_that_were_followed_are_known(store):
    assert feeds.followed(store, [URL]) == set()
    ledger.create(store)
    feeds.record_followed(store, [URL, URL], NOW)
    assert feeds.followed(store, [URL, OTHER]) == {URL}


def test_a_store_from_before_there_were_feeds_keeps_working(store):
    workspace.begin(store)
    batch = workspace.open_batch(store, source="test", chosen="query")
    workspace.commit(store, batch, chunk(article("a")), same_signature, 0.1)
    before = tables.state(store)
    assert feeds.watched(store, OWN)[0][1] == feeds.State(URL)
    feeds.record_good(store, URL, NOW)
    assert state(store).last_good and tables.state(store) == before


def test_the_feeds_that_come_with_wirewatch_are_all_switched_off():
    assert story.feeds() == ()
    written = (story.DATA / "feeds.toml").read_text(encoding="utf-8")
    assert written.count("[[feed]]") == written.count("enabled = false") >= 3


@pytest.mark.parametrize(("text", "words"), [("[[feed]\n", "mistake"), ('[[feed]]\nname = "A"\n', "url"),
                                             ('[[feed]]\nname = "A"\nurl = "x"\ncolour = "red"', "colour")])
def test_a_mistake_in_the_file_is_a_sentence(tmp_path, text, words):
    (tmp_path / "feeds.toml").write_text(text)
    with pytest.raises(WirewatchError, match=words):
        story.feeds(tmp_path / "feeds.toml")


def test_an_entry_says_what_holds_for_its_items(tmp_path):
    (tmp_path / "feeds.toml").write_text(
        f'[[feed]]\nname = "Harbor Wire"\nurl = "{URL}"\noutlet = "Harbor"\nlanguage = "en"\nfull = true\nnote = "x"\n'
        f'[[feed]]\nname = "Off"\nurl = "{OTHER}"\nenabled = false\n')
    assert story.feeds(tmp_path / "feeds.toml") == (
        story.Feed("Harbor Wire", URL, "Harbor", "en", True, "x"),)
