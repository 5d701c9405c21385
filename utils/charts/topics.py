"""Pictures of what it is about: topics by size, over time, and how they overlap.

`names` maps every topic id, in its order, to its name on screen; the order gives each topic its colour.
"""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from utils.charts import panels, rows
from utils.charts.labels import label, percent
from utils.charts.look import TICKS, Look, faded, figure, nothing

CELL = 34


def _colour(look: Look, topic: str, names: Mapping[str, str]) -> str:
    return look.series[list(names).index(topic) % len(look.series)] if topic in names else look.colour_of(topic)


def counts(frame: pd.DataFrame, look: Look, names: Mapping[str, str]) -> go.Figure:
    """Draw `analysis.topics.counts` as bars. customdata: topic id, label, count, share in words."""
    if frame.empty:
        return nothing(look, "No topic matches")
    shares = [percent(share) for share in frame["share"]]
    table = pd.DataFrame(
        {
            "id": frame["topic"],
            "name": [names.get(topic, topic) for topic in frame["topic"]],
            "value": frame["count"],
            "text": [f"{count:,} · {share}" for count, share in zip(frame["count"], shares, strict=True)],
            "colour": [_colour(look, topic, names) for topic in frame["topic"]],
            "count": frame["count"],
            "share": shares,
        }
    )
    told = f"Bars of {len(table)} topics; most in {table['name'].iloc[0]}, {frame['count'].iloc[0]:,}."
    return rows.bars(look, told, table, "<b>%{customdata[1]}</b><br>%{customdata[2]:,}, %{customdata[3]} of selected")


def over_time(frame: pd.DataFrame, look: Look, names: Mapping[str, str], value: str = "share") -> go.Figure:
    """Draw `analysis.topics.over_time`, share of selected units or count, as one row of bars a topic.

    Rows, not lines in one frame: six weekly lines cross too often to be followed. See `panels.over_time`.
    """
    if frame.empty:
        return nothing(look, "No topic matches an item with a date")
    found = set(frame["topic"])
    ordered = [*(topic for topic in names if topic in found), *sorted(found - set(names))]
    shown = {topic: names.get(topic, topic) for topic in ordered}
    scaled = frame.assign(share=100 * frame["share"])
    hover = {"share": "%{y:.1f} % of selected, %{customdata[3]:,}", "count": "%{y:,}"}[value]
    unit = " %" if value == "share" else ""
    return panels.over_time(look, scaled, "topic", value, shown, lambda topic: _colour(look, topic, names), hover, unit)


def overlap(frame: pd.DataFrame, look: Look, names: Mapping[str, str]) -> go.Figure:
    """Draw `analysis.topics.overlap`: of the row's topic, the share that also matches the column's.

    customdata: the row's topic id, the column's, words.
    """
    if frame.empty:
        return nothing(look, "No topic matches")
    topics = frame["topic"].drop_duplicates().tolist()
    shares, texts, customdata = _cells(frame, topics, names)
    at = list(range(len(topics)))
    told = f"Table of how far {len(topics)} topics overlap, in shares of each row's topic."
    cells = {
        "type": "heatmap",
        "x": at,
        "y": at,
        "z": shares,
        "zmin": 0,
        "zmax": 1,
        "colorscale": [[0, faded(look.primary, 0.05)], [1, faded(look.primary, 0.6)]],
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "text": texts,
        "texttemplate": "%{text}",
        "textfont": {"color": look.text},
        "customdata": customdata,
        "hovertemplate": "%{customdata[2]}<extra></extra>",
        "hoverongaps": False,
    }
    shown = [label(names.get(topic, topic), 20) for topic in topics]
    # A word a line: slanted, the last column's name would leave the picture, and plotly would drop it.
    stacked = [name.replace(" ", "<br>") for name in shown]
    ticks = {"tickvals": at, "tickfont": {"color": look.text, "size": TICKS}, "showgrid": False}
    return figure(
        look,
        told,
        [cells],
        height=90 + CELL * len(topics),
        margin={"l": 4, "r": 4, "t": 12, "b": 4, "pad": 4},
        xaxis={"side": "top", "tickangle": 0, "ticktext": stacked} | ticks,
        yaxis={"range": [len(topics) - 0.5, -0.5], "ticktext": shown} | ticks,
    )


def _cells(frame: pd.DataFrame, topics: list[str], names: Mapping[str, str]) -> tuple[list, list, list]:
    """Return shares, texts and customdata as rows of cells; a topic against itself is empty."""
    pairs = frame[["topic", "other", "count", "share"]].itertuples(index=False, name=None)
    known = {(topic, other): (count, share) for topic, other, count, share in pairs}
    name = {topic: label(names.get(topic, topic), 80) for topic in topics}

    def cell(topic: str, other: str) -> tuple:
        if topic == other:
            return None, "", [topic, other, ""]
        count, share = known[topic, other]
        return share, percent(share), [topic, other, f"{count:,} of {name[topic]} match {name[other]}"]

    table = [[cell(topic, other) for other in topics] for topic in topics]
    return tuple([[one[part] for one in row] for row in table] for part in range(3))
