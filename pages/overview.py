"""What is loaded, what moved, who is in it, and what must not be concluded from it: in thirty seconds."""

import streamlit as st

from utils.analysis import coverage, entities, overview, sentiment
from utils.charts import coverage as coverage_charts
from utils.charts import sentiment as sentiment_charts
from utils.charts.look import LOOKS
from utils.ui import frame, show, summary, tables, words
from utils.ui.ask import ask

view = frame.page("overview")
look, unit = LOOKS[show.theme()], view.filters.unit

held = ask(view, overview.inventory)
numbers = ask(view, overview.figures)
every = coverage.choose_every(*held.span)
bins = ask(view, coverage.over_time, every=every)
peaks = coverage.peaks(bins)
drivers = ask(view, coverage.drivers, peaks=peaks, every=every)
summary.finding(overview.finding(held, numbers, peaks, drivers, words.subject(view.filters), unit, every))
summary.figures(view, numbers)

show.chart(
    view, coverage_charts.over_time(bins, look, peaks), key="coverage", title=f"Coverage by {every}",
    subtitle=f"{unit}, {show.BINS[every]}; dotted: the usual level; letters: peaks",
    note="Counts of loaded items; hatched bins are only partly loaded", table=bins, click=show.to_days(every))
show.peaks(view, peaks, drivers, every)

left, right = st.columns(2, gap="large")
with left:
    show.heading("Who is in it", f"{unit} naming them; click a row to narrow to it")
    top = ask(view, entities.top, limit=12)
    trends = ask(view, entities.trends, entities=top["entity"].tolist())
    tables.entities(view, top[["entity", "count"]].merge(trends, on="entity"), key="who")
with right:
    outlets = ask(view, sentiment.by_outlet)
    if len(outlets) >= 3:
        show.chart(
            view, sentiment_charts.by_outlet(outlets, look), key="told", title="How it is told",
            subtitle="wording polarity by outlet with 95 % interval; grey: not told from zero",
            note="A word list (TextBlob) scores single words; outlets with 20 or more scored articles", table=outlets,
            click=show.to("outlet"))
    else:
        outlets = ask(view, coverage.by_outlet)
        show.chart(
            view, coverage_charts.by_outlet(outlets, look), key="outlets", title="Who covers it",
            subtitle=f"{unit} by outlet", note="Of loaded items; too few articles per outlet to compare wording",
            table=outlets, click=show.to("outlet"))

left, right = st.columns(2, gap="large")
with left:
    show.heading("What this view holds")
    summary.loaded(view, held)
with right:
    show.heading("What must not be concluded")
    summary.cautions(overview.cautions(held, numbers))

show.heading("Latest", "the newest dated items of this view")
summary.headlines(view, ask(view, overview.latest, limit=8))
