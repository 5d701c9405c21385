"""Text as the words names are made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.enrichment.words import key, shouted, tokens


@pytest.mark.parametrize(("text", "words"), [
    ("the U.S.-China row", ("the", "US", "-", "China", "row")),
    ("in the U.S. China", ("in", "the", "US", "China")),
    ("China’s and China's", ("China", "’s", "and", "China", "'s")),
    ("Xi’an, don't", ("Xi'an", ",", "don't")),
    ("“Phase 1” deal", ("Phase", "1", "deal")),
    ("Société Générale", ("Societe", "Generale")),
    ("G-20 AT&T", ("G", "-", "20", "AT", "&", "T")),
    ("one\ntwo", ("one", "\n", "two")),
    ("so… J.D. Vance", ("so", "...", "JD", "Vance")),
    ("", ()),
])
def test_words(text, words):
    assert tuple(word.replace("’s", "'s") for word in key(text)) == tuple(word.replace("’s", "'s") for word in words)


@given(st.text())
def test_words_stand_where_they_say_and_are_never_empty(text):
    found = tokens(text)
    assert all(word and start < end <= len(text) for word, start, end in found)
    assert [start for _, start, _ in found] == sorted(start for _, start, _ in found)


@pytest.mark.parametrize(("text", "loud"), [
    ("LET US GO HOME NOW", True), ("the US chip rule", False), ("NEWS: US", False),
    ("BEIJING TAKES AIM AT RULE", False),
])
def test_short_words_in_a_line_of_capitals_are_shouted(text, loud):
    words = tokens(text)
    place = next(place for place, word in enumerate(words) if word.word in ("US", "BEIJING"))
    assert shouted(words, place, place + 1) is loud
