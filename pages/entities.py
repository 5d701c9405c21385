"""Who is in it, who moved, and who is named together?"""

from types import SimpleNamespace

import streamlit as st

from utils import schema
from utils.analysis import entities
from utils.analysis.coverage import choose_every
from utils.analysis.overview import inventory
from utils.charts import entities as charts
from utils.charts.look import LOOKS
from utils.ui import frame, show, tables
from utils.ui.ask import ask


def answers(tables, type, chosen, theme):
    """Return all that the page says and draws of a view."""
    look, held, top = LOOKS[theme], inventory(tables), entities.top(tables, type or None, limit=40)
    every, names = choose_every(*held.span), top["entity"].tolist()
    course, moved = entities.over_time(tables, names[:6], every), entities.movers(tables)
    return SimpleNamespace(
        every=every, period=held.period, top=top, course=course, moved=moved,
        table=top.drop(columns=["share", "type"]).merge(entities.trends(tables, names), on="entity"),
        together=entities.together(tables, chosen) if chosen else None, top_chart=charts.top(top, look),
        course_chart=charts.over_time(course, look), moved_chart=charts.movers(moved, look))


view = frame.page("entities", question="who is in it")
unit = view.filters.unit
type = show.choice("type", "Type", ("", *schema.ENTITY_TYPES), "", tables.TYPES)
chosen = view.filters.entity[-1] if view.filters.entity else ""
found = ask(view, answers, type=type, chosen=chosen, theme=show.theme())

left, right = st.columns(2, gap="large")
with left:
    show.chart(
        view, found.top_chart, key="top", title="Most named", subtitle=f"{unit} naming them",
        note="Names found by a watchlist and a language model; headings and prose only", table=found.top,
        click=show.to("entity"))
with right:
    show.heading("Over time and against before", "click a row to narrow to it")
    tables.entities(view, found.table, key="all", rows=20)

if chosen:
    show.heading(f"Named together with {chosen}", f"{unit} naming both, and their share; click a row to narrow to both")
    tables.entities(view, found.together, key="together")

show.chart(
    view, found.course_chart, key="course", title=f"The most named by {found.every}",
    subtitle=f"{unit}, {show.BINS[found.every]}; one scale for all", note="Counts of loaded items", table=found.course,
    click=show.to_days(found.every))

show.chart(
    view, found.moved_chart, key="movers", title="Who moved", subtitle=show.compared(view, found.period),
    note="Change of the share of items naming them, 95 % interval held for all rows at once; grey: no clear change",
    table=found.moved, click=show.to("entity"))
