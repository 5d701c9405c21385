"""How is it told? Wording polarity from a word list, with the words that made it."""

import streamlit as st

from utils.analysis import coverage, overview, sentiment
from utils.charts import sentiment as charts
from utils.charts.look import LOOKS
from utils.ui import frame, measured, show
from utils.ui.ask import ask

view = frame.page("sentiment", question="how it is told")
look, unit = LOOKS[show.theme()], view.filters.unit
show.lead(measured.wording())

shares = ask(view, sentiment.shares)
scored = int(ask(view, sentiment.distribution)["count"].sum())
show.chart(
    view, charts.shares(shares, look), key="shares", title="Wording",
    subtitle=f"share of scored {unit}, n = {scored:,}",
    note="Items in languages the word list does not know are left out, not counted as neutral", table=shares,
    click=show.to("tone"), n=scored)

left, right = st.columns(2, gap="large")
with left:
    spread = ask(view, sentiment.distribution)
    show.chart(
        view, charts.distribution(spread, look), key="spread", title="Spread",
        subtitle=f"{unit} by wording polarity, −1 to +1", note="Steps of 0.1", table=spread,
        click=show.to("tone"), n=scored)
with right:
    said = ask(view, sentiment.words)
    show.chart(
        view, charts.words(said, look), key="words", title="The words that made the score",
        subtitle="each word’s part in the mean polarity", note="The parts of all words sum to the mean", table=said,
        n=scored)

held = ask(view, overview.inventory)
every = coverage.choose_every(*held.span)
course = ask(view, sentiment.over_time, every=every)
show.chart(
    view, charts.over_time(course, look), key="course", title=f"Wording by {every}",
    subtitle=f"mean polarity with 95 % interval, {show.BINS[every]}",
    note="Bins with fewer than five scored items are drawn faint", table=course, click=show.to_days(every), n=scored)

outlets = ask(view, sentiment.by_outlet)
show.chart(
    view, charts.by_outlet(outlets, look), key="outlets", title="By outlet",
    subtitle="mean polarity with 95 % interval; grey: not told from zero",
    note="Outlets with 20 or more scored articles; copies of one text weigh as one", table=outlets,
    click=show.to("outlet"))
