"""Who is in it, who moved, and who is named together?"""

import streamlit as st

from utils import schema
from utils.analysis import entities
from utils.analysis.coverage import choose_every
from utils.analysis.overview import inventory
from utils.charts import entities as charts
from utils.charts.look import LOOKS
from utils.ui import frame, show, tables
from utils.ui.ask import ask

view = frame.page("entities", question="who is in it")
look, unit = LOOKS[show.theme()], view.filters.unit

type = show.choice("type", "Type", ("", *schema.ENTITY_TYPES), "", tables.TYPES)
top = ask(view, entities.top, type=type or None, limit=40)
left, right = st.columns(2, gap="large")
with left:
    show.chart(
        view, charts.top(top, look), key="top", title="Most named",
        subtitle=f"{unit} naming them",
        note="Names found by a watchlist and a language model; headings and prose only", table=top,
        click=show.to("entity"))
with right:
    show.heading("Over time and against before", "click a row to narrow to it")
    trends = ask(view, entities.trends, entities=top["entity"].tolist())
    tables.entities(view, top.drop(columns=["share", "type"]).merge(trends, on="entity"), key="all", rows=20)

if view.filters.entity:
    chosen = view.filters.entity[-1]
    show.heading(f"Named together with {chosen}", f"{unit} naming both, and their share; click a row to narrow to both")
    tables.entities(view, ask(view, entities.together, entity=chosen), key="together")

held = ask(view, inventory)
every = choose_every(*held.span)
course = ask(view, entities.over_time, entities=top["entity"].head(6).tolist(), every=every)
show.chart(
    view, charts.over_time(course, look), key="course", title=f"The most named by {every}",
    subtitle=f"{unit}, {show.BINS[every]}; one scale for all",
    note="Counts of loaded items", table=course, click=show.to_days(every))

moved = ask(view, entities.movers)
show.chart(
    view, charts.movers(moved, look), key="movers", title="Who moved", subtitle=show.compared(view, held.period),
    note="Change of the share of items naming them, 95 % interval held for all rows at once; grey: no clear change",
    table=moved, click=show.to("entity"))
