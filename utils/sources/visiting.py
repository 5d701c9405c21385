"""Manners toward the sites that are fetched from: one request at a time, pauses, and what their robots.txt asks."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from utils.errors import FetchError
from utils.sources.fetching import safe_fetch, shown
from utils.sources.policy import OPEN_WEB, Fetched, Policy

HOSTS_AT_ONCE = 4
LONGEST_WAIT = 30.0  # seconds; a site that wants to be left alone for longer is left for another time
NAME = "Wirewatch"  # as a robots.txt names programs
ROBOTS = 500 << 10  # bytes read of a robots.txt (RFC 9309, 2.5, asks for at least as many)

Found = TypeVar("Found")


class Visitor:
    """Fetches through the door and remembers, host by host, from when on the next request is welcome.

    At least `policy.pause` seconds lie between two requests to a host, longer if its Retry-After or its robots.txt
    asks for it. `each` sees to it that a host gets one request at a time.
    """

    def __init__(self, policy: Policy = OPEN_WEB):
        self.policy = policy
        self._welcome: dict[str, float] = {}
        self._robots: dict[str, RobotFileParser | FetchError] = {}

    def fetch(self, url: str, *, etag: str = "", last_modified: str = "", pause: float = 0.0) -> Fetched:
        """Return `safe_fetch(url)` once its host welcomes a request; raise FetchError also when that is too far off."""
        host = _host(url)
        wait = self._welcome.get(host, 0.0) - time.monotonic()
        if wait > LONGEST_WAIT:
            raise FetchError(f"{shown(url)} was not fetched: its site asks to be left alone for {wait:,.0f} seconds.",
                             retry=True, retry_after=wait)
        time.sleep(max(wait, 0.0))
        pause = max(pause, self.policy.pause)
        try:
            return safe_fetch(url, self.policy, etag=etag, last_modified=last_modified)
        except FetchError as error:
            pause = max(pause, error.retry_after)
            raise
        finally:
            self._welcome[host] = time.monotonic() + pause

    def follow(self, url: str) -> Fetched:
        """Return the page behind a link that nobody asked for by name: only if its site lets programs read it."""
        rules = self._rules(url)
        if not rules.can_fetch(NAME, url):
            raise FetchError(f"{shown(url)} was not fetched: its site's robots.txt asks programs to stay away.")
        return self.fetch(url, pause=float(rules.crawl_delay(NAME) or 0))

    def each(self, urls: Iterable[str], visit: Callable[[str], Found]) -> dict[str, Found]:
        """Return `visit(url)` for each: up to `HOSTS_AT_ONCE` hosts side by side, one address of a host at a time."""
        hosts = defaultdict(list)
        for url in dict.fromkeys(urls):
            hosts[_host(url)].append(url)
        with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
            groups = pool.map(lambda group: [(url, visit(url)) for url in group], hosts.values())
            return {url: found for group in groups for url, found in group}

    def _rules(self, url: str) -> RobotFileParser:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._asked(f"{site}/robots.txt")
        rules = self._robots[site]
        if isinstance(rules, FetchError):
            raise rules
        return rules

    def _asked(self, url: str) -> RobotFileParser | FetchError:
        """Return a site's rules: none where it has no such file, its error where it cannot tell (RFC 9309, 2.3.1)."""
        rules, text = RobotFileParser(), ""
        try:
            text = self.fetch(url).content[:ROBOTS].decode("utf-8", "replace")
        except FetchError as error:
            if not 400 <= error.status < 500 or error.status == 429:
                return error
        rules.parse(text.splitlines())
        return rules


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
