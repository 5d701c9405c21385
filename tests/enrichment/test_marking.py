"""A sentence and its target as the numbers the tone model reads."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.enrichment import models
from utils.enrichment.marking import CLOSE, LONGEST, OPEN, PAD, START, STOP, marked


def read(text, start, end):
    _, tokenizer = models.tone()
    (ids,) = marked(tokenizer, [text], [(start, end)])
    return ids, tokenizer.decode(ids[ids.index(OPEN) + 1:ids.index(CLOSE)])


def test_the_marks_stand_around_the_target():
    ids, target = read("Amina thanked Veltron.", 14, 21)
    assert target == "veltron"
    assert (ids[0], ids[-1]) == (START, STOP)
    _, tokenizer = models.tone()
    plain = tokenizer.encode("Amina thanked Veltron.", add_special_tokens=False).ids
    assert [one for one in ids[1:-1] if one not in (OPEN, CLOSE)] == plain


@pytest.mark.parametrize("place", [0, 200, 399])
def test_a_long_sentence_is_cut_to_a_window_around_its_target(place):
    words = ["plain"] * 400
    words[place] = "Rook"
    start = len(" ".join([*words[:place], ""]))
    ids, target = read(" ".join(words), start, start + 4)
    assert len(ids) == LONGEST and target == "rook"
    assert ids.index(OPEN) == {0: 1, 200: (LONGEST - 4 - 1) // 2 + 1, 399: LONGEST - 4}[place]


def test_a_target_longer_than_the_window_is_cut():
    text = "plain " * 300
    assert len(read(text, 0, len(text))[0]) == LONGEST


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["[unused1]", "[PAD]", "[SEP]", "Rook", "fell", "…", "中国", "\n", "🙂", "[", "1"]),
                min_size=1, max_size=200).map(" ".join), st.data())
def test_no_text_can_hold_a_mark(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    ids, _ = read(text, start, end)
    assert ids.count(OPEN) == ids.count(CLOSE) == 1
    assert len(ids) <= LONGEST


def test_padding_is_no_word():
    _, tokenizer = models.tone()
    assert tokenizer.id_to_token(PAD) == "[PAD]"
