"""Who is in it: entities by the units that name them, and how that moved.

An article names an entity when its title or text does; mentions count those in the text. An entity found under two
types stands under the one it has most often.
"""

import narwhals as nw
import numpy as np
import pandas as pd

from utils import schema
from utils.analysis import changes, counting
from utils.analysis.counting import COUNT, collect, grid, span, units
from utils.analysis.coverage import choose_every

# Entities rarer than this in both stretches are not compared: no interval would exclude zero.
LEAST_COMPARED = 5


def ranked(tables, type: str | None = None, limit: int = 40, by: str = "count") -> pd.DataFrame:
    """Return the `limit` entities that most units name (of one `schema.ENTITY_TYPES`, or all), most first; or those
    with the most mentions (`by` = mentions): entity, count, mentions (in the text).
    """
    inside = (nw.col("sentence") != schema.TITLE_SENTENCE).cast(nw.Int64)
    grouped = _named(tables, type).select("entity", "unit", inside=inside).group_by("entity")
    found = grouped.agg(COUNT, nw.col("inside").sum().alias("mentions"))
    order = [by, "mentions" if by == "count" else "count", "entity"]
    found = collect(found.sort(*order, descending=[True, True, False]).head(limit))
    return found.assign(mentions=found["mentions"].to_numpy("int64"))


def top(tables, type: str | None = None, limit: int = 40, by: str = "count") -> pd.DataFrame:
    """Return the entities that `ranked` gives, and how they moved.

    Columns: entity, type, count, share (of selected units), mentions (in the text), and from `compared` recent,
    before, change, low, high, clear.
    """
    found = typed(ranked(tables, type, limit, by), _named(tables, type))
    found = found.assign(share=found["count"] / max(units(tables.articles), 1))
    moved = _moved(tables, _stretches(tables, found["entity"].tolist()))
    found = found.merge(moved, on="entity", how="left").fillna({"clear": False}).astype({"clear": "bool"})
    return found[["entity", "type", "count", "share", "mentions", *moved.columns[1:]]]


def _named(tables, type: str | None) -> nw.LazyFrame:
    return tables.mentions.filter(nw.col("type") == type) if type else tables.mentions


def one_of(entities: list[str]) -> nw.Expr:
    """Return whether a row's entity is one of these; an empty list would have no type, which Arrow asks for."""
    return nw.col("entity").is_in(pd.Series(entities, dtype="str"))


def counts(tables, entities: list[str]) -> pd.DataFrame:
    """Return entity and count (units naming it) of those of `entities` that are named, the most named first."""
    found = collect(tables.mentions.select("entity", "unit").filter(one_of(entities))
                    .group_by("entity").agg(COUNT))
    return found.sort_values(["count", "entity"], ascending=[False, True], ignore_index=True)


def compared(tables) -> pd.DataFrame:
    """Return how the entities moved that at least five units of one stretch name: entity, type, recent, before, change,
    low, high, clear.

    recent and before are units naming the entity in the view's two stretches, the rest is `changes.of_shares`. No rows
    where nothing lies before.
    """
    named = _stretches(tables)
    found = typed(_moved(tables, named, LEAST_COMPARED), named)
    return found[["entity", "type", "recent", "before", "change", "low", "high", "clear"]]


def _stretches(tables, entities: list[str] | None = None) -> nw.LazyFrame:
    """Return the mentions of both stretches as one table, all or of some entities: stretch, entity, type, unit."""
    named = nw.concat([
        getattr(tables, f"mentions_{stretch}").select("entity", "type", "unit", stretch=nw.lit(stretch))
        for stretch in ("recent", "before")
    ])
    return named if entities is None else named.filter(one_of(entities))


def _moved(tables, named: nw.LazyFrame, at_least: int = 1) -> pd.DataFrame:
    """Return the columns of `compared` without type, for a table of `_stretches`."""
    found = collect(named.group_by("entity", "stretch").agg(COUNT))
    found = found.set_index(["entity", "stretch"])["count"].unstack().reindex(columns=["recent", "before"])
    found = found.fillna(0).astype("int64").rename_axis(columns=None).reset_index()
    found = found[found[["recent", "before"]].max(axis=1) >= at_least]
    return changes.of_shares(tables, found).dropna(subset="change")


def typed(found: pd.DataFrame, mentions: nw.LazyFrame) -> pd.DataFrame:
    """Return `found` with the type that each of its entities has most often in `mentions`."""
    own = mentions.select("entity", "type").filter(nw.col("entity").is_in(found["entity"]))
    uses = collect(own.group_by("entity", "type").agg(nw.len().alias("uses")))
    types = uses.sort_values(["uses", "type"], ascending=[False, True]).drop_duplicates("entity").set_index("entity")
    return found.assign(type=found["entity"].map(types["type"]))


def movers(tables, limit: int = 12) -> pd.DataFrame:
    """Return the entities whose share of units moved most, clear moves first, in the columns of `compared` and count.

    count is recent. Rows are ordered from the largest rise to the largest fall.
    """
    found = compared(tables)
    found = found.assign(count=found["recent"], size=found["change"].abs())
    found = found.sort_values(["clear", "size", "entity"], ascending=[False, False, True]).head(limit)
    return found.sort_values(["change", "entity"], ascending=[False, True]).drop(columns="size").reset_index(drop=True)


def over_time(tables, entities: list[str], every: str = "week") -> pd.DataFrame:
    """Return entity, bin and count: units naming each of `entities`, in their order, zeros included."""
    named = tables.mentions.filter(one_of(entities))
    found = counting.over_time(tables, named, every, "entity")
    order = {entity: at for at, entity in enumerate(entities)}
    found = found.assign(order=found["entity"].map(order)).sort_values(["order", "bin"])
    return found[["entity", "bin", "count"]].reset_index(drop=True)


def trends(tables, entities: list[str]) -> pd.DataFrame:
    """Return entity (as given) and trend (a list of counts over time, one length for all), for lines in a table."""
    every = choose_every(*(span(tables) or (None, None)))
    named = tables.mentions.filter(one_of(entities), ~nw.col(every).is_null())
    counts, bins = collect(named.group_by("entity", every).agg(COUNT)), grid(tables, every)["bin"]
    lines = np.zeros((len(entities), len(bins)), dtype="int64")
    at = pd.Index(entities).get_indexer(counts["entity"]), pd.Index(bins).get_indexer(counts[every])
    lines[at] = counts["count"]
    return pd.DataFrame({"entity": pd.Series(entities, dtype="str"), "trend": lines.tolist()})
