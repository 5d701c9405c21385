"""The one door to the network: `safe_fetch` gives the bytes at an address, or a sentence that says why not.

Each fetch runs in a process of its own (`door`), which the system ends at the deadline wherever it stands: in the name
resolution, in headers that drip, in a body without end.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from utils.errors import FetchError
from utils.settings import ROOT
from utils.sources.isolation import environment
from utils.sources.policy import OPEN_WEB, Fetched, Policy

OUT_OF_TIME = -14  # exit status of a child that its own alarm (SIGALRM) ended
STARTING = 3  # seconds beyond the deadline after which a child that did not end itself is killed
UNREADABLE = "This address"
SECRET = re.compile(r"(?:.*[_-])?(?:api_?key|key|token|secret|signature|sig|password|auth)", re.I)


def safe_fetch(url: str, policy: Policy = OPEN_WEB, *, etag: str = "", last_modified: str = "") -> Fetched:
    """Return what stands at a public http(s) address; with `etag` or `last_modified` only if it changed since.

    Every address that the name leads to must be public, at every redirect, and the one that was checked is the one
    connected to. Proxies and logins of the environment are not used. Raises FetchError.
    """
    asked = {"url": url.strip(), "etag": etag, "last_modified": last_modified, "policy": asdict(policy)}
    try:
        answer = in_child(json.dumps(asked).encode(), policy.deadline)
    except subprocess.TimeoutExpired:
        raise FetchError(f"{shown(url)} was not fetched: it took longer than {policy.deadline:g} seconds.",
                         retry=True) from None
    except subprocess.CalledProcessError as error:
        raise FetchError(f"{shown(url)} was not fetched: it could not be done safely within the limits of memory.",
                         detail=f"the door ended with {error.returncode}", fault="program") from None
    head, _, content = answer.partition(b"\n")
    told: dict[str, Any] = json.loads(head)
    if why := told.pop("why", ""):
        raise FetchError(f"{shown(url)} was not fetched: {why}.", **told)
    return Fetched(content, **told)


def in_child(request: bytes, deadline: float) -> bytes:
    """Return the door's answer to a request; raise TimeoutExpired, or CalledProcessError when it gave none."""
    try:
        return subprocess.run([sys.executable, "-m", "utils.sources.door"], input=request, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, cwd=ROOT, env=environment(), check=True,
                              timeout=deadline + STARTING).stdout
    except subprocess.CalledProcessError as error:
        if error.returncode == OUT_OF_TIME:
            raise subprocess.TimeoutExpired(error.cmd, deadline) from None
        raise


def shown(url: str) -> str:
    """Return an address as messages show it: without user, password, query and fragment, which may hold secrets."""
    return _open(url, lambda query: "")[:200]


def named(url: str) -> str:
    """Return an address as the origin of what it gave: with its query, but for user, password and keys."""
    return _open(url, _without_keys)


def _open(url: str, of_query: Callable[[str], str]) -> str:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return UNREADABLE
    host = parts.netloc.rpartition("@")[2]
    if not parts.scheme or not host:
        return UNREADABLE
    return urlunsplit((parts.scheme, host, parts.path, of_query(parts.query), ""))


def _without_keys(query: str) -> str:
    asked = parse_qsl(query, keep_blank_values=True)
    kept = [(name, "***" if SECRET.fullmatch(name) else value) for name, value in asked]
    return query if kept == asked else urlencode(kept, safe="*")
