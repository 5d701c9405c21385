"""Attention over time, its peaks and what drove them."""

import pandas as pd
import pytest

from utils.analysis import coverage


def on(day: str, times: int = 1, **more) -> list[dict]:
    return [{"day": day, **more}] * times


def quiet(weeks: int, level: int = 4, start: str = "2023-01-02") -> list[dict]:
    return [{"day": day} for day in pd.date_range(start, periods=weeks, freq="7D") for _ in range(level)]


def axis(counts: list[int], loaded: list[int] | None = None) -> pd.DataFrame:
    bins = pd.date_range("2023-01-02", periods=len(counts), freq="7D")
    loaded = loaded or [max(count, 10) for count in counts]
    return pd.DataFrame({"bin": bins, "count": counts, "loaded": loaded})


@pytest.mark.parametrize(
    ("every", "bins", "counts"),
    [
        ("day", ["2023-01-31", "2023-02-01", "2023-02-02"], [2, 0, 1]),
        ("week", ["2023-01-30"], [3]),
        ("month", ["2023-01-01", "2023-02-01"], [2, 1]),
    ],
)
def test_bins_start_where_the_field_starts_them_and_gaps_are_zero(view, every, bins, counts):
    found = coverage.over_time(view(on("2023-01-31", 2) + on("2023-02-02") + [{"day": None}]), every)
    assert found["bin"].dt.strftime("%Y-%m-%d").tolist() == bins
    assert found["count"].tolist() == counts


def test_share_is_of_what_was_loaded_in_the_same_bin_and_unknown_where_nothing_was(view):
    found = coverage.over_time(view(on("2023-01-02"), loaded=on("2023-01-02", 4) + on("2023-01-18", 2)), "week")
    assert found["loaded"].tolist() == [4, 0, 2]
    assert found["share"].iloc[[0, 2]].tolist() == [0.25, 0.0]
    assert pd.isna(found["share"].iloc[1])


def test_only_the_outer_bins_can_be_partial(view):
    found = coverage.over_time(view(on("2023-01-04") + on("2023-01-22")), "week")
    assert found["partial"].tolist() == [True, False, False]


def test_the_axis_keeps_to_the_chosen_days_even_where_nothing_is_selected(view):
    loaded = on("2022-12-01") + on("2023-06-30")
    found = coverage.over_time(view(on("2023-02-10"), loaded=loaded, days=("2023-01-01", "2023-03-15")), "month")
    assert found["count"].tolist() == [0, 1, 0]
    assert found["partial"].tolist() == [False, False, True]


def test_every_unit_is_counted_once_a_bin(view):
    articles = on("2023-01-02", 3, story="wire", outlet="A") + on("2023-01-03", 1, story="own", outlet="B")
    counts = [
        coverage.over_time(view(articles, unit=unit), "week")["count"].tolist()
        for unit in ("articles", "stories", "outlets")
    ]
    assert counts == [[4], [2], [2]]


def test_nothing_dated_gives_an_axis_without_bins(view):
    found = coverage.over_time(view([{"day": None}]), "week")
    assert found.empty
    assert list(found) == ["bin", "count", "loaded", "share", "partial", "expected"]
    assert coverage.peaks(found).empty


def test_an_unknown_bin_is_refused(view):
    with pytest.raises(KeyError):
        coverage.over_time(view(on("2023-01-02")), "year")


@pytest.mark.parametrize(("days", "every"), [(1, "day"), (49, "day"), (50, "week"), (1100, "week"), (1101, "month")])
def test_the_readable_bin_grows_with_the_span(days, every):
    first = pd.Timestamp("2020-01-01")
    assert coverage.choose_every(first, first + pd.Timedelta(days=days - 1)) == every


def test_unknown_days_offer_every_bin():
    assert coverage.choices(None, None) == ["day", "week", "month"]
    assert coverage.choose_every(None, None) == "day"


@pytest.mark.parametrize(
    ("days", "bins"),
    [
        (500, ["day", "week", "month"]),
        (501, ["week", "month"]),
        (3600, ["month"]),
        (40000, ["month"]),
    ],
)
def test_bins_that_would_overfill_a_chart_are_not_offered(days, bins):
    first = pd.Timestamp("1900-01-01")
    assert coverage.choices(first, first + pd.Timedelta(days=days - 1)) == bins


@pytest.mark.parametrize(
    ("counts", "at"),
    [
        ([4] * 8 + [30] + [4] * 4, [8]),
        ([4] * 8 + [30, 12, 4, 4], [8]),  # the slope of a peak is no second peak
        ([4] * 8 + [30, 30, 4, 4], [8]),  # nor is its plateau
        ([4] * 8 + [7, 4, 4], []),  # within chance for four a week
        ([0] * 8 + [4, 0], []),  # too few to call
        ([0] * 8 + [6, 0], [8]),
        ([4, 4, 4, 30, 4], []),  # no baseline yet
        ([9, 14, 3, 15, 8, 16, 2, 14, 17], []),  # as unsteady as before
    ],
)
def test_a_peak_stands_clear_of_the_bins_before_it(counts, at):
    frame = axis(counts)
    assert coverage.peaks(frame)["bin"].tolist() == frame["bin"].iloc[at].tolist()


def test_weeks_without_loaded_items_are_no_baseline():
    frame = axis([0] * 8 + [6] + [4] * 3, loaded=[0] * 8 + [10] * 4)
    assert coverage.peaks(frame).empty


def test_the_highest_peaks_are_kept_and_lettered_by_date():
    found = coverage.peaks(axis([4] * 8 + [20] + [4] * 8 + [40] + [4] * 8 + [30] + [4]), limit=2)
    assert found["letter"].tolist() == ["A", "B"]
    assert found["count"].tolist() == [40, 30]
    assert found["ratio"].tolist() == [10.0, 7.5]


def test_a_peak_that_only_follows_the_loading_shows_it():
    found = coverage.peaks(axis([4] * 8 + [40, 4], loaded=[10] * 8 + [100, 10]))
    assert found["ratio"].tolist() == found["loaded_ratio"].tolist() == [10.0]


def test_the_driver_is_the_text_most_articles_carry_and_its_earliest_article_names_it(view):
    articles = [
        {"day": "2023-03-07", "story": "wire", "outlet": "B", "title": "Copy", "is_copy": True},
        {"day": "2023-03-06", "story": "wire", "outlet": "A", "title": "Wire report"},
        {"day": "2023-03-06", "story": "own", "outlet": "C", "title": "Own report"},
        {"day": "2023-05-01", "story": "wire", "outlet": "D", "title": "Late copy", "is_copy": True},
    ]
    peaks = pd.DataFrame({"letter": ["A"], "bin": pd.to_datetime(["2023-03-06"])})
    found = coverage.drivers(view(articles), peaks, "week").iloc[0]
    assert (found["letter"], found["title"], found["outlet"], found["id"]) == ("A", "Wire report", "A", "id1")
    assert (found["articles"], found["copies"], found["outlets"]) == (2, 1, 2)
    assert found["share"] == pytest.approx(2 / 3)


def test_drivers_without_peaks_are_an_empty_table(view):
    peaks = coverage.peaks(coverage.over_time(view([]), "week"))
    assert list(coverage.drivers(view([]), peaks, "week"))[:3] == ["letter", "bin", "story"]


def test_outlets_are_ranked_with_the_share_of_what_each_had_loaded(view):
    mine = on("2023-01-02", outlet="B") + on("2023-01-05", outlet="A") + on("2023-01-03", outlet="A")
    found = coverage.by_outlet(view(mine, loaded=on("2023-01-02", 2, outlet="A") + on("2023-01-02", 4, outlet="B")))
    assert found["outlet"].tolist() == ["A", "B"]
    assert found["share"].tolist() == [1.0, 0.25]
    assert found["first"].iloc[0] == pd.Timestamp("2023-01-03")
    assert found["last"].iloc[0] == pd.Timestamp("2023-01-05")


def test_no_outlet_is_an_empty_table_with_its_columns(view):
    found = coverage.by_outlet(view([], loaded=on("2023-01-02")))
    assert found.empty
    assert list(found) == ["outlet", "count", "loaded", "share", "first", "last"]
