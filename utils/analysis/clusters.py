"""Copies of one text are one observation: counts, means and their weight with the copying taken out.

Fifty outlets that print one wire report do not make fifty independent observations. A mean or share is still over the
units a view counts, but its interval rests on the effective number (sum of m)^2 / sum of m^2, with m units to a story
(Kish 1965, Survey Sampling, section 8.2, for clusters whose members are alike).
"""

import narwhals as nw
import numpy as np
import pandas as pd

from utils.analysis import intervals
from utils.analysis.counting import collect

DIGITS = 12  # of a mean, far more than a score has


def effective(lazy: nw.LazyFrame) -> float:
    """Return the effective number of units with a polarity (see above)."""
    return float(moments(lazy)["effective"].iloc[0])


def moments(lazy: nw.LazyFrame, *by: str) -> pd.DataFrame:
    """Return one row a group of `by` (one row in all without it) for a lazy frame with unit, story and polarity.

    Columns: `by`, count (units), effect (design effect: count / effective count, at least 1), n (units with a
    polarity), mean and deviation of their polarity, effective (their effective number). mean and deviation are NaN
    where n is 0. A unit's polarity is the mean of its articles'.
    """
    of_units = lazy.group_by(*by, "unit").agg(nw.col("polarity").mean(), nw.col("story").min().alias("story"))
    of_stories = of_units.group_by(*by, "story").agg(
        nw.len().alias("m"), nw.col("polarity").count().alias("k"), nw.col("polarity").mean().alias("p")
    )
    m, k, p = nw.col("m"), nw.col("k"), nw.col("p")
    powers = of_stories.with_columns(m2=m * m, k2=k * k, kp=k * p, kp2=k * p * p)
    sums = [
        nw.col(source).sum().alias(name)
        for source, name in (("m", "count"), ("m2", "m2"), ("k", "n"), ("k2", "k2"), ("kp", "kp"), ("kp2", "kp2"))
    ]
    found = collect(powers.group_by(*by).agg(*sums).sort(*by) if by else powers.select(*sums))
    number = {name: found[name].fillna(0).to_numpy(float) for name in ("count", "m2", "n", "k2", "kp", "kp2")}
    with np.errstate(divide="ignore", invalid="ignore"):
        effective = np.where(number["n"] > 0, number["n"] ** 2 / number["k2"], 0.0)
        mean = number["kp"] / number["n"]
        spread = np.clip(number["kp2"] / number["n"] - mean**2, 0, None) * effective / (effective - 1)
    return pd.DataFrame(
        {
            **{name: found[name] for name in by},
            "count": number["count"].astype("int64"),
            "effect": np.where(number["count"] > 0, number["m2"] / np.maximum(number["count"], 1), 1.0),
            "n": number["n"].astype("int64"),
            # What floating point leaves would be a clear change of equal scores: their interval has no width.
            "mean": mean.round(DIGITS),
            "deviation": np.sqrt(spread),
            "effective": effective,
        }
    )


def bounded(found: pd.DataFrame, reach: float = 1) -> pd.DataFrame:
    """Return a frame of `moments` with low and high of each mean (95 %), which cannot leave [-reach, reach]."""
    low, high = intervals.mean(found["mean"], found["deviation"], found["effective"])
    return found.assign(low=np.clip(low, -reach, reach), high=np.clip(high, -reach, reach))
