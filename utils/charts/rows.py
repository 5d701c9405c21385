"""Horizontal pictures, one row a name: bars with their value, and dots with their interval."""

import pandas as pd
import plotly.graph_objects as go

from utils.charts import axes
from utils.charts.labels import label, records
from utils.charts.look import CLEAR, TICKS, Look, figure

ROW, AXIS, TICK = 26, 32, 6
MARGIN = {"l": 4, "r": 12, "t": 6, "b": 4, "pad": 4}


def _rows(look: Look, alt: str, names: pd.Series, traces: list[dict], xaxis: dict, **layout) -> go.Figure:
    labels = [label(name) for name in names]
    # Rows stand on numbers, not on their labels: two long names may be cut to the same text.
    at = {"tickvals": list(range(len(names))), "ticktext": labels, "range": [len(names) - 0.5, -0.5]}
    marks = {"ticks": "outside", "ticklen": TICK, "tickcolor": CLEAR, "showgrid": False}
    font = {"tickfont": {"color": look.text, "size": TICKS}}
    yaxis = {"room": axes.room(labels, TICK)} | at | marks | font
    height = max(120, AXIS + ROW * len(names))
    return figure(look, alt, traces, height=height, margin=MARGIN, xaxis=xaxis, yaxis=yaxis, **layout)


def _customdata(frame: pd.DataFrame, *drawn: str) -> list[list]:
    """Return id, label, then every column that is not `drawn`."""
    more = [frame[name] for name in frame if name not in ("id", "name", *drawn)]
    return records(frame["id"], [label(name, 80) for name in frame["name"]], *more)


def bars(look: Look, alt: str, frame: pd.DataFrame, hover: str) -> go.Figure:
    """Return one bar a row of `frame`, in its order, left or right of zero, with its text at its end.

    `frame` has id (what a click filters by), name, value, text and colour; customdata is id, label and the further
    columns in their order.
    """
    # The text outside the longest bar needs room on a picture of 200 px, what a phone leaves beside the names.
    low, high = min(0, frame["value"].min()), max(0, frame["value"].max())
    room = (0.06 + 0.036 * frame["text"].str.len().max()) * ((high - low) or 1)
    trace = {
        "type": "bar",
        "x": frame["value"].tolist(),
        "y": list(range(len(frame))),
        "orientation": "h",
        "marker": {"color": frame["colour"].tolist(), "line": {"width": 0}},
        "text": frame["text"].tolist(),
        "textposition": "outside",
        "textfont": {"color": look.text},
        "cliponaxis": False,
        "customdata": _customdata(frame, "value", "text", "colour"),
        "hovertemplate": f"{hover}<extra></extra>",
    }
    hidden = {"visible": False, "range": [low - (room if low < 0 else 0), high + room]}
    return _rows(look, alt, frame["name"], [trace], hidden)


def dots(look: Look, alt: str, frame: pd.DataFrame, hover: str, **xaxis) -> go.Figure:
    """Return one dot a row of `frame`, in its order, with its interval as a line, and a thin line at zero.

    `frame` has id (what a click filters by), name, value, low, high and colour; customdata is id, label and the
    further columns in their order. `xaxis` is plotly's, over what follows from the values.
    """
    frame, traces = frame.assign(at=range(len(frame))), []
    for colour, part in frame.groupby("colour", sort=False):
        ends = part[["low", "high"]].assign(gap=None).to_numpy(object).ravel().tolist()
        interval = {
            "x": ends,
            "y": part["at"].repeat(3).tolist(),
            "mode": "lines",
            "line": {"color": colour, "width": 1.5},
            "hoverinfo": "skip",
        }
        dot = {
            "x": part["value"].tolist(),
            "y": part["at"].tolist(),
            "mode": "markers",
            "marker": {"color": colour, "size": 10},
            "customdata": _customdata(part, "value", "low", "high", "colour", "at"),
            "hovertemplate": f"{hover}<extra></extra>",
        }
        traces += [{"type": "scatter"} | interval, {"type": "scatter"} | dot]
    ends = frame[["value", "low", "high"]].stack()
    scale = {"room": axes.lines(1), "showgrid": True} | axes.signed(ends.min(), ends.max(), steps=2)
    return _rows(look, alt, frame["name"], traces, scale | xaxis, shapes=[axes.zero(look, "x")])
