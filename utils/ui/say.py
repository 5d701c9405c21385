"""A sentence on a page: text in, a paragraph out. Nothing of the text is ever read as markup."""

import html

import streamlit as st


def say(text: str, kind: str = "note", *, strong: str = "", role: str = "", width: str = "stretch") -> None:
    """Draw `text` as it stands, after `strong` in bold, in one of the kinds of paragraph that style.css knows."""
    bold = f"<b>{html.escape(strong)}</b> " if strong else ""
    spoken = f" role='{role}'" if role else ""
    st.html(f"<p class='{kind}'{spoken}>{bold}<span>{html.escape(text)}</span></p>", width=width)
