"""Who published an article: one name for an outlet, whatever name, feed or domain it came under."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from utils.cleaning import links
from utils.story import Outlet


@dataclass(frozen=True)
class Registry:
    """The known outlets by folded name and by host."""

    by_name: dict[str, Outlet]
    by_host: dict[str, Outlet]

    def named(self, name: str) -> Outlet | None:
        """Return the outlet that goes by `name`, also with a section behind a dash or in brackets."""
        return self.by_name.get(_folded(name)) or self.by_name.get(_folded(re.split(r"\s+[-–|(]\s*", name)[0]))

    def at(self, host: str) -> Outlet | None:
        """Return the outlet that publishes from `host` or from a host it is part of."""
        labels = host.split(".")
        hosts = (".".join(labels[start:]) for start in range(len(labels) - 1))
        return next((self.by_host[host] for host in hosts if host in self.by_host), None)


def registry(outlets: Iterable[Outlet]) -> Registry:
    """Return the outlets ready to be looked up; the first of two that share a name or a host wins."""
    by_name: dict[str, Outlet] = {}
    by_host: dict[str, Outlet] = {}
    for outlet in outlets:
        for name in (outlet.name, *outlet.also):
            by_name.setdefault(_folded(name), outlet)
        for host in outlet.domains:
            by_host.setdefault(host, outlet)
    return Registry(by_name, by_host)


def name(known: Registry, said: str, home: str, url: str) -> tuple[str, Outlet | None]:
    """Return an article's outlet and its entry, None for one not known.

    `said` is a name or the address of a feed, `home` an address of the outlet, `url` the article's own. A known name
    counts first, then a known address; of an unknown outlet the name as said, else the site it publishes from.
    """
    said_host = links.host(said)
    entry = None if said_host else known.named(said)
    hosts = [host for host in (said_host, links.host(home), links.host(url)) if host and not _is_proxy(host)]
    entry = entry or next((outlet for outlet in map(known.at, hosts) if outlet), None)
    if entry:
        return entry.name, entry
    if said and not said_host:
        return said, None
    return (links.site(hosts[0]) if hosts else ""), None


def _is_proxy(host: str) -> bool:
    return any(host == proxy or host.endswith(f".{proxy}") for proxy in links.PROXIES)


def _folded(name: str) -> str:
    return re.sub(r"^the\s+|[^\w\s]|\s+(?:rss|feed|online)$", "", " ".join(name.casefold().split())).strip()
