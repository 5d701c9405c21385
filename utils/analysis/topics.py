"""What it is about: how many of the selected units match each topic, when, and together with which other.

A topic is a saved query, and an article may match several or none, so shares do not sum to 1. Shares are of selected
units.
"""

import narwhals as nw
import pandas as pd

from utils.analysis import changes, counting
from utils.analysis.counting import COUNT, collect, units


def _matching(tables, articles: nw.LazyFrame) -> nw.LazyFrame:
    return articles.join(tables.topics_loaded.select("n", "topic"), on="n")


def counts(tables) -> pd.DataFrame:
    """Return topic, count, share, recent, before, change, low, high and clear, most first.

    recent and before are units of the view's two stretches, the rest is `changes.of_shares`.
    """
    sides = {"count": tables.articles, "recent": tables.recent, "before": tables.before}
    found = pd.concat([_counted(tables, lazy).rename(name) for name, lazy in sides.items()], axis=1)
    found = found[found["count"] > 0].fillna(0).astype("int64").rename_axis("topic").reset_index()
    found = found.assign(share=found["count"] / max(units(tables.articles), 1))
    found = changes.of_shares(tables, found.sort_values(["count", "topic"], ascending=[False, True]))
    columns = ["topic", "count", "share", "recent", "before", "change", "low", "high", "clear"]
    return found[columns].reset_index(drop=True)


def _counted(tables, articles: nw.LazyFrame) -> pd.Series:
    return collect(_matching(tables, articles).group_by("topic").agg(COUNT)).set_index("topic")["count"]


def over_time(tables, every: str = "week") -> pd.DataFrame:
    """Return topic, bin, count and share (of the units selected in that bin; NaN where there are none)."""
    found = counting.over_time(tables, _matching(tables, tables.articles), every, "topic")
    whole = counting.over_time(tables, tables.articles, every)[["bin", "count"]].rename(columns={"count": "whole"})
    found = found.merge(whole, on="bin")
    found = found.assign(share=found["count"] / found["whole"].where(found["whole"] > 0))
    return found.sort_values(["topic", "bin"])[["topic", "bin", "count", "share"]].reset_index(drop=True)


def overlap(tables) -> pd.DataFrame:
    """Return topic, other, count (units matching both) and share (of the topic's units) for every ordered pair."""
    matching = _matching(tables, tables.articles).select("n", "unit", "topic")
    pairs = collect(
        matching.join(tables.topics_loaded.select("n", nw.col("topic").alias("other")), on="n")
        .group_by("topic", "other")
        .agg(COUNT)
    )
    own = pairs[pairs["topic"] == pairs["other"]].set_index("topic")["count"]
    topics = own.index.sort_values()
    every = pd.MultiIndex.from_product([topics, topics], names=["topic", "other"]).to_frame(index=False)
    found = every.merge(pairs, on=["topic", "other"], how="left").fillna({"count": 0}).astype({"count": "int64"})
    found = found[found["topic"] != found["other"]]
    return found.assign(share=found["count"] / found["topic"].map(own).astype(float)).reset_index(drop=True)
