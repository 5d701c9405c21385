"""What the Overview says in words and figures: the finding, five figures, what is loaded, what to be careful with.

Each is one element: of a click's time the browser spends about a millisecond on every one.
"""

import html
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from utils.ui import words
from utils.ui.ask import stored
from utils.ui.say import head, paragraph
from utils.ui.view import View

_CHOSEN = {"whole feed": "a whole feed", "query": "results of a query", "hand-picked": "picked by hand",
           "unknown": "not known how chosen"}


@dataclass(frozen=True)
class _Figure:
    """How one of the figures is named, written, and its change written."""

    name: str
    value: Callable[[float], str]
    change: Callable[[float], str]


def _percent(change: float) -> str:
    return words.signed(100 * change, 0) + " %"


def _points(change: float) -> str:
    return words.signed(100 * change, 1) + " pts"


_FIGURES = {
    "items": _Figure("Articles", words.count, _percent),
    "outlets": _Figure("Outlets", words.count, _percent),
    "share": _Figure("Share of loaded items", words.share, _points),
    "polarity": _Figure("Wording polarity", words.signed, words.signed),
    "copies": _Figure("Copies among articles", words.share, _points),
}


def finding(view: View, sentences: Iterable[str], numbers: pd.DataFrame) -> None:
    """Draw the finding under the title, and the five figures with their change against the stretch before: no arrow,
    no red or green."""
    cards = "".join(_card(view, row) for row in numbers.itertuples())
    st.html(f"{paragraph(' '.join(sentences), 'finding')}<dl class='figures'>{cards}</dl>")


def _card(view: View, row) -> str:
    figure = _FIGURES[row.name]
    name = view.filters.unit.capitalize() if row.name == "items" else figure.name
    told = "" if row.change != row.change else figure.change(row.change) if row.clear else "no clear change"
    return (f"<div><dt>{name}</dt><dd class='value'>{figure.value(row.value)}</dd><dd class='change'>{told}</dd>"
            f"<dd><details><summary>Rests on {words.count(row.n)}</summary>{_compared(row)}</details></dd></div>")


def _compared(row) -> str:
    if row.change != row.change:
        return "Nothing to compare it with."
    figure = _FIGURES[row.name]
    return (f"{figure.value(row.recent)} in the later stretch, {figure.value(row.before)} in the one before; "
            f"95 % interval of the change {figure.change(row.low)} to {figure.change(row.high)}.")


def grounds(view: View, held, cautions: Iterable[str]) -> None:
    """Draw what the view holds beside what must not be concluded from it."""
    told = "".join(f"<li>{html.escape(caution)}</li>" for caution in cautions)
    st.html(f"<div class='halves'><section>{head('What this view holds')}{_loaded(view, held)}</section>"
            f"<section>{head('What must not be concluded')}<ul class='cautions'>{told}</ul></section></div>")


def _loaded(view: View, held) -> str:
    """Return what is loaded: how it was chosen, from when to when, by whom, how much of each text, what is missing."""
    known = stored(view, "batches")
    known = known[~known["undone"]].groupby("chosen", sort=False)["accepted"].sum()
    chosen = "; ".join(f"{words.several(number, 'article')} {_CHOSEN[how]}" for how, number in known.items() if number)
    extents = [(held.full, "full text"), (held.summary, "summary"), (held.headline, "headline")]
    missing = [(held.undated, "without a usable date"), (held.unscored, "without a wording score"),
               (held.unnamed, "of unknown outlet")]
    outlets = [f"{name} ({words.count(number)})" for name, number in held.outlets_by_size[:3]]
    rows = {
        "How chosen": chosen,
        "Dates": " to ".join(dict.fromkeys((words.day(held.first), words.day(held.last)))) if held.first is not None
                 else "no usable dates",
        "Outlets": f"{words.count(held.outlets)}; most from {words.listed(outlets)}" if outlets else "not known",
        "Texts": ", ".join(words.several(number, what) for number, what in extents if number),
        "Copies": f"{words.count(held.copies)} repeat a text loaded earlier; "
                  f"{words.several(held.stories, 'distinct text')}",
        "Languages": ", ".join(f"{code} {words.count(number)}" for code, number in held.languages[:6]),
        "Missing": ", ".join(f"{words.count(number)} {what}" for number, what in missing if number) or "nothing",
    }
    return "<dl class='facts'>" + "".join(
        f"<dt>{name}</dt><dd>{html.escape(told)}</dd>" for name, told in rows.items() if told) + "</dl>"
