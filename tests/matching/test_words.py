import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.matching.index import add, find
from utils.matching.words import plain, words
from utils.schema import SEARCH


@pytest.mark.parametrize(("text", "expected"), [
    ("The U.S.-China chip war", "the us china chip war"),
    ("U.S.'s D.C. v. 3.5 x.com", "us dc v 3 5 x com"),
    ("China’s and Jones' and O'Brien's", "china and jones and o brien"),
    ("'s Gravenhage, can't", "s gravenhage can t"),
    ("Straße naïve Ångström İzmir", "strasse naive angstrom izmir"),
    ("cafe\u0301 semi\u00adconductor", "cafe semiconductor"),
    ("ＡＩ ﬁrst ½", "ai first 12"),
    ("Nvidia™ #AI @user a_b", "nvidia ai user a b"),
    ("AI芯片 と GPU", "ai 芯 片 と gpu"),
    ("a\x00b\x01c\ud800d", "a b c d"),
    ("…—!", ""),
])
def test_words_are_cut_and_folded(text, expected):
    assert plain(text) == expected


def test_words_keep_their_places():
    text = "The U.S.'s “naïve” chip-ban"
    assert [text[word.start:word.end] for word in words(text)] == ["The", "U.S", "naïve", "chip", "ban"]


@given(st.text())
def test_places_are_in_order_and_folding_twice_changes_nothing(text):
    found = words(text)
    bounds = [place for word in found for place in (word.start, word.end)]
    assert bounds == sorted(bounds)
    assert all(word.start < word.end for word in found)
    assert plain(plain(text)) == plain(text)


@given(st.text(st.characters() | st.sampled_from(".'’sSuU芯_ \x01"), max_size=40))
def test_every_word_is_found_where_it_was_indexed(text):
    connection = sqlite3.connect(":memory:")
    connection.executescript(SEARCH)
    add(connection, [7], [""], [text])
    for word in words(text):
        assert find(connection, f'"{word.folded}"').tolist() == [7]
    if words(text):
        assert find(connection, f'"{plain(text)}"').tolist() == [7], "the words stand in a row"
