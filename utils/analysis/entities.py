"""Who is in it: entities by the units that name them, and how that moved.

An article names an entity when its title or text does; mentions count those in the text. An entity found under two
types stands under the one it has most often.
"""

import narwhals as nw
import pandas as pd

from utils import schema
from utils.analysis import changes, counting
from utils.analysis.counting import COUNT, collect, span, units
from utils.analysis.coverage import choose_every

# Entities rarer than this in both stretches are not compared: no interval would exclude zero.
LEAST_COMPARED = 5


def top(tables, type: str | None = None, limit: int = 40, by: str = "count") -> pd.DataFrame:
    """Return the `limit` entities that most units name (of one `schema.ENTITY_TYPES`, or all), most first; or those
    with the most mentions (`by` = mentions).

    Columns: entity, type, count, share (of selected units), mentions (in the text), and from `compared` recent,
    before, change, low, high, clear.
    """
    named = tables.mentions.filter(nw.col("type") == type) if type else tables.mentions
    inside = (nw.col("sentence") != schema.TITLE_SENTENCE).cast(nw.Int64)
    grouped = named.select("entity", "unit", inside=inside).group_by("entity")
    found = collect(grouped.agg(COUNT, nw.col("inside").sum().alias("mentions")))
    order = [by, "mentions" if by == "count" else "count", "entity"]
    found = found.sort_values(order, ascending=[False, False, True]).head(limit)
    found = typed(found, named).assign(
        share=found["count"] / max(units(tables.articles), 1), mentions=found["mentions"].astype("int64")
    )
    moved = compared(tables, found["entity"].tolist()).drop(columns="type")
    found = found.merge(moved, on="entity", how="left").fillna({"clear": False}).astype({"clear": "bool"})
    return found[["entity", "type", "count", "share", "mentions", *moved.columns[1:]]]


def counts(tables, entities: list[str]) -> pd.DataFrame:
    """Return entity and count (units naming it) of those of `entities` that are named, the most named first."""
    found = collect(tables.mentions.select("entity", "unit").filter(nw.col("entity").is_in(list(entities)))
                    .group_by("entity").agg(COUNT))
    return found.sort_values(["count", "entity"], ascending=[False, True], ignore_index=True)


def compared(tables, entities: list[str] | None = None) -> pd.DataFrame:
    """Return how entities moved: entity, type, recent, before, change, low, high, clear.

    recent and before are units naming the entity in the view's two stretches, the rest is `changes.of_shares`. Without
    `entities`: those named by at least five units in one stretch. No rows where nothing lies before.
    """
    sides = [tables.mentions_recent, tables.mentions_before]
    if entities is not None:
        sides = [side.select("entity", "type", "unit").filter(nw.col("entity").is_in(entities)) for side in sides]
    recent, before = (
        collect(side.group_by("entity").agg(COUNT.alias(name)))
        for side, name in zip(sides, ("recent", "before"), strict=True)
    )
    found = recent.merge(before, on="entity", how="outer").fillna({"recent": 0, "before": 0})
    found = found.astype({"recent": "int64", "before": "int64"})
    if entities is None:
        found = found[found[["recent", "before"]].max(axis=1) >= LEAST_COMPARED]
    moved = changes.of_shares(tables, typed(found, *sides))
    moved = moved.dropna(subset="change")
    return moved[["entity", "type", "recent", "before", "change", "low", "high", "clear"]]


def typed(found: pd.DataFrame, *mentions: nw.LazyFrame) -> pd.DataFrame:
    """Return `found` with the type that each of its entities has most often in `mentions`."""
    wanted = found["entity"].tolist()
    uses = pd.concat(
        [
            collect(lazy.select("entity", "type").filter(nw.col("entity").is_in(wanted)).group_by("entity", "type")
                    .agg(nw.len().alias("uses")))
            for lazy in mentions
        ]
    )
    uses = uses.groupby(["entity", "type"], as_index=False)["uses"].sum()
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
    named = tables.mentions.filter(nw.col("entity").is_in(list(entities)))
    found = counting.over_time(tables, named, every, "entity")
    order = {entity: at for at, entity in enumerate(entities)}
    found = found.assign(order=found["entity"].map(order)).sort_values(["order", "bin"])
    return found[["entity", "bin", "count"]].reset_index(drop=True)


def trends(tables, entities: list[str]) -> pd.DataFrame:
    """Return entity and trend (a list of counts over time, one length for all), for small lines in a table."""
    every = choose_every(*(span(tables) or (None, None)))
    found = over_time(tables, entities, every)
    lines = {entity: rows["count"].tolist() for entity, rows in found.groupby("entity")}
    flat = [0] * (len(next(iter(lines.values()))) if lines else 0)
    return pd.DataFrame({"entity": entities, "trend": [lines.get(entity, flat) for entity in entities]})
