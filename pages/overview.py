"""What is loaded, what moved, who is in it, and what must not be concluded from it: in thirty seconds."""

from types import SimpleNamespace

import streamlit as st

from utils.analysis import coverage, entities, overview, panel, sentiment
from utils.charts import coverage as coverage_charts
from utils.charts import sentiment as sentiment_charts
from utils.charts.look import LOOKS
from utils.ui import frame, linked, scores, show, summary, words
from utils.ui.ask import ask

# By wording only where there are some to tell apart.
LEAST_OUTLETS = 3


def answers(tables, subject, unit, theme):
    """Return all that the page says and draws of a view."""
    look, held, numbers = LOOKS[theme], overview.inventory(tables), overview.figures(tables)
    every = coverage.choose_every(*held.span)
    bins = coverage.over_time(tables, every)
    peaks = coverage.peaks(bins)
    drivers = coverage.drivers(tables, peaks, every)
    top = entities.top(tables, limit=12)
    told = sentiment.by_outlet(tables)
    by_wording = len(told) >= LEAST_OUTLETS
    outlets = told if by_wording else coverage.by_outlet(tables)
    return SimpleNamespace(
        held=held, numbers=numbers, every=every, bins=bins, peaks=peaks, drivers=drivers, by_wording=by_wording,
        outlets=outlets, finding=overview.finding(held, numbers, peaks, drivers, subject, unit, every),
        latest=overview.latest(tables, limit=8),
        entities=top[["entity", "count"]].merge(entities.trends(tables, top["entity"].tolist()), on="entity"),
        coverage_chart=coverage_charts.over_time(bins, look, peaks),
        outlet_chart=(sentiment_charts if by_wording else coverage_charts).by_outlet(outlets, look))


view = frame.page("overview")
unit = view.filters.unit
found = ask(view, answers, subject=words.subject(view.filters), unit=unit, theme=show.theme())
summary.finding(found.finding)
summary.figures(view, found.numbers)

show.chart(
    view, found.coverage_chart, key="coverage", title=f"Coverage by {found.every}",
    subtitle=f"{unit}, {show.BINS[found.every]}; dotted: the usual level; letters: peaks",
    note="Counts of loaded items; hatched bins are only partly loaded", table=found.bins,
    click=show.to_days(found.every))
linked.peaks(view, found.peaks, found.drivers, found.every)

left, right = st.columns(2, gap="large")
with left:
    show.heading("Who is in it", f"{unit} naming them; click one to narrow to it")
    linked.entities(view, found.entities)
with right:
    if found.by_wording:
        show.chart(
            view, found.outlet_chart, key="told", title="How it is told",
            subtitle="wording polarity by outlet with 95 % interval; grey: not told from zero",
            note=f"Scores of {scores.SAID[view.engine]}; outlets with 20 or more scored articles",
            table=found.outlets, click=show.to("outlet"))
    else:
        show.chart(
            view, found.outlet_chart, key="outlets", title="Who covers it", subtitle=f"{unit} by outlet",
            note="Of loaded items; too few articles per outlet to compare wording", table=found.outlets,
            click=show.to("outlet"))

left, right = st.columns(2, gap="large")
with left:
    show.heading("What this view holds")
    summary.loaded(view, found.held)
with right:
    show.heading("What must not be concluded")
    summary.cautions(overview.cautions(found.held, found.numbers, ask(view.loading, panel.changes),
                                      view.engine))

show.heading("Latest", "the newest dated items of this view")
linked.headlines(view, found.latest)
