"""What an answer of the web is, and how it becomes readings."""

import json
import time

import pandas as pd
import pytest

from utils.errors import FetchError
from utils.sources import web
from utils.sources.policy import Fetched
from utils.sources.reading import Reading, rejects

URL = "https://harbor.example/news?key=secret"
ARTICLES = {"articles": [{"url": "https://harbor.example/1", "title": "Port opens", "seendate": "20250129T120000Z",
                          "domain": "harbor.example", "language": "English"}]}
LOGIN_FORM = b"<form><input id='p' type='password'></form>"
ARTICLE = b"<!DOCTYPE html><body>" + LOGIN_FORM + b"<p>A paragraph.</p>" * 8


def answer(content, kind="text/html", url=URL):
    return Fetched(content, url, 200, kind)


def what(content, kind="text/html", url=URL):
    """Return what a content is taken for: asked for something that nothing is, it is refused by its name."""
    with pytest.raises(FetchError) as told:
        web.readings(URL, answer(content, kind, url), kinds=("a miracle",))
    assert "secret" not in told.value.sentence
    return told.value.sentence.removeprefix("https://harbor.example/news gives ").removesuffix(", not a miracle.")


@pytest.mark.parametrize(("content", "kind", "taken_for"), [
    (b"<!DOCTYPE html><title>x", "text/html", "a web page"),
    (b"\xef\xbb\xbf \n<!-- a --><!-- b -->\n<HTML lang=en>", "text/plain", "a web page"),
    (b"<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>", "application/xhtml+xml", "a web page"),
    (b"<script>1</script><p>No html element.", "text/html", "a web page"),
    ("<html>".encode("utf-16"), "", "a web page"),
    (b"<?xml version='1.0'?><?xml-stylesheet href='x'?><!-- by y --><rss version='2.0'>", "text/html", "a feed"),
    (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "application/octet-stream", "a feed"),
    (b"<rdf:RDF xmlns:rdf='x'>", "", "a feed"),
    (b' {"articles": []}', "text/html", "JSON"), (b"[1]", "", "JSON"),
    (b"Your query was too short.", "text/html", "text/html that begins “Your query was too short.”"),
    (b"\x89PNG\r\n\x1a\n\xff", "image/png", "image/png"),
    (b"%PDF-1.7\n%\xb5\xb5", "application/pdf", "application/pdf"),
    (b"", "text/html", "nothing"), (b" \n", "", "nothing"),
    (b"<svg xmlns='x'>", "image/svg+xml", "image/svg+xml that begins “<svg xmlns='x'>”"),
])
def test_an_answer_is_what_its_content_says(content, kind, taken_for):
    assert what(content, kind) == taken_for


def test_many_comments_cost_no_time():
    started = time.monotonic()
    assert what(b"<!--a-->" * 500, "text/xml").startswith("text/xml")
    assert time.monotonic() - started < 0.5


@pytest.mark.parametrize(("content", "url", "login"), [
    (ARTICLE, URL, False), (ARTICLE, "https://harbor.example/login?next=news", True),
    (ARTICLE, "https://accounts.harbor.example/x", True),
    (ARTICLE, "https://harbor.example/consent-decree-signed", False),
    (b"<!DOCTYPE html>" + LOGIN_FORM, URL, True), (b"<html><form><input name=q></form>", URL, False)])
def test_a_login_page_with_status_200_is_told(content, url, login, monkeypatch):
    monkeypatch.setattr(web, "read", lambda path, name: [])
    try:
        web.readings(URL, answer(content, url=url))
    except FetchError as error:
        assert login and "login page" in error.sentence
    else:
        assert not login


def test_records_are_read_like_a_file_and_their_origin_is_the_address():
    [reading] = web.readings(URL, answer(json.dumps(ARTICLES).encode(), "application/json"))
    assert reading.origin == "https://harbor.example/news?key=***"
    assert reading.rows["url"].tolist() == ["https://harbor.example/1"]


def test_rows_of_a_page_get_the_address_that_gave_it_unless_they_name_one(monkeypatch):
    found = [Reading("x", pd.DataFrame({"row": [1, 2], "url": [None, "https://harbor.example/own"]}), rejects([])),
             Reading("x", pd.DataFrame({"row": [1], "title": ["A"]}), rejects([]))]
    monkeypatch.setattr(web, "read", lambda path, name: found)
    first, second = web.readings(URL, answer(ARTICLE, url="https://harbor.example/final"))
    assert first.rows["url"].tolist() == ["https://harbor.example/final", "https://harbor.example/own"]
    assert second.rows["url"].tolist() == ["https://harbor.example/final"]
