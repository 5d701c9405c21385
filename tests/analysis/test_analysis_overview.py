"""What is selected, what moved, and the sentences that say it."""

import numpy as np
import pandas as pd
import pytest

from utils.analysis import clauses, coverage, overview, panel

PERIOD = ("2023-03-01", "2023-03-28", "2023-02-01")
CHOSEN = ("2023-03-01", "2023-03-28")


def spread(days: str, n: int, **more) -> list[dict]:
    """Return n articles spread evenly over a month's first 28 days."""
    return [
        {"day": f"{days}-{at % 28 + 1:02d}", "outlet": f"Outlet {at % 5}", "polarity": 0.1 * (at % 3)} | more
        for at in range(n)
    ]


def seen(tables, **more) -> tuple[str, str, list[str]]:
    inventory, figures = overview.inventory(tables), overview.figures(tables)
    over = coverage.over_time(tables, "day")
    peaks = coverage.peaks(over)
    said = overview.finding(inventory, figures, peaks, coverage.drivers(tables, peaks, "day"), every="day", **more)
    return *said, overview.cautions(inventory, figures, panel.changes(tables), "textblob")


def test_the_inventory_counts_what_is_there_and_what_is_missing(view):
    found = overview.inventory(
        view(
            [
                {"day": "2023-01-02", "story": "wire", "language": "en", "polarity": 0.1},
                {
                    "day": "2023-01-05",
                    "story": "wire",
                    "is_copy": True,
                    "outlet": "B",
                    "extent": "summary",
                    "polarity": 0.1,
                },
                {"day": None, "extent": "headline", "language": "de", "outlet": None},
            ],
            loaded=[{"day": "2022-12-01"}] * 4,
        )
    )
    assert (found.loaded, found.selected, found.stories, found.outlets, found.copies) == (4, 3, 2, 2, 1)
    assert (found.undated, found.unscored, found.full, found.summary, found.headline) == (1, 1, 1, 1, 1)
    assert (found.first, found.last) == (pd.Timestamp("2023-01-02"), pd.Timestamp("2023-01-05"))
    assert found.languages == (("en", 2), ("de", 1))
    assert found.comparison == "none"


def test_an_empty_view_is_an_inventory_of_zeros(view):
    found = overview.inventory(view([], loaded=[{"day": "2023-01-02"}]))
    assert (found.loaded, found.selected, found.first, found.languages) == (1, 0, None, ())


@pytest.mark.parametrize(
    ("earliest", "comparison"), [("2023-02-01", "whole"), ("2023-02-02", "whole"), ("2023-02-10", "part")]
)
def test_the_comparison_knows_how_much_of_the_days_before_is_loaded(view, earliest, comparison):
    loaded = [{"day": earliest}, {"day": "2023-02-20"}, {"day": "2023-03-02"}]
    assert overview.inventory(view(spread("2023-03", 3), loaded=loaded, period=PERIOD)).comparison == comparison


def test_the_five_figures_hold_level_and_change(view):
    now, before = spread("2023-03", 60), spread("2023-02", 20)
    loaded = spread("2023-03", 400) + spread("2023-02", 400)
    found = overview.figures(view(now, before=before, loaded=loaded, period=PERIOD, days=CHOSEN)).set_index("name")
    assert list(found.index) == ["items", "outlets", "share", "polarity", "copies"]
    assert found["value"].tolist() == pytest.approx([60, 5, 0.15, 0.1, 0])
    assert found.at["items", "change"] == 2.0
    assert found.at["share", "change"] == pytest.approx(0.10)
    assert found["clear"].tolist() == [True, False, True, False, False]


def test_without_anything_before_no_change_is_claimed(view):
    now = spread("2023-03", 60)
    for tables in (view(now), view(now, period=PERIOD)):
        found = overview.figures(tables)
        assert found["change"].isna().all()
        assert not found["clear"].any()


def test_of_undated_articles_nothing_is_said_of_time(view):
    first, second, _ = seen(view([{"polarity": 0.1}] * 30))
    assert first == "All topics: 30 articles in 1 outlet; none has a usable date, so nothing is said of time."
    assert second == "Wording polarity is +0.10."


def test_unknown_outlets_are_called_so(view):
    assert seen(view(spread("2023-03", 60, outlet=None)))[0].startswith("All topics: 60 articles of unknown outlet; ")


def test_equal_scores_are_no_clear_change_of_wording(view):
    """Means of 0.1 over 25 and over 28 articles would differ in the seventeenth digit."""
    now, before = ([{"day": f"2023-{month}-{1 + at % 27:02d}", "polarity": 0.1} for at in range(size)]
                   for month, size in (("03", 25), ("02", 28)))
    found = overview.figures(view(now, before=before, period=PERIOD)).set_index("name")
    assert not found.at["polarity", "clear"]


def test_one_report_printed_fifty_times_is_no_clear_rise(view):
    copies = [{"day": "2023-03-10", "story": "wire", "polarity": 0.1, "outlet": f"Outlet {at}"} for at in range(50)]
    found = overview.figures(view(copies, before=spread("2023-02", 20), period=PERIOD)).set_index("name")
    assert found.at["items", "change"] == pytest.approx(1.5)
    assert not found.at["items", "clear"]


def test_counts_are_not_held_against_days_only_partly_loaded(view):
    now, before = spread("2023-03", 60), [{"day": "2023-02-20", "polarity": 0.9}] * 20
    tables = view(now, before=before, loaded=[*now, *before, *now], period=PERIOD, days=CHOSEN)
    found = overview.figures(tables).set_index("name")
    assert found.loc[["items", "outlets"], "change"].isna().all()
    assert not found.loc[["items", "outlets"], "clear"].any()
    assert found.at["share", "clear"]
    assert "only partly loaded" in seen(tables)[0]


def test_new_outlets_count_only_against_those_that_left(view):
    now = [{"day": "2023-03-02", "outlet": f"New {at}"} for at in range(12)] + spread("2023-03", 20)
    found = overview.figures(view(now, before=spread("2023-02", 20), period=PERIOD)).set_index("name")
    assert (found.at["outlets", "before"], found.at["outlets", "recent"]) == (5, 17)
    assert found.at["outlets", "clear"]


def test_the_finding_states_a_clear_rise_with_both_counts(view):
    loaded = spread("2023-03", 400) + spread("2023-02", 400) + [{"day": "2023-01-02"}]
    first, second, _ = seen(
        view(spread("2023-03", 60), before=spread("2023-02", 20), loaded=loaded, period=PERIOD, days=CHOSEN),
        topic_name="Chip export rules",
        unit="articles",
    )
    assert first == (
        "Chip export rules: 60 articles in 5 outlets, 15 % of loaded items; 200 % more, 60 against 20 in the "
        "28 days before 1 Mar 2023."
    )
    assert second == "No day stands out; wording polarity is +0.10, no clear change."


def test_the_finding_says_no_clear_change_where_that_is_so(view):
    first, _, _ = seen(
        view(
            spread("2023-03", 22),
            before=spread("2023-02", 20),
            loaded=[*spread("2023-02", 30), {"day": "2023-01-01"}],
            period=PERIOD,
        )
    )
    assert "no clear change, 22 against 20" in first


def test_the_finding_names_the_peak_and_the_text_that_makes_it(view):
    quiet = [{"day": f"2023-03-{at:02d}"} for at in range(1, 29)]
    wire = [{"day": "2023-03-20", "story": "wire", "outlet": f"Outlet {at}", "is_copy": at > 0} for at in range(9)]
    _, second, _ = seen(view(quiet + wire))
    assert second.startswith(
        "Peak A stands out, on 20 Mar 2023 (10 where 1 is usual), 90 % of its articles carry one text: "
        "“A headline” (Outlet 0);"
    )


def test_of_several_peaks_the_finding_names_the_highest(view):
    quiet = [{"day": f"2023-03-{at:02d}"} for at in range(1, 29)]
    _, second, _ = seen(view(quiet + [{"day": "2023-03-12"}] * 7 + [{"day": "2023-03-20"}] * 9))
    assert second.startswith("Of 2 peaks B is the highest, on 20 Mar 2023 (10 where 1 is usual)")


def test_where_each_outlet_writes_its_own_the_typical_headline_speaks(view):
    quiet = [{"day": f"2023-03-{at:02d}", "title": "Quiet day"} for at in range(1, 29)]
    told = ("Ministry halts gallium exports", "Gallium exports halted", "Chipmakers hit by gallium halt")
    _, second, _ = seen(view(quiet + [{"day": "2023-03-20", "title": title} for title in told * 3]))
    assert "its most typical headline: “Gallium exports halted” (Harbor Ledger)" in second


def test_the_count_of_everything_loaded_is_no_finding_about_the_news(view):
    now, before = spread("2023-03", 60), spread("2023-02", 20)
    tables = view(now, before=before, loaded=[{"day": "2023-01-01"}, *before, *now], period=PERIOD, days=CHOSEN)
    assert seen(tables)[0].endswith(
        "60 against 20 in the 28 days before 1 Mar 2023, which is what was loaded, not what was published."
    )


def test_the_span_is_where_charts_over_time_run(view):
    tables = view(
        spread("2023-03", 3), loaded=[{"day": "2023-01-01"}, {"day": "2023-04-30"}], days=("2023-03-01", None)
    )
    assert overview.inventory(tables).span == (pd.Timestamp("2023-03-01"), pd.Timestamp("2023-04-30"))
    assert overview.inventory(view([])).span == (None, None)


def test_an_absence_is_stated_against_what_was_loaded(view):
    first, _, cautions = seen(view([], loaded=spread("2023-03", 30)))
    assert first == "None of 30 articles loaded matches these filters."
    assert cautions == []


@pytest.mark.parametrize(
    ("articles", "words"),
    [
        (spread("2023-03", 5), "Only 5 articles"),
        (spread("2023-03", 30, outlet="A") + spread("2023-03", 5, outlet="B"), "86 % come from A"),
        (spread("2023-03", 30, is_copy=True), "100 % repeat a text"),
        (spread("2023-03", 30, extent="summary"), "100 % are summaries"),
        ([*spread("2023-03", 30), {"day": None}], "1 article without a usable date stands in no picture over time"),
        (spread("2023-03", 30, polarity=None), "have no wording score"),
        (spread("2023-03", 30), "not of all news"),
    ],
)
def test_each_weakness_of_a_view_is_named(view, articles, words):
    assert any(words in sentence for sentence in seen(view(articles))[2])


@pytest.mark.parametrize("unit", ["articles", "stories", "outlets"])
def test_no_sentence_claims_a_cause_or_a_first(view, unit):
    told = " ".join(
        [
            *seen(view(spread("2023-03", 60), before=spread("2023-02", 20), period=PERIOD), unit=unit)[:2],
            *seen(view(spread("2023-03", 60), period=PERIOD), unit=unit)[2],
        ]
    ).lower()
    assert not {"caused", "because", "first", "new"} & set(told.replace(",", " ").replace(";", " ").split())


def test_the_latest_are_newest_first_and_dated(view):
    found = overview.latest(
        view([{"day": "2023-01-02"}, {"day": None}, {"day": "2023-01-09"}, {"day": "2023-01-09"}]), limit=2
    )
    assert found["n"].tolist() == [3, 2]
    assert list(found) == overview.LATEST
    assert overview.latest(view([])).empty


def test_figures_of_nothing_are_zero_or_unknown(view):
    values = overview.figures(view([]))["value"].tolist()
    assert values[:2] == [0, 0]
    assert np.isnan(values[2:]).all()


def test_outlets_that_change_in_the_loading_are_named_first(view):
    days = pd.date_range("2023-01-02", periods=140)
    loaded = [{"day": day, "outlet": "Steady Post"} for day in days for _ in range(3)]
    for at in range(4):
        loaded += [{"day": day, "outlet": f"Stopped {at}"} for day in days[:70] for _ in range(4 - at)]
    _, _, cautions = seen(view(spread("2023-03", 60), loaded=loaded))
    assert cautions[0] == (
        "Stopped 0 stops on 13 Mar 2023 (28 a week before); Stopped 1 stops on 13 Mar 2023 (21 a week before); "
        "Stopped 2 stops on 13 Mar 2023 (14 a week before); 1 outlet more changes: what moves there may be the "
        "loading, not the news."
    )


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("starts", "A starts on 1 Mar 2023 (41 a week after)"),
        ("pauses", "A pauses on 1 Mar 2023 (to 2 Apr 2023, 12 a week before)"),
        ("rises", "A rises on 1 Mar 2023 (12 to 41 a week)"),
    ],
)
def test_a_change_of_the_panel_says_what_it_was_before(kind, told):
    row = {
        "outlet": "A", "kind": kind, "since": pd.Timestamp("2023-03-01"), "until": pd.Timestamp("2023-04-02"),
        "before": 12.0, "after": 41.0, "n": 300,
    }
    assert next(clauses.panel(pd.DataFrame([row]))).startswith(f"{told}: ")
