"""Pictures of attention: over time with its peaks, and by outlet."""

import pandas as pd
import plotly.graph_objects as go

from utils.charts import axes, rows
from utils.charts.labels import beside, day, percent, records
from utils.charts.look import Look, figure, nothing

# A letter above a bar takes about this much of the picture's width and height on a 390 px screen, 300 px of it bars.
LETTER_WIDTH, LETTER_HEIGHT, NARROW = 0.04, 0.08, 300


def over_time(frame: pd.DataFrame, look: Look, peaks: pd.DataFrame | None = None, value: str = "count") -> go.Figure:
    """Draw `analysis.coverage.over_time`: a bar a bin (count, or share of loaded items), the usual level dotted.

    Partial bins are hatched; `peaks` letters its bins. customdata: the bin's first day (ISO), words, count, loaded,
    share in words.
    """
    if frame.empty or not frame["count"].any():
        return nothing(look, "No item has a usable date")
    frame = frame.assign(height=frame["count"] if value == "count" else 100 * frame["share"])
    hatched = ["/" if partial else "" for partial in frame["partial"]]
    said = [day(bin) + (" (partly loaded)" if hatch else "") for bin, hatch in zip(frame["bin"], hatched, strict=True)]
    shares = [f"<br>{percent(share)}" if share == share else "" for share in frame["share"]]
    bars = axes.bars(frame["bin"], frame["height"], look.primary) | {
        "customdata": records(axes.iso(frame["bin"]), said, frame["count"], frame["loaded"], shares),
        "hovertemplate": "<b>%{customdata[1]}</b><br>%{customdata[2]:,} of %{customdata[3]:,} loaded%{customdata[4]}"
        "<extra></extra>",
    }
    bars["marker"]["pattern"] = {"shape": hatched, "fillmode": "replace", "size": 5, "solidity": 0.5}
    level = {
        "type": "scatter",
        "x": axes.middles(frame["bin"]),
        "y": axes.gaps(frame["expected"]),
        "mode": "lines",
        "line": {"color": look.muted, "dash": "dot", "width": 1.5},
        "hoverinfo": "skip",
    }
    counting = value == "count"
    return figure(
        look,
        _told(frame, peaks),
        [bars, level] if counting else [bars],
        xaxis=axes.time(frame["bin"]),
        yaxis=axes.counts(frame["height"].max()) if counting else axes.percentages(),
        annotations=[] if peaks is None else _letters(look, frame, peaks),
    )


def _letters(look: Look, frame: pd.DataFrame, peaks: pd.DataFrame) -> list[dict]:
    letters, middles = dict(zip(peaks["bin"], peaks["letter"], strict=True)), axes.middles(frame["bin"])
    heights, highest = frame["height"].tolist(), frame["height"].max()
    known = [(at, letters[bin]) for at, bin in enumerate(frame["bin"]) if bin in letters]
    points = [(at / len(frame), heights[at] / highest) for at, _ in known]
    moves = beside(points, LETTER_WIDTH, LETTER_HEIGHT, LETTER_WIDTH)
    return [
        {
            "text": f"<b>{letter}</b>",
            "x": middles[at],
            "y": heights[at],
            "xshift": NARROW * move,
            "yshift": 10,
            "showarrow": False,
            "font": {"color": look.text},
        }
        for (at, letter), move in zip(known, moves, strict=True)
        if move is not None
    ]


def _told(frame: pd.DataFrame, peaks: pd.DataFrame | None) -> str:
    count, bins = frame["count"], frame["bin"]
    at = count.argmax()
    lettered = [] if peaks is None else [
        f"{letter} on {day(bin)}" for letter, bin in zip(peaks["letter"], peaks["bin"], strict=True)
    ]
    return (
        f"Bars over time, {len(frame)} from {day(bins.iloc[0])} to {day(bins.iloc[-1])}, "
        f"{count.sum():,} in all; the highest, {count.iloc[at]:,}, begins {day(bins.iloc[at])}"
        f"{'; peaks ' if lettered else ''}{', '.join(lettered)}."
    )


def by_outlet(frame: pd.DataFrame, look: Look, value: str = "count", limit: int = 15) -> go.Figure:
    """Draw the first `limit` rows of `analysis.coverage.by_outlet` as bars of count, or of share of loaded items.

    customdata: outlet, label, count, loaded, share in words.
    """
    if frame.empty:
        return nothing(look, "No item has a known outlet")
    top = frame.head(limit)
    told = f"Bars of {len(top)} of {len(frame)} outlets; most from {top['outlet'].iloc[0]}, {top['count'].iloc[0]:,}."
    counts, shares = [f"{count:,}" for count in top["count"]], [percent(share) for share in top["share"]]
    drawn = pd.DataFrame(
        {
            "id": top["outlet"],
            "name": top["outlet"],
            "value": top[value],
            "text": counts if value == "count" else shares,
            "colour": look.primary,
            "count": top["count"],
            "loaded": top["loaded"],
            "share": shares,
        }
    )
    return rows.bars(
        look,
        told,
        drawn,
        "<b>%{customdata[1]}</b><br>%{customdata[2]:,} of %{customdata[3]:,} loaded, %{customdata[4]}",
    )
