"""Axes that several pictures share: time, counts and percentages."""

from collections.abc import Iterable
from math import ceil, floor, log10

import numpy as np
import pandas as pd

from utils.charts.labels import width
from utils.charts.look import TICKS, Look

# Pixels: what stays free beside a label, between it and its axis (`look.figure`), and the height of a line of them.
EDGE, PAD, LINE = 4, 4, 16
DAY = 86_400_000  # milliseconds, plotly's unit on a time axis


def room(labels: Iterable[str], tick: int = 0) -> int:
    """Return the margin in pixels that these labels of a y axis need, beside ticks of that length.

    Plotly can measure labels itself (automargin), and then draws a picture twice: 17 ms against 9 (in Chromium).
    """
    return ceil(EDGE + max(width(label, TICKS) for label in labels) + PAD + tick + 1)


def lines(count: int) -> int:
    """Return the margin in pixels that so many lines of labels of an x axis need (see `room`)."""
    return EDGE + PAD + 1 + LINE * count


def lengths(bins: pd.Series) -> list[int]:
    """Return each bin's length in milliseconds; the last is as long as the one before it, a lone one a day."""
    steps = np.diff(_milliseconds(bins)).astype("int64").tolist()
    return [*steps, steps[-1] if steps else DAY]


def middles(bins: pd.Series) -> list[str]:
    """Return the middle of each bin as ISO text."""
    halves = np.array(lengths(bins), dtype="timedelta64[ms]") // 2
    return np.datetime_as_string(_milliseconds(bins) + halves, unit="m").tolist()


def iso(bins: pd.Series) -> list[str]:
    """Return the first day of each bin as ISO text: what a click filters by."""
    return np.datetime_as_string(_milliseconds(bins), unit="D").tolist()


def _milliseconds(bins: pd.Series) -> np.ndarray:
    return bins.to_numpy("datetime64[ms]")


def gaps(values: pd.Series) -> list[float | None]:
    """Return values with None where plotly has to leave a gap."""
    return [None if pd.isna(value) else value for value in values]


def bars(bins: pd.Series, heights: pd.Series, colour: str) -> dict:
    """Return bars that stand on their bins, each as wide as its bin."""
    return {
        "type": "bar",
        "x": iso(bins),
        "y": gaps(heights),
        "offset": 0,
        "width": [0.8 * length for length in lengths(bins)],
        "marker": {"color": colour, "line": {"width": 0}},
    }


def time(bins: pd.Series) -> dict:
    """Return a time axis from the first bin's start to the last one's end; a few bins stay narrow."""
    length = pd.Timedelta(milliseconds=lengths(bins)[-1])
    aside = length * max(0, 5 - len(bins)) / 2
    return {
        "room": lines(2),
        "type": "date",
        "range": [f"{edge:%Y-%m-%dT%H:%M}" for edge in (bins.iloc[0] - aside, bins.iloc[-1] + length + aside)],
        "tickangle": 0,
        "tickformatstops": [
            {"dtickrange": [None, 27 * DAY], "value": "%-d %b\n%Y"},
            {"dtickrange": [27 * DAY, "M11"], "value": "%b\n%Y"},
            {"dtickrange": ["M12", None], "value": "%Y"},
        ],
    }


def counts(highest: float) -> dict:
    """Return a y axis of whole numbers from zero."""
    # The axis ends a twentieth above the highest.
    widest, steps = f"{ceil(1.06 * highest):,}", {"dtick": 1} if highest <= 4 else {"nticks": 5}
    return {"room": room([widest]), "rangemode": "tozero", "tickformat": ",d"} | steps


def percentages() -> dict:
    """Return a y axis of percentages (values already times 100) from zero."""
    return {"room": room(["100 %", "0.05 %"]), "rangemode": "tozero", "ticksuffix": " %", "nticks": 5}


def zero(look: Look, axis: str) -> dict:
    """Return a thin line across the picture where `axis` (x or y) is zero."""
    across = {"x": "y", "y": "x"}[axis]
    return {
        "type": "line",
        f"{axis}ref": axis, f"{axis}0": 0, f"{axis}1": 0,
        f"{across}ref": f"{across} domain", f"{across}0": 0, f"{across}1": 1,
        "line": {"color": look.muted, "width": 1},
    }


def signed(low: float, high: float, steps: int = 3) -> dict:
    """Return range and ticks, at least `steps` of 1, 2 or 5 apart, of an axis around zero: −0.2, 0, +0.2."""
    low, high = min(low, 0.0), max(high, 0.0)
    span = high - low if high - low > 1e-9 else 1.0
    power = 10 ** floor(log10(span / steps))
    step = power * next(whole for whole in (5, 2, 1) if whole == 1 or whole * power <= span / steps)
    ticks = [at * step for at in range(ceil(low / step), floor(high / step) + 1)]
    return {
        "range": [low - 0.06 * span, high + 0.06 * span],
        "tickvals": ticks,
        "tickangle": 0,
        "ticktext": [f"{tick:+.2g}".replace("-", "−") if tick else "0" for tick in ticks],
    }
