"""Which headline stands for many."""

import pytest

from utils.analysis.headlines import central

OWN_WORDS = [
    "Gardening tips for a dry summer",
    "Ministry halts exports of gallium",
    "Gallium exports halted by ministry",
    "Chipmakers fear gallium exports halt",
    "Football club signs a striker",
]


@pytest.mark.parametrize(
    ("titles", "articles", "at"),
    [
        (OWN_WORDS, [1, 1, 1, 1, 1], 1),  # the subject most write about; the earliest of those nearest to it
        (OWN_WORDS, [9, 1, 1, 1, 1], 0),  # one text carried nine times outweighs it
        (["Same words", "Same words", "Same words"], [1, 3, 1], 1),
        (["", "", ""], [1, 2, 1], 1),
        (["Lone"], [1], 0),
    ],
)
def test_the_headline_that_covers_most_stands_for_all(titles, articles, at):
    assert central(titles, articles) == at


def test_the_order_of_the_rest_does_not_matter():
    backwards = central(OWN_WORDS[::-1], [1] * 5)
    assert OWN_WORDS[::-1][backwards] in OWN_WORDS[1:4]
