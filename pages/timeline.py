"""When was it covered, where does coverage peak, and which text weighs most in each peak?"""

from types import SimpleNamespace

import streamlit as st

from utils.analysis import coverage, overview, panel
from utils.charts import coverage as charts
from utils.charts.look import LOOKS
from utils.ui import frame, linked, show, tables
from utils.ui.ask import ask


def answers(seen, every, measure, theme):
    """Return all that the page says and draws of a view."""
    look, bins, outlets = LOOKS[theme], coverage.over_time(seen, every), coverage.by_outlet(seen)
    peaks = coverage.peaks(bins)
    return SimpleNamespace(
        bins=bins, outlets=outlets, peaks=peaks, drivers=coverage.drivers(seen, peaks, every),
        coverage_chart=charts.over_time(bins, look, peaks, measure),
        outlet_chart=charts.by_outlet(outlets, look, measure))


view = frame.page("timeline", question="over time")
unit = view.filters.unit
held = ask(view, overview.inventory)
every, measure = show.time_choices(coverage.choices(*held.span), coverage.choose_every(*held.span))
found = ask(view, answers, every=every, measure=measure, theme=show.theme())

what = f"{unit} as share of all loaded {unit}" if measure == "share" else unit
show.chart(
    view, found.coverage_chart, key="coverage", title=f"Coverage by {every}",
    subtitle=f"{what}, {show.BINS[every]}; dotted: the usual level; letters: peaks",
    note="Of loaded items; hatched bins are only partly loaded; the usual level is the median of the eight bins before",
    table=found.bins, click=show.to_days(every))
with st.container():
    linked.peaks(view, found.peaks, found.drivers, every)
tables.panel(ask(view.loading, panel.changes))

show.chart(
    view, found.outlet_chart, key="outlets", title="By outlet",
    subtitle=f"{unit}{' as share of what is loaded from each' if measure == 'share' else ''}",
    note="Of loaded items, undated ones included", table=found.outlets, click=show.to("outlet"))
