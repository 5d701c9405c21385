"""Attention: how much is selected, when, by whom, where it peaks and which text weighs most there."""

from string import ascii_uppercase

import narwhals as nw
import numpy as np
import pandas as pd
from numpy.lib.stride_tricks import sliding_window_view

from utils.analysis import counting
from utils.analysis.counting import COUNT, collect
from utils.analysis.headlines import central

# A chart stays quick and readable up to about 500 marks (measured in Chromium: 6 charts of 60 points redraw in 0.4 s,
# of 2,000 points in 1.4 s).
MOST_BINS = 500
LENGTHS = {"day": 1, "week": 7, "month": 30}
DRIVERS = [
    "letter", "bin", "story", "title", "outlet", "n", "id", "published", "articles", "copies", "outlets", "share",
]
# Eight bins are two months of weeks; at four scales one bin in 165 (two a bin) to 3,500 (a hundred a bin) of steady
# Poisson counts is a false peak (simulated, 10,400 bins each).
BASELINE, LEAST_BASELINE, LEAST_COUNT, DEVIATIONS = 8, 4, 5, 4.0


def choices(first, last) -> list[str]:
    """Return the bins, finest to coarsest, that keep a chart of these days (None: unknown) within `MOST_BINS` marks."""
    days = _days(first, last)
    return [every for every, length in LENGTHS.items() if days <= MOST_BINS * length] or ["month"]


def choose_every(first, last) -> str:
    """Return the bin that reads best from `first` to `last`: day to seven weeks, week to three years, else month."""
    days = _days(first, last)
    return "day" if days <= 49 else "week" if days <= 1100 else "month"


def _days(first, last) -> int:
    return 0 if pd.isna(first) or pd.isna(last) else (pd.Timestamp(last) - pd.Timestamp(first)).days + 1


def over_time(tables, every: str = "week") -> pd.DataFrame:
    """Return bin (its first day), count, loaded, share (of loaded items; NaN where none are), partial and expected.

    Gaps are zeros; a partial bin is not wholly inside the loaded and chosen days; expected is the usual level (see
    `usual`). `every` is day, week or month.
    """
    found = counting.over_time(tables, tables.articles, every)
    share = found["count"] / found["loaded"].where(found["loaded"] > 0)
    found = found.assign(share=share, expected=usual(found)["expected"])
    return found[["bin", "count", "loaded", "share", "partial", "expected"]]


def usual(frame: pd.DataFrame) -> pd.DataFrame:
    """Return expected and scale, row by row, for a frame with count and loaded: the level to hold each bin against.

    expected is the median count of the eight bins before, those without loaded items left out; scale is the largest of
    1.4826 times their median absolute deviation (Rousseeuw and Croux 1993), the square root of expected (Poisson) and
    1. NaN where fewer than four bins lie before.
    """
    expected, spread = _before(np.where(frame["loaded"] > 0, frame["count"].astype(float), np.nan))
    scale = np.maximum(np.maximum(1.4826 * spread, np.sqrt(expected)), 1.0)
    return pd.DataFrame({"expected": expected, "scale": scale}, index=frame.index)


def _before(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the median of the known ones of the eight values before each, and their median distance from it."""
    windows = sliding_window_view(np.pad(values, (BASELINE, 0), constant_values=np.nan), BASELINE)[:-1]
    enough = np.count_nonzero(~np.isnan(windows), axis=1) >= LEAST_BASELINE
    found = np.full((2, len(values)), np.nan)
    found[0, enough] = _medians(windows[enough])
    found[1, enough] = _medians(np.abs(windows[enough] - found[0, enough, None]))
    return found[0], found[1]


def _medians(rows: np.ndarray) -> np.ndarray:
    """Return the median of the known values of each row, which has some (a seventh of the time of numpy's own)."""
    known = np.count_nonzero(~np.isnan(rows), axis=1)[:, None]
    ordered = np.sort(rows, axis=1)  # what is not known comes last
    return np.take_along_axis(ordered, np.hstack([(known - 1) // 2, known // 2]), axis=1).mean(axis=1)


def peaks(frame: pd.DataFrame, limit: int = 5) -> pd.DataFrame:
    """Return the highest peaks of an `over_time` frame by date: letter, bin, count, expected, ratio, loaded_ratio.

    A peak has at least five units, stands four scales above its expected level (see `usual`) and over the bins beside
    it. ratio is count / expected (NaN over zero), loaded_ratio the same for what was loaded: where both rise alike, the
    peak only shows that more was loaded.
    """
    expected, scale = usual(frame).to_numpy().T
    count, loaded = frame["count"].to_numpy(float), frame["loaded"].to_numpy(float)
    before, after = np.append(0, count[:-1]), np.append(count[1:], 0)
    excess = count - expected
    high = (count >= LEAST_COUNT) & (excess >= DEVIATIONS * scale) & (count > before) & (count >= after)
    highest = np.flatnonzero(high)[np.argsort(-excess[high], kind="stable")[:limit]]
    at = np.sort(highest)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(expected > 0, count / expected, np.nan)
        usual_loaded = _before(loaded)[0]
        loaded_ratio = np.where(usual_loaded > 0, loaded / usual_loaded, np.nan)
    return pd.DataFrame(
        {
            "letter": list(ascii_uppercase[: len(at)]),
            "bin": frame["bin"].iloc[at].to_numpy(),
            "count": frame["count"].iloc[at].to_numpy(),
            "expected": expected[at],
            "ratio": ratio[at],
            "loaded_ratio": loaded_ratio[at],
        }
    )


def drivers(tables, peaks: pd.DataFrame, every: str) -> pd.DataFrame:
    """Return the story that stands for each peak: one row a peak, in its order, for `peaks` with letter and bin.

    It is the text that most articles carry or, where each outlet writes its own, the headline nearest to most (see
    `headlines.central`). Columns: letter, bin, story, title, outlet, n, id, published (of the story's earliest article
    there), articles (carrying the story in that bin), copies (those that repeat an earlier loaded text), outlets, share
    (of the bin's articles).
    """
    found = tables.articles.filter(nw.col(every).is_in(peaks["bin"])).select(
        nw.col(every).alias("bin"), "story", "title", "outlet", "n", "id", "published", "is_copy"
    )
    rows = collect(found.sort("published", "n", nulls_last=True))
    carrying = rows.groupby(["bin", "story"])
    articles = carrying["n"].transform("size")
    stories = rows.assign(
        letter=rows["bin"].map(peaks.set_index("bin")["letter"]),
        articles=articles,
        copies=carrying["is_copy"].transform("sum"),
        outlets=carrying["outlet"].transform("nunique"),
        share=articles / rows.groupby("bin")["n"].transform("size"),
    ).drop_duplicates(["bin", "story"])
    standing = [
        part.index[central(part["title"].fillna("").tolist(), part["articles"].tolist())]
        for _, part in stories.groupby("bin")
    ]
    return stories.loc[standing, DRIVERS].reset_index(drop=True)


def by_outlet(tables) -> pd.DataFrame:
    """Return outlet, count, loaded, share (of that outlet's loaded items), first and last (day), most first.

    Articles whose outlet is not known are left out (`overview.Inventory` counts them).
    """
    found = collect(
        tables.articles.filter(~nw.col("outlet").is_null()).group_by("outlet").agg(
            COUNT, nw.col("day").min().alias("first"), nw.col("day").max().alias("last")
        )
    )
    loaded = collect(tables.loaded.group_by("outlet").agg(COUNT)).set_index("outlet")["count"]
    found = found.assign(loaded=loaded.reindex(found["outlet"]).to_numpy())
    found = found.assign(share=found["count"] / found["loaded"])
    found = found.sort_values(["count", "outlet"], ascending=[False, True], ignore_index=True)
    return found[["outlet", "count", "loaded", "share", "first", "last"]]
