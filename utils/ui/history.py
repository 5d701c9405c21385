"""The loads so far: of each what was read and what became of it, with the way to undo it."""

import html

import pandas as pd
import streamlit as st

from utils.exports.formats import FORMATS
from utils.store import workspace
from utils.ui import tables, words
from utils.ui.ask import stored
from utils.ui.loading import CHOSEN
from utils.ui.say import say
from utils.ui.view import View

# Older ones stand in the table, and in `export batches`.
_OPEN = 20


def draw(view: View, articles: pd.DataFrame) -> None:
    """Draw every load as a row, and the latest ones one by one to be opened; `articles` is `analysis.loads.report`."""
    batches = stored(view, "batches").sort_values("version", ascending=False)
    st.dataframe(batches[["when", "input", "chosen", "read", "accepted", "duplicates", "rejected", "undated", "copies",
                          "seconds", "who", "undone"]], hide_index=True, alt="Loads so far",
                 column_config={"when": st.column_config.DatetimeColumn("when (UTC)", format="D MMM YYYY, HH:mm"),
                                "chosen": "how chosen", "seconds": st.column_config.NumberColumn(format="%.1f")})
    say("Read = accepted + duplicates + rejected. A duplicate is the same item again and is not stored; a copy is the "
        "same text in another item, and is.")
    found = articles.set_index("batch")
    for batch in batches.head(_OPEN).itertuples():
        name = f"{words.day(batch.when)}, {batch.when:%H:%M}: {batch.input}"
        with st.expander(words.plain(f"{name}{' (undone)' if batch.undone else ''}"), key=f"load_{batch.version}",
                         on_change="rerun") as opened:
            if opened.open:
                _one(view, batch, found.loc[batch.version] if batch.version in found.index else None)


def _one(view: View, batch, articles: pd.Series | None) -> None:
    rejects, notes = (_of(view, table, batch.version) for table in ("rejects", "notes"))
    rows = _account(batch, articles)
    st.html("<dl class='facts'>" + "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(told)}</dd>"
                                           for name, told in rows.items()) + "</dl>")
    noted = notes.groupby(["note", "origin"], sort=False, as_index=False)["rows"].sum()
    if len(noted):
        say("repaired, guessed or found missing", "head", strong="What was noticed in reading")
        st.dataframe(noted[["note", "rows", "origin"]].assign(rows=noted["rows"].where(noted["rows"] > 0)),
                     hide_index=True, alt="What was noticed in reading")
    if len(rejects):
        say(f"{words.count(len(rejects))} in all", "head", strong="Rejected rows")
        st.dataframe(rejects["reason"].value_counts().rename_axis("reason").reset_index(name="rows"), hide_index=True,
                     alt="Reasons for rejecting rows")
        st.dataframe(rejects[["row", "reason", "excerpt", "origin"]].head(tables.MOST_ROWS), hide_index=True,
                     alt="Rejected rows")
    with st.container(horizontal=True, key=f"load_{batch.version}_ways", gap="small"):
        st.download_button("Report (CSV)", FORMATS["csv"].write(_written(rows, noted, rejects)),
                           f"wirewatch-load-{batch.version}.csv", "text/csv", key=f"load_{batch.version}_csv",
                           on_click="ignore", type="tertiary")
        if not batch.undone and view.filters.as_of is None and not view.workspace.demo:
            with st.popover("Undo this load", type="tertiary"):
                say(f"Takes its {words.several(batch.accepted, 'article')} out of every page. Links pinned to an "
                    "earlier version keep showing them, and the same input can be loaded again.")
                st.button("Undo", key=f"load_{batch.version}_undo", on_click=workspace.undo,
                          args=(view.workspace.path, batch.version))


def _of(view: View, table: str, batch: int) -> pd.DataFrame:
    rows = stored(view, table)
    return rows[rows["batch"] == batch]


def _account(batch, articles: pd.Series | None) -> dict[str, str]:
    """Return what became of a load, a line each, in words."""
    count = words.count
    rows = {"Rows": f"{count(batch.read)} read = {count(batch.accepted)} accepted + "
                    f"{words.several(batch.duplicates, 'duplicate')} + {count(batch.rejected)} rejected",
            "How chosen": CHOSEN[batch.chosen], "Loaded by": f"{batch.who}, in {batch.seconds:,.0f} s"}
    if articles is None:
        return rows
    texts = [(articles["full"], "full texts"), (articles["summary"], "summaries"), (articles["headline"], "headlines")]
    unsure = [(articles["undated"], "without a usable date"), (articles["guessed"], "guessed")]
    told = {
        "Texts": _listed(texts), "Languages": articles["languages"],
        "Dates": f"{words.day(articles['first'])} to {words.day(articles['last'])}, {_listed(unsure) or 'all dated'}",
        "Outlets": _listed([(articles["outlets"], "known"), (articles["unnamed"], "articles of none that is known")]),
        "Copies": _listed([(articles["copies"], "repeat a text loaded earlier or beside them")]),
        "Official": _listed([(articles["official"], "documents, not counted as coverage")])}
    return rows | {name: line for name, line in told.items() if line}


def _listed(counts: list[tuple[int, str]]) -> str:
    return ", ".join(f"{words.count(number)} {what}" for number, what in counts if number)


def _written(rows: dict[str, str], notes: pd.DataFrame, rejects: pd.DataFrame) -> pd.DataFrame:
    """Return a load's report as one table: part, origin, row, what is said, excerpt."""
    parts = [pd.DataFrame({"part": "account", "said": [f"{name}: {told}" for name, told in rows.items()]}),
             notes.assign(part="noticed", said=notes["note"]), rejects.assign(part="rejected", said=rejects["reason"])]
    return pd.concat(parts, ignore_index=True).reindex(columns=["part", "origin", "row", "said", "excerpt"])
