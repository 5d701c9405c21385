"""A sentence on a page: text in, a paragraph out. Nothing of the text is ever read as markup."""

import html

import streamlit as st


def say(text: str, kind: str = "note", *, strong: str = "", role: str = "", width: str = "stretch") -> None:
    """Draw `text` as it stands, after `strong` in bold, in one of the kinds of paragraph that style.css knows."""
    st.html(paragraph(text, kind, strong=strong, role=role), width=width)


def head(title: str, subtitle: str = "") -> str:
    """Return the title of a part of a page as markup, to stand in one element with what it is the title of."""
    return paragraph(subtitle, "head", strong=title)


def paragraph(text: str, kind: str = "note", *, strong: str = "", role: str = "") -> str:
    """Return the paragraph that `say` draws as markup, to stand in one element with more: each costs at a click."""
    bold = f"<b>{html.escape(strong)}</b> " if strong else ""
    spoken = f" role='{role}'" if role else ""
    return f"<p class='{kind}'{spoken}>{bold}<span>{html.escape(text)}</span></p>"
