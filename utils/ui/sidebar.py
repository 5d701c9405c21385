"""The filters beside every page: widgets seeded from the address before they are drawn, written back on a change."""

import html
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from utils import schema, story
from utils.query.filters import UNITS, Filters, query_error
from utils.ui import browser, counts, link
from utils.ui.ask import actors
from utils.ui.say import say
from utils.ui.view import View

_EARLIEST, _LATEST = date(1, 1, 1), date(9999, 12, 31)
_ZONES = ("UTC", "America/Los_Angeles", "America/New_York", "Europe/London", "Europe/Brussels", "Europe/Berlin",
          "Asia/Kolkata", "Asia/Shanghai", "Asia/Taipei", "Asia/Seoul", "Asia/Tokyo", "Australia/Sydney")
_UNSEEDED = object()
_REFUSED = "words that were not understood"


@dataclass(frozen=True)
class _Field:
    """How a filter's value becomes a widget's, and back."""

    seed: Callable[[Any], Any] = lambda value: value
    value: Callable[[Any], Any] = lambda chosen: chosen


_MANY = _Field(list, tuple)
_FIELDS = {
    "topic": _Field(), "q": _Field(value=str.strip), "start": _Field(), "end": _Field(), "outlet": _MANY,
    "entity": _MANY, "unit": _Field(), "tone": _MANY, "lang": _MANY,
    "copies": _Field(), "panel": _Field(), "groups": _Field(), "zone": _Field(),
}


def draw(view: View) -> None:
    """Draw the filters of `view`, the line of counts beneath, and the ways to keep or clear them."""
    filters = view.filters
    refused = st.session_state.get(_REFUSED)
    for name, field in _FIELDS.items():
        seed = refused if refused and name == "q" else field.seed(getattr(filters, name))
        # Setting the value that stands there already, for all of them, is a seventh of a click (measured).
        if st.session_state.get(_key(name), _UNSEEDED) != seed:
            st.session_state[_key(name)] = seed
    topics = story.topics()
    with st.sidebar:
        st.html("<h2 class='filters'>Filter</h2>")
        st.selectbox("Topic", ["", *topics], format_func=lambda id: topics[id].name if id else "All articles",
                     **_wired("topic"))
        st.text_input("Words", placeholder='"entity list" AND (Huawei OR SMIC)', **_wired("q"))
        if refused:
            _explain(refused)
        with st.container(horizontal=True, key="dates", gap="small"):
            st.date_input("From", format="YYYY-MM-DD", min_value=_EARLIEST, max_value=_LATEST, **_wired("start"))
            st.date_input("To", format="YYYY-MM-DD", min_value=_EARLIEST, max_value=_LATEST, **_wired("end"))
        st.multiselect("Outlets", _options(view, "outlet"), placeholder="All outlets", **_wired("outlet"))
        st.multiselect("Entities (all of)", _options(view, "entity"), placeholder="Any", **_wired("entity"))
        st.segmented_control("Count", UNITS, required=True, format_func=str.capitalize, help=(
            "Stories are distinct texts: an item and its copies in other outlets count once."), **_wired("unit"))
        more = bool(filters.tone or filters.lang or not filters.copies or filters.panel or filters.groups)
        # Drawn when opened: five widgets that few need are a quarter of what the browser does at a click.
        with st.expander("More filters", expanded=more, key="filter_more", on_change="rerun") as opened:
            if opened.open:
                _more(view)
        counted = st.empty()
        st.button("Reset", on_click=_reset, width="stretch", disabled=filters == Filters())
        pinned = replace(filters, as_of=view.version, engine=view.engine)
        browser.copy_link(link.query(filters), link.query(pinned, pin=True), view.version)
        # Last, so that the filters stand there even when counting fails.
        with counted:
            say(counts.line(view), "counts")


def _more(view: View) -> None:
    st.multiselect("Wording", schema.TONES, placeholder="Any", **_wired("tone"))
    st.multiselect("Language", _options(view, "lang"), placeholder="Any", **_wired("lang"))
    st.toggle("Copies of a text", help="Off: only the earliest loaded item of each story stays.", **_wired("copies"))
    st.toggle("Same outlets throughout", help=(
        "On: only outlets that are loaded from the first to the last of these days, and of those they are compared "
        "with, without starting, stopping or pausing. Shares are of the same outlets. Items of unknown outlet are left "
        "out."),
        **_wired("panel"))
    st.toggle("Actor groups as one", help=(
        "On: bodies of one actor count as that actor, such as Beijing and the Ministry of Commerce as the Chinese "
        "government. Which do is written in data/watchlist.toml."), **_wired("groups"))
    st.selectbox("Days begin in", list(dict.fromkeys((*_ZONES, view.filters.zone))), **_wired("zone"))


def _options(view: View, name: str) -> list[str]:
    """Return the names a box offers: the most frequent ones, and those already chosen."""
    more = actors() if name == "entity" and view.filters.groups else ()
    return list(dict.fromkeys((*more, *view.workspace.known[name], *getattr(view.filters, name))))


def _key(name: str) -> str:
    return f"filter_{name}"


def _wired(name: str) -> dict:
    return {"key": _key(name), "on_change": _changed, "args": (name,)}


def _changed(name: str) -> None:
    """Write what a widget says to the address; words that cannot be understood stay beside it until mended."""
    value = _FIELDS[name].value(st.session_state[_key(name)])
    if name == "q":
        st.session_state.pop(_REFUSED, None)
        if value and query_error(value):
            st.session_state[_REFUSED] = value
            return
    # Of this widget alone: what the session says of a widget that is not drawn may be older than the address.
    link.write(replace(link.read()[0], **{name: value}))


def _reset() -> None:
    st.session_state.pop(_REFUSED, None)
    link.write(Filters())


def _explain(refused: str) -> None:
    """Show the words with the place marked at which they stop making sense, and what to write instead."""
    error = query_error(refused)
    at = error.position
    before, there, after = refused[:at], refused[at:at + 1], refused[at + 1:]
    told = " ".join(html.escape(part) for part in (error.sentence, error.suggestion) if part)
    mark = f"<mark>{html.escape(there) or '&nbsp;'}</mark>"
    st.html(f"<div class='refused' role='alert'><code>{html.escape(before)}{mark}{html.escape(after)}</code>"
            f"<p>{told}</p></div>")
