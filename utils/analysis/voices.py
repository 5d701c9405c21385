"""Three voices kept apart: wording of the reporter, of the speech that is quoted, and toward a chosen entity.

Polarity is the chosen engine's, in [-1, 1]. Whatever a view counts, articles are counted here: what two voices of one
text share is compared within it. Intervals are 95 %, copies of one text weighing as one observation (see `clusters`).
"""

from dataclasses import dataclass

import narwhals as nw
import numpy as np
import pandas as pd

from utils import schema
from utils.analysis import intervals
from utils.analysis.clusters import bounded, moments
from utils.analysis.counting import collect
from utils.analysis.intervals import ENOUGH


@dataclass(frozen=True)
class Toward:
    """How an entity is worded: `mentions` that have a score, in how many `articles`, and of these mentions

    `shares` (tone, count, share, low, high; no rows for under `ENOUGH` mentions), `divided` (the share that is not of
    the most frequent tone: the variation ratio of Freeman 1965, Elementary Applied Statistics; 0 when all agree, 2/3
    when each tone has a third; NaN for under `ENOUGH`) and `outlets` (outlet, mean, low, high, n, clear: those with
    enough scored mentions, lowest mean first).
    """

    mentions: int
    articles: int
    shares: pd.DataFrame
    divided: float
    outlets: pd.DataFrame


def _in_articles(tables) -> nw.LazyFrame:
    """Return unit and story of articles, voice, and polarity of the article in that voice."""
    weighed = nw.col("polarity") * nw.col("weight")
    told = tables.voices.with_columns(weighed=weighed).group_by("article", "voice").agg(
        nw.col("weighed").sum(), nw.col("weight").sum())
    told = told.with_columns(polarity=nw.col("weighed") / nw.col("weight"))
    stories = tables.articles.select("story", article=nw.col("n"), unit=nw.col("n"))
    return told.select("article", "voice", "polarity").join(stories, on="article")


def voices(tables) -> pd.DataFrame:
    """Return voice (both, reporter first), n (articles with scored words in it), mean, low and high. Under `ENOUGH`
    articles all but n are NaN.
    """
    found = bounded(moments(_in_articles(tables), "voice")).set_index("voice")
    found = found.reindex([schema.REPORTER, schema.QUOTED]).assign(n=lambda known: known["n"].fillna(0).astype("int64"))
    figures = ["mean", "low", "high"]
    found[figures] = found[figures].where(found["n"].ge(ENOUGH))
    return found.rename_axis("voice").reset_index()[["voice", "n", *figures]]


def gap(tables) -> pd.DataFrame:
    """Return one row: n (articles with both voices), mean (quoted less reporter within the same article), low, high
    and clear (the interval excludes zero). Under `ENOUGH` articles mean and interval are NaN.
    """
    told = _in_articles(tables)
    reporter = told.filter(nw.col("voice") == schema.REPORTER).select("article", "unit", "story", told="polarity")
    quoted = told.filter(nw.col("voice") == schema.QUOTED).select("article", said="polarity")
    both = reporter.join(quoted, on="article").with_columns(polarity=nw.col("said") - nw.col("told"))
    found = bounded(moments(both), reach=2)[["n", "mean", "low", "high"]]
    found.loc[found["n"] < ENOUGH, ["mean", "low", "high"]] = np.nan
    return found.assign(clear=(found["low"] > 0) | (found["high"] < 0))


def untold(tables) -> int:
    """Return how many articles have scored words but no voices: they were loaded before voices were told apart."""
    scored, told = (set(collect(table.select("article").unique())["article"])
                    for table in (tables.assessments, tables.voices))
    return len(scored - told)


def toward(tables, entity: str) -> Toward:
    """Return how the mentions of `entity` are worded; mentions in one text, and its copies, weigh as one observation.

    An engine that cannot tell targets apart scores no mention: then nothing is counted.
    """
    named = tables.mentions.filter(nw.col("entity") == entity, ~nw.col("polarity").is_null())
    stories = tables.articles.select("story", article=nw.col("n"))
    found = collect(named.select("article", "outlet", "polarity", "tone").join(stories, on="article"))
    scored = nw.from_native(found.assign(unit=range(len(found)))).lazy()
    total = moments(scored).iloc[0]
    count = found["tone"].value_counts().reindex(schema.TONES, fill_value=0).astype("int64")
    low, high = intervals.share(count / total["effect"], len(found) / total["effect"])
    shares = pd.DataFrame({"tone": count.index, "count": count.to_numpy(), "low": low, "high": high})
    shares.insert(2, "share", shares["count"] / max(len(found), 1))
    outlets = bounded(moments(scored.filter(~nw.col("outlet").is_null()), "outlet")).query("n >= @ENOUGH")
    outlets = outlets.assign(clear=(outlets["low"] > 0) | (outlets["high"] < 0)).sort_values(["mean", "outlet"])
    enough = len(found) >= ENOUGH
    return Toward(
        mentions=len(found), articles=found["article"].nunique(), shares=shares if enough else shares.head(0),
        divided=float(1 - shares["share"].max()) if enough else float("nan"),
        outlets=outlets[["outlet", "mean", "low", "high", "n", "clear"]].reset_index(drop=True))

