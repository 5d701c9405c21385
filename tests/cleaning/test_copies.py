import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.cleaning import copies
from utils.cleaning.sketches import RUN, SAMPLE, containment, pack, unpack

WORDS = [f"{stem}{end}" for stem in ("trade", "rule", "chip", "port", "tax", "law", "bank", "ship", "farm", "mine")
         for end in ("", "s", "ing", "ed", "er", "ers", "ly", "ment", "able", "less", "ful", "ism")]


def report(seed: int, words: int) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


def signed(*texts: str, titles: list[str] | None = None) -> pd.DataFrame:
    titles = titles or [""] * len(texts)
    return copies.signatures(pd.DataFrame({"id": [f"a{n}" for n in range(len(texts))], "title": titles, "text": texts}))


def joined(*texts: str, titles: list[str] | None = None) -> list[str]:
    return copies.group(signed(*texts, titles=titles))["story"].tolist()


LONG, OTHER = report(1, 600), report(2, 600)
WIRE = report(3, 70)


@pytest.mark.parametrize("edited", [
    LONG, LONG.upper(), f"{LONG} This corrects a name in the second paragraph.", " ".join(LONG.split()[:450]),
    f"BEIJING (Agency) - {report(9, 40)} {' '.join(LONG.split()[40:])}",
    " ".join(word if place % 40 else "changed" for place, word in enumerate(LONG.split())),
])
def test_an_edited_text_is_a_copy(edited):
    assert joined(LONG, edited) == ["a0", "a0"]


@pytest.mark.parametrize("other", [OTHER, " ".join(LONG.split()[:150]) + " " + " ".join(OTHER.split()[:450])])
def test_another_report_is_not_even_when_it_quotes(other):
    assert joined(LONG, other) == ["a0", "a1"]


@pytest.mark.parametrize(("edited", "copy"), [
    (WIRE, True), (f"{WIRE} said", True), (WIRE.replace(WIRE.split()[10], "eleven", 1), True),
    (" ".join(WIRE.split()[:40]), True), (f"{' '.join(WIRE.split()[:25])} {report(9, 45)}", False),
])
def test_a_short_text_may_be_edited_or_cut_but_not_told_anew(edited, copy):
    assert (joined(WIRE, edited) == ["a0", "a0"]) is copy


@pytest.mark.parametrize(("first", "second", "copy"), [
    ("Ministry delays chip rule until the summer", "Ministry Delays Chip Rule Until the Summer!", True),
    ("Ministry delays chip rule until the summer", "Ministry delays chip rule until the autumn", False),
    ("Markets this morning", "Markets this morning", False),
])
def test_headlines_alone_must_be_equal_and_long_enough(first, second, copy):
    assert (joined("", "", titles=[first, second]) == ["a0", "a0"]) is copy


HEADLINE = "Ministry delays chip rule until the summer"


def test_a_headline_alone_is_cut_from_the_first_report_of_that_headline():
    assert joined("", LONG, OTHER, titles=[HEADLINE] * 3) == ["a0", "a0", "a2"]
    assert joined(LONG, OTHER, "", titles=[HEADLINE] * 3) == ["a0", "a1", "a0"]


@pytest.mark.parametrize(("edited", "copy"), [
    ("Ministry’s delay of chip rule until summer surprises foundries in three countries - Harbor Wire", True),
    ("MINISTRY'S DELAY OF CHIP RULE UNTIL SUMMER SURPRISES MAKERS IN THREE COUNTRIES", True),
    ("Ministry's delay of chip rule until autumn surprises makers in four countries", False),
])
def test_of_a_long_headline_one_word_may_differ(edited, copy):
    headline = "Ministry's delay of chip rule until summer surprises foundries in three countries"
    assert (joined("", LONG, titles=[headline, edited]) == ["a0", "a0"]) is copy


def test_a_summary_is_cut_from_a_long_report():
    summary = " ".join(LONG.split()[:35])
    assert joined(LONG, summary, titles=[HEADLINE, HEADLINE]) == ["a0", "a0"]
    assert joined(summary, LONG) == ["a0", "a0"]
    assert joined(LONG, " ".join(LONG.split()[300:335])) == ["a0", "a1"]  # a quotation


def test_a_standing_line_under_other_headlines_makes_no_copies():
    line = "The week in chips and trade from our three desks"
    assert joined(line, line, titles=[HEADLINE, "A strait, a tariff and a very old fab"]) == ["a0", "a1"]
    assert joined(line, line, titles=[HEADLINE, "Ministry puts off chip rule until summer"]) == ["a0", "a0"]


@pytest.mark.parametrize(("link", "copy"), [
    ("https://harbor.example/a", True), ("https://harbor.example/?p=7", True), ("https://harbor.example/", False),
    ("https://harbor.example", False), (None, False)])
def test_another_text_under_the_same_link_is_the_same_story(link, copy):
    articles = pd.DataFrame({"id": ["a0", "a1"], "title": "", "text": [LONG, OTHER], "url": [link, link]})
    assert (copies.group(copies.signatures(articles))["story"].tolist() == ["a0", "a0"]) is copy


def test_boilerplate_does_not_make_alike():
    offer = report(8, 150)
    texts = [f"{report(4, 30)}\n{offer}", f"{report(5, 30)}\n{offer}"]
    articles = pd.DataFrame({"id": ["a0", "a1"], "title": "", "text": texts})
    sentences = pd.DataFrame(
        [row for article, text in zip(articles["id"], texts, strict=True) for row in (
            (article, 0, 0, text.index("\n"), "prose"), (article, 1, text.index("\n") + 1, len(text), "boilerplate"))],
        columns=["article", "sentence", "start", "end", "role"])
    assert copies.group(copies.signatures(articles))["story"].tolist() == ["a0", "a0"]
    assert copies.group(copies.signatures(articles, sentences))["story"].tolist() == ["a0", "a1"]


def test_stories_go_on_from_what_is_known():
    first = signed(LONG, OTHER)
    known = copies.group(first).merge(first)
    new = signed(f"{LONG} more", report(7, 600), f"{LONG} and more").assign(article=["b0", "b1", "b2"])
    assert copies.group(new, known)["story"].tolist() == ["a0", "b1", "a0"]


def test_numbers_serve_as_well_as_ids():
    new = signed(LONG, LONG, OTHER).assign(article=[7, 8, 9])
    assert copies.group(new)["story"].tolist() == [7, 7, 9]


def in_chunks(everything: pd.DataFrame, size: int) -> list[str]:
    """Group as a store does: with each chunk come the first and the last of the earlier ones that share a key."""
    told = pd.DataFrame(columns=["article", "story"], dtype="str")
    for start in range(0, len(everything), size):
        chunk = everything.iloc[start:start + size].reset_index(drop=True)
        keyed = copies.bands(everything.iloc[:start]).merge(copies.bands(chunk)[["band", "key"]].drop_duplicates())
        near = keyed.groupby(["band", "key"], sort=False)["article"].agg(["first", "last"]).to_numpy().ravel()
        known = everything.iloc[:start].merge(told)
        told = pd.concat([told, copies.group(chunk, known[known["article"].isin(near)])])
    return told["story"].tolist()


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["", "it said", "cut", "headline"])), max_size=12),
       st.integers(1, 12))
@settings(max_examples=40, deadline=None)
def test_where_a_load_is_cut_into_chunks_changes_no_story(told, size):
    everything = signed(*[TOLD[how](report(seed, 80)) for seed, how in told],
                        titles=[f"{report(seed, 7)}" for seed, _ in told])
    assert in_chunks(everything, size) == copies.group(everything)["story"].tolist()


TOLD = {"": str, "it said": lambda text: f"{text} it said", "cut": lambda text: " ".join(text.split()[:60]),
        "headline": lambda text: ""}


@given(st.permutations([(seed, how) for seed in range(3) for how in TOLD]))
@settings(max_examples=40, deadline=None)
def test_the_order_of_loading_changes_no_story(told):
    everything = signed(*[TOLD[how](report(seed, 80)) for seed, how in told],
                        titles=[report(seed, 7) for seed, _ in told])
    together = copies.group(everything).groupby("story")["article"].agg(list)
    assert sorted(sorted(told[int(one[1:])] for one in story) for story in together) == [
        [(seed, how) for how in sorted(TOLD)] for seed in range(3)]


def test_many_copies_of_one_text_are_one_story():
    assert set(joined(*[LONG] * 300)) == {"a0"}


def test_nothing_in_nothing_out():
    empty = copies.signatures(pd.DataFrame({"id": [], "title": [], "text": []}))
    assert list(empty) == ["article", "signature"] and empty.empty
    assert list(copies.bands(empty)) == ["article", "band", "key"] and copies.bands(empty).empty
    assert list(copies.group(empty)) == ["article", "story"] and copies.group(empty).empty


def test_how_much_of_a_text_stands_in_another_is_estimated_from_samples():
    half = f"{' '.join(LONG.split()[:300])} {report(11, 300)}"
    whole, other = (unpack(signature) for signature in signed(LONG, half)["signature"])
    assert containment(whole, other) == pytest.approx(0.5, abs=0.13)  # three standard errors of 128 hashes


@given(st.lists(st.sampled_from(WORDS), max_size=300), st.sampled_from(["", HEADLINE, "Markets"]))
@settings(max_examples=30, deadline=None)
def test_a_signature_holds_its_sketch(words, title):
    [signature] = signed(" ".join(words), titles=[title])["signature"]
    kept = unpack(signature)
    assert pack(kept) == signature and len(kept.sample) == min(kept.runs, SAMPLE)
    assert kept.runs <= max(len(words) - RUN + 1, 1)


def test_stored_signatures_stay_comparable():
    signature = signed("one two three four five six seven", titles=["Eight nine"])["signature"].iloc[0]
    assert np.frombuffer(signature, "<u4").tolist() == [
        0, 0, 5, 2, 5, 0, 1096418946, 3477729572,
        255701065, 969271263, 1990564710, 2324777836, 2986909659]
