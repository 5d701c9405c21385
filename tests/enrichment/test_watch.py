"""The watchlist finds exactly what it lists: the longest name, in its case, with its suffix, of the right nation."""

import pytest

from utils.enrichment.watch import Watchlist
from utils.enrichment.words import tokens
from utils.story import Entry

LIST = Watchlist([
    Entry("Arland", "PLACE", ("AR", "Arlandia"), adjectives=("Arlandic",), nation="Arland"),
    Entry("Borland", "PLACE", (), adjectives=("Borlandic",), nation="Borland"),
    Entry("Corland", "PLACE", (), adjectives=("Corlandic",), nation="Corland"),
    Entry("Arland Morning Post", "ORG", ("The Arland Morning Post",)),
    Entry("Foreign Ministry (Arland)", "ORG", (), shared=("Foreign Ministry",), nation="Arland"),
    Entry("Foreign Ministry (Borland)", "ORG", (), shared=("Foreign Ministry",), nation="Borland"),
    Entry("Veltron", "ORG", ("Veltron Technologies",), nation="Arland"),
    Entry("Arland Senate", "ORG", ("Senate",), nation="Arland", group="Arland's parliament"),
    Entry("List of Firms", "LAW", ("firm list",)),
    Entry("Zed", "PERSON", ()),
], never=["AI"])


def found(text: str) -> list[tuple[str, str]]:
    words = tokens(text)
    return [(text[words[hit.first].start:words[hit.last - 1].end], hit.value.name) for hit in LIST.find(words)]


@pytest.mark.parametrize(("text", "expected"), [
    ("Arland and Arlandia agree.", [("Arland", "Arland"), ("Arlandia", "Arland")]),
    ("A.R. officials", [("A.R.", "Arland")]),
    ("anti-AR talk, Arland’s view", [("AR", "Arland"), ("Arland", "Arland")]),
    ("arland, ar and Arlands are nothing", []),
    ("The Arland Morning Post says so", [("The Arland Morning Post", "Arland Morning Post")]),
    ("ARLAND (Wire) - Talks", [("ARLAND", "Arland")]),
    ("ZED is shorter than a shout", []),
    ("TELL AR THAT WE ARE HERE", []),
    ("an Arlandic plan", []),
    ("Veltron Technologies Co., Ltd. grew", [("Veltron Technologies Co., Ltd", "Veltron")]),
    ("I like Veltron. Company men do too", [("Veltron", "Veltron")]),
    ("on the firm list", [("firm list", "List of Firms")]),
    ("AI", []),
    ("", []),
])
def test_find(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(("text", "whose"), [
    ("The Borlandic Foreign Ministry protested.", "Borland"),
    ("Arland waits. In Borland’s capital the Foreign Ministry protested.", "Borland"),
    ("Arland, Arland, Borland.\nThe Foreign Ministry protested.", "Arland"),
    ("Talks with Corland upset Arland, the Foreign Ministry said.", "Arland"),
    ("Arland heard the Corlandic Foreign Ministry.", None),
    ("Arland heard Corland’s Foreign Ministry.", None),
    ("The Foreign Ministry of somewhere.", None),
])
def test_a_shared_surface_is_the_nearest_nations(text, whose):
    names = [name for surface, name in found(text) if surface == "Foreign Ministry"]
    assert names == ([f"Foreign Ministry ({whose})"] if whose else [])


@pytest.mark.parametrize(("text", "expected"), [
    ("The Senate votes.", ["Arland Senate"]),
    ("The Arlandic Senate votes.", ["Arland Senate"]),
    ("Arland’s Senate votes.", ["Arland", "Arland Senate"]),
    ("The Borlandic Senate votes.", []),
    ("Borland’s Senate votes.", ["Borland"]),
    ("In Borland, Senate leaders are mocked.", ["Borland", "Arland Senate"]),
    ("Borland’s Veltron factory", ["Borland", "Veltron"]),
])
def test_a_body_of_state_is_not_another_nations(text, expected):
    assert [name for _, name in found(text)] == expected


def test_words_that_are_no_names():
    assert {("AI",), ("Arlandic",), ("Foreign", "Ministry")} <= LIST.never


def test_an_empty_watchlist_finds_nothing():
    assert Watchlist([]).find(tokens("Arland")) == []
