"""The story's watchlist itself: complete, tidy, and without traps."""

from collections import Counter

from utils import schema, story
from utils.enrichment.words import key

ENTRIES = story.watchlist()


def test_it_is_large_enough_and_typed():
    assert len(ENTRIES) >= 400
    assert {entry.type for entry in ENTRIES} == set(schema.ENTITY_TYPES)


def test_every_entry_is_complete():
    for entry in ENTRIES:
        surfaces = [entry.name, *entry.aliases, *entry.shared]
        assert all(key(surface) and surface == " ".join(surface.split()) for surface in surfaces), entry
        assert entry.note and (entry.nation or not (entry.shared or entry.adjectives)), entry


def test_a_surface_means_one_entity():
    claims = Counter(words for entry in ENTRIES for words in {key(surface) for surface in (entry.name, *entry.aliases)})
    assert [words for words, count in claims.items() if count > 1] == []


def test_no_alias_is_a_small_word_or_never_a_name():
    never = {key(surface) for surface in story.never()}
    small = {"bitcoin", "imec"}
    for entry in ENTRIES:
        for surface in (entry.name, *entry.aliases):
            assert key(surface) not in never, surface
            assert not (surface.islower() and surface.isalpha()) or surface in small, surface


def test_adjectives_name_no_place():
    names = {key(surface) for entry in ENTRIES for surface in (entry.name, *entry.aliases)}
    assert [word for entry in ENTRIES for word in entry.adjectives if key(word) in names] == []
