"""The feeds of a workspace: those of ``data/feeds.toml`` and those added to it, with how their last fetches went."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd

from utils import story
from utils.errors import WirewatchError
from utils.schema import FEEDS
from utils.store import ledger

FIRST_WAIT = timedelta(minutes=15)  # after one failure; every further one doubles it
LONGEST_WAIT = timedelta(days=1)
ADDRESS = re.compile(r"https?://[^\s/?#@]+(?:[/?#]\S*)?", re.I)


@dataclass(frozen=True)
class State:
    """How a feed's fetches went: times in ISO 8601 (UTC, "" for never), the sentence of its last failure if that was
    its last fetch, failures in a row, and what its server wants to hear in order to send only what is new.
    """

    url: str
    name: str = ""
    added: str = ""
    last_good: str = ""
    last_error: str = ""
    etag: str = ""
    last_modified: str = ""
    failures: int = 0
    next_try: str = ""


_COLUMNS = ", ".join(field.name for field in fields(State))


def watched(store: Path, configured: Sequence[story.Feed] | None = None) -> list[tuple[story.Feed, State]]:
    """Return the feeds to fetch, each with its state: those of ``data/feeds.toml`` (or `configured`), then those added
    to the store. There need not be a store.
    """
    states = _states(store)
    own = {feed.url: feed for feed in (story.feeds() if configured is None else configured)}
    added = {url: story.Feed(state.name or url, url) for url, state in states.items() if state.added}
    return [(feed, states.get(url, State(url))) for url, feed in {**added, **own}.items()]


def listed(store: Path, configured: Sequence[story.Feed] | None = None) -> pd.DataFrame:
    """Return schema.FEEDS: `watched` as a table. A feed whose `failures` are not 0 failed when it was last tried."""
    rows = [asdict(state) | {"name": feed.name, "configured": not state.added}
            for feed, state in watched(store, configured)]
    frame = pd.DataFrame(rows, columns=list(FEEDS.columns))
    times = {name: pd.to_datetime(frame[name].replace("", None), utc=True)
             for name in ("added", "last_good", "next_try")}
    return FEEDS.check(frame.assign(**times))


def add(store: Path, url: str, name: str = "") -> None:
    """Add a feed, making the store if there is none; nothing is fetched. Adding it again renames it.

    Raises WirewatchError for what is no http(s) address, or holds a password, which would be shown to others.
    """
    url = url.strip()
    if not ADDRESS.fullmatch(url):
        raise WirewatchError("A feed's address begins with http:// or https:// and holds no user name or password. "
                             "Nothing was added.", fault="usage")
    ledger.create(store)
    with _writing(store) as connection:
        connection.execute("INSERT INTO feeds (url, name, added) VALUES (?, ?, ?) "
                           "ON CONFLICT DO UPDATE SET name = excluded.name, added = excluded.added",
                           (url, name.strip(), _text(datetime.now(UTC))))


def remove(store: Path, url: str) -> None:
    """Forget a feed that was added; what was loaded from it stays."""
    with _writing(store) as connection:
        connection.execute("DELETE FROM feeds WHERE url = ?", (url,))


def waiting(state: State, now: datetime) -> bool:
    """Say whether a feed that failed is to be left alone a while longer."""
    return bool(state.next_try) and now < datetime.fromisoformat(state.next_try)


def record_good(store: Path, url: str, now: datetime, *, etag: str = "", last_modified: str = "") -> None:
    """Note a fetch whose items are loaded; call it after their commit, for the server will not send them again."""
    with _writing(store) as connection:
        connection.execute(
            "INSERT INTO feeds (url, last_good, etag, last_modified) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
            "last_good = excluded.last_good, etag = excluded.etag, last_modified = excluded.last_modified, "
            "last_error = '', failures = 0, next_try = ''", (url, _text(now), etag, last_modified))


def record_failure(store: Path, url: str, now: datetime, sentence: str, *, retry_after: float = 0.0) -> None:
    """Note a failure and when to try again: 15 minutes later, doubling up to a day, or when the site (seconds) says."""
    failures = (_states(store).get(url) or State(url)).failures + 1
    doubled = min(FIRST_WAIT * 2 ** min(failures - 1, 10), LONGEST_WAIT)
    again = now + max(doubled, timedelta(seconds=retry_after))
    with _writing(store) as connection:
        connection.execute(
            "INSERT INTO feeds (url, last_error, failures, next_try) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
            "last_error = excluded.last_error, failures = excluded.failures, next_try = excluded.next_try",
            (url, sentence, failures, _text(again)))


def followed(store: Path, links: Iterable[str]) -> set[str]:
    """Return those of a full feed's links whose pages need not be fetched again."""
    if not _made(store):
        return set()
    with ledger.opened(store) as connection:
        return {link for link in links
                if connection.execute("SELECT 1 FROM followed WHERE url = ?", (link,)).fetchone()}


def record_followed(store: Path, links: Iterable[str], now: datetime) -> None:
    """Note that the pages behind `links` were had, or never will be; call it after their commit."""
    with _writing(store) as connection:
        connection.executemany("INSERT OR IGNORE INTO followed VALUES (?, ?)", [(link, _text(now)) for link in links])


def _states(store: Path) -> dict[str, State]:
    if not _made(store):
        return {}
    with ledger.opened(store) as connection:
        return {row[0]: State(*row) for row in connection.execute(f"SELECT {_COLUMNS} FROM feeds ORDER BY added, url")}


def _made(store: Path) -> bool:
    if not ledger.made(store):
        return False
    with ledger.opened(store) as connection:
        return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'followed'").fetchone())


@contextmanager
def _writing(store: Path) -> Iterator[sqlite3.Connection]:
    """Open a transaction in a ledger that has the tables; stores made before there were feeds get them here."""
    with ledger.opened(store, write=True) as connection, ledger.transaction(connection):
        for statement in ledger.FEEDS:
            connection.execute(statement)
        yield connection


def _text(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="seconds")
