"""Tables that can be clicked: a row narrows the view, or opens what it stands for."""

from collections.abc import Callable
from functools import partial
from typing import Any
from zlib import crc32

import pandas as pd
import streamlit as st

from utils.ui import counts, link, listing, show, words
from utils.ui.ask import ask
from utils.ui.say import say
from utils.ui.view import View

TYPES = {"": "All types", "PERSON": "Person", "ORG": "Organisation", "PLACE": "Place", "PRODUCT": "Product",
         "LAW": "Law", "EVENT": "Event"}
_PAGE = 50
# More rows of a plain table nobody reads; they are in the export.
MOST_ROWS = 1000
_ROW = 35  # pixels, Streamlit's own row height


def entities(view: View, frame: pd.DataFrame, *, key: str, rows: int = 12, counted: str = "") -> None:
    """Draw entity and count (of `counted`; of units, if that is empty), and type, trend, share, association and change
    of share where the frame has them."""
    shown = pd.DataFrame({"Entity": frame["entity"], "Count": frame["count"]})
    optional = {"trend": ("Trend", lambda trend: trend), "type": ("Type", lambda type: type.map(TYPES)),
                "share": ("Share", lambda share: share.map(words.share)),
                "association": ("Association", lambda found: found.map("{:.2f}".format))}
    shown = shown.assign(**{name: write(frame[column]) for column, (name, write) in optional.items()
                            if column in frame})
    if "change" in frame and frame["change"].notna().any():
        change = (100 * frame["change"]).map(lambda points: f"{words.signed(points, 1)} pts")
        shown = shown.assign(Change=change.where(frame["clear"], "no clear change"))
    clickable(shown, key=key, alt="Entities most named", rows=rows,
              on_click=lambda row: link.narrow(entity=(frame["entity"].iloc[row],)), columns={
                  "Entity": st.column_config.TextColumn(width=140),
                  "Count": st.column_config.ProgressColumn(
                      (counted or view.filters.unit).capitalize(), format="localized", min_value=0, color="primary",
                      width=110, max_value=int(max(frame["count"].max(), 1)) if len(frame) else 1),
                  "Trend": st.column_config.AreaChartColumn("Over time", color="primary", width=100, y_min=0),
                  "Change": st.column_config.TextColumn("Against before", width=125)})


def panel(changes: pd.DataFrame) -> None:
    """Draw the outlets that start, stop or change in the loading (`analysis.panel.changes`); nothing without any."""
    if changes.empty:
        return
    show.heading("Outlets that start, stop or change", "items a week, of all that is loaded; click one to narrow to it")
    shown = pd.DataFrame({"Outlet": changes["outlet"], "What": changes["kind"],
                          "Since": changes["since"].map(words.day),
                          **{name: changes[name.lower()].map(_a_week) for name in ("Before", "After")},
                          "Until": changes["until"].map(words.day)})
    narrow = {name: st.column_config.TextColumn(width=60) for name in ("What", "Before", "After")}
    clickable(shown, key="panel", alt="Outlets that start, stop or change", columns=narrow,
              on_click=lambda row: link.narrow(outlet=(changes["outlet"].iloc[row],)))
    say("A count that moves on these days may show the loading and not the news. “Same outlets throughout”, under More "
        "filters, leaves out every outlet that starts, stops or pauses, from the counts and from what they are shares "
        "of.")


def _a_week(rate: float) -> str:
    return words.count(rate) if rate >= 9.95 or rate < 0.05 else f"{rate:.1f}"


def articles(view: View, *, rows: int, narrow: bool = False) -> None:
    """Draw the view's articles, newest first, a page at a time; a click on a row opens it in the reader."""
    total = counts.of(view).articles + counts.of(view).official
    pages = -(-total // _PAGE)
    number = min(int(link.choice("page", "1")), pages)
    found = ask(view, listing.page, number=number, size=_PAGE)
    shown = pd.DataFrame({"Headline": found["title"].fillna("(no headline)"),
                          "Outlet": found["outlet"].map(words.outlet),
                          "Date": found["published"].map(words.day),
                          "Text": found["extent"].where(found["kind"] != "official", "official"),
                          "Wording": found["tone"].fillna("not scored"),
                          "Copy": found["is_copy"].map({True: "copy", False: ""})})
    clickable(shown[["Headline", "Date"]] if narrow else shown, key="articles", alt="Articles", rows=rows,
              on_click=lambda row: link.choose(article=found["id"].iloc[row], page=link.choice("page")),
              columns={"Headline": st.column_config.TextColumn(width="medium" if narrow else "large"),
                       "Date": st.column_config.TextColumn(width="small")})
    if pages > 1:
        st.session_state["page"] = number
        st.pagination(pages, key="page", on_change=_turn, max_visible_pages=5 if narrow else 9)
    first, last = (number - 1) * _PAGE + 1, (number - 1) * _PAGE + len(found)
    say(f"{words.count(first)} to {words.count(last)} of {words.count(total)}, newest first, undated last. Words in "
        "the filter search all of them; the loupe only this page.")


def _turn() -> None:
    link.choose(page=str(st.session_state["page"]), article=link.choice("article"))


def clickable(shown: pd.DataFrame, *, key: str, alt: str, on_click: Callable[[int], Any], columns: dict,
              rows: int = 12) -> None:
    """Draw a table of at most `rows` visible rows of plain text; a click on row i calls ``on_click(i)``."""
    # A table keeps its selection as long as its key: what it shows is part of the key.
    key = f"{key}_{crc32(repr(shown.iloc[:, 0].tolist()).encode()):08x}"
    st.dataframe(shown, hide_index=True, key=key, height=_ROW * (min(len(shown), rows) + 1) + 3, column_config=columns,
                 on_select=partial(_clicked, key, on_click), selection_mode="single-cell", alt=alt)


def _clicked(key: str, on_click: Callable[[int], Any]) -> None:
    cells = st.session_state[key].selection.cells
    if cells:
        on_click(cells[0][0])
