"""Manners: pauses, one request at a time, Retry-After, robots.txt."""

import threading
import time

import pytest
from laboratory import serving

from utils.errors import FetchError
from utils.sources import visiting
from utils.sources.policy import Fetched, Policy
from utils.sources.visiting import Visitor


@pytest.fixture
def door(monkeypatch):
    """Answer in place of the door; keep the address and the time of each request."""
    asked, answers = [], {}

    def fetch(url, policy, **conditions):
        asked.append((url, time.monotonic()))
        if isinstance(answers.get(url), FetchError):
            raise answers[url]
        return Fetched(answers.get(url, b""), url, 200)

    monkeypatch.setattr(visiting, "safe_fetch", fetch)
    fetch.asked, fetch.answers = asked, answers
    return fetch


def test_a_host_gets_its_pause_and_another_does_not_wait(door):
    visitor = Visitor(Policy(pause=0.2))
    for url in ("https://a.example/1", "https://a.example/2", "https://b.example/1", "https://A.example/3"):
        visitor.fetch(url)
    times = [at for _, at in door.asked]
    assert times[1] - times[0] >= 0.2 and times[2] - times[1] < 0.1 and times[3] - times[1] >= 0.2


def test_hosts_are_visited_side_by_side_and_each_one_request_at_a_time():
    busy, most, lock, together = {}, 0, threading.Lock(), set()

    def visit(url):
        nonlocal most
        host = url.split("/")[2]
        with lock:
            busy[host] = busy.get(host, 0) + 1
            together.add(busy[host])
            most = max(most, sum(busy.values()))
        time.sleep(0.02)
        with lock:
            busy[host] -= 1
        return url.upper()

    urls = [f"https://{host}.example/{page}" for page in range(3) for host in "abcdef"]
    assert Visitor(Policy()).each(urls + urls, visit) == {url: url.upper() for url in urls}
    assert together == {1} and most == visiting.HOSTS_AT_ONCE


def test_a_site_that_asks_for_time_is_left_alone(door):
    door.answers["https://a.example/1"] = FetchError("busy", status=429, retry_after=3600)
    visitor = Visitor(Policy(pause=0))
    for page in ("1", "2"):
        with pytest.raises(FetchError) as told:
            visitor.fetch(f"https://a.example/{page}")
    assert "left alone" in told.value.sentence and told.value.retry and told.value.retry_after > 3000
    assert len(door.asked) == 1


ROBOTS = b"User-agent: *\nDisallow: /private\n\nUser-agent: Wirewatch\nDisallow: /no-wirewatch\nCrawl-delay: 1\n"


@pytest.mark.parametrize(("robots", "page", "words"), [
    (ROBOTS, "/story", ""), (ROBOTS, "/private/story", ""), (ROBOTS, "/no-wirewatch/story", "robots.txt"),
    (b"User-agent: *\nDisallow: /", "/story", "robots.txt"), (b"\xff\xfe<html>no rules", "/story", ""),
    (FetchError("gone", status=404), "/story", ""), (FetchError("no", status=403), "/story", ""),
    (FetchError("down", status=503, retry=True), "/story", "down"), (FetchError("late", retry=True), "/story", "late"),
])
def test_a_link_is_followed_only_where_robots_txt_lets_it(door, robots, page, words):
    door.answers["https://a.example/robots.txt"] = robots
    visitor = Visitor(Policy(pause=0))
    for _ in range(2):
        if words:
            with pytest.raises(FetchError, match=words):
                visitor.follow(f"https://a.example{page}")
        else:
            assert visitor.follow(f"https://a.example{page}").status == 200
        if robots == ROBOTS:
            break
    asked = [url for url, _ in door.asked]
    assert asked.count("https://a.example/robots.txt") == 1
    assert (f"https://a.example{page}" in asked) == (not words)


def test_a_crawl_delay_is_kept(door):
    door.answers["https://a.example/robots.txt"] = ROBOTS
    visitor = Visitor(Policy(pause=0))
    visitor.follow("https://a.example/1")
    visitor.follow("https://a.example/2")
    assert door.asked[2][1] - door.asked[1][1] >= 1


def test_manners_go_through_the_door():
    with serving({"/": b"page"}) as server:
        policy = Policy(pause=0, ports=(server.port,), allowed=("127.0.0.1/32",))
        assert Visitor(policy).follow(f"http://127.0.0.1:{server.port}/").content == b"page"
        with pytest.raises(FetchError, match="internal"):
            Visitor(Policy(pause=0, ports=(server.port,))).follow(f"http://127.0.0.1:{server.port}/")
    assert [path for path, _, _ in server.asked] == ["/robots.txt", "/"]
