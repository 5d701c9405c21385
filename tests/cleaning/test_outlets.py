import pytest

from utils import story
from utils.cleaning import outlets
from utils.story import Outlet

KNOWN = outlets.registry([
    Outlet("Example Post", ("EP", "Example Post Online"), ("examplepost.com", "feeds.ep.net"), "US", "en", "daily"),
    Outlet("Portal", (), ("portal.com",), "US", "en", "aggregator"),
])


@pytest.mark.parametrize(("said", "home", "url", "name", "known"), [
    ("example post", "", "", "Example Post", True),
    ("The Example Post", "", "", "Example Post", True),
    ("Example Post - News", "", "", "Example Post", True),
    ("Example Post (Opinion)", "", "", "Example Post", True),
    ("https://feeds.ep.net/world.xml", "", "https://other.org/a", "Example Post", True),
    ("https://rss.examplepost.com/top", "", "", "Example Post", True),
    ("A Columnist", "www.examplepost.com", "", "Example Post", True),
    ("A Columnist", "", "https://www.examplepost.com/a", "Example Post", True),
    ("", "", "https://www.examplepost.com/a", "Example Post", True),
    ("https://feeds.feedburner.com/ep", "", "https://examplepost.com/a", "Example Post", True),
    ("https://portal.com/rss", "", "https://portal.com/a", "Portal", True),
    ("EP", "", "https://portal.com/a", "Example Post", True),
    ("Village Voice", "", "https://village.example.net/a", "Village Voice", False),
    ("https://feeds.village.co.uk/rss", "", "", "village.co.uk", False),
    ("https://feeds.feedburner.com/x", "", "", "", False),
    ("", "", "", "", False),
])
def test_one_name_for_an_outlet(said, home, url, name, known):
    found, entry = outlets.name(KNOWN, said, home, url)
    assert (found, entry is not None) == (name, known)


def test_the_list_of_outlets_is_sound():
    known = story.outlets()
    names = [name.casefold() for outlet in known for name in (outlet.name, *outlet.also)]
    domains = [domain for outlet in known for domain in outlet.domains]
    assert len(known) >= 100 and len(set(domains)) == len(domains)
    assert len(set(names)) == len(names)
    assert {outlet.kind for outlet in known} == {
        "wire", "daily", "trade", "policy", "broadcaster", "opinion", "official", "aggregator"}
    assert all(len(outlet.country) == 2 and len(outlet.language) == 2 and outlet.domains for outlet in known)
