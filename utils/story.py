"""The story under watch, read from ``data/`` into frozen values: topics, watchlist, outlets and feeds."""

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from utils.errors import WirewatchError
from utils.settings import ROOT

DATA = ROOT / "data"

OUTLET_KINDS = ("wire", "daily", "broadcaster", "trade", "policy", "opinion", "official", "aggregator")
STATES = ("", "funded", "controlled")
LEVELS = ("", "ministry", "spokesperson", "party-paper commentary", "state media", "tabloid")


@dataclass(frozen=True)
class Topic:
    """A named query: the id stands in links, the name on screen, the note says why the query is as it is."""

    id: str
    name: str
    query: str
    note: str


@dataclass(frozen=True)
class Entry:
    """A watched entity: canonical name, type (`schema.ENTITY_TYPES`), other surfaces it goes by, and why it is here.

    `adjectives` speak of a place without naming it; `shared` surfaces belong to several nations' bodies and are this
    one's where its `nation` is meant. `maker` is the name of the entry that makes a product, `group` an actor under
    which bodies may be counted together on request (the head of ``data/watchlist.toml`` has the rules).
    """

    name: str
    type: str
    aliases: tuple[str, ...] = ()
    note: str = ""
    adjectives: tuple[str, ...] = ()
    nation: str = ""
    shared: tuple[str, ...] = ()
    maker: str = ""
    group: str = ""


@dataclass(frozen=True)
class Outlet:
    """A known outlet: the name on screen, what else it is called, its web domains, ISO country, language, kind.

    `kind` is one of `OUTLET_KINDS`: daily is every general newspaper, magazine or site; official is who speaks for
    itself (authorities, filings, paid releases); aggregator is who passes on what others publish. `owner` is the
    publisher as of 2025, spelled alike in every row, so that concentration can be counted. `state` is one of `STATES`:
    funded lives on public money or is publicly owned, controlled is also directed by a government or ruling party, as
    `state_source` says. `level` is one of `LEVELS`: how a voice of the Chinese state or party speaks.
    """

    name: str
    also: tuple[str, ...]
    domains: tuple[str, ...]
    country: str
    language: str
    kind: str
    owner: str = ""
    state: str = ""
    state_source: str = ""
    level: str = ""
    note: str = ""


@dataclass(frozen=True)
class Feed:
    """A feed to fetch: name on screen, address, and what holds for all its items whatever they say of themselves.

    `full` reads the page behind each item; else an item is the summary that the feed gives.
    """

    name: str
    url: str
    outlet: str = ""
    language: str = ""
    full: bool = False
    note: str = ""


@cache
def topics(path: Path = DATA / "topics.toml") -> dict[str, Topic]:
    """Return the topics by id, in the file's order."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["topic"]
    return {entry["id"]: Topic(entry["id"], entry["name"], " ".join(entry["query"].split()), entry["note"])
            for entry in entries}


@cache
def watchlist(path: Path = DATA / "watchlist.toml") -> tuple[Entry, ...]:
    """Return the watched entities in the file's order."""
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("entity", ())
    return tuple(Entry(**{key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()})
                 for entry in entries)


@cache
def never(path: Path = DATA / "watchlist.toml") -> frozenset[str]:
    """Return the words that are never an entity, however often a language model proposes them."""
    return frozenset(tomllib.loads(path.read_text(encoding="utf-8")).get("never", ()))


@cache
def outlets(path: Path = DATA / "outlets.csv") -> tuple[Outlet, ...]:
    """Return the known outlets; in the file bars separate other names, and blanks domains."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(Outlet(**row | {"also": tuple(filter(None, row["also"].split("|"))),
                                     "domains": tuple(row["domains"].split())}) for row in csv.DictReader(file))


@cache
def feeds(path: Path = DATA / "feeds.toml") -> tuple[Feed, ...]:
    """Return the feeds that are switched on, in the file's order; raise WirewatchError for a file with a mistake."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("feed", [])
        return tuple(Feed(**{key: value for key, value in entry.items() if key != "enabled"})
                     for entry in entries if entry.get("enabled", True))
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise WirewatchError(f"{path.name} has a mistake, and no feed was fetched: {error}.", fault="setup") from error
