"""What holds for every picture."""

import inspect
import re

import pandas as pd
import pytest

from utils.charts import coverage, entities, network, sentiment, topics, voices
from utils.charts.look import DARK, LIGHT, MOST_MARKS, still

NASTY = '<b>Evil</b> & %{customdata[0]} "quote"\nnew line, and a name far too long for any label'
WEEKS = pd.date_range("2023-01-02", periods=6, freq="7D")
NAMES = {"names": {"chips": "Chip export rules", "markets": "Markets"}}

COVERAGE = pd.DataFrame(
    {
        "bin": WEEKS,
        "count": [3, 4, 3, 5, 30, 4],
        "loaded": 50,
        "share": [0.06, 0.08, None, 0.1, 0.6, 0.08],
        "partial": [True, False, False, False, False, False],
        "expected": [None, None, None, None, 3.5, 4.0],
    }
)
OUTLETS = pd.DataFrame(
    {"outlet": ["Harbor Ledger", NASTY], "count": [120, 3], "loaded": [400, 9], "share": [0.3, 0.33]}
)
DISTRIBUTION = pd.DataFrame(
    {"bin": [-0.2, 0.0, 0.0, 0.3], "tone": ["negative", "neutral", "positive", "positive"], "count": [4, 10, 2, 5]}
)
SHARES = pd.DataFrame(
    {
        "tone": ["negative", "neutral", "positive"],
        "count": [4, 10, 7],
        "share": [0.19, 0.48, 0.33],
        "low": [0.1, 0.3, 0.2],
        "high": [0.3, 0.6, 0.5],
    }
)
COURSE = pd.DataFrame(
    {
        "bin": WEEKS,
        "mean": [0.1, 0.2, None, 0.0, -0.1, 0.1],
        "low": [0.0, 0.1, None, -0.1, -0.2, None],
        "high": [0.2, 0.3, None, 0.1, 0.0, None],
        "n": [9, 8, 0, 7, 6, 2],
        "thin": [False, False, True, False, False, True],
    }
)
TONES = pd.DataFrame(
    {
        "outlet": [NASTY, "Harbor Ledger", "Pacific Wire"],
        "mean": [-0.2, 0.0, 0.1],
        "n": [30, 40, 25],
        "low": [-0.3, -0.1, 0.05],
        "high": [-0.1, 0.1, 0.15],
        "clear": [True, False, True],
    }
)
WORDS = pd.DataFrame(
    {
        "words": ["difficult", NASTY],
        "polarity": [-0.5, 0.8],
        "uses": [9, 4],
        "articles": [7, 4],
        "weight": [-0.02, 0.01],
    }
)
NAMED = pd.DataFrame(
    {"entity": ["China", NASTY], "type": ["PLACE", "ORG"], "count": [30, 2], "share": [0.5, 0.03], "mentions": [90, 2]}
)
NAMED_COURSE = pd.concat([pd.DataFrame({"entity": name, "bin": WEEKS, "count": range(6)}) for name in ("China", NASTY)])
MOVERS = pd.DataFrame(
    {
        "entity": ["China", NASTY],
        "type": ["PLACE", "ORG"],
        "recent": [30, 2],
        "before": [10, 4],
        "change": [0.2, -0.02],
        "low": [0.1, -0.1],
        "high": [0.3, 0.05],
        "clear": [True, False],
    }
)
NODES = pd.DataFrame({"entity": ["China", NASTY, "Japan"], "type": ["PLACE", "ORG", "PLACE"], "count": [30, 2, 9],
                      "x": [0.0, 1.0, 0.01], "y": [0.0, 1.0, 0.01]})
LINKS = pd.DataFrame({"entity": ["China"], "other": [NASTY], "count": [2], "association": [0.6]})
VOICES = pd.DataFrame(
    {
        "voice": ["reporter", "quoted"],
        "n": [90, 42],
        "mean": [0.05, 0.02],
        "low": [0.03, -0.02],
        "high": [0.07, 0.06],
    }
)
TOPICS = pd.DataFrame({"topic": ["chips", "gone"], "count": [30, 2], "share": [0.5, 0.03]})
TOPICS_COURSE = pd.concat(
    [
        pd.DataFrame({"topic": topic, "bin": WEEKS, "count": range(6), "share": [0.1, None, 0.2, 0.3, 0.0, 0.5]})
        for topic in ("markets", "chips", "gone")
    ]
)
OVERLAP = pd.DataFrame(
    [("chips", "gone", 2, 0.1), ("gone", "chips", 2, 1.0)], columns=["topic", "other", "count", "share"]
)

PICTURES = {
    "coverage over time": (coverage.over_time, COVERAGE, {}),
    "coverage over time, share": (coverage.over_time, COVERAGE, {"value": "share"}),
    "coverage by outlet": (coverage.by_outlet, OUTLETS, {}),
    "coverage by outlet, share": (coverage.by_outlet, OUTLETS, {"value": "share"}),
    "tone distribution": (sentiment.distribution, DISTRIBUTION, {}),
    "tone shares": (sentiment.shares, SHARES, {}),
    "tone over time": (sentiment.over_time, COURSE, {}),
    "tone by outlet": (sentiment.by_outlet, TONES, {}),
    "engines": (sentiment.engines, pd.concat([SHARES.assign(engine=name) for name in ("news", "textblob")]), {}),
    "words": (sentiment.words, WORDS, {}),
    "voices": (voices.voices, VOICES, {}),
    "entities": (entities.top, NAMED, {}),
    "entities over time": (entities.over_time, NAMED_COURSE, {}),
    "movers": (entities.movers, MOVERS, {}),
    "network": (network.together, NODES, {"links": LINKS}),
    "topics": (topics.counts, TOPICS, NAMES),
    "topics over time": (topics.over_time, TOPICS_COURSE, NAMES),
    "topics over time, count": (topics.over_time, TOPICS_COURSE, NAMES | {"value": "count"}),
    "topic overlap": (topics.overlap, OVERLAP, NAMES),
}
EMPTY = {
    coverage.over_time: "No item has a usable date",
    coverage.by_outlet: "No item has a known outlet",
    sentiment.distribution: "No item has a score",
    sentiment.shares: "No item has a score",
    sentiment.over_time: "No item with a date has a score",
    sentiment.by_outlet: "No outlet has enough scored articles",
    sentiment.engines: "No item has a score",
    sentiment.words: "No scored words",
    voices.voices: "No voice has enough scored articles",
    entities.top: "Nobody is named",
    entities.over_time: "Nobody is named in an item with a date",
    entities.movers: "Nothing to compare with",
    network.together: "Nobody is named together more often than by chance",
    topics.counts: "No topic matches",
    topics.over_time: "No topic matches an item with a date",
    topics.overlap: "No topic matches",
}
EVERY = pytest.mark.parametrize(("function", "frame", "options"), PICTURES.values(), ids=PICTURES)


def markup(figure) -> list[str]:
    """Return every text that plotly reads as markup: notes, axis labels, hover templates and the words they show."""
    found = [note.text for note in figure.layout.annotations] + [figure.layout.title.text or ""]
    for axis in (*figure.select_xaxes(), *figure.select_yaxes()):
        found += axis.ticktext or ()
    for trace in figure.data:
        found.append(trace.hovertemplate or "")
        fields = [int(at) for at in re.findall(r"customdata\[(\d)\]", trace.hovertemplate or "")]
        found += [str(row[at]) for row in cells(trace) for at in fields]
    return found


def cells(trace) -> list:
    """Return a trace's customdata, one row a mark."""
    rows = [] if trace.customdata is None else list(trace.customdata)
    return [cell for row in rows for cell in row] if trace.type == "heatmap" else rows


def test_every_public_chart_is_tried_here():
    public = {
        function
        for room in (coverage, entities, network, sentiment, topics, voices)
        for name, function in inspect.getmembers(room, inspect.isfunction)
        if function.__module__ == room.__name__ and not name.startswith("_")
    }
    assert public == {function for function, *_ in PICTURES.values()}


@EVERY
def test_an_empty_table_is_said_in_words(function, frame, options):
    figure = function(frame.head(0), LIGHT, **options)
    assert not figure.data
    assert [note.text for note in figure.layout.annotations] == [EMPTY[function]]


@EVERY
def test_the_same_table_draws_the_same_picture_and_stays_as_it_was(function, frame, options):
    before = frame.copy()
    assert function(frame, LIGHT, **options).to_json() == function(frame.copy(), LIGHT, **options).to_json()
    pd.testing.assert_frame_equal(frame, before)


@EVERY
def test_a_screen_reader_gets_a_sentence(function, frame, options):
    alt = function(frame, LIGHT, **options).layout.meta
    assert alt.endswith(".")
    assert len(alt.split()) > 5


@EVERY
def test_it_can_be_told_that_its_marks_do_nothing(function, frame, options):
    figure = function(frame, LIGHT, **options)
    before = figure.to_json()
    calm = still(figure)
    assert calm.layout.clickmode == "none"
    assert calm.data == figure.data
    assert calm.layout.template.to_plotly_json() == figure.layout.template.to_plotly_json() == {}
    assert figure.to_json() == before


@EVERY
def test_it_fills_its_place_without_title_legend_or_background(function, frame, options):
    layout = function(frame, LIGHT, **options).layout
    assert layout.width is None
    assert layout.height <= 600
    assert not layout.showlegend
    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert layout.title.text is None or "■" in layout.title.text


@EVERY
def test_it_says_how_much_room_its_labels_take(function, frame, options):
    figure = function(frame, LIGHT, **options)
    drawn = [axis for axis in (*figure.select_xaxes(), *figure.select_yaxes()) if axis.visible is not False]
    # The columns' names of the overlap stand on one to three lines, which only the browser can tell.
    assert function is topics.overlap or not any(axis.automargin for axis in drawn)


@EVERY
def test_no_name_is_read_as_markup_or_template(function, frame, options):
    for text in markup(function(frame, LIGHT, **options)):
        assert "<b>Evil" not in text
        assert "& %{" not in text
        assert "\n" not in text


@EVERY
def test_a_click_gives_back_what_to_filter_by(function, frame, options):
    known = {value for column in frame.select_dtypes(["str", "object"]) for value in frame[column]}
    known |= {f"{bin:%Y-%m-%d}" for bin in frame.get("bin", []) if isinstance(bin, pd.Timestamp)}
    clickable = [trace for trace in function(frame, LIGHT, **options).data if trace.hoverinfo != "skip"]
    assert clickable
    for trace in clickable:
        assert {row[0] for row in cells(trace)} <= known


@EVERY
def test_light_and_dark_use_their_own_colours(function, frame, options):
    light, dark = (function(frame, look, **options).to_json() for look in (LIGHT, DARK))
    assert not any(colour in light for colour in (*DARK.series, DARK.text, DARK.grid))
    assert not any(colour in dark for colour in (*LIGHT.series, LIGHT.text, LIGHT.grid))


@EVERY
def test_it_is_light_to_send(function, frame, options):
    assert len(function(frame, LIGHT, **options).to_json()) < 12_000


@pytest.mark.parametrize(
    ("function", "frame", "options"),
    [
        (coverage.by_outlet, pd.concat([OUTLETS] * 400, ignore_index=True), {}),
        (sentiment.by_outlet, pd.concat([TONES] * 400, ignore_index=True), {}),
        (entities.top, pd.concat([NAMED] * 400, ignore_index=True), {}),
        (entities.over_time, pd.concat([NAMED_COURSE.head(6).assign(entity=f"name {at}") for at in range(200)]), {}),
        (topics.over_time, pd.concat([TOPICS_COURSE.head(6).assign(topic=f"topic {at}") for at in range(200)]), NAMES),
    ],
)
def test_long_tables_stay_within_the_marks(function, frame, options):
    figure = function(frame, LIGHT, **options)
    assert sum(len(trace.y) for trace in figure.data) <= MOST_MARKS
    assert figure.layout.height < 800
