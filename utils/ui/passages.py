"""Sentences with what they are shown for marked in them, each with its source, its date and the way to its article."""

import html
from collections.abc import Iterable

import pandas as pd
import streamlit as st

from utils.ui import linked, words
from utils.ui.ask import passages
from utils.ui.view import View


def draw(view: View, places: pd.DataFrame, labels: Iterable[str] = ()) -> None:
    """Draw the sentence around each of `places` (see `ask.passages`), each with its label, if there are any."""
    found = passages(view, places).assign(label=pd.Series(list(labels), dtype="str"))
    st.html("<ul class='passages'>" + "".join(_passage(view, row) for row in found.itertuples()) + "</ul>")


def _passage(view: View, row) -> str:
    before, said, after = (html.escape(part) for part in (row.before, row.said, row.after))
    told = [row.label] if isinstance(row.label, str) else []
    where = " · ".join([words.outlet(row.outlet), words.day(row.published), *told])
    return (f"<li>{before}<mark class='match'>{said}</mark>{after}"
            f"<span class='byline'>{linked.anchor(where, 'articles', view.filters, article=row.id)}</span></li>")
