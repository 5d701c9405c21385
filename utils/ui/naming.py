"""The workbench of names: the analyst decides who is meant; every decision stays in sight and can be undone."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from utils import schema
from utils.query import names
from utils.query.names import Decision
from utils.store import curation
from utils.ui import link, show, tables, words
from utils.ui.say import say
from utils.ui.view import View

_LISTED, _LINKED = 30, 8


def written(view: View, entity: str, surfaces: pd.DataFrame) -> None:
    """Draw how `entity` is written (`analysis.aliases.surfaces`); a click on a row shows where."""
    show.heading("Written as", "in this view; click one to see where")
    shown = pd.DataFrame({"Written": surfaces["surface"], view.filters.unit.capitalize(): surfaces["count"],
                          "Mentions": surfaces["mentions"]})
    number = st.column_config.NumberColumn(format="localized")
    tables.clickable(shown, key="written", alt=f"How {entity} is written", rows=10,
                     columns=dict.fromkeys(shown.columns[1:], number),
                     on_click=lambda row: link.choose(surface=surfaces["surface"].iloc[row]))


def decide(view: View, entity: str, surface: str, known: tuple[str, ...]) -> None:
    """Draw what can be decided on `entity`, and on what is written as `surface` where one is chosen."""
    # A key holds the entity: what was typed for one is no proposal for the next.
    merge, rename, retype, split = (f"{what} {entity} {surface}" for what in ("merge", "rename", "retype", "split"))
    state = st.session_state
    with st.container(horizontal=True, key="decide", gap="small"):
        with _opened("Merge", view):
            into = st.selectbox(f"{words.plain(entity)} is", [name for name in known if name != entity], index=None,
                                placeholder="Another entity", key=merge)
            _press("Merge", view, lambda: Decision(entity, state[merge]), into)
        with _opened("Rename", view):
            name = st.text_input("Name", entity, key=rename, max_chars=100)
            _press("Rename", view, lambda: Decision(entity, state[rename].strip()), name.strip() not in ("", entity))
        with _opened("Type", view):
            st.selectbox("Is a", schema.ENTITY_TYPES, format_func=tables.TYPES.get, key=retype)
            _press("Change the type", view, lambda: Decision(entity, entity, state[retype]))
        if surface:
            with _opened(f"Split off “{words.plain(surface)}”", view):
                name = st.text_input("What is written so is", surface, key=split, max_chars=100)
                _press("Split off", view, lambda: Decision(entity, state[split].strip(), surface=surface),
                       name.strip() not in ("", entity))
        with _opened("Hide", view):
            say(f"{entity} disappears from every count and list. The articles stay.")
            _press("Hide it", view, lambda: Decision(entity, None))
    if view.workspace.demo:
        say("The demonstration is read-only. In a corpus of your own, names can be merged, renamed, split and hidden.")


def linked(view: View, makers: pd.DataFrame, products: pd.DataFrame) -> None:
    """Draw who makes the entity and what it makes (entity, count), each with the way to it; they are counted apart."""
    for told, frame in (("Made by", makers), ("Makes", products)):
        if frame.empty:
            continue
        with st.container(horizontal=True, key=f"linked_{told}", gap="xsmall", vertical_alignment="center"):
            say("counted apart:", "why", strong=told, width="content")
            for name, number in frame.head(_LINKED).itertuples(index=False):
                st.button(f"{words.plain(name)} ({words.count(number)})", key=f"linked_{name}", type="tertiary",
                          on_click=link.write, args=(replace(view.filters, entity=(name,)),))


def suggested(view: View, pairs: pd.DataFrame) -> None:
    """Draw pairs that may be one entity (`analysis.aliases.suggestions`), each with the way to merge it."""
    if pairs.empty:
        return
    show.heading("May be one", "names of one type; look at the articles before you merge")
    with st.container(key="suggested", gap=None):
        for row in pairs.itertuples():
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                say(f"({words.count(row.count)}) into {row.into} ({words.count(row.into_count)}): {row.why}", "why",
                    strong=row.entity, width="content")
                st.button("Look", key=f"look_{row.entity}", type="tertiary", on_click=link.narrow,
                          kwargs={"entity": (row.entity,)})
                st.button("Merge", key=f"merge_{row.entity}", type="tertiary", disabled=not _may(view),
                          on_click=_decide, args=(view, Decision(row.entity, row.into)))


def decided(view: View) -> None:
    """Draw the decisions that hold, the latest first, each with the way to undo it."""
    acts = curation.acts(view.workspace.path, view.version, names.KIND)
    acts = acts[~acts["undone"]].iloc[::-1]
    if acts.empty:
        return
    show.heading("Names decided", "they hold on every page from their version on; what was loaded stays as it is")
    with st.container(key="decided", gap=None):
        for act in acts.head(_LISTED).itertuples():
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                told = words.decision(names.read(act.what))
                say(f"{told}; {act.who}, {words.day(act.when)}, version {act.version}", "why", width="content")
                st.button("Undo", key=f"undo_{act.version}", type="tertiary", disabled=not _may(view),
                          on_click=curation.undo, args=(view.workspace.path, act.version))
    if len(acts) > _LISTED:
        say(f"{words.several(len(acts) - _LISTED, 'earlier decision')} not shown.")


def _may(view: View) -> bool:
    return not (view.workspace.demo or view.filters.as_of or view.filters.groups)


def _opened(label: str, view: View):
    return st.popover(label, type="tertiary", disabled=not _may(view))


def _press(label: str, view: View, decision: Callable[[], Decision], ready: object = True) -> None:
    st.button(label, type="primary", disabled=not ready, on_click=lambda: _decide(view, decision()))


def _decide(view: View, decision: Decision) -> None:
    """Keep a decision, and let the view follow the entity to its new name."""
    names.decide(view.workspace.path, decision)
    link.rename(decision.entity, decision.name)
