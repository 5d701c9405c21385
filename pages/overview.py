"""What is loaded, what moved, who is in it, and what must not be concluded from it: in thirty seconds."""

from types import SimpleNamespace

import streamlit as st

from utils.analysis import coverage, entities, overview, panel, sentiment
from utils.analysis.counting import span
from utils.charts import coverage as coverage_charts
from utils.charts import sentiment as sentiment_charts
from utils.charts.look import LOOKS
from utils.ui import frame, linked, scores, show, summary, words
from utils.ui.ask import ask

# By wording only where there are some to tell apart.
LEAST_OUTLETS = 3


def pictures(tables, theme):
    """Return the coverage over time with its peaks, the outlets (by their wording where there are some to tell apart),
    and a picture of each."""
    every = coverage.choose_every(*(span(tables) or (None, None)))
    bins = coverage.over_time(tables, every)
    peaks = coverage.peaks(bins)
    told = sentiment.by_outlet(tables, outlets=LEAST_OUTLETS)
    worded = len(told) > 0
    outlets = told if worded else coverage.by_outlet(tables)
    charts = sentiment_charts if worded else coverage_charts
    return SimpleNamespace(
        every=every, bins=bins, peaks=peaks, over_time=coverage_charts.over_time(bins, LOOKS[theme], peaks),
        worded=worded, outlets=outlets, by_outlet=charts.by_outlet(outlets, LOOKS[theme]))


def facts(tables, every, subject, _peaks):
    """Return what the page says and lists of a view, with what drives its peaks."""
    top = entities.ranked(tables, limit=12)
    held, numbers = overview.inventory(tables), overview.figures(tables)
    drivers = coverage.drivers(tables, _peaks, every)
    return SimpleNamespace(
        held=held, numbers=numbers, drivers=drivers, latest=overview.latest(tables, limit=8),
        finding=overview.finding(held, numbers, _peaks, drivers, subject, tables.filters.unit, every),
        entities=top[["entity", "count"]].assign(trend=entities.trends(tables, top["entity"].tolist())["trend"]))


view = frame.page("overview")
unit = view.filters.unit
first = st.container()

# The pictures come first: while the browser draws them the rest is counted, and put in its place above and beside.
drawn = ask(view, pictures, theme=show.theme())
show.chart(
    view, drawn.over_time, key="coverage", title=f"Coverage by {drawn.every}",
    subtitle=f"{unit}, {show.BINS[drawn.every]}; dotted: the usual level; letters: peaks",
    note="Counts of loaded items; hatched bins are only partly loaded", table=drawn.bins,
    click=show.to_days(drawn.every))
beneath = st.container()

left, right = st.columns(2, gap="large")
with right:
    if drawn.worded:
        show.chart(
            view, drawn.by_outlet, key="told", title="How it is told",
            subtitle="wording polarity by outlet with 95 % interval; grey: not told from zero",
            note=f"Scores of {scores.SAID[view.engine]}; outlets with 20 or more scored articles",
            table=drawn.outlets, click=show.to("outlet"))
    else:
        show.chart(
            view, drawn.by_outlet, key="outlets", title="Who covers it", subtitle=f"{unit} by outlet",
            note="Of loaded items; too few articles per outlet to compare wording", table=drawn.outlets,
            click=show.to("outlet"))
found = ask(view, facts, every=drawn.every, subject=words.subject(view.filters), _peaks=drawn.peaks)
with beneath:
    linked.peaks(view, drawn.peaks, found.drivers, drawn.every)
with left:
    linked.entities(view, found.entities, "Who is in it", f"{unit} naming them; click one to narrow to it")
with first:
    summary.finding(view, found.finding, found.numbers)

changes = ask(view.loading, panel.changes)
summary.grounds(view, found.held, overview.cautions(found.held, found.numbers, changes, view.engine))
linked.headlines(view, found.latest, "Latest", "the newest dated items of this view")
