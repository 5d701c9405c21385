"""Pictures of who is in it: most named, over time, and who moved."""

import pandas as pd
import plotly.graph_objects as go

from utils import schema
from utils.charts import panels, rows
from utils.charts.labels import percent, signed
from utils.charts.look import Look, nothing

_SAID = ("person", "organisation", "place", "product", "law", "event")
TYPES = dict(zip(schema.ENTITY_TYPES, _SAID, strict=True))
KEY_HEIGHT = 26


def top(frame: pd.DataFrame, look: Look, limit: int = 20, by: str = "count") -> go.Figure:
    """Draw `by` (count or mentions) of the first `limit` rows of `analysis.entities.top` as bars coloured by type.

    customdata: entity, label, count, share in words, type in words, mentions.
    """
    if frame.empty:
        return nothing(look, "Nobody is named")
    top = frame.head(limit)
    told = f"Bars of the {len(top)} entities most named; first {top['entity'].iloc[0]}, {top[by].iloc[0]:,}."
    table = pd.DataFrame(
        {
            "id": top["entity"],
            "name": top["entity"],
            "value": top[by],
            "text": [f"{number:,}" for number in top[by]],
            "colour": [look.type(type) for type in top["type"]],
            "count": top["count"],
            "share": [percent(share) for share in top["share"]],
            "type": top["type"].map(TYPES),
            "mentions": top["mentions"],
        }
    )
    hover = (
        "<b>%{customdata[1]}</b>, %{customdata[4]}"
        "<br>%{customdata[2]:,} (%{customdata[3]}), %{customdata[5]:,} mentions"
    )
    drawn = rows.bars(look, told, table, hover)
    present = [type for type in TYPES if type in set(top["type"])]
    key = "   ".join(f'<span style="color:{look.type(type)}">■</span> {TYPES[type]}' for type in present)
    # The key of colours takes the place of a title: only that can start at the picture's left edge.
    return drawn.update_layout(
        height=drawn.layout.height + KEY_HEIGHT,
        margin_t=drawn.layout.margin.t + KEY_HEIGHT,
        title={"text": key, "font": {"size": 12, "color": look.muted}, "pad": {"t": 6, "l": 4}}
        | {"x": 0, "xref": "container", "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top"},
    )


def over_time(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Draw `analysis.entities.over_time` as one row of bars an entity (see `panels.over_time`)."""
    if frame.empty:
        return nothing(look, "Nobody is named in an item with a date")
    names = {name: name for name in frame["entity"].drop_duplicates()}
    return panels.over_time(look, frame, "entity", "count", names, lambda _: look.primary, "%{y:,}")


def movers(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Draw `analysis.entities.movers`: a dot an entity, the change of its share in points, grey where it is not clear.

    customdata: entity, label, recent and before (units), interval in words.
    """
    if frame.empty:
        return nothing(look, "Nothing to compare with")
    points = 100 * frame[["change", "low", "high"]]
    table = pd.DataFrame(
        {
            "id": frame["entity"],
            "name": frame["entity"],
            "value": points["change"],
            "low": points["low"],
            "high": points["high"],
            "colour": [look.primary if clear else look.quiet for clear in frame["clear"]],
            "recent": frame["recent"],
            "before": frame["before"],
            "interval": [f"{signed(low, 1)} to {signed(high, 1)}" for low, high in points[["low", "high"]].to_numpy()],
        }
    )
    told = f"Dots of the change in share of {len(frame)} entities with intervals; {frame['clear'].sum()} moved clearly."
    hover = (
        "<b>%{customdata[1]}</b> %{x:+.1f} points (%{customdata[4]})"
        "<br>%{customdata[2]:,} against %{customdata[3]:,} before"
    )
    return rows.dots(look, told, table, hover)
