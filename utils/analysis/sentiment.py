"""How it is told: the wording polarity of what is selected, with its interval, and the words that made it.

Polarity is the chosen engine's, in [-1, 1]; articles without one (a language the engine does not know) are left out,
never counted as neutral. Intervals are 95 %, copies of one text weighing as one observation (see `clusters`).
"""

import narwhals as nw
import numpy as np
import pandas as pd

from utils import schema
from utils.analysis import intervals
from utils.analysis.clusters import bounded, moments
from utils.analysis.counting import COUNT, collect, grid, units
from utils.analysis.intervals import ENOUGH

LEAST_IN_BIN = 5
BY_OUTLET = {"outlet": "str", "mean": "float64", "low": "float64", "high": "float64", "n": "int64", "clear": "bool"}


def _scored(lazy: nw.LazyFrame) -> nw.LazyFrame:
    return lazy.filter(~nw.col("polarity").is_null())


def distribution(tables, width: float = 0.1) -> pd.DataFrame:
    """Return bin (the centre of a step `width` wide, one lies on 0), tone and count; a bin may hold two tones."""
    binned = _scored(tables.articles).with_columns(bin=(nw.col("polarity") / width).round(0).cast(nw.Int64))
    found = collect(binned.group_by("bin", "tone").agg(COUNT))
    found = found.assign(bin=(found["bin"] * width).round(6))
    return found.sort_values(["bin", "tone"])[["bin", "tone", "count"]].reset_index(drop=True)


def shares(tables) -> pd.DataFrame:
    """Return tone (all three, in order), count, share (of scored units), low and high (Wilson).

    A story or outlet with articles of two tones counts in both, so shares of outlets may sum to more than 1.
    """
    scored = _scored(tables.articles)
    counts = collect(scored.group_by("tone").agg(COUNT)).set_index("tone")["count"]
    counts = counts.reindex(schema.TONES, fill_value=0).astype("int64")
    n, effect = units(scored), moments(scored)["effect"].iloc[0]
    low, high = intervals.share(counts / effect, n / effect)
    share = counts / n if n else np.nan
    return pd.DataFrame(
        {"tone": counts.index, "count": counts.to_numpy(), "share": np.asarray(share), "low": low, "high": high}
    )


def over_time(tables, every: str = "week") -> pd.DataFrame:
    """Return bin, mean, low, high, n and thin (n under five), gaps included with n = 0 and the rest NaN."""
    found = moments(_scored(tables.articles).filter(~nw.col(every).is_null()), every).rename(columns={every: "bin"})
    found = bounded(found.assign(bin=pd.to_datetime(found["bin"])))
    found = grid(tables, every)[["bin"]].merge(found, on="bin", how="left")
    n = found["n"].fillna(0).astype("int64")
    return found.assign(n=n, thin=n < LEAST_IN_BIN)[["bin", "mean", "low", "high", "n", "thin"]]


def by_outlet(tables, at_least: int = ENOUGH, outlets: int = 1) -> pd.DataFrame:
    """Return outlet, mean, low, high, n and clear (the interval excludes zero), lowest mean first.

    n counts articles whatever the unit: an outlet is one outlet. Those with under `at_least` scored articles are left
    out; where fewer than `outlets` stay, there are no rows.
    """
    articles = _scored(tables.articles).filter(~nw.col("outlet").is_null()).with_columns(unit=nw.col("n"))
    sizes = collect(articles.group_by("outlet").agg(nw.len().alias("n")))
    enough = sizes.loc[sizes["n"] >= at_least, "outlet"].tolist()
    if not enough or len(enough) < outlets:
        return schema.empty(BY_OUTLET)
    found = bounded(moments(articles.filter(nw.col("outlet").is_in(enough)), "outlet")).sort_values(["mean", "outlet"])
    clear = (found["low"] > 0) | (found["high"] < 0)
    return found.assign(clear=clear)[list(BY_OUTLET)].reset_index(drop=True)


def by_extent(tables) -> pd.DataFrame:
    """Return extent (full, summary, headline: those there are), mean, low, high and n, whatever the unit articles."""
    articles = _scored(tables.articles).with_columns(unit=nw.col("n"))
    found = bounded(moments(articles, "extent")).set_index("extent")
    return found.reindex([one for one in schema.EXTENTS if one in found.index]).reset_index()[
        ["extent", "mean", "low", "high", "n"]]


def change(tables) -> dict[str, float] | None:
    """Return recent and before (mean polarity of the two stretches compared), change, low and high; None where the
    stretch before, or the later one, has no score."""
    recent, before = (moments(_scored(side)).iloc[0] for side in (tables.recent, tables.before))
    if not (recent["n"] and before["n"]):
        return None
    low, high = intervals.mean_change(*(side[name] for side in (recent, before)
                                        for name in ("mean", "deviation", "effective")))
    return {"recent": recent["mean"], "before": before["mean"], "change": recent["mean"] - before["mean"], "low": low,
            "high": high}


def strongest(tables, limit: int = 3) -> pd.DataFrame:
    """Return article, sentence and polarity of the `limit` sentences worded most negatively, and as many most
    positively, one an article, most negative first; of an engine that scores sentences.
    """
    told = tables.voices.select("article", "sentence", "polarity")
    ends = [collect(told.sort("polarity", "article", "sentence", descending=[down, False, False]).head(20 * limit))
            for down in (False, True)]
    ends = [end.drop_duplicates("article").head(limit) for end in ends]
    found = pd.concat([ends[0], ends[1][::-1]]).drop_duplicates(["article", "sentence"])
    return found.sort_values("polarity", kind="stable", ignore_index=True)


def words(tables, limit: int = 20) -> pd.DataFrame:
    """Return words, polarity (mean), uses, articles and weight of the words that moved the score most, lowest first.

    TextBlob's polarity of an article is the mean of its assessments, so a word's weight, the sum over its uses of
    polarity / assessments in that article / scored articles, is its exact part in the mean polarity of the articles:
    the weights of all words sum to it.
    """
    uses = tables.assessments
    sizes = uses.group_by("article").agg(nw.len().alias("size"))
    parts = uses.join(sizes, on="article").with_columns(part=nw.col("polarity") / nw.col("size"))
    found = collect(
        parts.group_by("words").agg(
            nw.col("polarity").mean(),
            nw.len().alias("uses"),
            nw.col("article").n_unique().alias("articles"),
            nw.col("part").sum().alias("weight"),
        )
    )
    scored = int(collect(_scored(tables.articles).select(nw.len())).iloc[0, 0])
    found = found.assign(weight=found["weight"] / max(scored, 1))
    found = found.sort_values("words").sort_values("weight", key=abs, ascending=False, kind="stable").head(limit)
    return found.sort_values(["weight", "words"])[["words", "polarity", "uses", "articles", "weight"]].reset_index(
        drop=True
    )
