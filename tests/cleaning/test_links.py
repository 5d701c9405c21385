import pytest

from utils.cleaning import links


@pytest.mark.parametrize(("address", "expected"), [
    ("https://Example.org/a?id=1&utm_source=x#top", "https://example.org/a?id=1"),
    (" http://example.org/a_b?q=a%20b ", "http://example.org/a_b?q=a%20b"),
    ("https://example.org/?p=1907", "https://example.org/?p=1907"),
    ("javascript:alert(1)", ""), ("data:text/html,x", ""), ("ftp://example.org/a", ""), ("//example.org/a", ""),
    ("https://user:secret@example.org/", ""), ("https://example.org/a b", ""), ("https://[broken/", ""), ("", ""),
    ('https://example.org/"><script>', ""),
])
def test_only_plain_web_addresses_are_kept(address, expected):
    assert links.clean(address) == expected


@pytest.mark.parametrize(("address", "host", "site"), [
    ("https://www.example.co.uk/rss", "example.co.uk", "example.co.uk"),
    ("feeds.example.com", "feeds.example.com", "example.com"),
    ("www1.example.org", "example.org", "example.org"), ("Example Post", "", ""), ("Post (Web)", "", ""),
])
def test_hosts_and_sites(address, host, site):
    assert links.host(address) == host and links.site(links.host(address)) == site


@pytest.mark.parametrize(("address", "inner"), [
    ("https://portal.example/url?rct=j&url=https://harbor.example/a&ct=ga", "https://harbor.example/a"),
    ("https://portal.example/l.php?u=https%3A%2F%2Fharbor.example%2Fa%3Fb&h=1", "https://harbor.example/a?b"),
    ("https://archive.example/web/2023/http://harbor.example/a", "http://harbor.example/a"),
    ("https://harbor.example/a", ""), ("", ""),
])
def test_the_address_inside_one_that_leads_on(address, inner):
    assert links.inner(address) == inner
