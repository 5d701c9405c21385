"""The frame of every page: its first call gives the page its view."""

import html
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from utils.query.filters import Filters, Problem
from utils.ui import counts, link, menu, sidebar, words
from utils.ui.ask import checked, engines, workspace
from utils.ui.say import say
from utils.ui.view import View

_STYLE = f"<style>{(Path(__file__).parent / 'style.css').read_text(encoding='utf-8')}</style>"

_ICON = str(Path(__file__).parent / "icon.png")
# Wide enough for two dates beside one another.
_SIDEBAR = 330


def page(name: str, *, question: str = "", filtered: bool = True) -> View:
    """Open the page of file `name`: navigation, filters, what was wrong with the link, and the title.

    The title is the topic, the page's `question` and all active filters in words. With `filtered` off the page shows
    neither filters nor those words (Load, Method). Stops the page when there is nothing loaded to look at.
    """
    menu.guard()
    title = menu.PAGES[name].title
    st.set_page_config(f"{title} · Wirewatch", _ICON, layout="wide", initial_sidebar_state=_SIDEBAR)
    st.html(_STYLE)
    opened = workspace()
    filters, problems = link.read()
    filters, unknown = checked(opened, filters)
    version = opened.version if filters.as_of is None else filters.as_of
    view = View(opened, filters, version, engines(opened, version))
    menu.draw(filters)
    _printed(filters)
    if opened.demo:
        _banner(name)
    if not filtered:
        _title(question or title)
        return view
    sidebar.draw(view)
    _problems([*problems, *unknown])
    _trail(filters)
    _title(words.subject(filters), ", ".join(part for part in (question, words.described(filters)) if part))
    _stop_if_empty(view, name)
    return view


def _banner(name: str) -> None:
    with st.container(horizontal=True, key="demo", vertical_alignment="center", gap="small"):
        say("Its outlets are invented, its course of events is not.", "plain", strong="Demonstration corpus.")
        if name != "load":
            st.page_link(menu.PAGES["load"].path, label="Load your own articles")


def _printed(filters: Filters) -> None:
    """Draw the line that stands only on paper: where the page came from, and when."""
    told = f"{st.context.url or ''}{link.query(filters)} · {words.day(datetime.now(UTC))}"
    say(told, "printed")


def _problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        say(f"Left out of the link: {problem.parameter} “{problem.value}”: {problem.sentence}.", "problem",
            role="status")


def _trail(filters: Filters) -> None:
    """Draw the active filters one by one, each with the way to take it away."""
    steps = words.steps(filters)
    if steps:
        with st.container(horizontal=True, key="trail", gap="xsmall"):
            for step, (told, without) in enumerate(steps):
                st.button(f"{words.plain(told)} ✕", key=f"step_{step}", help="Take this filter away", type="tertiary",
                          on_click=link.write, args=(without,))


def _title(subject: str, rest: str = "") -> None:
    colon = ":" if rest else ""
    st.html(f"<header class='title'><h1>{html.escape(subject)}{colon} <span>{html.escape(rest)}</span></h1></header>")


def _stop_if_empty(view: View, name: str) -> None:
    """End the page with a sentence when the view shows no article: what emptied it, and what to do."""
    found = counts.of(view)
    if found.articles or (found.official and name == "articles"):
        return
    if found.official:
        say(f"No coverage matches, but {words.several(found.official, 'official document')}. {counts.culprit(view)}",
            "empty")
        st.page_link(menu.PAGES["articles"].path, label="Read the documents",
                     query_params=link.params(view.filters))
    elif found.loaded:
        say(f"None of the {words.several(found.loaded, 'loaded article')} matches. {counts.culprit(view)}", "empty")
        st.button("Reset the filters", on_click=link.write, args=(Filters(),))
    else:
        say("Nothing is loaded yet. Load a file, a folder or a pasted text first.", "empty")
        st.page_link(menu.PAGES["load"].path, label="Load articles")
    st.stop()
