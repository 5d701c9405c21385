"""How is it told? Wording by one engine or the other, with the words or sentences that made the score."""

from types import SimpleNamespace

import pandas as pd
import streamlit as st

from utils.analysis import clusters, coverage, measured_error, overview, sentiment, voices
from utils.charts import sentiment as charts
from utils.charts import voices as voice_charts
from utils.charts.look import LOOKS, still
from utils.ui import frame, measured, passages, scores, show, voicing, words
from utils.ui.ask import ask


def answers(tables, confusion, theme):
    """Return all that the page says and draws of a view."""
    look, held = LOOKS[theme], overview.inventory(tables)
    every = coverage.choose_every(*held.span)
    shares, spread, said = sentiment.shares(tables), sentiment.distribution(tables), sentiment.words(tables)
    course, outlets = sentiment.over_time(tables, every), sentiment.by_outlet(tables)
    return SimpleNamespace(
        sentences=sentiment.strongest(tables), extents=sentiment.by_extent(tables), change=sentiment.change(tables),
        period=held.period,
        adjusted=measured_error.adjusted(shares, clusters.effective(tables.articles), confusion) if confusion else None,
        every=every, shares=shares, spread=spread, words=said, course=course, outlets=outlets,
        scored=int(spread["count"].sum()), shares_chart=charts.shares(shares, look),
        spread_chart=charts.distribution(spread, look), words_chart=still(charts.words(said, look)),
        course_chart=charts.over_time(course, look), outlet_chart=charts.by_outlet(outlets, look))


def voiced(tables, theme):
    """Return what the page says of reporters and of the speech they quote."""
    told = voices.voices(tables)
    return SimpleNamespace(voices=told, gap=voices.gap(tables).iloc[0], untold=voices.untold(tables),
                           chart=still(voice_charts.voices(told, LOOKS[theme])))


def toward(tables, entity, theme):
    """Return what the page says of the wording toward an entity."""
    found = voices.toward(tables, entity)
    return SimpleNamespace(toward=found, shares_chart=still(charts.shares(found.shares, LOOKS[theme])),
                           outlet_chart=charts.by_outlet(found.outlets, LOOKS[theme]))


view = frame.page("sentiment", question="how it is told")
unit = view.filters.unit
scores.engine(view)
show.lead(measured.wording(view.engine))
found = ask(view, answers, confusion=measured.confusion(view.engine), theme=show.theme())

show.chart(
    view, found.shares_chart, key="shares", title="Wording",
    subtitle=f"share of scored {unit}, n = {found.scored:,}",
    note="Items in languages that the engine does not know are left out, not counted as neutral", table=found.shares,
    click=show.to("tone"), n=found.scored)
if found.scored >= show.ENOUGH:
    scores.with_error(view, found.shares, found.adjusted)
    scores.moved(found.change, show.compared(view, found.period))
    scores.mixed(found.extents)

if (other := scores.other(view)) and found.scored >= show.ENOUGH:
    shares = {view.engine: found.shares, other.engine: ask(other, sentiment.shares)}
    both = pd.concat([told.assign(engine=engine) for engine, told in shares.items()])
    show.chart(
        view, charts.engines(both, LOOKS[show.theme()]), key="engines", title="By engine",
        subtitle=f"share of the {unit} that each engine scored, 95 % interval",
        note="Where the two differ, at least one is wrong: open the texts", table=both, click=show.to("tone"))

left, right = st.columns(2, gap="large")
with left:
    show.chart(
        view, found.spread_chart, key="spread", title="Spread", subtitle=f"{unit} by wording polarity, −1 to +1",
        note="Steps of 0.1", table=found.spread, click=show.to("tone"), n=found.scored)
with right:
    if view.engine == "textblob":
        show.chart(
            view, found.words_chart, key="words", title="The words that made the score",
            subtitle="each word’s part in the mean polarity", note="The parts of all words sum to the mean",
            table=found.words, n=found.scored)
    else:
        show.heading("The sentences that weigh most", "the most negative and the most positive, one a text")
        passages.draw(view, found.sentences, found.sentences["polarity"].map(words.signed))

show.chart(
    view, found.course_chart, key="course", title=f"Wording by {found.every}",
    subtitle=f"mean polarity with 95 % interval, {show.BINS[found.every]}",
    note="Bins with fewer than five scored items are drawn faint", table=found.course,
    click=show.to_days(found.every), n=found.scored)

show.chart(
    view, found.outlet_chart, key="outlets", title="By outlet",
    subtitle="mean polarity with 95 % interval; grey: not told from zero",
    note="Outlets with 20 or more scored articles; copies of one text weigh as one", table=found.outlets,
    click=show.to("outlet"))

voicing.voices(view, ask(view, voiced, theme=show.theme()))
entity = view.filters.entity[-1] if view.filters.entity else ""
tells = entity and view.engine == "news"  # a word list cannot tell toward whom
voicing.toward(view, entity, ask(view, toward, entity=entity, theme=show.theme()) if tells else None)
