"""What only the browser can do: follow a link inside the app, copy one, save a chart as one picture.

Links and buttons are plain markup, and one small component without an iframe or a request listens to them all: a
component a button is drawn anew at every click. What they carry is text, never markup.
"""

import html
import json
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import streamlit as st

_HERE = Path(__file__).parent

_listen = st.components.v2.component("wirewatch_page", js=(_HERE / "page.js").read_text(encoding="utf-8"))
_sign = st.components.v2.component("wirewatch_sign_copies", js=(_HERE / "sign_copies.js").read_text(encoding="utf-8"))


def listen() -> None:
    """Make the links and buttons on this page work."""
    _listen(key="listener", height=1, width=1)


def copy_link(query: str, pinned: str, version: int) -> None:
    """Draw the buttons that copy this page's address with `query`, or with the `pinned` one."""
    st.html(f"<button type='button' class='strong' data-copy='{html.escape(query)}'>Copy link</button>"
            f"<button type='button' class='quiet' data-copy='{html.escape(pinned)}'>"
            f"Copy link pinned to version {version}</button>")


def picture_button(chart: str, title: str, subtitle: str, foot: Sequence[str], query: str, file: str) -> str:
    """Return the button, as markup, that saves the chart in the container `chart` as one PNG with title and `foot`.

    The last line of the picture is the page's address with `query`.
    """
    data = json.dumps({"chart": chart, "title": title, "subtitle": subtitle, "foot": list(foot), "query": query,
                       "file": file})
    # Percent-encoded, because Streamlit's sanitiser drops an attribute with --> in it.
    return (f"<button type='button' class='quiet' data-picture='{quote(data)}' title='Save the chart as a picture with "
            "its title, filters, dates and link'>PNG</button>")


def sign_copies(source: str) -> None:
    """Let what is copied out of the article on this page carry its `source`."""
    _sign(key="sign_copies", data={"source": source}, height=1)
