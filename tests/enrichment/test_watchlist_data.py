"""The story's watchlist itself: complete, tidy, and without traps."""

import re
import tomllib
from collections import Counter

import pytest

from utils import schema, story
from utils.enrichment.watch import watchlist
from utils.enrichment.words import key, tokens
from utils.matching.words import CJK

ENTRIES = story.watchlist()
TYPES = {entry.name: entry.type for entry in ENTRIES}


def found(text: str) -> list[tuple[str, str]]:
    words = tokens(text)
    return [(text[words[hit.first].start:words[hit.last - 1].end], hit.value.name)
            for hit in watchlist().find(words)]


def test_it_is_large_enough_and_typed():
    listed = tomllib.loads((story.DATA / "watchlist.toml").read_text(encoding="utf-8"))["entity"]
    assert all({"name", "type", "aliases", "note"} <= entry.keys() for entry in listed)
    assert len(ENTRIES) >= 2000 and sum(bool(entry.aliases) for entry in ENTRIES) >= 1000
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
    small = {"bitcoin", "imec", "onsemi", "realme", "dpa"}
    for entry in ENTRIES:
        for surface in (entry.name, *entry.aliases):
            assert key(surface) not in never, surface
            assert not (surface.islower() and surface.isalpha()) or surface in small, surface


def test_adjectives_name_no_place():
    names = {key(surface) for entry in ENTRIES for surface in (entry.name, *entry.aliases)}
    assert [word for entry in ENTRIES for word in entry.adjectives if key(word) in names] == []


def test_products_have_makers_that_are_listed_and_none_makes_itself():
    made = {entry.name: entry.maker for entry in ENTRIES if entry.maker}
    assert len(made) >= 100
    assert {maker for maker in made.values() if TYPES.get(maker) != "ORG"} == set()
    assert {name for name in made if TYPES[name] != "PRODUCT"} == set()
    assert made["ChatGPT"] == "OpenAI" and made["Nvidia H20"] == "Nvidia" and made["TikTok"] == "ByteDance"


def test_groups_hold_several_bodies_and_no_persons():
    groups = Counter(entry.group for entry in ENTRIES if entry.group)
    assert min(groups.values()) > 1
    assert {entry.type for entry in ENTRIES if entry.group} <= {"ORG", "PLACE"}
    chinese = {entry.name for entry in ENTRIES if entry.group == "Chinese government"}
    assert {"Beijing", "Ministry of Commerce (China)", "Ministry of Foreign Affairs (China)"} <= chinese
    assert "Chinese Communist Party" not in chinese and not chinese & {entry.name for entry in ENTRIES
                                                                     if entry.nation not in ("", "China")}


CHINESE = [(surface, entry.name) for entry in ENTRIES for surface in entry.aliases if re.search(f"[{CJK}]", surface)]


def test_chinese_aliases_are_found_in_running_chinese():
    assert len(CHINESE) >= 500
    assert [one for one in CHINESE if one not in found(f"据悉，{one[0]}的")] == []


@pytest.mark.parametrize(("text", "expected"), [
    ("中国商务部表示，英伟达的H20芯片", [("中国商务部", "Ministry of Commerce (China)"), ("英伟达", "Nvidia"),
                                  ("H20", "Nvidia H20")]),
    ("台積電與輝達在台灣", [("台積電", "TSMC"), ("輝達", "Nvidia"), ("台灣", "Taiwan")]),
    ("中国宣布。外交部说", [("中国", "China"), ("外交部", "Ministry of Foreign Affairs (China)")]),
    ("SK海力士和三星电子", [("SK海力士", "SK Hynix"), ("三星电子", "Samsung")]),
    ("北京东城的京东方", [("北京", "Beijing"), ("京东方", "BOE Technology")]),
    # characters that only seem to hold a name
    ("发展中国家提高通信能力", []), ("高通胀与完美光线", []), ("三星级酒店", []), ("中东欧", []),
])
def test_chinese(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize("text", [
    "Reliance on imports grows. Inflection points matter.", "Coherent policy and orange juice",
    "Two sessions of talks", "A scale, a gap, a cloud, an arm", "Foreign affairs and foreign policy", "ISO 100",
    "Rebellions fail.", "The paper says so.", "commerce and defense",
])
def test_common_words_are_nobody(text):
    assert found(text) == []


def test_an_empty_file_is_an_empty_watchlist(tmp_path):
    (tmp_path / "watchlist.toml").touch()
    assert story.watchlist(tmp_path / "watchlist.toml") == () and not story.never(tmp_path / "watchlist.toml")
