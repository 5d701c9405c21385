import random

import numpy as np
import pandas as pd
import pytest

from utils.cleaning import copies

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
    (" ".join(WIRE.split()[:40]), False),
])
def test_short_texts_must_be_closer(edited, copy):
    assert (joined(WIRE, edited) == ["a0", "a0"]) is copy


@pytest.mark.parametrize(("first", "second", "copy"), [
    ("Ministry delays chip rule until the summer", "Ministry Delays Chip Rule Until the Summer!", True),
    ("Ministry delays chip rule until the summer", "Ministry delays chip rule until the autumn", False),
    ("Markets this morning", "Markets this morning", False),
])
def test_headlines_alone_must_be_equal_and_long_enough(first, second, copy):
    assert (joined("", "", titles=[first, second]) == ["a0", "a0"]) is copy


def test_a_headline_alone_does_not_join_an_article():
    title = "Ministry delays chip rule until the summer"
    assert joined("", LONG, titles=[title, title]) == ["a0", "a1"]


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


def test_the_order_of_chunks_changes_no_story():
    texts = [f"{report(seed, 200)} {tail}" for seed in range(20) for tail in ("", "it said", "it added")]
    everything = signed(*texts)
    whole = copies.group(everything)
    head = copies.group(everything.iloc[:25])
    tail = copies.group(everything.iloc[25:].reset_index(drop=True), head.merge(everything))
    assert pd.concat([head, tail])["story"].tolist() == whole["story"].tolist() and whole["story"].nunique() == 20


def test_many_copies_of_one_text_are_one_story():
    assert set(joined(*[LONG] * 300)) == {"a0"}


def test_nothing_in_nothing_out():
    empty = copies.signatures(pd.DataFrame({"id": [], "title": [], "text": []}))
    assert list(empty) == ["article", "signature"] and empty.empty
    assert list(copies.bands(empty)) == ["article", "band", "key"] and copies.bands(empty).empty
    assert list(copies.group(empty)) == ["article", "story"] and copies.group(empty).empty


def test_resemblance_is_the_share_of_common_runs():
    half = " ".join(LONG.split()[:300])
    left, right = signed(LONG, half)["signature"].iloc[[0]], signed(LONG, half)["signature"].iloc[[1]]
    assert copies.resemblance(left, right)[0] == pytest.approx(0.5, abs=0.13)  # three standard errors of 128 hashes


def test_stored_signatures_stay_comparable():
    signature = signed("one two three four five six seven")["signature"].iloc[0]
    assert np.frombuffer(signature, "<u4")[:4].tolist() == [5, 33835139, 214124488, 266073855]
