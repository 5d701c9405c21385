"""What is it about: how large each topic is, when, with which other, and what exactly each one means."""

from types import SimpleNamespace

import streamlit as st

from utils import story
from utils.analysis import topics
from utils.analysis.coverage import choose_every
from utils.analysis.overview import inventory
from utils.charts import topics as charts
from utils.charts.look import LOOKS
from utils.ui import definitions, frame, show
from utils.ui.ask import ask


def answers(tables, theme):
    """Return all that the page says and draws of a view."""
    look, every = LOOKS[theme], choose_every(*inventory(tables).span)
    names = {topic.id: topic.name for topic in story.topics().values()}
    sizes, overlap, course = topics.counts(tables), topics.overlap(tables), topics.over_time(tables, every)
    return SimpleNamespace(
        every=every, sizes=sizes, overlap=overlap, course=course, size_chart=charts.counts(sizes, look, names),
        overlap_chart=charts.overlap(overlap, look, names), course_chart=charts.over_time(course, look, names))


view = frame.page("topics", question="what it is about")
unit = view.filters.unit
found = ask(view, answers, theme=show.theme())

left, right = st.columns(2, gap="large")
with left:
    show.chart(
        view, found.size_chart, key="sizes", title="Topics", subtitle=f"{unit} matching",
        note="An item may match several topics or none", table=found.sizes, click=show.to("topic"))
with right:
    show.chart(
        view, found.overlap_chart, key="overlap", title="Overlap",
        subtitle="of the topic in the row, the share that also matches the column", note="Of selected items",
        table=found.overlap, click=show.to("topic"))

show.chart(
    view, found.course_chart, key="course", title=f"Topics by {found.every}",
    subtitle=f"share of selected {unit}, {show.BINS[found.every]}", note="Shares of what is selected in each bin",
    table=found.course, click=show.to_days(found.every))

show.heading("Definitions", "each topic is a saved query; every line says how many loaded articles it matches alone")
definitions.draw(view)
