"""What single pictures have to show."""

import pandas as pd
import pytest

from utils.charts import coverage, entities, sentiment, topics
from utils.charts.look import DARK, LIGHT

WEEKS = pd.date_range("2023-01-02", periods=12, freq="7D")


def axis(counts: list[int]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "bin": WEEKS[: len(counts)],
            "count": counts,
            "loaded": 50,
            "share": [count / 50 for count in counts],
            "partial": False,
            "expected": 4.0,
        }
    )


def letters(figure) -> dict[str, float]:
    return {note.text: note.xshift for note in figure.layout.annotations}


def peaks(*rows: tuple[str, int]) -> pd.DataFrame:
    return pd.DataFrame([(letter, WEEKS[at]) for letter, at in rows], columns=["letter", "bin"])


def test_peaks_are_lettered_over_their_bars():
    figure = coverage.over_time(axis([4, 4, 30, 4, 4, 4, 4, 4, 4, 20, 4, 4]), LIGHT, peaks(("A", 2), ("B", 9)))
    assert letters(figure) == {"<b>A</b>": 0, "<b>B</b>": 0}
    assert [note.y for note in figure.layout.annotations] == [30, 20]
    assert "peaks A on 16 Jan 2023, B on 6 Mar 2023" in figure.layout.meta


def test_a_peak_outside_the_picture_is_not_lettered():
    assert letters(coverage.over_time(axis([4, 4, 30]), LIGHT, peaks(("A", 9)))) == {}


def test_partial_bins_are_hatched_and_say_so():
    figure = coverage.over_time(axis([4, 4]).assign(partial=[True, False]), LIGHT)
    assert figure.data[0].marker.pattern.shape == ("/", "")
    assert [row[1] for row in figure.data[0].customdata] == ["2 Jan 2023 (partly loaded)", "9 Jan 2023"]


def test_bars_stand_on_their_bin_and_the_axis_ends_with_the_last_one():
    months = pd.to_datetime(["2023-01-01", "2023-02-01", "2023-03-01"])
    figure = coverage.over_time(axis([4, 4, 4]).assign(bin=months), LIGHT)
    day = 86_400_000
    assert figure.data[0].width == (
        pytest.approx(31 * 0.8 * day),
        pytest.approx(28 * 0.8 * day),
        pytest.approx(28 * 0.8 * day),
    )
    assert figure.layout.xaxis.range[0] == "2022-12-04T00:00"  # three bins stay narrow


def test_a_share_has_no_usual_level():
    assert len(coverage.over_time(axis([4, 4]), LIGHT, value="share").data) == 1


def test_what_cannot_be_told_from_zero_is_grey():
    frame = pd.DataFrame(
        {
            "outlet": ["A", "B", "C"],
            "mean": [-0.2, 0.0, 0.1],
            "low": [-0.3, -0.1, 0.05],
            "high": [-0.1, 0.1, 0.2],
            "n": 30,
            "clear": [True, False, True],
        }
    )
    drawn = [trace for trace in sentiment.by_outlet(frame, LIGHT).data if trace.mode == "markers"]
    assert {trace.customdata[0][0]: trace.marker.color for trace in drawn} == {
        "A": LIGHT.negative,
        "B": LIGHT.quiet,
        "C": LIGHT.positive,
    }


def test_rows_keep_their_order_and_two_names_cut_alike_stay_two_rows():
    names = ["A name that is cut to the same text, one", "A name that is cut to the same text, two"]
    frame = pd.DataFrame({"outlet": names, "count": [3, 2], "loaded": 9, "share": 0.3})
    figure = coverage.by_outlet(frame, LIGHT)
    assert figure.layout.yaxis.ticktext == ("A name that is cut to the s…",) * 2
    assert figure.data[0].y == (0, 1)
    assert figure.layout.yaxis.range == (1.5, -0.5)


def test_the_band_breaks_where_a_bin_is_thin():
    frame = pd.DataFrame(
        {
            "bin": WEEKS[:5],
            "mean": [0.1, 0.2, 0.3, 0.1, 0.2],
            "low": [0.0] * 5,
            "high": [0.4] * 5,
            "n": [9, 9, 2, 9, 9],
            "thin": [False, False, True, False, False],
        }
    )
    band, line, loose = sentiment.over_time(frame, LIGHT).data
    assert list(band.y) == [0.4, 0.4, 0.0, 0.0, None] * 2
    assert [y is None for y in line.y] == [False, False, True, False, False]
    assert (list(loose.y), loose.marker.color) == ([0.3], LIGHT.quiet)


def test_tone_words_carry_their_shares():
    frame = pd.DataFrame(
        {
            "tone": ["negative", "neutral", "positive"],
            "count": [1, 2, 1],
            "share": [0.25, 0.5, 0.25],
            "low": 0.1,
            "high": 0.6,
        }
    )
    assert list(letters(sentiment.shares(frame, LIGHT))) == ["negative 25 %", "neutral 50 %", "positive 25 %"]


def test_a_topic_keeps_its_colour_whatever_else_is_drawn():
    names = {"chips": "Chip export rules", "markets": "Markets"}
    both = pd.DataFrame({"topic": ["chips", "markets"], "count": [3, 2], "share": [0.3, 0.2]})
    alone = topics.counts(both.tail(1), DARK, names).data[0].marker.color
    assert topics.counts(both, DARK, names).data[0].marker.color[1] == alone[0] == DARK.series[1]


def test_a_name_keeps_its_colour_and_never_the_grey():
    assert LIGHT.colour_of("Nvidia") == LIGHT.colour_of("Nvidia")
    assert LIGHT.series.index(LIGHT.colour_of("Nvidia")) == DARK.series.index(DARK.colour_of("Nvidia"))
    assert LIGHT.series[-1] not in {LIGHT.colour_of(f"name {at}") for at in range(200)}


def test_entities_over_time_share_one_scale():
    frame = pd.concat(
        [pd.DataFrame({"entity": name, "bin": WEEKS, "count": top}) for name, top in (("China", 9), ("ASML", 1))]
    )
    figure = entities.over_time(frame, LIGHT)
    assert figure.layout.yaxis.range == figure.layout.yaxis2.range
    assert list(letters(figure)) == ["China", "ASML"]
