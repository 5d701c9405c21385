"""Web addresses: what is safe to keep, and the host they belong to."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from publicsuffixlist import PublicSuffixList

# Added by senders to count clicks; the page is the same without them.
TRACKER = re.compile(r"utm_.*|at_(?:medium|campaign|custom\d?)|fbclid|gclid|mc_[ce]id|cmp(?:id)?|ito|ns_\w+|ocid|smid"
                     r"|ftag|rss|src|partner|syndication|xtor|traffic_source|taid|__twitter_impression|feature", re.I)
ADDRESS = re.compile(r"(?:https?:)?//\S+|(?:[\w-]+\.)+[a-z]{2,}(?:[/?#:]\S*)?", re.I)
INNER = re.compile(r".(https?(?::|%3a)(?:/|%2f){2}[^&#]+)", re.I)
# Feeds, newsletters, copies and short links of many outlets are served from these; the outlet stands elsewhere.
PROXIES = ("feedburner.com", "feedproxy.google.com", "feedblitz.com", "rss.app", "rssmix.com", "inoreader.com",
           "feedspot.com", "kill-the-newsletter.com", "politepol.com", "fetchrss.com", "createsend.com", "mailchi.mp",
           "campaign-archive.com", "ampproject.org", "bit.ly", "ow.ly", "buff.ly", "dlvr.it", "tinyurl.com")


def clean(address: str) -> str:
    """Return an http(s) address without trackers and fragment; "" for what is none, or could do harm when clicked."""
    address = address.strip()
    if re.search(r"[\x00-\x20\x7f<>\"\\]", address) or not re.match(r"https?://", address, re.I):
        return ""
    try:
        parts = urlsplit(address)
        if not parts.hostname or parts.username or parts.password:
            return ""
        asked = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return ""
    kept = [(key, value) for key, value in asked if not TRACKER.fullmatch(key)]
    query = parts.query if kept == asked else urlencode(kept)
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path, query, ""))


def host(address: str) -> str:
    """Return the host of a web address or a bare domain, lower case, without `www.`; "" when it is neither."""
    if not ADDRESS.fullmatch(address.strip()):
        return ""
    try:
        name = urlsplit(address.strip() if "//" in address else f"//{address.strip()}").hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^www\d?\.", "", name)


def inner(address: str) -> str:
    """Return the address inside one that only leads on to it, such as google.com/url?url=…; "" where there is none."""
    found = INNER.search(address)
    return unquote(found[1]) if found else ""


@lru_cache(maxsize=4096)
def site(host_: str) -> str:
    """Return the part of a host that its owner registered: feeds.bbci.co.uk is of bbci.co.uk (Public Suffix List)."""
    return _suffixes().privatesuffix(host_) or host_


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
