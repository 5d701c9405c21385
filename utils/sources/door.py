"""The process that fetches: one request on stdin, one answer on stdout, and the only code that opens the network.

A request is JSON: {"url", "etag", "last_modified", "policy"}. An answer is a line of JSON, the fields of `Fetched` or
the reason why there is none, and then the bytes. AntiSSRF (Microsoft) resolves each name, refuses it when any of its
addresses is internal or reserved, and connects to the address it judged: a name that changes its answer gains nothing.
"""

import json
import signal
import socket
import sys
import time
from dataclasses import asdict
from email.utils import parsedate_to_datetime
from ipaddress import ip_network
from typing import BinaryIO
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from AntiSSRF import AntiSSRFError, AntiSSRFPolicy, PolicyConfigOptions
from requests import exceptions

from utils.errors import FetchError
from utils.sources import limits
from utils.sources.policy import Fetched, Policy

# Beyond AntiSSRF's list: of IPv6 only 2000::/3 is public (IANA), and IPv4, which AntiSSRF maps into ::ffff:0:0/96, is
# judged by its own ranges. Version 1.0.0 lets ::127.0.0.1 and ::ffff:0:127.0.0.1 pass. The last is Azure's wire server.
DENIED = [*map(str, ip_network("::/3").address_exclude(ip_network("::ffff:0:0/96"))), "4000::/2", "8000::/1",
          "168.63.129.16/32"]
AGENT = "Wirewatch/1.0 (reads news for its user; one request at a time)"
ACCEPT = "text/html, application/rss+xml, application/atom+xml, application/feed+json, application/json, */*;q=0.5"
LONGEST = 4_000  # characters of an address
WEEK = 7 * 24 * 3600.0
# The first that fits is told: what it means, whose fault it is, whether it may pass.
REASONS: tuple[tuple[tuple[type[Exception], ...], str, str, bool], ...] = (
    ((AntiSSRFError,), "it leads into an internal or reserved network, which Wirewatch never enters", "input", False),
    ((socket.gaierror, UnicodeError), "its host is not known, or this machine is offline", "elsewhere", True),
    ((exceptions.SSLError, urllib3.exceptions.SSLError), "its certificate is not valid for it", "elsewhere", False),
    ((exceptions.Timeout, urllib3.exceptions.TimeoutError, TimeoutError), "it took too long", "elsewhere", True),
    ((exceptions.InvalidURL, exceptions.InvalidSchema, exceptions.MissingSchema, exceptions.InvalidHeader, ValueError),
     "it is no web address", "input", False),
    ((urllib3.exceptions.DecodeError,), "its answer is damaged", "elsewhere", True),
    ((exceptions.RequestException, urllib3.exceptions.HTTPError, OSError), "the connection failed or broke off",
     "elsewhere", True),
)


def main(requests_: BinaryIO, answers: BinaryIO) -> None:
    """Answer the one request, under limits of memory and time: at the deadline the system ends this process."""
    request = requests_.read()
    limits.confine()
    if hasattr(signal, "setitimer"):  # POSIX; elsewhere the parent's clock remains
        signal.setitimer(signal.ITIMER_REAL, json.loads(request)["policy"]["deadline"])
    answers.write(answer(request))


def answer(request: bytes) -> bytes:
    """Return the answer to one request."""
    asked = json.loads(request)
    try:
        told = asdict(get(policy=Policy(**asked.pop("policy")), **asked))
        content = told.pop("content")
    except FetchError as error:
        told = {"why": error.sentence, "detail": error.detail, "fault": error.fault, "retry": error.retry,
                "status": error.status, "retry_after": error.retry_after}
        content = b""
    return json.dumps(told).encode() + b"\n" + content


def get(url: str, policy: Policy, *, etag: str = "", last_modified: str = "") -> Fetched:
    """Return what stands at `url`; raise FetchError, its sentence beginning in lower case."""
    headers = {"User-Agent": AGENT, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate"}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": last_modified} if last_modified else {}
    try:
        with _session(policy) as session:
            for _ in range(policy.hops + 1):
                request = _request(url, headers, policy)
                with session.send(request, timeout=policy.deadline, stream=True, allow_redirects=False) as response:
                    target = session.get_redirect_target(response)
                    if target is None:
                        return _received(response, request.url, policy)
                url = urljoin(request.url, target)
    except (AntiSSRFError, exceptions.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        why, fault, retry = next(told for kinds, *told in REASONS if isinstance(error, kinds))
        raise FetchError(why, detail=type(error).__name__, fault=fault, retry=retry) from error
    raise FetchError(f"it leads on to another address more than {policy.hops} times")


def _session(policy: Policy) -> requests.Session:
    rules = AntiSSRFPolicy(PolicyConfigOptions.EXTERNAL_ONLY_LATEST)
    rules.allow_plain_text_http = True
    rules.add_xff_header = False
    rules.add_denied_addresses(DENIED)
    if policy.allowed:
        rules.add_allowed_addresses(list(policy.allowed))
    session = rules.get_antissrf_session()
    session.trust_env = False
    return session


def _request(url: str, headers: dict[str, str], policy: Policy) -> requests.PreparedRequest:
    """Return the request for an address whose form is allowed, judged as it will be sent."""
    if len(url) > LONGEST:
        raise FetchError(f"it is longer than {LONGEST:,} characters", fault="input")
    request = requests.Request("GET", url, headers=headers).prepare()
    parts = urlsplit(request.url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError("only http and https addresses are fetched", fault="input")
    if "@" in parts.netloc:
        raise FetchError("it holds a user name or password, which would be stored and shown", fault="input")
    if parts.port not in (None, *policy.ports):
        raise FetchError(f"port {parts.port} is not one of the web's ports", fault="input")
    return request


def _received(response: requests.Response, url: str, policy: Policy) -> Fetched:
    if response.status_code not in (200, 203, 304):
        raise _refusal(response)
    content = bytearray()
    # `read1` gives what has come; `read` waits for a full block.
    while chunk := response.raw.read1(1 << 16, decode_content=True):
        content += chunk
        if len(content) > policy.size:
            raise FetchError(f"it is larger than {policy.size / (1 << 20):g} MB", fault="input")
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return Fetched(bytes(content), url, response.status_code, kind, response.headers.get("ETag", ""),
                   response.headers.get("Last-Modified", ""))


def _refusal(response: requests.Response) -> FetchError:
    status = response.status_code
    if status in (401, 402, 403, 407, 451):
        why = "the site does not let programs in; save the page from your browser and load the file"
    elif status in (404, 410):
        why = "there is nothing at this address"
    elif status == 429:
        why = "the site asks for fewer requests"
    else:
        why = "the site has trouble" if status >= 500 else "the site gave no usable answer"
    return FetchError(f"{why} (HTTP {status})", retry=status in (408, 425, 429) or status >= 500, status=status,
                      retry_after=_seconds(response.headers.get("Retry-After", "")))


def _seconds(retry_after: str) -> float:
    """Return what a Retry-After header asks for (RFC 9110, 10.2.3: seconds or a date), at most a week; 0 for none."""
    try:
        seconds = float(retry_after) if retry_after.strip().isdigit() else (
            parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (ValueError, OverflowError):
        return 0.0
    return min(max(seconds, 0.0), WEEK)


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
