"""Who is in it, who moved, who is named together, and who is meant by a name?"""

from dataclasses import replace
from types import SimpleNamespace

import streamlit as st

from utils import schema, story
from utils.analysis import aliases, cooccurrence, coverage, entities, voices
from utils.analysis.overview import inventory
from utils.charts import coverage as coverage_charts
from utils.charts import entities as charts
from utils.charts import network
from utils.charts import sentiment as sentiment_charts
from utils.charts.look import LOOKS, still
from utils.ui import frame, link, naming, passages, show, tables, voicing
from utils.ui.ask import ask

# More names and lines than these cover one another in the picture.
NETWORK, LINKS = 30, 60


def answers(tables, type, by, chosen, theme):
    """Return all that the page says and draws of a view."""
    look, held, top = LOOKS[theme], inventory(tables), entities.top(tables, type or None, limit=40, by=by)
    every, names = coverage.choose_every(*held.span), top["entity"].tolist()
    course, moved = entities.over_time(tables, names[:6], every), entities.movers(tables)
    links = cooccurrence.pairs(tables, [name for name in names if name not in chosen][:NETWORK], LINKS)
    nodes = top.merge(cooccurrence.places(links), on="entity")
    return SimpleNamespace(
        every=every, period=held.period, top=top, course=course, moved=moved, links=links,
        table=top.drop(columns=["share", "type"]).assign(
            count=top[by], trend=entities.trends(tables, names)["trend"]),
        suggested=aliases.suggestions(tables), top_chart=charts.top(top, look, by=by),
        course_chart=charts.over_time(course, look), moved_chart=charts.movers(moved, look),
        network_chart=network.together(nodes, look, links=links))


def covered(tables, theme):
    """Return which outlets name the entity, asked of the view with it."""
    outlets = coverage.by_outlet(tables)
    return SimpleNamespace(outlets=outlets, chart=coverage_charts.by_outlet(outlets, LOOKS[theme]))


def about(tables, entity, surface, theme):
    """Return what the page says of one entity, asked of the view without it: within it everybody names the entity."""
    look, toward = LOOKS[theme], voices.toward(tables, entity)
    makers = [one.maker for one in story.watchlist() if one.name == entity and one.maker]
    products = [one.name for one in story.watchlist() if one.maker == entity]
    return SimpleNamespace(
        makers=entities.counts(tables, makers), products=entities.counts(tables, products),
        surfaces=aliases.surfaces(tables, entity), neighbours=cooccurrence.neighbours(tables, entity),
        contexts=aliases.contexts(tables, entity, surface or None),
        wording=SimpleNamespace(toward=toward, shares_chart=still(sentiment_charts.shares(toward.shares, look)),
                                outlet_chart=sentiment_charts.by_outlet(toward.outlets, look)))


view = frame.page("entities", question="who is in it")
unit = view.filters.unit

if view.filters.entity:
    entity, surface = view.filters.entity[-1], link.choice("surface")
    wider = replace(view, filters=replace(view.filters, entity=view.filters.entity[:-1]))
    one = ask(wider, about, entity=entity, surface=surface, theme=show.theme())
    left, right = st.columns(2, gap="large")
    with left:
        naming.written(view, entity, one.surfaces)
        naming.decide(view, entity, surface, view.workspace.known["entity"])
        naming.linked(view, one.makers, one.products)
        show.heading(f"Named together with {entity}", f"{unit} naming both; association: 0 as by chance, 1 never apart")
        tables.entities(view, one.neighbours, key="together")
    with right:
        written = f"written “{surface}”" if surface else "however written"
        show.heading(f"Where {entity} is named", f"{written}; up to ten, spread over time; a click opens the article")
        passages.draw(view, one.contexts)
    # A word list cannot tell toward whom.
    voicing.toward(view, entity, one.wording if view.engine == "news" else None)
    naming_it = ask(view, covered, theme=show.theme())
    show.chart(
        view, naming_it.chart, key="outlets", title=f"Outlets naming {entity}", subtitle=f"{unit} by outlet",
        note="Of loaded items", table=naming_it.outlets, click=show.to("outlet"))

with st.container(horizontal=True, key="choices"):
    type = show.choice("type", "Type", ("", *schema.ENTITY_TYPES), "", tables.TYPES)
    by = show.choice("by", "Counted as", ("count", "mentions"), "count", {"count": unit.capitalize()})
counted = "mentions in the text, titles left out" if by == "mentions" else f"{unit} naming them"
found = ask(view, answers, type=type, by=by, chosen=view.filters.entity, theme=show.theme())

left, right = st.columns(2, gap="large")
with left:
    show.chart(
        view, found.top_chart, key="top", title="Most named", subtitle=counted,
        note="Names found by a watchlist and a language model; headings and prose only", table=found.top,
        click=show.to("entity"))
with right:
    show.heading("Over time and against before", "click a row to narrow to it")
    tables.entities(view, found.table, key="all", rows=20, counted=by if by == "mentions" else unit)

show.chart(
    view, found.network_chart, key="network", title="Named together",
    subtitle=f"a line where {unit} name both more often than chance would have it, the wider the stronger",
    note=f"The {LINKS} closest pairs of the {NETWORK} most named that share at least {cooccurrence.LEAST} {unit}, by "
         "normalised pointwise mutual information", table=found.links, click=show.to("entity"))

show.chart(
    view, found.course_chart, key="course", title=f"The most named by {found.every}",
    subtitle=f"{unit}, {show.BINS[found.every]}; one scale for all", note="Counts of loaded items", table=found.course,
    click=show.to_days(found.every))

show.chart(
    view, found.moved_chart, key="movers", title="Who moved", subtitle=show.compared(view, found.period),
    note="Change of the share of items naming them, 95 % interval held for all rows at once; grey: no clear change",
    table=found.moved, click=show.to("entity"))

naming.suggested(view, found.suggested)
naming.decided(view)
