"""The pages: their names, and the way from one to the other."""

import atexit
import gc
import html
import logging
from dataclasses import dataclass

import streamlit as st

from utils.errors import WirewatchError
from utils.query.filters import Filters
from utils.ui import browser, link
from utils.ui.say import say

# Else nothing that `_keep` took out is freed at the end either, and DuckDB tells of every object as a leak.
atexit.register(gc.unfreeze)
_KEPT_SECONDS = 60
_LOG = logging.getLogger(__name__)
_ENTERED, _OPENED, _SHOWN = "entered through dashboard.py", "page opened", "page shown to its end"


@dataclass(frozen=True)
class Item:
    """A page: its file in ``pages/``, its name on screen and its icon."""

    file: str
    title: str
    icon: str

    @property
    def path(self) -> str:
        return f"pages/{self.file}.py"


PAGES = {item.file: item for item in (
    Item("overview", "Overview", "dashboard"),
    Item("timeline", "Timeline", "timeline"),
    Item("sentiment", "Sentiment", "sentiment_neutral"),
    Item("entities", "Entities", "groups"),
    Item("topics", "Topics", "filter_alt"),
    Item("articles", "Articles", "article"),
    Item("load", "Load", "note_add"),
    Item("method", "Method", "info"),
)}


def run() -> None:
    """Run the page the address asks for; what goes wrong for a known reason is said on it, in a sentence."""
    page = _navigation()
    st.session_state[_ENTERED] = True
    try:
        page.run()
    except WirewatchError as error:
        _LOG.warning("%s (%s)", error.sentence, error.detail)
        say(error.sentence, "problem", role="alert")
    else:
        _keep()
        st.session_state[_SHOWN] = st.session_state.get(_OPENED)


@st.cache_resource(ttl=_KEPT_SECONDS, show_spinner=False)
def _keep() -> None:
    """Take what this process holds, modules above all, and the answers it keeps, out of garbage collection for a while.

    Streamlit collects all garbage after each run (runner.postScriptGC), and nothing is sent meanwhile: 60 ms of 350 of
    a click, and half a millisecond more for every view that was answered (measured on two cores). What a click leaves
    is still collected; what was taken out here, once nobody holds it, at the next time this is done.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def stayed(title: str) -> bool:
    """Open the page of this title, and say whether it was shown to its end last time: then its settings still hold.

    To send them again is a twentieth of what the browser does at a click. Of a run that is broken off they may never
    have arrived: Streamlit drops what it did not send yet.
    """
    st.session_state[_OPENED] = title
    return st.session_state.pop(_SHOWN, None) == title


def guard() -> None:
    """Start again through ``dashboard.py`` when Streamlit ran a page's file alone.

    It does so once per server, when the very first request is a link to a page: a folder called ``pages`` counts as
    automatic pages until the first call of ``st.navigation`` (runtime/pages_manager.py in Streamlit 1.67).
    """
    if not st.session_state.pop(_ENTERED, False):
        _navigation()
        st.rerun()


def draw(filters: Filters, here: str) -> None:
    """Draw the row of pages, `here` marked; each link carries the filters, also into a new tab."""
    entries = "".join(_entry(item, filters, item.file == here) for item in PAGES.values())
    with st.container(horizontal=True, key="menu", gap=None):
        st.html(f"<nav aria-label='Pages'>{entries}</nav>")
        browser.listen()


def _entry(item: Item, filters: Filters, current: bool) -> str:
    marked = " aria-current='page'" if current else ""
    return (f"<a class='inside'{marked} href='{html.escape(link.address(item.file, filters))}'>"
            f"<i aria-hidden='true'>{item.icon}</i>{item.title}</a>")


def _navigation():
    # Streamlit's own menu leaves the filters behind, and fetches a page's icon from elsewhere; `draw` does neither.
    return st.navigation([st.Page(item.path, title=item.title, default=item.file == "overview")
                          for item in PAGES.values()], position="hidden")
