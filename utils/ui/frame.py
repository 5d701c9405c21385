"""The frame of every page: its first call gives the page its view."""

import html
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from utils.query.filters import Filters, Problem
from utils.ui import counts, link, linked, menu, sidebar, words
from utils.ui.ask import checked, engines, workspace
from utils.ui.say import paragraph, say
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
    if not menu.stayed(title):
        st.set_page_config(f"{title} · Wirewatch", _ICON, layout="wide", initial_sidebar_state=_SIDEBAR)
    st.html(_STYLE)
    opened = workspace()
    filters, problems = link.read()
    filters, unknown = checked(opened, filters)
    version = opened.version if filters.as_of is None else filters.as_of
    view = View(opened, filters, version, engines(opened, version))
    menu.draw(filters, name)
    if opened.demo:
        _banner(view, name)
    if not filtered:
        _title(view, question or title)
        return view
    sidebar.draw(view)
    # What comes and goes has a place of its own: were what follows to move by one, its charts would be drawn twice.
    _problems([*problems, *unknown])
    _trail(filters)
    _title(view, words.subject(filters), ", ".join(part for part in (question, words.described(filters)) if part))
    _stop_if_empty(view, name)
    return view


def _banner(view: View, name: str) -> None:
    way = "" if name == "load" else linked.anchor("Load your own articles", "load", view.filters)
    st.html("<p class='demo'><b>Demonstration corpus.</b> Its outlets are invented, its course of events is not. "
            f"{way}</p>")


def _problems(problems: Iterable[Problem]) -> None:
    with st.container():
        for problem in problems:
            say(f"Left out of the link: {problem.parameter} “{problem.value}”: {problem.sentence}.", "problem",
                role="status")


def _trail(filters: Filters) -> None:
    """Draw the active filters one by one, each with the way to take it away."""
    with st.container(horizontal=True, key="trail", gap="xsmall"):
        for step, (told, without) in enumerate(words.steps(filters)):
            st.button(f"{words.plain(told)} ✕", key=f"step_{step}", help="Take this filter away", type="tertiary",
                      on_click=link.write, args=(without,))


def _title(view: View, subject: str, rest: str = "") -> None:
    """Draw the title, with the line that stands only on paper: where the page came from, and when."""
    colon = ":" if rest else ""
    told = f"{st.context.url or ''}{link.query(view.filters)} · {words.day(datetime.now(UTC))}"
    st.html(f"<header class='title'><h1>{html.escape(subject)}{colon} <span>{html.escape(rest)}</span></h1></header>"
            f"{paragraph(told, 'printed')}")


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
