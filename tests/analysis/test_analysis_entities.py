"""Who is in it, and who moved."""

import pandas as pd
import pytest

from utils.analysis import entities

PERIOD = ("2023-03-01", "2023-03-31", "2023-01-29")


def names(article: int, *entities: str, **more) -> list[dict]:
    return [{"article": article, "entity": entity} | more for entity in entities]


def test_an_entity_counts_once_an_article_and_mentions_are_those_in_the_text(view):
    mentions = names(0, "Nvidia", "Nvidia", "ASML") + names(1, "Nvidia", sentence=-1)
    found = entities.top(view([{}, {}, {}], mentions=mentions)).set_index("entity")
    assert found["count"].to_dict() == {"Nvidia": 2, "ASML": 1}
    assert found["mentions"].to_dict() == {"Nvidia": 2, "ASML": 1}
    assert found.at["Nvidia", "share"] == pytest.approx(2 / 3)
    assert not found["clear"].any()


def test_one_type_can_be_asked_for_and_the_most_named_come_first(view):
    mentions = names(0, "China", "Japan", type="PLACE") + names(1, "China", type="PLACE") + names(0, "ASML", type="ORG")
    tables = view([{}, {}], mentions=mentions)
    assert entities.top(tables, type="PLACE")["entity"].tolist() == ["China", "Japan"]
    assert entities.top(tables, limit=1)["entity"].tolist() == ["China"]


def test_the_order_is_by_units_or_by_mentions(view):
    mentions = [{"article": 0, "entity": "Lund", "start": start} for start in (0, 9, 20)]
    mentions += [{"article": article, "entity": "China"} for article in (0, 1)]
    tables = view([{}, {}], mentions=mentions)
    assert entities.top(tables)["entity"].tolist() == ["China", "Lund"]
    assert entities.top(tables, by="mentions")[["entity", "mentions"]].values.tolist() == [["Lund", 3], ["China", 2]]


def test_a_text_counted_as_one_story_counts_its_entities_once(view):
    tables = view([{"story": "wire"}, {"story": "wire"}], mentions=names(0, "ASML") + names(1, "ASML"), unit="stories")
    assert entities.top(tables)[["count", "share"]].iloc[0].tolist() == [1, 1.0]


def moved(view):
    now, before = [{"day": "2023-03-02"}] * 100, [{"day": "2023-02-02"}] * 100
    mentions = [row for n in range(60) for row in names(n, "Nvidia")] + [
        row for n in range(50) for row in names(n, "China")
    ]
    mentions += [row for n in range(1010, 1060) for row in names(n, "China")] + [
        row for n in range(1000, 1020) for row in names(n, "ASML")
    ]
    return view(now, before=before, mentions=mentions, period=PERIOD)


def test_change_is_of_the_share_and_clear_only_beyond_chance(view):
    found = entities.top(moved(view)).set_index("entity")
    assert found["before"].to_dict() == {"Nvidia": 0, "China": 50}
    assert found["change"].to_dict() == pytest.approx({"Nvidia": 0.6, "China": 0.0})
    assert found["clear"].to_dict() == {"Nvidia": True, "China": False}


def test_movers_run_from_rise_to_fall_and_know_who_vanished(view):
    found = entities.movers(moved(view))
    assert found["entity"].tolist() == ["Nvidia", "China", "ASML"]
    assert found[["count", "before"]].values.tolist() == [[60, 0], [50, 50], [0, 20]]
    assert found["clear"].tolist() == [True, False, True]
    assert set(entities.movers(moved(view), limit=2)["entity"]) == {"Nvidia", "ASML"}


def test_an_entity_of_two_types_is_one_row_under_the_commoner(view):
    mentions = names(0, "DeepSeek", "DeepSeek", type="ORG") + names(1, "DeepSeek", type="PRODUCT")
    found = entities.top(view([{}, {}], mentions=mentions))
    assert found[["entity", "type", "count", "mentions"]].values.tolist() == [["DeepSeek", "ORG", 2, 3]]


def test_without_days_before_nobody_moved(view):
    assert entities.movers(view([{"day": "2023-03-02"}], mentions=names(0, "ASML"))).empty
    assert entities.compared(view([])).empty


def test_time_holds_zeros_and_the_order_asked_for(view):
    articles = [{"day": "2023-01-02"}, {"day": "2023-01-16"}, {"day": None}]
    mentions = names(0, "ASML") + names(1, "China") + names(2, "China")
    found = entities.over_time(view(articles, mentions=mentions), ["China", "ASML"], "week")
    assert found["entity"].tolist() == ["China"] * 3 + ["ASML"] * 3
    assert found["count"].tolist() == [0, 0, 1, 1, 0, 0]
    assert found["bin"].iloc[0] == pd.Timestamp("2023-01-02")


def test_trends_are_equally_long_also_for_those_never_named(view):
    articles = [{"day": "2023-01-02"}, {"day": "2023-01-05"}]
    found = entities.trends(view(articles, mentions=names(0, "ASML")), ["ASML", "Nobody"])
    assert found["trend"].tolist() == [[1, 0, 0, 0], [0, 0, 0, 0]]


def test_trends_of_nobody_still_have_names_for_entities(view):
    assert entities.trends(view([{"day": "2023-01-02"}]), [])["entity"].dtype == "str"


@pytest.mark.parametrize(
    "ask",
    [
        entities.top,
        entities.movers,
        lambda tables: entities.over_time(tables, ["ASML"]),
    ],
)
def test_nobody_named_is_an_empty_table_with_its_columns(view, ask):
    full = (
        ask(moved(view))
        if ask in (entities.top, entities.movers)
        else ask(view([{"day": "2023-01-02"}], mentions=names(0, "ASML", "China")))
    )
    found = ask(view([]))
    assert found.empty
    assert list(found) == list(full)
