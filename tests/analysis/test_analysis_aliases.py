"""How an entity is written and where, and which two may be one."""

import pytest

from utils.analysis import aliases


def mention(article, surface, entity="Huawei", **more):
    return {"article": article, "surface": surface, "entity": entity, "end": len(surface)} | more


def test_ways_of_writing_are_counted(view):
    mentions = [mention(0, "Huawei"), mention(0, "Huawei"), mention(1, "Huawei", sentence=-1), mention(1, "HW"),
                mention(1, "Meng", "Meng Wanzhou")]
    found = aliases.surfaces(view([{}, {}], mentions=mentions), "Huawei")
    assert found.values.tolist() == [["Huawei", 3, 2], ["HW", 1, 1]]


def test_contexts_are_one_a_unit_and_spread_over_time(view):
    articles = [{"day": f"2023-01-{day:02}"} for day in range(1, 31)] + [{"day": None}]
    mentions = [mention(n, "Huawei", sentence=s) for n in range(31) for s in (2, 0)] + [mention(3, "HW")]
    tables = view(articles, mentions=mentions)
    found = aliases.contexts(tables, "Huawei", limit=4)
    assert found["article"].tolist() == [0, 10, 20, 30]
    assert (found["sentence"] == 0).all()  # the first place in each
    assert aliases.contexts(tables, "Huawei", "HW")[["article", "end"]].values.tolist() == [[3, 2]]
    assert len(aliases.contexts(tables, "Huawei", limit=100)) == 31
    assert aliases.contexts(tables, "nobody").empty
    copies = view([{"story": "wire"}] * 3, mentions=[mention(n, "Huawei") for n in range(3)], unit="stories")
    assert len(aliases.contexts(copies, "Huawei")) == 1


@pytest.mark.parametrize(("names", "type", "suggested"), [
    (["Huawei", "Huawei Technologies"], "ORG", [("Huawei Technologies", "Huawei")]),
    (["Huawei", "HUAWEI"], "ORG", [("HUAWEI", "Huawei")]),
    (["Ericsson", "The Ericsson Group"], "ORG", [("The Ericsson Group", "Ericsson")]),
    (["Foreign Direct Product Rule", "FDPR"], "LAW", [("FDPR", "Foreign Direct Product Rule")]),
    (["Bank of Japan", "BJ"], "ORG", [("BJ", "Bank of Japan")]),
    (["Big Jam", "Blue Jay", "BJ"], "ORG", []),  # whose initials?
    (["Liang Wenfeng", "Liang"], "PERSON", [("Liang", "Liang Wenfeng")]),
    (["Wang Yi", "Wang Wentao", "Wang"], "PERSON", []),  # which one?
    (["Samsung", "Samsung Display"], "ORG", []),
    (["Nvidia", "AMD"], "ORG", []),
    (["Group", "The Company"], "ORG", []),  # nothing is left of them
])
def test_names_that_may_be_one_are_suggested(view, names, type, suggested):
    # The first is named most often.
    mentions = [mention(n, name, name, type=type) for at, name in enumerate(names) for n in range(len(names) - at)]
    found = aliases.suggestions(view([{}] * len(names), mentions=mentions))
    assert list(zip(found["entity"], found["into"], strict=True)) == suggested
    assert (found["count"] <= found["into_count"]).all()


def test_names_of_two_types_are_never_one(view):
    mentions = [mention(0, name, name, type=type) for name, type in (("Washington", "PLACE"), ("WASHINGTON", "ORG"))]
    assert aliases.suggestions(view([{}], mentions=mentions)).empty
    assert aliases.suggestions(view([])).empty
