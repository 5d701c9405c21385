"""What became of each load: a row a batch, so that every item that was read can be accounted for, for ever."""

import narwhals as nw
import pandas as pd

from utils.analysis.counting import collect

_EXTENTS = ("full", "summary", "headline")
_KEPT = ("batch", "extent", "language", "date_note", "outlet", "kind", "day", "is_copy")


def report(tables) -> pd.DataFrame:
    """Return what the articles of each batch are, for tables without any filter, official documents included.

    Columns: batch, full, summary, headline, official, copies (articles that repeat an earlier text), outlets, unnamed
    (of unknown outlet), undated, guessed (date guessed from the text), first and last (day), languages (such as
    "en 1,204, de 17", most first).
    """
    listed = collect(nw.concat([tables.loaded.select(*_KEPT), tables.official.select(*_KEPT)]))
    columns = ["batch", *_EXTENTS, "official", "copies", "outlets", "unnamed", "undated", "guessed", "first", "last",
               "languages"]
    if listed.empty:
        return pd.DataFrame(columns=columns)
    flags = {name: listed["extent"] == name for name in _EXTENTS} | {
        "official": listed["kind"] == "official", "copies": listed["is_copy"].astype(bool),
        "unnamed": listed["outlet"].isna(), "undated": listed["day"].isna(),
        "guessed": listed["date_note"] == "guessed"}
    grouped = listed.assign(**flags).groupby("batch")
    found = grouped[list(flags)].sum().astype("int64").assign(
        outlets=grouped["outlet"].nunique(), first=grouped["day"].min(), last=grouped["day"].max(),
        languages=grouped["language"].agg(lambda codes: ", ".join(
            f"{code} {number:,}" for code, number in codes.value_counts().items())))
    return found.reset_index()[columns]
