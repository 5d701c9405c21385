"""Who is named together, as a picture of links."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from utils.charts.entities import TYPES
from utils.charts.labels import label, records
from utils.charts.look import Look, faded, figure, nothing

# Plotly draws a line in one width, so links are drawn in three groups of strength.
_STRENGTHS = ((0.0, 0.25, 1.0), (0.25, 0.5, 2.0), (0.5, 1.01, 3.5))
# Of the unit square that a letter is wide and a name high, at 900 px of width.
_LETTER, _HEIGHT = 0.007, 0.045


def together(nodes: pd.DataFrame, look: Look, links: pd.DataFrame) -> go.Figure:
    """Draw entities as dots, near to whom they are named with, and a line for each link: the stronger the wider.

    Takes `nodes` (entity, type, count, x, y) and `links` (entity, other, count, association). customdata: entity,
    label, type in words, count.
    """
    if nodes.empty or links.empty:
        return nothing(look, "Nobody is named together more often than by chance")
    told = (f"Network of {len(nodes)} entities and {len(links)} links between those named together more than by "
            f"chance; the closest: {links['entity'].iloc[0]} and {links['other'].iloc[0]}.")
    at, traces = nodes.set_index("entity")[["x", "y"]], []
    for low, high, width in _STRENGTHS:
        group = links[links["association"].between(low, high, inclusive="left")]
        x, y = ([value for one, other in zip(at.loc[group["entity"], axis], at.loc[group["other"], axis], strict=True)
                 for value in (one, other, None)] for axis in ("x", "y"))
        traces.append({"type": "scatter", "x": x, "y": y, "mode": "lines", "hoverinfo": "skip",
                       "line": {"color": faded(look.muted, 0.45), "width": width}})
    shown = nodes.sort_values("count", ascending=False)
    names = _clear([label(name, 22) for name in shown["entity"]], shown["x"], shown["y"])
    traces.append({
        "type": "scatter", "x": shown["x"].tolist(), "y": shown["y"].tolist(), "mode": "markers+text",
        "marker": {"size": (8 + 22 * np.sqrt(shown["count"] / shown["count"].max())).tolist(),
                   "color": [look.type(type) for type in shown["type"]], "line": {"width": 0}},
        "text": names, "textposition": "top center", "textfont": {"color": look.text, "size": 12}, "cliponaxis": False,
        "customdata": records(shown["entity"], map(label, shown["entity"]), shown["type"].map(TYPES), shown["count"]),
        "hovertemplate": "<b>%{customdata[1]}</b>, %{customdata[2]}<br>%{customdata[3]:,}<extra></extra>"})
    return figure(look, told, traces, height=520, margin={"l": 12, "r": 12, "t": 12, "b": 12},
                  xaxis={"visible": False, "range": [-0.06, 1.06]}, yaxis={"visible": False, "range": [-0.05, 1.1]})


def _clear(names: Iterable[str], xs: Iterable[float], ys: Iterable[float]) -> list[str]:
    """Return the names that have room, the first come first; those that would cover them are empty."""
    taken: list[tuple[float, float, float]] = []
    shown = []
    for name, x, y in zip(names, xs, ys, strict=True):
        half = _LETTER * len(name) / 2
        free = all(abs(x - left) >= half + other or abs(y - level) >= _HEIGHT for left, level, other in taken)
        shown.append(name if free else "")
        if free:
            taken.append((x, y, half))
    return shown
