from datetime import date

import pytest

from utils.query.filters import Filters
from utils.ui import words

NAN = float("nan")


@pytest.mark.parametrize(("written", "expected"), [
    (words.count(1204), "1,204"), (words.count(NAN), "–"),
    (words.share(0.384), "38 %"), (words.share(0.062), "6.2 %"), (words.share(0.0), "0 %"), (words.share(NAN), "–"),
    (words.signed(-0.081), "−0.08"), (words.signed(0.034), "+0.03"), (words.signed(-0.001), "0.00"),
    (words.signed(2.06, 1), "+2.1"), (words.signed(NAN), "–"),
    (words.day(date(2023, 10, 7)), "7 Oct 2023"), (words.day(None), "–"),
    (words.bin(date(2023, 10, 16), "week"), "week of 16 Oct 2023"),
    (words.bin(date(2023, 10, 1), "month"), "Oct 2023"),
    (words.outlet("Harbor Wire"), "Harbor Wire"), (words.outlet(None), "unknown outlet"),
    (words.outlet(NAN), "unknown outlet"),
    (words.several(1, "story"), "1 story"), (words.several(1204, "story"), "1,204 stories"),
    (words.several(0, "outlet"), "0 outlets"),
    (words.listed(["a"]), "a"),
    (words.listed(["a", "b", "c"]), "a, b and c"), (words.listed(["a", "b"], "or"), "a or b"),
])
def test_numbers_and_words(written, expected):
    assert written == expected


@pytest.mark.parametrize(("filters", "told"), [
    (Filters(), ""),
    (Filters(topic="chip-export-rules"), ""),
    (Filters(entity=("Nvidia", "Huawei")), "naming Nvidia and Huawei"),
    (Filters(outlet=("A", "B"), q="chips"), "with the words chips, in A or B"),
    (Filters(start=date(2023, 1, 2)), "from 2 Jan 2023"),
    (Filters(end=date(2023, 1, 2)), "until 2 Jan 2023"),
    (Filters(tone=("negative",), lang=("de",), copies=False, panel=True, unit="stories", zone="Asia/Tokyo",
             as_of=7),
     "with negative wording, in language de, copies left out, same outlets throughout, counted in stories, days of "
     "Asia/Tokyo, as of version 7"),
])
def test_filters_in_words(filters, told):
    assert words.described(filters) == told


def test_every_filter_is_a_step_that_can_be_taken_away():
    filters = Filters("chip-export-rules", "chips", date(2023, 1, 1), date(2023, 2, 1), ("A", "B"), ("Nvidia",),
                      ("neutral",), ("en",), "stories", False, panel=True, zone="Asia/Tokyo", as_of=3)
    steps = words.steps(filters)
    assert len(steps) == 13
    for _, without in steps:
        assert len(words.steps(without)) == 12
    assert words.steps(Filters()) == []


@pytest.mark.parametrize("text", ["a:b", "https://x.example", "www.x.example", "me@x.example", ":streamlit:"])
def test_nothing_in_a_label_is_an_address_or_a_directive(text):
    plain = words.plain(text)
    for trigger in ("://", "www.", "@x", ":streamlit"):
        assert trigger not in plain
