"""Who is named together, corrected for how often each is named at all."""

import math
from itertools import combinations

import narwhals as nw
import numpy as np
import pandas as pd

from utils.analysis.counting import COUNT, collect, units
from utils.analysis.entities import one_of, typed

# Named together in fewer units, the measure says more about chance than about the two (Bouma 2009 warns of rare pairs).
LEAST = 3


def association(together, one, other, n) -> pd.Series:
    """Return the normalised pointwise mutual information of two entities: 1 always together, 0 as by chance, -1 never.

    Takes the units that name both, each of them, and all units. Bouma (2009), "Normalized (pointwise) mutual
    information in collocation extraction".
    """
    together, one, other = (np.asarray(count, dtype="float64") for count in (together, one, other))
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.log(together * n / (one * other)) / -np.log(together / n)
    # All units name both: together always, if it can be told at all.
    return pd.Series(np.where(together == n, 1.0, found))


def neighbours(tables, entity: str, limit: int = 20, least: int = LEAST) -> pd.DataFrame:
    """Return the entities named together with `entity` more than chance would have it, the closest first.

    Columns: entity, type, count (units naming both, at least `least`), share (of the units naming `entity`), alone
    (units naming the other) and association.
    """
    naming = tables.mentions.filter(nw.col("entity") == entity)
    beside = tables.mentions.join(naming.select("unit").unique(), on="unit", how="semi")
    found = collect(beside.filter(nw.col("entity") != entity).group_by("entity").agg(COUNT))
    found = found[found["count"] >= least]
    alone = collect(tables.mentions.select("entity", "unit").filter(nw.col("entity").is_in(found["entity"]))
                    .group_by("entity").agg(COUNT.alias("alone")))
    found, whole = found.merge(alone, on="entity").reset_index(drop=True), units(naming)
    found = found.assign(share=found["count"] / (whole or np.nan), association=association(
        found["count"], whole, found["alone"], units(tables.articles)))
    found = found[found["association"] > 0].sort_values(["association", "count", "entity"],
                                                         ascending=[False, False, True]).head(limit)
    return typed(found, beside)[["entity", "type", "count", "share", "alone", "association"]].reset_index(drop=True)


def pairs(tables, entities: list[str], limit: int = 40, least: int = LEAST) -> pd.DataFrame:
    """Return which of `entities` are named together more than chance would have it, the closest first: entity, other,
    count (units naming both, at least `least`) and association.
    """
    named = collect(tables.mentions.select("entity", "unit").filter(one_of(entities)).unique())
    held = {entity: set(group) for entity, group in named.groupby("entity")["unit"]}
    rows = [(one, other, len(held[one] & held[other]), len(held[one]), len(held[other]))
            for one, other in combinations([name for name in entities if name in held], 2)]
    found = pd.DataFrame(rows, columns=["entity", "other", "count", "first", "second"])
    found = found[found["count"] >= least].reset_index(drop=True)
    found = found.assign(association=association(found["count"], found["first"], found["second"],
                                                 units(tables.articles)))
    found = found[found["association"] > 0].sort_values(["association", "count"], ascending=False).head(limit)
    return found[["entity", "other", "count", "association"]].reset_index(drop=True)


def places(links: pd.DataFrame, steps: int = 300) -> pd.DataFrame:
    """Return a place in the unit square for each entity of `links` (of `pairs`), near to those it is linked with.

    Columns: entity, x, y.

    Fruchterman and Reingold (1991), "Graph drawing by force-directed placement": links pull, all else pushes, under a
    falling temperature; begun on a sunflower's spiral, so that the same links always give the same picture.
    """
    entities = sorted({*links["entity"], *links["other"]})
    count = len(entities)
    if not count:
        return pd.DataFrame(columns=["entity", "x", "y"])
    at = {entity: number for number, entity in enumerate(entities)}
    pull = np.zeros((count, count))
    for one, other, weight in links[["entity", "other", "association"]].itertuples(index=False):
        pull[at[one], at[other]] = pull[at[other], at[one]] = weight
    turn, out = math.pi * (3 - math.sqrt(5)) * np.arange(count), np.sqrt((np.arange(count) + 0.5) / count)
    place, apart = np.column_stack([out * np.cos(turn), out * np.sin(turn)]), 1 / math.sqrt(count)
    for step in range(steps):
        gap = place[:, None] - place[None]
        distance = np.maximum(np.hypot(gap[..., 0], gap[..., 1]), 0.01)
        force = (gap * (apart**2 / distance**2 - pull * distance / apart)[..., None]).sum(axis=1)
        length = np.maximum(np.hypot(force[:, 0], force[:, 1]), 0.01)[:, None]
        # Toward the middle, or what is linked to nothing would drift away.
        place = place + force / length * np.minimum(length, 0.1 * (1 - step / steps)) - 0.01 * place
    place = (place - place.min(axis=0)) / np.maximum(np.ptp(place, axis=0), 0.01)
    return pd.DataFrame({"entity": entities, "x": place[:, 0], "y": place[:, 1]})
