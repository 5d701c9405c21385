"""Axes that several pictures share: time, counts and percentages."""

from collections.abc import Iterable
from math import ceil, floor, log10

import pandas as pd
import plotly.graph_objects as go

from utils.charts.labels import width
from utils.charts.look import TICKS

EDGE, LINE = 4, 16  # pixels: what stays free beside a label, and the height of a line of them
DAY = 86_400_000  # milliseconds, plotly's unit on a time axis


def beside(figure: go.Figure, labels: Iterable[str]) -> go.Figure:
    """Return the figure with room for these labels of its y axis.

    Plotly can measure labels itself (automargin), and then draws a picture twice: 17 ms against 9 (in Chromium).
    """
    axis, pad = figure.layout.yaxis, figure.layout.margin.pad
    room = EDGE + max(width(label, TICKS) for label in labels) + pad + (axis.ticklen if axis.ticks else 0) + 1
    return figure.update_yaxes(automargin=False).update_layout(margin_l=ceil(room))


def beneath(figure: go.Figure, lines: int) -> go.Figure:
    """Return the figure with room for so many lines of labels on its x axis (see `beside`)."""
    return figure.update_xaxes(automargin=False).update_layout(margin_b=EDGE + 5 + LINE * lines)


def lengths(bins: pd.Series) -> list[int]:
    """Return each bin's length in milliseconds; the last is as long as the one before it, a lone one a day."""
    steps = bins.diff().shift(-1).dt.total_seconds().mul(1000).ffill().fillna(DAY)
    return steps.astype("int64").tolist()


def middles(bins: pd.Series) -> list[str]:
    """Return the middle of each bin as ISO text."""
    halves = pd.to_timedelta([length / 2 for length in lengths(bins)], unit="ms")
    return [f"{moment:%Y-%m-%dT%H:%M}" for moment in bins + halves]


def iso(bins: pd.Series) -> list[str]:
    """Return the first day of each bin as ISO text: what a click filters by."""
    return [f"{bin:%Y-%m-%d}" for bin in bins]


def gaps(values: pd.Series) -> list[float | None]:
    """Return values with None where plotly has to leave a gap."""
    return [None if pd.isna(value) else value for value in values]


def bars(bins: pd.Series, heights: pd.Series, colour: str) -> dict:
    """Return the arguments of bars that stand on their bins, each as wide as its bin."""
    return {
        "x": iso(bins),
        "y": gaps(heights),
        "offset": 0,
        "width": [0.8 * length for length in lengths(bins)],
        "marker": {"color": colour, "line": {"width": 0}},
    }


def time(figure: go.Figure, bins: pd.Series) -> go.Figure:
    """Return the figure with a time axis from the first bin's start to the last one's end; a few bins stay narrow."""
    length = pd.Timedelta(milliseconds=lengths(bins)[-1])
    room = length * max(0, 5 - len(bins)) / 2
    return beneath(figure, 2).update_xaxes(
        type="date",
        range=[f"{edge:%Y-%m-%dT%H:%M}" for edge in (bins.iloc[0] - room, bins.iloc[-1] + length + room)],
        tickangle=0,
        tickformatstops=[
            {"dtickrange": [None, 27 * DAY], "value": "%-d %b\n%Y"},
            {"dtickrange": [27 * DAY, "M11"], "value": "%b\n%Y"},
            {"dtickrange": ["M12", None], "value": "%Y"},
        ],
    )


def counts(figure: go.Figure, highest: float) -> go.Figure:
    """Return the figure with a y axis of whole numbers from zero."""
    figure.update_yaxes(rangemode="tozero", tickformat=",d", **({"dtick": 1} if highest <= 4 else {"nticks": 5}))
    # The axis ends a twentieth above the highest.
    return beside(figure, [f"{ceil(1.06 * highest):,}"])


def percentages(figure: go.Figure) -> go.Figure:
    """Return the figure with a y axis of percentages (values already times 100) from zero."""
    return beside(figure.update_yaxes(rangemode="tozero", ticksuffix=" %", nticks=5), ["100 %", "0.05 %"])


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
