"""What only the browser can do: follow a link inside the app, copy one, save a chart as one picture.

All are small components without an iframe or a request. What they show comes as data and is set as text, never as
markup.
"""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent
_BUTTONS = (_HERE / "buttons.css").read_text(encoding="utf-8")

_copy = st.components.v2.component(
    "wirewatch_copy_link",
    html="""<button type='button' class='strong' id='plain'></button>
            <button type='button' class='quiet' id='pin'></button>""",
    css=_BUTTONS, js=(_HERE / "copy_link.js").read_text(encoding="utf-8"))
_picture = st.components.v2.component(
    "wirewatch_save_picture", html="<button type='button' class='quiet'>PNG</button>\n", css=_BUTTONS,
    js=(_HERE / "save_picture.js").read_text(encoding="utf-8"))

_follow = st.components.v2.component(
    "wirewatch_follow_links", js=(_HERE / "follow_links.js").read_text(encoding="utf-8"))
_sign = st.components.v2.component("wirewatch_sign_copies", js=(_HERE / "sign_copies.js").read_text(encoding="utf-8"))


def follow_links() -> None:
    """Let the links that `ui.linked` writes stay inside the app."""
    _follow(key="follow_links", height=1, width=1)


def copy_link(query: str, pinned: str, version: int) -> None:
    """Draw the buttons that copy this page's address with `query`, or with the `pinned` one."""
    _copy(key="copy_link", data={"query": query, "pinned": pinned, "version": version})


def save_picture(chart: str, title: str, subtitle: str, foot: Sequence[str], query: str, file: str) -> None:
    """Draw the button that saves the chart in the container `chart` as one PNG with its title and `foot` lines.

    The last line of the picture is the page's address with `query`.
    """
    _picture(key=f"{chart}_picture", width="content", data={
        "chart": chart, "title": title, "subtitle": subtitle, "foot": list(foot), "query": query, "file": file})


def sign_copies(source: str) -> None:
    """Let what is copied out of the article on this page carry its `source`."""
    _sign(key="sign_copies", data={"source": source}, height=1)
