"""Links and feeds from the door to the store, on loopback: what is read, what is remembered, what is said."""

import json
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from laboratory import redirect, serving

from utils import refresh as module
from utils import story
from utils.errors import FetchError, StoreError
from utils.pipeline import ingest
from utils.refresh import refresh
from utils.sources import door, fetching, web
from utils.sources.policy import Policy
from utils.sources.reading import Reading, rejects
from utils.store import feeds, tables

LATER = timedelta(days=2)


def records(*names, host="harbor.example"):
    return json.dumps({"articles": [
        {"title": f"The {name} quay is opened", "url": f"https://{host}/{name}", "domain": host,
         "published": "2025-01-29T12:00:00Z"} for name in names]}).encode()


def tagged(content, etag):
    """Serve `content` until the one who asks knows it."""
    def page(handler):
        known = handler.headers.get("If-None-Match") == etag
        handler.answer(b"" if known else content, status=304 if known else 200, kind="application/json", ETag=etag)
    return page


@pytest.fixture(scope="module")
def server():
    with serving({}) as running:
        yield running


@pytest.fixture
def site(server, monkeypatch):
    """A site whose pages a test fills in: `feed(path)` is an entry for it, `policy` lets the door in.

    The door answers without a process of its own, which `test_fetching` looks after.
    """
    monkeypatch.setattr(fetching, "in_child", lambda request, deadline: door.answer(request))
    server.pages.clear()
    server.asked.clear()
    server.policy = Policy(pause=0, deadline=10, ports=(server.port,), allowed=("127.0.0.1/32",))
    server.url = lambda path: f"http://127.0.0.1:{server.port}{path}"
    server.feed = lambda path, **more: story.Feed(path.strip("/"), server.url(path), **more)
    return server


@pytest.fixture
def store(tmp_path):
    return tmp_path / "store"


def stored(store, columns):
    return [tuple(row) for row in tables.connect(store, tables.state(store).version).execute(
        f"SELECT {columns} FROM articles ORDER BY n").fetchall()]


def counted(told, *names):
    return tuple(told[name] for name in names)


def test_feeds_are_fetched_remembered_and_not_sent_again(site, store):
    site.pages |= {"/one": tagged(records("north", "south"), '"v1"'), "/two": records("north", "west"),
                   "/page": b"<!DOCTYPE html><p>No feed here."}
    own = [site.feed(path) for path in ("/one", "/two", "/gone", "/page")]
    told = refresh(store, own, workers=1, policy=site.policy)
    assert counted(told, "feeds", "fetched", "unchanged", "failed") == (4, 2, 0, 2)
    assert counted(told, "read", "accepted", "duplicates", "rejected", "undated") == (4, 3, 1, 0, 0)
    assert [(one["url"], one["error"].split(": ")[-1]) for one in told["errors"]] == [
        (site.url("/gone"), "there is nothing at this address (HTTP 404)."),
        (site.url("/page"), f"{site.url('/page')} gives a web page, not a feed or JSON.".split(": ")[-1])]
    [batch] = tables.batches(store, told["version"]).to_dict("records")
    assert (batch["input"], batch["chosen"], batch["read"]) == ("one, two", "whole feed", 4)
    assert {origin for _, origin in stored(store, "title, origin")} == {site.url("/one"), site.url("/two")}
    listed = feeds.listed(store, own).set_index("name")
    assert listed["failures"].to_dict() == {"one": 0, "two": 0, "gone": 1, "page": 1}
    assert listed["last_good"].notna().tolist() == [True, True, False, False]

    site.asked.clear()
    again = refresh(store, own, workers=1, policy=site.policy)
    assert counted(again, "feeds", "fetched", "unchanged", "failed") == (4, 1, 1, 2)
    assert counted(again, "read", "accepted", "duplicates") == (2, 0, 2)
    assert [path for path, _, _ in site.asked] == ["/one", "/two"]  # those that failed are left alone for now
    assert "tried again after" in again["errors"][0]["error"]
    assert feeds.listed(store, own)["failures"].tolist() == [0, 0, 1, 1]


def test_items_are_not_lost_when_their_load_fails(site, store, monkeypatch):
    site.pages["/one"] = tagged(records("north"), '"v1"')

    def full(*_, **__):
        raise StoreError("The disk is full.")

    with monkeypatch.context() as patch, pytest.raises(StoreError):
        patch.setattr(module, "load", full)
        refresh(store, [site.feed("/one")], policy=site.policy)
    told = refresh(store, [site.feed("/one")], workers=1, policy=site.policy)
    assert counted(told, "fetched", "unchanged", "accepted") == (1, 0, 1)


def test_a_feed_without_items_is_a_good_fetch_and_one_that_cannot_be_read_is_not(site, store):
    site.pages |= {"/quiet": b"[]", "/torn": b'{"articles": [{"title": "A qu'}
    own = [site.feed("/quiet"), site.feed("/torn")]
    told = refresh(store, own, policy=site.policy)
    assert counted(told, "fetched", "failed", "read") == (1, 1, 0) and "not valid JSON" in told["errors"][0]["error"]
    assert feeds.listed(store, own)["last_good"].notna().tolist() == [True, False]


def test_what_an_entry_states_holds_for_its_items(site, store):
    site.pages["/one"] = records("north")
    refresh(store, [site.feed("/one", outlet="Harbor Wire", language="de")], workers=1, policy=site.policy)
    assert stored(store, "outlet") == [("Harbor Wire",)]


def test_without_feeds_nothing_is_made_and_with_failures_only_nothing_is_loaded(site, store):
    assert counted(refresh(store, []), "feeds", "read", "version") == (0, 0, 0) and not store.exists()
    told = refresh(store, [site.feed("/gone")], policy=site.policy)
    assert counted(told, "feeds", "failed", "version") == (1, 1, 0) and not tables.exists(store)


def page_reader(path, name):
    """Stand for the reader of web pages: the title and the paragraphs."""
    text = path.read_text(encoding="utf-8")
    if not text.startswith("<!DOCTYPE html>"):
        return READ(path, name=name)
    if "<p>" not in text:
        return [Reading.refused(name, "It holds no article.")]
    fields = {"row": [1], "title": ["From the page"], "outlet": ["Another name"], "text": [text.partition("<p>")[2]]}
    return [Reading(name, pd.DataFrame(fields), rejects([]))]


READ = web.read


def test_a_full_feed_is_completed_by_its_pages_once(site, store, monkeypatch):
    monkeypatch.setattr(web, "read", page_reader)
    items = [{"title": f"Item {name}", "url": site.url(f"/{name}"), "published": "2025-01-29"}
             for name in ("a", "b", "busy", "private", "empty")]
    site.pages |= {
        "/robots.txt": b"User-agent: *\nDisallow: /private", "/private": b"<!DOCTYPE html><p>Not for programs.",
        "/a": redirect("/a-moved"), "/a-moved": b"<!DOCTYPE html><p>The whole of a.",
        "/b": b"<!DOCTYPE html><p>The whole of b.", "/empty": b"<!DOCTYPE html>nothing",
        "/busy": lambda handler: handler.answer(b"", status=500), "/full": tagged(json.dumps(items).encode(), '"v1"')}
    told = refresh(store, [site.feed("/full", full=True, outlet="Harbor")], workers=1, policy=site.policy)
    assert counted(told, "fetched", "read", "accepted", "failed") == (1, 5, 5, 0)
    assert {outlet for outlet, in stored(store, "outlet")} == {"Harbor"}
    assert stored(store, "title, text, url") == [
        ("From the page", "The whole of a.", site.url("/a-moved")),
        ("From the page", "The whole of b.", site.url("/b")),
        ("Item busy", "", site.url("/busy")), ("Item private", "", site.url("/private")),
        ("Item empty", "", site.url("/empty"))]
    assert "/private" not in [path for path, _, _ in site.asked]

    site.asked.clear()
    site.pages["/busy"] = b"<!DOCTYPE html><p>The whole of busy."
    again = refresh(store, [site.feed("/full", full=True)], workers=1, policy=site.policy)
    assert counted(again, "fetched", "read", "accepted") == (1, 1, 1)  # not 304: a page was still owed
    assert [path for path, _, _ in site.asked] == ["/full", "/robots.txt", "/busy"]
    third = refresh(store, [site.feed("/full", full=True)], workers=1, policy=site.policy)
    assert counted(third, "unchanged", "read") == (1, 0)


def test_a_feed_that_failed_is_tried_again_when_its_time_has_come(site, store, monkeypatch):
    refresh(store, [site.feed("/late")], policy=site.policy)
    state = feeds.watched(store, [site.feed("/late")])[0][1]
    assert feeds.waiting(state, datetime.now(UTC)) and not feeds.waiting(state, datetime.now(UTC) + LATER)
    monkeypatch.setattr(feeds, "waiting", lambda state, now: False)
    site.pages["/late"] = records("north")
    told = refresh(store, [site.feed("/late")], workers=1, policy=site.policy)
    assert counted(told, "fetched", "accepted") == (1, 1)
    assert feeds.listed(store, [site.feed("/late")])["failures"].tolist() == [0]


def test_links_are_loaded_with_files_and_one_that_fails_costs_only_itself(site, store, tmp_path):
    site.pages["/doc"] = records("north", "south")
    (tmp_path / "a.txt").write_text("A quay was opened in the harbor on Monday.\n")
    link = site.url("/doc?query=quay&apikey=secret")
    told = ingest([tmp_path / "a.txt", link, site.url("/gone?token=secret")], store, workers=1, policy=site.policy)
    assert counted(told, "read", "accepted", "rejected") == (4, 3, 1)
    assert stored(store, "origin")[1:] == [(link.replace("secret", "***"),)] * 2
    database = tables.connect(store, told["version"])
    [(reason,)] = database.execute("SELECT reason FROM rejects").fetchall()
    [batch] = tables.batches(store, told["version"]).to_dict("records")
    assert "nothing at this address" in reason and "secret" not in reason + batch["input"]


@pytest.mark.parametrize(("path", "words"), [("/gone", "nothing at this address"), ("/text", "begins “Your query")])
def test_a_lone_link_that_gives_nothing_is_an_error_and_makes_no_store(site, store, path, words):
    site.pages["/text"] = b"Your query was too short."
    with pytest.raises(FetchError, match=words):
        ingest([site.url(path)], store, policy=site.policy)
    assert not store.exists()
