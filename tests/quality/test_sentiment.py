"""How sentences are told, on cases written for this project: the floor may rise, never fall.

The word list knows adjectives of praise and blame; the second group is what it is known to get wrong, and is there so
that a change of engine or of its neutral band shows.
"""

import pandas as pd
import pytest

from utils.enrichment.sentiment import score

TOLD = [
    # with words it knows
    ("positive", "The new plant is excellent, and its engineers are happy."),
    ("positive", "Analysts called the results impressive."),
    ("positive", "It was a good year for the small chipmaker."),
    ("positive", "The talks were very successful, both sides said."),
    ("positive", "Customers love the elegant design."),
    ("positive", "A brilliant idea, and a perfect answer to the shortage."),
    ("positive", "The minister praised the strong and beautiful work."),
    ("negative", "The launch was a terrible failure."),
    ("negative", "Critics called the rule stupid and dangerous."),
    ("negative", "The report is bad, and the outlook is worse."),
    ("negative", "It was a horrible week for investors."),
    ("negative", "Workers face poor pay and awful hours."),
    ("negative", "The company made a serious and stupid mistake."),
    ("negative", "The results were not good."),
    ("neutral", "The board met on Tuesday."),
    ("neutral", "The ministry published the list in the official gazette."),
    ("neutral", "Shipments will start in March and end in June."),
    ("neutral", "The company has offices in three cities."),
    ("neutral", "Lawmakers will vote on the bill next week."),
    ("neutral", "The spokesman named no date."),
    # news without such words: it hears nothing in them, or the wrong thing
    ("negative", "China bans some sales of memory chips."),
    ("negative", "Washington tightened its curbs and blacklisted nine firms."),
    ("negative", "The selloff wiped out a third of the value."),
    ("negative", "Prosecutors charged two men with smuggling."),
    ("negative", "The plant was shut and its staff were sacked."),
    ("positive", "Both governments lifted the tariffs."),
    ("positive", "Profits doubled and orders rose for a sixth quarter."),
    ("positive", "The court cleared the engineer of all charges."),
    ("neutral", "The first new rule applies to more than 40 large firms."),
    ("neutral", "The red line on the map marks the main road."),
]
# Reached on the day they were written: 20 of the 20 it can know, 21 of all 30.
FLOORS = {"known": 0.95, "all": 0.66}


@pytest.fixture(scope="module")
def right() -> pd.Series:
    gold, texts = zip(*TOLD, strict=True)
    return score(texts)["tone"] == pd.Series(gold)


def test_the_word_list_hears_its_own_words(right):
    assert right[:20].mean() >= FLOORS["known"], [TOLD[place] for place in right[:20].index[~right[:20]]]


def test_all_cases_together(right):
    assert len(right) >= 30
    assert right.mean() >= FLOORS["all"]
