"""The door: what it refuses before any connect, what it stops, what it says. All of it on loopback."""

import ipaddress
import os
import time

import laboratory
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from laboratory import PUBLIC, Network, redirect, serving

from utils.errors import FetchError
from utils.sources import door, fetching
from utils.sources.fetching import named, safe_fetch, shown
from utils.sources.policy import Policy

LOOPBACK = ("127.0.0.1/32",)
# Names that public name servers, or a machine's own files, answer with an inner address.
INSIDE = {
    "localhost": ["127.0.0.1", "::1"], "localhost.": ["127.0.0.1"], "LOCALHOST": ["127.0.0.1"],
    "localhost.localdomain": ["127.0.0.1"], "127.0.0.1.nip.example": ["127.0.0.1"], "127.0.0.1.": ["127.0.0.1"],
    "metadata.google.internal": ["169.254.169.254"], "intranet": ["10.0.0.7"], "six.example": ["::1"],
    "mapped.example": ["::ffff:127.0.0.1"], "one-of-two.example": [PUBLIC, "10.0.0.1"],
    "two-of-two.example": ["192.168.1.1", PUBLIC], "unique.example": ["fd00::1"], "nothing.example": [],
    "odd.example": ["not an address"], "xn--e1afmkfd.example": ["172.16.0.1"],
}
TARGETS = """
http://127.0.0.1/ http://127.1/ http://127.0.1/ http://127.1.2.3/ http://2130706433/ http://0x7f000001/
http://0x7f.1/ http://0x7f.0x0.0x0.0x1/ http://017700000001/ http://0177.0.0.1/ http://0177.1/ http://127.0.0.1./
http://0/ http://0.0.0.0/ http://0.0.0.1/ http://00000000000000000000000177.0.0.1/
http://localhost/ http://localhost./ http://LOCALHOST/ http://localhost.localdomain/ http://LocalHost:80/
http://127.0.0.1.nip.example/ http://metadata.google.internal/ http://intranet/ http://six.example/
http://mapped.example/ http://one-of-two.example/ http://two-of-two.example/ http://unique.example/
http://nothing.example/ http://odd.example/ http://пример.example/
http://①②⑦.⓪.⓪.①/ http://①②⑦.1/ http://１２７.0.0.1/ http://127。0。0。1/ http://ⓛocalhost/ http://127%2e0%2e0%2e1/
http://%31%32%37.0.0.1/ http://127.0.0.1%00.harbor.example/ http://127.0.0.1%23.harbor.example/
http://[::1]/ http://[::]/ http://[0:0:0:0:0:0:0:1]/ http://[::127.0.0.1]/ http://[::ffff:127.0.0.1]/
http://[::ffff:7f00:1]/ http://[0:0:0:0:0:ffff:127.0.0.1]/ http://[::ffff:10.0.0.1]/ http://[::ffff:0:127.0.0.1]/
http://[fe80::1]/ http://[fe80::1%25lo]/ http://[fe80::1%251]/ http://[fd00::1]/ http://[fc00::1]/ http://[fec0::1]/
http://[64:ff9b::7f00:1]/ http://[64:ff9b::10.0.0.1]/ http://[64:ff9b:1::1]/ http://[2002:7f00:1::]/
http://[2002:a00:1::1]/ http://[2001::1]/ http://[2001:db8::1]/ http://[ff02::1]/ http://[100::1]/ http://[5f00::1]/
http://[fd00:ec2::254]/ http://[::1/ http://[v1.127.0.0.1]/
http://10.0.0.1/ http://10.1/ http://172.16.0.1/ http://172.31.255.254/ http://192.168.0.1/ http://192.168.1/
http://169.254.169.254/ http://169.254.169.254./ http://2852039166/ http://0xa9fea9fe/ http://0251.0376.0251.0376/
http://169.254.170.2/ http://100.64.0.1/ http://100.100.100.200/ http://100.127.255.254/ http://192.0.0.192/
http://168.63.129.16/ http://198.18.0.1/ http://192.0.2.1/ http://198.51.100.1/ http://203.0.113.1/ http://192.88.99.1/
http://224.0.0.1/ http://239.255.255.250/ http://240.0.0.1/ http://255.255.255.255/
http://harbor.example@127.0.0.1/ http://user:secret@harbor.example/ http://@127.0.0.1/ http://:secret@harbor.example/
http://harbor.example:80@127.0.0.1/ http://127.0.0.1#@harbor.example/ http://127.0.0.1?@harbor.example/
http://harbor.example%40127.0.0.1/ http://127.0.0.1\\@harbor.example/ http://127.0.0.1;harbor.example/
http:127.0.0.1 http:/127.0.0.1/ http:///127.0.0.1/ //127.0.0.1/ 127.0.0.1 127.0.0.1:80/x HTTP://127.0.0.1/
hTTps://127.0.0.1/ https://localhost/ https://[::1]/ https://169.254.169.254/latest/meta-data/
ftp://harbor.example/ file:///etc/passwd file://localhost/etc/passwd gopher://127.0.0.1/ dict://127.0.0.1:11211/
ldap://127.0.0.1/ jar:http://127.0.0.1!/ data:text/html,x javascript:alert(1) ws://harbor.example/ unix:/run/x.sock
http+unix://%2Frun%2Fx.sock/ view-source:http://127.0.0.1/ netdoc:/etc/passwd about:blank mailto:a@harbor.example
http://harbor.example:22/ http://harbor.example:8080/ http://harbor.example:6379/
http://harbor.example:65536/ http://harbor.example:-1/ http://harbor.example:8501/ https://harbor.example:8443/
http://harbor.example:80:80/ http://harbor.example:٨٠/ http:// http://. http://.. http://? http://#
"""


@pytest.mark.parametrize("url", [
    *TARGETS.split(), "", " ", "http:// 127.0.0.1/", "http://127.0.0.1\t/", "http://127.0.0.1\r\n/",
    "http://127.0.0.1\r\nHost: harbor.example/", "http://" + "a" * 5000 + ".example/",
    "http://" + "a" * 70 + ".example/", "\x00http://127.0.0.1/"])
def test_every_inner_target_is_refused_without_a_connect(url, monkeypatch):
    network = Network(monkeypatch, INSIDE | {"harbor.example": [PUBLIC]})
    with pytest.raises(FetchError):
        door.get(url, Policy())
    assert network.connects == []


@given(st.sampled_from(["10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
                        "100.64.0.0/10", "224.0.0.0/4", "240.0.0.0/4"]), st.integers(0), st.integers(0, 7))
@examples(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_spelling_of_an_inner_address_connects(monkeypatch, network, number, spelling):
    inside = ipaddress.ip_network(network)
    address = inside[number % inside.num_addresses]
    a, b, c, d = address.packed
    written = [str(address), str(int(address)), hex(int(address)), f"0{int(address):o}", f"[::ffff:{address}]",
               f"{a}.{(b << 16) + (c << 8) + d}", f"0{a:o}.{b}.0x{c:x}.{d}", f"[64:ff9b::{address}]"][spelling]
    with monkeypatch.context() as patch:
        record = Network(patch, {})
        with pytest.raises(FetchError):
            door.get(f"http://{written}/", Policy())
    assert record.connects == []


def test_a_public_name_is_reached_by_the_address_that_was_judged(monkeypatch):
    with serving({"/story": b"<html>ok"}) as server:
        network = Network(monkeypatch, {"harbor.example": [PUBLIC]}, server.port)
        answer = door.get("http://harbor.example/story?q=1#part", Policy())
    assert (answer.content, answer.status, answer.content_type) == (b"<html>ok", 200, "text/html")
    assert answer.url == "http://harbor.example/story?q=1#part"
    [(path, headers, _)] = server.asked
    assert path == "/story?q=1" and headers["Host"] == "harbor.example" and "X-Forwarded-For" not in headers
    assert network.connects == [PUBLIC]


@pytest.mark.parametrize("answers", [
    [PUBLIC, "127.0.0.1"], [PUBLIC, "169.254.169.254"], [PUBLIC, "::1"], [PUBLIC, "10.0.0.1"]])
def test_a_name_that_changes_its_answer_gains_nothing(answers, monkeypatch):
    """The first answer is judged and connected to; the next request resolves, and is judged, anew."""
    given_ = iter(answers)
    with serving({"/": redirect("http://rebinding.example/inner")}) as server:
        network = Network(monkeypatch, {"rebinding.example": lambda: [next(given_)]}, server.port)
        with pytest.raises(FetchError, match="internal"):
            door.get("http://rebinding.example/", Policy())
    assert network.connects == [PUBLIC]
    assert [path for path, _, _ in server.asked] == ["/"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("to", ["http://127.0.0.1/", "http://localhost/", "//[::1]/", "http://2852039166/latest/",
                                "file:///etc/passwd", "ftp://harbor.example/", "http://harbor.example:22/",
                                "http://user:secret@harbor.example/"])
def test_a_redirect_to_an_inner_target_is_refused(to, status, monkeypatch):
    with serving({"/": redirect(to, status)}) as server:
        network = Network(monkeypatch, INSIDE | {"harbor.example": [PUBLIC]}, server.port)
        with pytest.raises(FetchError):
            door.get("http://harbor.example/", Policy())
    assert network.connects == [PUBLIC]


def test_redirects_are_followed_five_times_and_no_more(monkeypatch):
    pages = {f"/{hop}": redirect(f"{hop + 1}") for hop in range(5)} | {"/5": b"there"}
    with serving(pages | {"/loop": redirect("/loop")}) as server:
        Network(monkeypatch, {"harbor.example": [PUBLIC]}, server.port)
        assert door.get("http://harbor.example/0", Policy()).url == "http://harbor.example/5"
        server.asked.clear()
        with pytest.raises(FetchError, match="more than 5 times"):
            door.get("http://harbor.example/loop", Policy())
    assert len(server.asked) == 6


@pytest.mark.parametrize(("page", "words", "retry"), [
    (laboratory.bomb, "larger than 10 MB", False),
    (laboratory.endless, "larger than 10 MB", False),
    (laboratory.broken_off, "broke off", True),
    (lambda handler: handler.answer(b"no gzip", Content_Encoding="gzip"), "damaged", True),
    (lambda handler: handler.wfile.write(b"SSH-2.0-Open\r\n"), "broke off", True),
    (lambda handler: handler.answer(b"", status=403), "save the page", False),
    (lambda handler: handler.answer(b"", status=404), "nothing at this address", False),
    (lambda handler: handler.answer(b"", status=429), "fewer requests", True),
    (lambda handler: handler.answer(b"", status=503), "trouble", True),
    (lambda handler: handler.answer(b"", status=206), "no usable answer", False),
    (lambda handler: handler.answer(b"", status=300), "no usable answer", False),
])
def test_what_goes_wrong_is_a_sentence(page, words, retry, monkeypatch):
    with serving({"/": page}) as server:
        Network(monkeypatch, {"harbor.example": [PUBLIC]}, server.port)
        with pytest.raises(FetchError, match=words) as told:
            door.get("http://harbor.example/", Policy())
    assert told.value.retry == retry


@pytest.mark.parametrize(("header", "seconds"), [("120", 120), ("0", 0), ("soon", 0), ("", 0), ("9" * 30, 7 * 86400),
                                                 ("Wed, 21 Oct 2015 07:28:00 GMT", 0)])
def test_the_wait_a_site_asks_for_is_told(header, seconds, monkeypatch):
    with serving({"/": lambda handler: handler.answer(b"", status=429, Retry_After=header)}) as server:
        Network(monkeypatch, {"harbor.example": [PUBLIC]}, server.port)
        with pytest.raises(FetchError) as told:
            door.get("http://harbor.example/", Policy())
    assert (told.value.retry_after, told.value.status) == (seconds, 429)


def test_an_unknown_name_may_be_known_later(monkeypatch):
    Network(monkeypatch, {})
    with pytest.raises(FetchError, match="not known") as told:
        door.get("http://harbor.example/", Policy())
    assert told.value.retry


def test_a_fetch_that_changed_nothing_brings_nothing(monkeypatch):
    def page(handler):
        known = handler.headers.get("If-None-Match") == '"v1"'
        handler.answer(b"" if known else b"new", status=304 if known else 200, ETag='"v1"', Last_Modified="yesterday")

    with serving({"/": page}) as server:
        policy = Policy(ports=(server.port,), allowed=LOOPBACK)
        url = f"http://127.0.0.1:{server.port}/"
        first = safe_fetch(url, policy)
        again = safe_fetch(url, policy, etag=first.etag, last_modified=first.last_modified)
    assert (first.content, first.etag, first.last_modified, first.not_modified) == (b"new", '"v1"', "yesterday", False)
    assert (again.content, again.not_modified) == (b"", True)
    assert server.asked[1][1]["If-Modified-Since"] == "yesterday"


@pytest.mark.parametrize("page", [laboratory.dripping_body, laboratory.dripping_headers, laboratory.dripping_gzip,
                                  laboratory.silent])
def test_the_deadline_ends_what_drips(page):
    with serving({"/": page}) as server:
        started = time.monotonic()
        with pytest.raises(FetchError, match=r"longer than 0\.5 seconds") as told:
            safe_fetch(f"http://127.0.0.1:{server.port}/", Policy(deadline=0.5, ports=(server.port,), allowed=LOOPBACK))
    assert 0.5 <= time.monotonic() - started < 0.5 + fetching.STARTING  # by its own alarm, not by the parent
    assert told.value.retry


def test_the_deadline_ends_a_name_resolution_that_hangs(monkeypatch, tmp_path):
    """The alarm ends the process inside C code too: here, a `getaddrinfo` that never returns."""
    (tmp_path / "sitecustomize.py").write_text(
        "import socket, ctypes\nsocket.getaddrinfo = lambda *_, **__: ctypes.PyDLL(None).sleep(60)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    started = time.monotonic()
    with pytest.raises(FetchError, match=r"longer than 0\.5 seconds"):
        safe_fetch("http://harbor.example/", Policy(deadline=0.5))
    assert time.monotonic() - started < 0.5 + fetching.STARTING


def test_nothing_in_the_environment_opens_the_door_or_leads_through_a_proxy(monkeypatch):
    with serving({}) as server:
        here = f"http://127.0.0.1:{server.port}"
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "NO_PROXY", "WIREWATCH_ALLOWED"):
            monkeypatch.setenv(name, here)
        for url in ("http://harbor.example/", "http://127.0.0.1/", here):
            with pytest.raises(FetchError):
                safe_fetch(url)
    assert server.asked == []
    for module in (door, fetching):
        assert not hasattr(module, "os") and not hasattr(module, "settings")
    assert os.environ["http_proxy"] == here


@pytest.mark.parametrize(("url", "shown_as", "named_as"), [
    ("https://harbor.example/feed", "https://harbor.example/feed", "https://harbor.example/feed"),
    ("https://me:secret@harbor.example/feed?key=secret#x", "https://harbor.example/feed",
     "https://harbor.example/feed?key=***"),
    ("https://harbor.example/doc?query=chips&apiKey=secret&access_token=secret", "https://harbor.example/doc",
     "https://harbor.example/doc?query=chips&apiKey=***&access_token=***"),
    ("http://[secret", "This address", "This address"),
])
def test_messages_and_origins_hold_no_secrets(url, shown_as, named_as):
    assert (shown(url), named(url)) == (shown_as, named_as)
    with pytest.raises(FetchError) as told:
        safe_fetch(url.replace("https://", "ftp://"))
    assert "secret" not in f"{told.value} {told.value.detail}"


@given(st.text(), st.text())
def test_whatever_is_typed_no_password_is_shown(before, after):
    for url in (f"https://me:pass-phrase@harbor.example/{before}", f"{before}://me:pass-phrase@harbor.example{after}"):
        assert "pass-phrase" not in shown(url)
        assert "pass-phrase" not in named(url)
