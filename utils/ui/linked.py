"""Short lists whose rows are links: one element each, which a browser draws ten times faster than a widget a row.

They are links as the web has them: they open in a new tab, are read out, found and printed. A plain click stays inside
the app (`browser.listen`).
"""

import html
from collections.abc import Iterator, Sequence

import pandas as pd
import streamlit as st

from utils.query.filters import Filters
from utils.ui import link, words
from utils.ui.say import head, paragraph
from utils.ui.view import View


def anchor(label: str, file: str, filters: Filters, **choices: str) -> str:
    """Return a link to the page in ``pages/{file}.py`` as markup; nothing of `label` is ever read as such."""
    return f"<a class='inside' href='{html.escape(link.address(file, filters, **choices))}'>{html.escape(label)}</a>"


def headlines(view: View, frame: pd.DataFrame, title: str, subtitle: str) -> None:
    """Draw articles (id, published, outlet, title) under a title, as a list of links into the reader."""
    if frame.empty:
        st.html(head(title, subtitle) + paragraph("No item of this view has a usable date.", "thin"))
        return
    st.html(head(title, subtitle) + "<ul class='headlines'>" + "".join(
        f"<li>{_headline(view, name, id)} <span class='byline'>{html.escape(words.outlet(outlet))} · "
        f"{words.day(published)}</span></li>" for id, published, outlet, name in _rows(
            frame, "id", "published", "outlet", "title")) + "</ul>")


def peaks(view: View, peaks: pd.DataFrame, drivers: pd.DataFrame, every: str) -> None:
    """Draw the lettered peaks, each with the story that weighs most in it as a link into the reader."""
    weightiest = {letter: driver for letter, *driver in _rows(drivers, "letter", "id", "title", "outlet", "articles")}
    rows = []
    for letter, first, number, usual in _rows(peaks, "letter", "bin", "count", "expected"):
        told = f"<b>{letter}</b> {words.bin(first, every)}: {words.count(number)} ({words.count(usual)} usual)"
        if letter in weightiest:
            id, title, outlet, articles = weightiest[letter]
            carried = f", in {articles} articles of that time" if articles > 1 else ""
            told += (f" {_headline(view, title, id)} <span class='byline'>"
                     f"{html.escape(words.outlet(outlet))}{carried}</span>")
        rows.append(f"<li>{told}</li>")
    if rows:
        st.html(f"<ul class='peaks'>{''.join(rows)}</ul>")


def entities(view: View, frame: pd.DataFrame, title: str, subtitle: str) -> None:
    """Draw entity, count and trend (of each entity, bin by bin) under a title as a table; a row narrows to its entity.
    """
    if frame.empty:
        st.html(head(title, subtitle) + paragraph("Nobody is named in this view.", "thin"))
        return
    most = max([*frame["count"], 1])
    rows = "".join(
        f"<tr><th scope='row'>{anchor(entity, 'overview', link.narrowed(view.filters, entity=(entity,)))}</th>"
        f"<td><span class='bar'><i style='width:{100 * number / most:.0f}%'></i></span></td>"
        f"<td>{words.count(number)}</td><td>{_line(trend)}</td></tr>"
        for entity, number, trend in _rows(frame, "entity", "count", "trend"))
    st.html(f"{head(title, subtitle)}<table class='ranked'><thead><tr><th>Entity</th>"
            f"<th colspan='2'>{view.filters.unit.capitalize()}</th><th>Over time</th></tr></thead>"
            f"<tbody>{rows}</tbody></table>")


def _rows(frame: pd.DataFrame, *columns: str) -> Iterator[tuple]:
    # A tenth of the time of itertuples, which names every row's values.
    return zip(*(frame[name] for name in columns), strict=True)


def _headline(view: View, title: str, id: str) -> str:
    return anchor(title or "(no headline)", "articles", view.filters, article=id)


def _line(values: Sequence[float]) -> str:
    """Return counts over time as an area from zero to their own highest value; nothing where there are not two."""
    if len(values) < 2:
        return ""
    step, top = 100 / (len(values) - 1), max([*values, 1])
    points = ", ".join(f"{at * step:.1f}% {100 - 100 * value / top:.0f}%" for at, value in enumerate(values))
    # Streamlit's sanitiser takes pictures out of markup and leaves shapes in styles.
    return f"<i class='line' style='clip-path: polygon(0 100%, {points}, 100% 100%)'></i>"
