"""Small multiples: one row of bars over time for each name, all on one scale."""

from collections.abc import Callable, Mapping

import pandas as pd
import plotly.graph_objects as go

from utils.charts import axes
from utils.charts.labels import day, label, records
from utils.charts.look import MOST_MARKS, Look, figure

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
    traces, annotations = [], []
    for at, (value, name) in enumerate(kept.items()):
        mine = frame[frame[by] == value].sort_values("bin").reset_index(drop=True)
        traces.append(axes.bars(mine["bin"], mine[heights], colour(value)) | {
            "xaxis": f"x{_nth(at)}",
            "yaxis": f"y{_nth(at)}",
            "customdata": records(axes.iso(mine["bin"]), map(day, mine["bin"]), mine[by], mine["count"]),
            "hovertemplate": f"<b>{label(name, 80)}</b>, %{{customdata[1]}}<br>{hover}<extra></extra>",
        })
        annotations.append({"text": label(name), "yref": f"y{_nth(at)} domain"} | ABOVE)
    highest = frame.loc[frame[by].isin(kept), heights].max() or 1
    said = f"{round(highest, 1 if highest < 9.95 else None):,}{unit}"
    scale = {"room": axes.room([said]), "range": [0, highest * 1.05], "tickvals": [highest], "ticktext": [said],
             "zeroline": True, "zerolinecolor": look.grid}
    told = f"Small bars over time, one row each for {', '.join(kept.values())}."
    return figure(look, told, traces, height=height, annotations=annotations,
                  **_stacked(len(kept), GAP / height, axes.time(bins), scale))


def _stacked(count: int, gap: float, xaxis: dict, yaxis: dict) -> dict:
    """Return the axes of `count` pictures beneath one another, `gap` of the height apart, with days under the last."""
    length, last = (1 - gap * (count - 1)) / count, _nth(count - 1)
    stacked = {}
    for at in range(count):
        top = 1 - at * (length + gap)
        hidden = {"matches": f"x{last}", "showticklabels": False} if at < count - 1 else {}
        stacked[f"xaxis{_nth(at)}"] = {"anchor": f"y{_nth(at)}"} | xaxis | hidden
        stacked[f"yaxis{_nth(at)}"] = {"anchor": f"x{_nth(at)}", "domain": [max(top - length, 0), top]} | yaxis
    return stacked


def _nth(at: int) -> str:
    """Return how plotly numbers its axes: x, x2, x3."""
    return str(at + 1) if at else ""
