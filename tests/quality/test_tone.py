"""Tone toward a target, on sentences written for this project: the floor of the engine `news` may rise, never fall.

The target is what stands between asterisks. The sentences were written, and labelled, before the model had read any.
"""

import pandas as pd
import pytest

from utils.enrichment.sentiment import score_targets

CASES = {
    "said outright": [
        ("negative", "Critics called *Veltron*'s new chip a costly failure."),
        ("negative", "*The ministry* has bungled the licensing of chipmaking tools from the start, exporters say."),
        ("negative", "Engineers described *the startup* as a chaotic place where nobody listened."),
        ("negative", "*Rook Semiconductor* misled its investors about the yield of its plant."),
        ("negative", "The committee accused *Halden AI* of stealing the work of others."),
        ("positive", "Analysts praised *Veltron* for the fastest memory on the market."),
        ("positive", "*The regulator* won respect on both sides for its careful work."),
        ("positive", "*Halden AI* stunned the field with a model that is cheap, open and remarkably good."),
        ("positive", "Customers love *Rook*'s tools, and the company can hardly build enough of them."),
        ("positive", "The minister thanked *Amina Diallo* for a brilliant piece of diplomacy."),
        ("neutral", "*Veltron* has offices in three cities."),
        ("neutral", "*The ministry* published the list in the official gazette on Tuesday."),
        ("neutral", "A spokesman for *Halden AI* named no date."),
        ("neutral", "Shipments to *Rook Semiconductor* will start in March and end in June."),
        ("neutral", "The delegation will meet *Li Wei* on Thursday before it flies to Geneva."),
    ],
    "news without words of praise or blame": [
        ("negative", "Shares of *Veltron* fell nine percent after the company cut its forecast."),
        ("negative", "Prosecutors charged *the exporter* with smuggling banned processors."),
        ("negative", "*Rook Semiconductor* was put on the blacklist and lost its largest customer."),
        ("negative", "Regulators fined *Halden AI* for breaking the rules on personal data."),
        ("negative", "*The chipmaker* sacked a fifth of its staff and shut its oldest plant."),
        ("positive", "*Veltron*'s profit doubled as orders for its accelerators rose for a sixth quarter."),
        ("positive", "A court cleared *the engineer* of all charges."),
        ("positive", "*Rook Semiconductor* won the contract to equip the new plant."),
        ("positive", "*The startup* has overtaken its rivals with half the staff."),
        ("positive", "Both governments agreed to lift the tariffs, a breakthrough for *the negotiators*."),
        ("neutral", "*The Commerce Department* will review the licences again in the spring."),
        ("neutral", "The rule applies to firms such as *Veltron* and enters into force in January."),
        ("neutral", "*Rook* makes the lenses, and its partner makes the light source."),
        ("neutral", "Reporters asked *the chief executive* about the shipments on Monday."),
        ("neutral", "The paper compares the chips of *Halden AI* with those of six other firms."),
    ],
    "two targets told unlike": [
        ("positive", "*Veltron* thrashed Rook in every test, and Rook's engineers were left embarrassed."),
        ("negative", "Veltron thrashed *Rook* in every test, and its engineers were left embarrassed."),
        ("negative", "Amina Diallo accused *the ministry* of reckless and dishonest conduct."),
        ("neutral", "*Amina Diallo* said the ministry's conduct was reckless and dishonest."),
        ("positive", "The judge dismissed the absurd suit that Halden AI had brought, and *Rook* was vindicated."),
        ("negative", "The judge dismissed the absurd suit that *Halden AI* had brought, and Rook was vindicated."),
        ("positive", "While Veltron stumbled from one scandal to the next, *Halden AI* built a superb product."),
        ("negative", "While *Veltron* stumbled from one scandal to the next, Halden AI built a superb product."),
        ("negative", "Brussels condemned *the export ban* and thanked Tokyo for its patience."),
        ("positive", "Brussels condemned the export ban and thanked *Tokyo* for its patience."),
    ],
    "hedged": [
        ("negative", "*Veltron* may have lied about its sales, according to two people who know the files."),
        ("positive", "*The startup* could become the strongest rival the market leader has ever had."),
        ("neutral", "It was not clear whether *Rook Semiconductor* would apply for a licence."),
        ("neutral", "*The ministry* might decide next month, or it might wait for the talks."),
        ("negative", "*The plan* is unlikely to work and would hurt the very firms it claims to protect."),
    ],
    "quoted": [
        ("negative", "“*Halden AI* has behaved disgracefully,” the senator told reporters."),
        ("positive", "“*Veltron* is the finest engineering company I have seen,” the investor wrote."),
        ("neutral", "“We have sent our answers to *the regulator*,” the company said."),
        ("negative", "He called *the rule* “a gift to smugglers”."),
        ("neutral", "“The figures speak for themselves,” *Tomasz Zielinski* said after the hearing."),
    ],
}
# Reached on the day the model was trained: 43 of 50, 7 of 10.
FLOORS = {"all": 0.84, "two targets told unlike": 0.69}


@pytest.fixture(scope="module")
def right() -> pd.DataFrame:
    rows = [(group, tone, marked) for group, cases in CASES.items() for tone, marked in cases]
    cases = pd.DataFrame(rows, columns=["group", "tone", "marked"])
    parts = [marked.split("*") for marked in cases["marked"]]
    found = score_targets(["".join(part) for part in parts],
                          [(len(before), len(before) + len(target)) for before, target, _ in parts], "news")
    return cases.assign(told=found["tone"], right=found["tone"] == cases["tone"])


def test_all_cases(right):
    assert len(right) >= 50
    wrong = right.loc[~right["right"], ["told", "tone", "marked"]]
    assert right["right"].mean() >= FLOORS["all"], wrong.to_string()


def test_two_targets_in_one_sentence_are_told_apart(right):
    part = right[right["group"] == "two targets told unlike"]
    assert part["right"].mean() >= FLOORS["two targets told unlike"], part.to_string()
