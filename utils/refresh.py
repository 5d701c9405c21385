"""Fetch every feed of a workspace once, politely, and load what is new as one batch."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from utils import story
from utils.cleaning import columns, links
from utils.errors import FetchError
from utils.meter import Progress
from utils.pipeline import load, told
from utils.sources import web
from utils.sources.fetching import named
from utils.sources.policy import OPEN_WEB, Policy
from utils.sources.reading import Reading
from utils.sources.visiting import Visitor
from utils.store import feeds, tables
from utils.store.feeds import State
from utils.store.ledger import create
from utils.store.workspace import Counts

MOST_PAGES = 50  # followed from one full feed in one refresh: about a minute at a second a page


@dataclass(frozen=True)
class Visit:
    """What came of one feed: its readings (none when unchanged), or the error (and whether it was not even tried); what
    its server wants to hear next time; and of a full feed the links that need not be followed again.
    """

    feed: story.Feed
    readings: list[Reading] = field(default_factory=list)
    error: FetchError | None = None
    untried: bool = False
    unchanged: bool = False
    etag: str = ""
    last_modified: str = ""
    followed: tuple[str, ...] = ()


def refresh(store: Path, configured: Sequence[story.Feed] | None = None, *, workers: int = 2,
            report: Callable[[Progress], None] = lambda progress: None, policy: Policy = OPEN_WEB) -> dict[str, Any]:
    """Fetch the feeds of ``data/feeds.toml`` (or `configured`) and of the store, and load what is new into `store`.

    Returns feeds = fetched + unchanged + failed; read, accepted, duplicates, rejected and undated; seconds, version,
    and errors, each a url and a sentence. A feed that failed and is left alone for a while counts as failed. How each
    went is kept in the store, success only once its items are committed. Raises StoreError.
    """
    started, now, visitor = time.monotonic(), datetime.now(UTC), Visitor(policy)
    watched = {feed.url: (feed, state) for feed, state in feeds.watched(store, configured)}
    if watched:
        create(store)
    visits = list(visitor.each(watched, lambda url: _visit(*watched[url], visitor, now)).values())
    visits = [_completed(visit, store, visitor) if visit.feed.full and visit.readings else visit for visit in visits]
    counts, version = _load([visit for visit in visits if visit.readings], store, workers, report)
    for visit in visits:
        _record(visit, store, now)
    failed = [visit for visit in visits if visit.error]
    unchanged = sum(visit.unchanged for visit in visits)
    return {"feeds": len(visits), "fetched": len(visits) - unchanged - len(failed), "unchanged": unchanged,
            "failed": len(failed), **told(counts), "seconds": round(time.monotonic() - started, 2), "version": version,
            "errors": [{"url": named(visit.feed.url), "error": visit.error.sentence} for visit in failed]}


def _visit(feed: story.Feed, state: State, visitor: Visitor, now: datetime) -> Visit:
    """Fetch and read one feed; one without items was fetched well."""
    if feeds.waiting(state, now):
        again = f"{state.last_error} It will be tried again after {state.next_try}."
        return Visit(feed, untried=True, error=FetchError(again, retry=True))
    try:
        fetched = visitor.fetch(feed.url, etag=state.etag, last_modified=state.last_modified)
        if fetched.not_modified:
            return Visit(feed, unchanged=True, etag=state.etag, last_modified=state.last_modified)
        readings = web.readings(feed.url, fetched, kinds=(web.FEED, web.RECORDS))
        reasons = [reason for reading in readings for reason in reading.rejects["reason"]]
        held = any(len(reading.rows) for reading in readings)
        if not held and not reasons[0].endswith(web.NO_ROWS):
            raise FetchError(reasons[0])
    except FetchError as error:
        return Visit(feed, error=error)
    return Visit(feed, readings if held else [], etag=fetched.etag, last_modified=fetched.last_modified)


def _completed(visit: Visit, store: Path, visitor: Visitor) -> Visit:
    """Return a full feed's visit with what the page behind each new item says in place of what the feed says.

    An item whose page was had before is left out. One whose page cannot be had, or is one too many, stays as the feed
    tells it; when a later try may help, the feed is fetched whole next time.
    """
    found = [_links(reading.rows) for reading in visit.readings]
    every = {link for links_ in found for link in links_ if link}
    known = feeds.followed(store, every)
    new = [link for link in dict.fromkeys(link for links_ in found for link in links_) if link and link not in known]
    pages = visitor.each(new[:MOST_PAGES], lambda link: _page(link, visitor))
    done = [link for link, page in pages.items() if not (isinstance(page, FetchError) and page.retry)]
    whole = replace(visit, followed=tuple(done), readings=[
        _merged(reading, links_, known, pages) for reading, links_ in zip(visit.readings, found, strict=True)])
    return whole if len(done) == len(new) else replace(whole, etag="", last_modified="")


def _links(rows: pd.DataFrame) -> list[str]:
    held = columns.roles([name for name in rows if name != "row"])["url"]
    return [links.clean(link) for link in columns.first_filled(rows, held)]


def _page(link: str, visitor: Visitor) -> dict[str, str] | FetchError:
    """Return the fields that a link's page holds, {} when no article is found in it, or why it could not be had."""
    try:
        readings = web.readings(link, visitor.follow(link), kinds=(web.PAGE,))
    except FetchError as error:
        return error
    rows = [row for reading in readings for row in reading.rows.drop(columns="row").to_dict("records")]
    return {name: value for name, value in rows[0].items() if isinstance(value, str) and value} if rows else {}


def _merged(reading: Reading, links_: list[str], known: set[str], pages: dict[str, dict | FetchError]) -> Reading:
    rows = []
    for row, link in zip(reading.rows.to_dict("records"), links_, strict=True):
        page = pages.get(link, {})
        if link not in known:
            rows.append(row if isinstance(page, FetchError) else row | page)
    return replace(reading, rows=pd.DataFrame(rows, columns=None if rows else reading.rows.columns))


def _stated(reading: Reading, feed: story.Feed) -> Reading:
    """Return a reading whose rows say what the feed's entry states for all of them."""
    stated = {name: value for name, value in (("outlet", feed.outlet), ("language", feed.language)) if value}
    return replace(reading, rows=reading.rows.assign(**stated))


def _load(visits: list[Visit], store: Path, workers: int, report: Callable[[Progress], None]) -> tuple[Counts, int]:
    readings = [_stated(reading, visit.feed) for visit in visits for reading in visit.readings]
    if not any(len(reading.rows) or len(reading.rejects) for reading in readings):
        return Counts(), tables.state(store).version if tables.exists(store) else 0
    return load([readings], store, name=", ".join(visit.feed.name for visit in visits), chosen="whole feed",
                workers=workers, report=report)


def _record(visit: Visit, store: Path, now: datetime) -> None:
    if visit.error is None:
        feeds.record_followed(store, visit.followed, now)
        feeds.record_good(store, visit.feed.url, now, etag=visit.etag, last_modified=visit.last_modified)
    elif not visit.untried:
        feeds.record_failure(store, visit.feed.url, now, visit.error.sentence, retry_after=visit.error.retry_after)
