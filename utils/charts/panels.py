"""Small multiples: one row of bars over time for each name, all on one scale."""

from collections.abc import Callable, Mapping

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from utils.charts import axes
from utils.charts.labels import day, label, records
from utils.charts.look import MOST_MARKS, TICKS, Look, figure

ROW, AXIS, GAP = 74, 44, 24
MOST_ROWS = 8
ABOVE = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yanchor": "bottom", "showarrow": False}


def over_time(
    look: Look,
    frame: pd.DataFrame,
    by: str,
    heights: str,
    names: Mapping[str, str],
    colour: Callable[[str], str],
    hover: str,
    unit: str = "",
) -> go.Figure:
    """Return a row of bars for each value of column `by`, in the order of `names` (value -> name on screen).

    `frame` has `by`, bin, count and the column `heights`; `unit` follows the scale's number. Rows beyond `MOST_ROWS`
    or `MOST_MARKS` bars are left out. customdata: the bin's first day (ISO), words, the value of `by`, count.
    """
    bins = frame["bin"].drop_duplicates().sort_values().reset_index(drop=True)
    kept = dict(list(names.items())[: min(MOST_ROWS, max(1, MOST_MARKS // len(bins)))])
    height = AXIS + ROW * len(kept)
    base = figure(look, f"Small bars over time, one row each for {', '.join(kept.values())}.", height=height)
    drawn = make_subplots(rows=len(kept), shared_xaxes=True, vertical_spacing=GAP / height, figure=base)
    highest = frame.loc[frame[by].isin(kept), heights].max() or 1
    for at, (value, name) in enumerate(kept.items(), 1):
        mine = frame[frame[by] == value].sort_values("bin").reset_index(drop=True)
        trace = go.Bar(
            **axes.bars(mine["bin"], mine[heights], colour(value)),
            customdata=records(axes.iso(mine["bin"]), map(day, mine["bin"]), mine[by], mine["count"]),
            hovertemplate=f"<b>{label(name, 80)}</b>, %{{customdata[1]}}<br>{hover}<extra></extra>",
        )
        drawn.add_trace(trace, row=at, col=1)
        drawn.add_annotation(text=label(name), yref=f"y{at if at > 1 else ''} domain", **ABOVE)
    shared = {"fixedrange": True, "tickfont": {"color": look.muted, "size": TICKS}}
    drawn.update_xaxes(showgrid=False, zeroline=False, **shared)
    said = f"{round(highest, 1 if highest < 9.95 else None):,}{unit}"
    scale = {"range": [0, highest * 1.05], "tickvals": [highest], "ticktext": [said]}
    axes.beside(drawn, [said], gridcolor=look.grid, zerolinecolor=look.grid, **scale, **shared)
    return axes.time(drawn, bins)
