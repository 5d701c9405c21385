"""A chart as an analyst can use it: what it says, the picture, its table, its data and a picture to paste."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from types import MappingProxyType
from typing import Any

import pandas as pd
import streamlit as st

from utils.exports.formats import FORMATS
from utils.ui import browser, counts, link, words
from utils.ui.say import head, paragraph, say
from utils.ui.view import View

# Below this a 95 % interval of a share is wider than 40 points (Wilson, p = 0.5), so a picture would show noise.
ENOUGH = 20
BINS = {"day": "by day", "week": "weeks by their Monday", "month": "by month"}
_READABLE = 760  # pixels
_PLOT = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}

Click = Callable[[Any], dict[str, Any]]


def chart(view: View, figure, *, key: str, title: str, subtitle: str, note: str, table: pd.DataFrame,
          click: Click | None = None, n: int | None = None) -> None:
    """Draw `figure` with its title and subtitle above and its `note`, table, CSV and PNG beneath.

    `click` turns the custom data of a clicked mark into changes of the filters. With fewer than `ENOUGH` items (`n`,
    by default the articles of the view) a sentence stands in place of the picture. Without `click` the figure should be
    one of `charts.look.still`.
    """
    with st.container(key=key):
        n = counts.of(view).articles if n is None else n
        narrows = click and n >= ENOUGH and figure.data
        heading(title, f"{subtitle}; click a mark to narrow to it" if narrows else subtitle)
        if refused(view, n):
            return
        clicked = {"on_select": partial(_narrow, f"{key}_plot", click), "selection_mode": "points"} if click else {}
        # Its look is its own: Streamlit's theme would have plotly measure all labels for titles that no axis has.
        st.plotly_chart(figure, theme=None, key=f"{key}_plot", config=_PLOT, alt=figure.layout.meta, **clicked)
        with st.container(horizontal=True, key=f"{key}_foot", gap="small", vertical_alignment="center"):
            method = "; ".join(part for part in (note, counts.undated(view)) if part) + "."
            png = browser.picture_button(key, title, subtitle, _foot(view, method), link.query(view.filters),
                                         _file(view, key, "png"))
            st.html(paragraph(method) + png)
            _table(key, title, table)
            st.download_button(
                "CSV", partial(FORMATS["csv"].write, table, _about(view, title)), _file(view, key, "csv"), "text/csv",
                key=f"{key}_csv", on_click="ignore", type="tertiary")


def time_choices(possible: Sequence[str], default: str) -> tuple[str, str]:
    """Draw the choice of bins and of count or share, and return both."""
    with st.container(horizontal=True, key="choices"):
        return (choice("every", "Bins", possible, default),
                choice("measure", "Measure", ("count", "share"), "count", {"share": "Share of loaded"}))


def theme() -> str:
    """Return the running theme: light or dark."""
    return st.context.theme.type or "light"


def choice(name: str, label: str, options: Sequence[str], default: str,
           names: Mapping[str, str] = MappingProxyType({})) -> str:
    """Draw a choice of this page, kept in the link, and return what is chosen."""
    chosen, key = link.choice(name, default), f"choice_{name}"
    chosen = chosen if chosen in options else default
    st.session_state[key] = chosen
    st.segmented_control(label, options, key=key, required=True, label_visibility="collapsed", on_change=_choose,
                         args=(name, key, default), format_func=lambda one: names.get(one, one.capitalize()))
    return chosen


def _choose(name: str, key: str, default: str) -> None:
    chosen = st.session_state[key]
    link.choose(**{name: None if chosen == default else chosen})


def heading(title: str, subtitle: str = "") -> None:
    """Draw the title of a chart, or of a part of a page that is none."""
    st.html(head(title, subtitle))


def column():
    """Return a column as wide as reads well."""
    return st.container(width=_READABLE)


def text(markdown: str) -> None:
    """Draw the program's own words, in a column that reads well; never anything that was loaded."""
    st.markdown(markdown, width=_READABLE)


def lead(text: str) -> None:
    """Draw a sentence that has to be read before the pictures."""
    say(text, "lead")


def compared(view: View, period: Any) -> str:
    """Return which stretches of time are compared, in words."""
    if period is None:
        return "nothing lies before to compare with"
    return (f"{words.day(period.start)} to {words.day(period.end)} against the stretch from "
            f"{words.day(period.before)}")


def refused(view: View, n: int) -> bool:
    """Say in place of a picture that `n` items are too few, and which filter leaves so few; return whether they are."""
    if n >= ENOUGH:
        return False
    say(f"Too few to draw: {words.several(n, 'item')}, and a picture of fewer than {ENOUGH} shows mostly chance. "
        f"{counts.culprit(view)}", "thin")
    return True


def to(name: str) -> Click:
    """Return the click that narrows the filter `name` to the mark's value."""
    return lambda value: {name: value if name == "topic" else (value,)}


def to_days(every: str) -> Click:
    """Return the click that narrows to the days of a bin, told by its first day."""
    def changes(first: Any) -> dict[str, date]:
        start = pd.Timestamp(first)
        step = {"day": pd.DateOffset(days=1), "week": pd.DateOffset(weeks=1), "month": pd.DateOffset(months=1)}[every]
        return {"start": start.date(), "end": (start + step).date() - timedelta(days=1)}

    return changes


def _narrow(key: str, click: Click) -> None:
    points = st.session_state[key].selection.points
    if points and (value := points[0].get("customdata")) is not None:
        link.narrow(**click(value[0] if isinstance(value, list | tuple) else value))


def _table(key: str, title: str, table: pd.DataFrame) -> None:
    with st.popover("Table", key=f"{key}_table", type="tertiary", on_change="rerun") as opened:
        if opened.open:
            st.dataframe(table, hide_index=True, alt=f"Table of {title}")


def _foot(view: View, method: str) -> list[str]:
    """Return the lines under a saved picture: filters, what it rests on, and where it comes from."""
    shown = ", ".join(part for part in (words.subject(view.filters), words.described(view.filters)) if part)
    made = f"Wirewatch, {words.day(datetime.now(UTC))}, days in {view.filters.zone}"
    source = "Demonstration corpus: outlets are invented. " if view.workspace.demo else ""
    return [shown, f"{counts.line(view)}. {method}", source + made]


def _about(view: View, title: str) -> dict[str, str]:
    """Return what a saved table has to say of itself."""
    shown = ", ".join(part for part in (words.subject(view.filters), words.described(view.filters)) if part)
    corpus = f"version {view.version}{', demonstration' * view.workspace.demo}"
    return {"figure": title, "view": shown, "corpus": corpus, "link": (st.context.url or "") + link.query(view.filters)}


def _file(view: View, key: str, suffix: str) -> str:
    topic = view.filters.topic or "all"
    return f"wirewatch-{'demo-' if view.workspace.demo else ''}{key}-{topic}-v{view.version}.{suffix}"
