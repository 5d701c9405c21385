"""Who published an article: one name for an outlet, whatever name, feed or domain it came under."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from utils.cleaning import links
from utils.story import Outlet

# The outlet behind a title, as Google News and the titles of web pages have it: "Rule delayed - Example Post".
TAIL = re.compile(r"(.*\S)\s+[-–—|]\s+(\S.*)")


@dataclass(frozen=True)
class Registry:
    """The known outlets by folded name, with and without a leading "the", and by host."""

    by_name: dict[str, Outlet]
    by_host: dict[str, Outlet]

    def named(self, name: str) -> Outlet | None:
        """Return the outlet that goes by `name`, also with a section behind a dash or in brackets.

        Of an aggregator also with what was searched before it: "chip export" - Google News.
        """
        parts = re.split(r"\s+[-–|(]\s*", name)
        if found := self._called(name) or self._called(parts[0]):
            return found
        last = self._called(parts[-1])
        return last if last and last.kind == "aggregator" else None

    def at(self, host: str) -> Outlet | None:
        """Return the outlet that publishes from `host` or from a host it is part of, up to the registered domain."""
        site = links.site(host)
        labels = host.removesuffix(site).split(".")[:-1]
        hosts = (".".join([*labels[start:], site]) for start in range(len(labels) + 1))
        return next((self.by_host[host] for host in hosts if host in self.by_host), None)

    def _called(self, name: str) -> Outlet | None:
        return self.by_name.get(_folded(name)) or self.by_name.get(_without_the(name))


def registry(outlets: Iterable[Outlet]) -> Registry:
    """Return the outlets ready to be looked up; the first of two that share a name or a host wins."""
    outlets = tuple(outlets)
    by_name: dict[str, Outlet] = {}
    # A name as it stands goes before one without its "the": The Hacker News is not Hacker News.
    for fold in (_folded, _without_the):
        for outlet in outlets:
            for name in (outlet.name, *outlet.also):
                by_name.setdefault(fold(name), outlet)
    by_host: dict[str, Outlet] = {}
    for outlet in outlets:
        for host in outlet.domains:
            by_host.setdefault(host, outlet)
    return Registry(by_name, by_host)


def name(known: Registry, said: str, home: str, url: str, title: str) -> tuple[str, Outlet | None]:
    """Return an article's outlet and its entry, None for one not known; "" where nothing names the outlet.

    `said` is a name or the address of a feed, `home` an address of the outlet, `url` the article's own. A known name
    counts first, then a known address; of an unknown outlet the name as said, else the site it publishes from. An
    aggregator is never the outlet of what it passes on; Google News names the outlet behind the `title`.
    """
    spoken = "" if links.host(said) else said
    passing = known.at(links.host(url))
    inner = links.inner(url) if passing and passing.kind == "aggregator" else ""
    hosts = [host for host in map(links.host, (url, inner, home, said)) if host and not _is_proxy(host)]
    entries = [entry for entry in (known.named(spoken), *map(known.at, hosts)) if entry]
    if found := next((entry for entry in entries if entry.kind != "aggregator"), None):
        return found.name, found
    if spoken and not known.named(spoken):
        return spoken, None
    if any(entry.name == "Google News" for entry in entries) and (tail := TAIL.fullmatch(title)):
        return name(known, tail[2], "", "", "")
    return next((links.site(host) for host in hosts if not known.at(host)), ""), None


def without_outlet(known: Registry, title: str, outlet: str) -> str:
    """Return a title without the name of its own `outlet` behind a dash or bar."""
    tail = TAIL.fullmatch(title)
    if not outlet or not tail:
        return title
    entry = known.named(tail[2])
    return tail[1] if (entry.name if entry else tail[2]) == outlet else title


def _is_proxy(host: str) -> bool:
    return any(host == proxy or host.endswith(f".{proxy}") for proxy in links.PROXIES)


def _folded(name: str) -> str:
    return re.sub(r"[^\w\s]|\s+(?:rss|feed|online)$", "", " ".join(name.casefold().split())).strip()


def _without_the(name: str) -> str:
    return _folded(name).removeprefix("the ")
