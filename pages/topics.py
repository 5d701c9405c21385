"""What is it about: how large each topic is, when, with which other, and what exactly each one means."""

import streamlit as st

from utils import story
from utils.analysis import topics
from utils.analysis.coverage import choose_every
from utils.analysis.overview import inventory
from utils.charts import topics as charts
from utils.charts.look import LOOKS
from utils.ui import definitions, frame, show
from utils.ui.ask import ask

view = frame.page("topics", question="what it is about")
look, unit = LOOKS[show.theme()], view.filters.unit
names = {topic.id: topic.name for topic in story.topics().values()}

sizes = ask(view, topics.counts)
left, right = st.columns(2, gap="large")
with left:
    show.chart(
        view, charts.counts(sizes, look, names), key="sizes", title="Topics",
        subtitle=f"{unit} matching", note="An item may match several topics or none",
        table=sizes, click=show.to("topic"))
with right:
    overlap = ask(view, topics.overlap)
    show.chart(
        view, charts.overlap(overlap, look, names), key="overlap", title="Overlap",
        subtitle="of the topic in the row, the share that also matches the column", note="Of selected items",
        table=overlap, click=show.to("topic"))

held = ask(view, inventory)
every = choose_every(*held.span)
course = ask(view, topics.over_time, every=every)
show.chart(
    view, charts.over_time(course, look, names), key="course", title=f"Topics by {every}",
    subtitle=f"share of selected {unit}, {show.BINS[every]}",
    note="Shares of what is selected in each bin", table=course, click=show.to_days(every))

show.heading("Definitions", "each topic is a saved query; every line says how many loaded articles it matches alone")
definitions.draw(view)
