"""The first thirty seconds: what is selected, what moved, and what must not be concluded from it."""

from collections import Counter
from dataclasses import dataclass

import narwhals as nw
import numpy as np
import pandas as pd

from utils import schema
from utils.analysis import clauses
from utils.analysis.changes import SIDES, bursts, change, comparison, measured, stretches
from utils.analysis.counting import collect, row, rows, span, within
from utils.analysis.wording import counted

COUNTS = ("items", "outlets")
# Each figure, and what it rests on.
FIGURES = {"items": "items", "outlets": "outlets", "share": "loaded", "polarity": "scored", "copies": "articles"}
MOVED = ("recent", "before", "change", "low", "high")
LATEST = ["n", "id", "published", "day", "outlet", "title", "url", "extent", "story", "is_copy", "polarity", "tone"]


@dataclass(frozen=True)
class Inventory:
    """What a view holds.

    loaded and selected are articles; stories, outlets, copies (articles that repeat an earlier text), undated, unscored
    (no polarity: a language the engine does not know), unnamed (the outlet is not known), full, summary and headline
    count the selected ones. first and last are its days, span the first and last day that charts over time run over
    (None where there are none); languages and outlets_by_size pairs of name and articles, most first; period the
    compared stretches as the view has them, or None; comparison whether the one before is loaded (whole, part, none);
    first_loaded the first day loaded.
    """

    loaded: int
    selected: int
    stories: int
    outlets: int
    copies: int
    undated: int
    unscored: int
    unnamed: int
    first: pd.Timestamp | None
    last: pd.Timestamp | None
    span: tuple[pd.Timestamp, pd.Timestamp] | tuple[None, None]
    full: int
    summary: int
    headline: int
    languages: tuple[tuple[str, int], ...]
    outlets_by_size: tuple[tuple[str, int], ...]
    period: object | None
    comparison: str
    first_loaded: pd.Timestamp | None


def inventory(tables) -> Inventory:
    """Return what the view's `loaded`, `articles` and `period` hold, as an `Inventory`."""
    day, copy = nw.col("day"), nw.col("is_copy").cast(nw.Int64)
    found = row(
        tables.articles.select(
            selected=nw.len(),
            stories=nw.col("story").n_unique(),
            copies=copy.sum(),
            undated=day.null_count(),
            unscored=nw.col("polarity").null_count(),
            first=day.min(),
            last=day.max(),
        )
    )
    loaded = row(tables.loaded.select(loaded=nw.len(), first=day.min()))
    kinds = rows(tables.articles.group_by("outlet", "extent", "language").agg(nw.len()))
    outlets, extents, languages = _sizes(kinds, 0), dict(_sizes(kinds, 1)), _sizes(kinds, 2)
    number = {name: int(found[name] or 0) for name in ("selected", "stories", "copies", "undated", "unscored")}
    return Inventory(
        loaded=loaded["loaded"],
        outlets=len(outlets),
        **number,
        unnamed=number["selected"] - sum(articles for _, articles in outlets),
        first=_day(found["first"]),
        last=_day(found["last"]),
        span=span(tables) or (None, None),
        **{extent: extents.get(extent, 0) for extent in schema.EXTENTS},
        languages=languages,
        outlets_by_size=outlets,
        period=tables.period,
        first_loaded=_day(loaded["first"]),
        comparison=comparison(tables),
    )


def _day(value) -> pd.Timestamp | None:
    return None if value is None else pd.Timestamp(value)


def _sizes(kinds: list[tuple], at: int) -> tuple[tuple[str, int], ...]:
    """Return the names at one place of each kind, unknown ones left out, with the articles of all kinds they stand in.
    """
    sizes = Counter()
    for *names, articles in kinds:
        sizes[names[at]] += articles
    sizes.pop(None, None)
    return tuple(sorted(sizes.items(), key=lambda size: (-size[1], size[0])))


def figures(tables) -> pd.DataFrame:
    """Return the five figures of a view and what moved in them: one row each, in this order.

    name (items, outlets, share, polarity, copies), value (of the selection), recent and before (of the two compared
    stretches; NaN without them), change (relative for items and outlets, a difference for the others), low and high
    (95 % interval of that change), clear (it excludes zero), n (what value rests on). Where the stretch before is only
    partly loaded, the change of a count is NaN: it would show the loading.

    items: quasi-Poisson ratio over weeks; outlets: those new against those gone (McNemar 1947); share of loaded items
    and share of copies: Newcombe; polarity: Welch. Copies of one text count as one observation (see `clusters`).
    """
    known = comparison(tables)
    loaded = {"articles": within(tables.loaded.select("day", "unit"), *tables.days)}
    if known != "none":
        loaded |= zip(("recent", "before"), stretches(tables), strict=True)
    found = measured(tables, loaded)
    whole, recent, before = (found.get(side) for side in SIDES)

    def figure(name: str, n: str) -> dict:
        shown = {"name": name, "value": whole[name], "n": whole[n], **dict.fromkeys(MOVED, np.nan)}
        if known == "none":
            return shown
        shown |= {"recent": recent[name], "before": before[name]}
        return shown if known == "part" and name in COUNTS else shown | change(name, recent, before, bursts(tables))

    frame = pd.DataFrame([figure(name, n) for name, n in FIGURES.items()])
    return frame.assign(clear=(frame["low"] > 0) | (frame["high"] < 0))


def finding(
    inventory: Inventory,
    figures: pd.DataFrame,
    peaks: pd.DataFrame,
    drivers: pd.DataFrame,
    topic_name: str = "",
    unit: str = "articles",
    every: str = "week",
) -> tuple[str, str]:
    """Return two sentences that say the finding, from the numbers alone: how much and what moved; its peak and wording.

    `unit` is a key of `wording.NOUNS`, `every` the bin of `peaks`.
    """
    row = figures.set_index("name")
    if not inventory.selected:
        loaded = counted(inventory.loaded, "articles")
        return f"None of {loaded} loaded matches these filters.", "The absence is counted, not guessed."
    moved, worded = clauses.moved(inventory, row, unit), clauses.worded(row)
    dated = inventory.first is not None
    return (
        f"{topic_name or 'All topics'}: {clauses.held(row, unit)}; {moved}.",
        f"{clauses.peaked(peaks, drivers, every)}; {worded}." if dated else f"{worded[0].upper()}{worded[1:]}.",
    )


def cautions(inventory: Inventory, figures: pd.DataFrame, changes: pd.DataFrame, engine: str) -> list[str]:
    """Return, in sentences, what must not be concluded from this view; the weightiest first.

    `changes` are those of the outlets, from `panel.changes`; `engine` is whose scores the view reads.
    """
    if not inventory.selected:
        return []
    return [*clauses.panel(changes), *clauses.warned(inventory, figures.set_index("name"), engine)]


def latest(tables, limit: int = 10) -> pd.DataFrame:
    """Return the `limit` latest dated articles, newest first: the columns in `LATEST`."""
    dated = tables.articles.filter(~nw.col("published").is_null())
    found = collect(dated.sort("published", "n", descending=[True, True]).head(limit).select(*LATEST))
    return found.sort_values(["published", "n"], ascending=False).reset_index(drop=True)
