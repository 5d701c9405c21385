from collections import Counter
from importlib.resources import files

import pytest

from utils import story
from utils.cleaning import outlets
from utils.story import Outlet

KNOWN = outlets.registry([
    Outlet("Example Post", ("EP", "Example Post Online"), ("examplepost.com", "feeds.ep.net"), "US", "en", "daily"),
    Outlet("Portal", (), ("portal.com",), "US", "en", "aggregator"),
    Outlet("The Portal", (), ("theportal.net",), "US", "en", "trade"),
    Outlet("Google News", ("Google Alerts",), ("news.google.com", "google.com"), "US", "en", "aggregator"),
    Outlet("Council", (), ("gov.cn", "www.gov.cn"), "CN", "zh", "official"),
])


@pytest.mark.parametrize(("said", "home", "url", "name", "known"), [
    ("example post", "", "", "Example Post", True),
    ("The Example Post", "", "", "Example Post", True),
    ("Example Post - News", "", "", "Example Post", True),
    ("Example Post (Opinion)", "", "", "Example Post", True),
    ("https://feeds.ep.net/world.xml", "", "https://other.org/a", "Example Post", True),
    ("https://rss.examplepost.com/top", "", "", "Example Post", True),
    ("https://other.org/feed", "", "https://examplepost.com/a", "Example Post", True),
    ("https://examplepost.com/feed", "", "https://theportal.net/a", "The Portal", True),  # the item's link says more
    ("A Columnist", "www.examplepost.com", "", "Example Post", True),
    ("A Columnist", "", "https://www.examplepost.com/a", "Example Post", True),
    ("", "", "https://www.examplepost.com/a", "Example Post", True),
    ("https://feeds.feedburner.com/ep", "", "https://examplepost.com/a", "Example Post", True),
    ("EP", "", "https://portal.com/a", "Example Post", True),
    ("The Portal", "", "", "The Portal", True),  # is not Portal
    ("Village Voice", "", "https://village.example.net/a", "Village Voice", False),
    ("https://feeds.village.co.uk/rss", "", "", "village.co.uk", False),
    ("https://feeds.feedburner.com/x", "", "", "", False),
    ("", "", "", "", False),
    ("", "", "https://www.gov.cn/a", "Council", True),
    ("", "", "https://english.www.gov.cn/a", "Council", True),
    ("", "", "https://www.harbour.gov.cn/a", "harbour.gov.cn", False),  # gov.cn belongs to many
])
def test_one_name_for_an_outlet(said, home, url, name, known):
    found, entry = outlets.name(KNOWN, said, home, url, "")
    assert (found, entry is not None) == (name, known)


@pytest.mark.parametrize(("said", "home", "url", "title", "name"), [
    ("Portal", "", "https://portal.com/a", "Rule delayed", ""),
    ("https://portal.com/rss", "", "https://portal.com/a", "Rule delayed - again", ""),
    ("Portal", "", "https://examplepost.com/a", "Rule delayed", "Example Post"),
    ("https://portal.com/rss", "", "https://village.net/a", "Rule delayed", "village.net"),
    ("https://portal.com/rss", "https://examplepost.com", "https://portal.com/a", "Rule delayed", "Example Post"),
    ("Village Voice", "", "https://portal.com/a", "Rule delayed", "Village Voice"),
    ("", "", "https://portal.com/url?url=https://examplepost.com/a", "Rule delayed", "Example Post"),
    ("Google News", "", "https://news.google.com/rss/articles/x", "Rule - delayed - Example Post", "Example Post"),
    ("Google News", "", "https://news.google.com/rss/articles/x", "Rule delayed - Village Voice", "Village Voice"),
    ("Google News", "", "https://news.google.com/rss/articles/x", "Rule delayed - examplepost.com", "Example Post"),
    ("Google News", "", "https://news.google.com/rss/articles/x", "Rule delayed - Portal", ""),
    ("Google News", "", "https://news.google.com/rss/articles/x", "Rule delayed", ""),
    ('"chip export" - Google News', "", "https://news.google.com/x", "Rule delayed - Example Post", "Example Post"),
    ("https://news.google.com/rss", "", "", "Rule delayed - Example Post", "Example Post"),
    ("Village Voice", "", "https://news.google.com/x", "Rule delayed - again", "Village Voice"),
])
def test_an_aggregator_is_never_the_outlet(said, home, url, title, name):
    found, entry = outlets.name(KNOWN, said, home, url, title)
    assert found == name and (entry is None or entry.kind != "aggregator")


@pytest.mark.parametrize(("title", "outlet", "bare"), [
    ("Rule delayed - Example Post", "Example Post", "Rule delayed"),
    ("Rule - delayed | EP", "Example Post", "Rule - delayed"),
    ("Rule delayed – Village Voice", "Village Voice", "Rule delayed"),
    ("Rule delayed - Example Post", "Village Voice", "Rule delayed - Example Post"),
    ("Rule delayed - again", "Example Post", "Rule delayed - again"),
    ("Example Post", "Example Post", "Example Post"), ("- Example Post", "Example Post", "- Example Post"),
    ("Rule delayed - again", "", "Rule delayed - again"), ("", "Example Post", ""),
])
def test_a_title_does_not_end_with_its_own_outlet(title, outlet, bare):
    assert outlets.without_outlet(KNOWN, title, outlet) == bare


def test_every_row_of_the_list_says_what_it_must():
    countries = (files("tzdata") / "zoneinfo/iso3166.tab").read_text(encoding="utf-8").splitlines()
    iso = {line[:2] for line in countries if not line.startswith("#")}
    for one in story.outlets():
        assert one.kind in story.OUTLET_KINDS and one.state in story.STATES and one.level in story.LEVELS, one.name
        assert one.country in iso and len(one.language) == 2 and one.domains and one.owner, one.name
        assert bool(one.state) == (len(one.state_source.split()) > 1), f"{one.name}: a state's hand has a source"
        chinese = one.country == "CN" and (one.state or one.kind == "official")
        assert one.level or not chinese, f"{one.name}: a voice of the Chinese state has a level"
        assert one.country in ("CN", "HK") or not one.level, one.name
    assert len(story.outlets()) >= 300 and {one.kind for one in story.outlets()} == set(story.OUTLET_KINDS)


def test_no_name_and_no_host_is_in_two_rows():
    rows = story.outlets()
    known = outlets.registry(rows)
    assert known.named("") is None
    assert [(one.name, name) for one in rows for name in (one.name, *one.also) if known.named(name) is not one] == []
    assert [(one.name, host) for one in rows for host in one.domains if known.at(host) is not one] == []
    assert Counter(host for one in rows for host in one.domains).most_common(1)[0][1] == 1
