"""Pictures of the voices of a text: the reporters' own wording beside that of the speech they quote."""

import pandas as pd
import plotly.graph_objects as go

from utils import schema
from utils.charts import rows
from utils.charts.labels import signed
from utils.charts.look import Look, nothing

NAMES = {schema.REPORTER: "reporters", schema.QUOTED: "quoted speech"}


def voices(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Draw `analysis.voices.voices`: a dot a voice with its interval; a voice that is refused is not drawn.

    customdata: voice, label, articles, interval in words.
    """
    drawn = frame[frame["mean"].notna()]
    if drawn.empty:
        return nothing(look, "No voice has enough scored articles")
    names = [f"{NAMES[voice]}, n = {n:,}" for voice, n in drawn[["voice", "n"]].itertuples(index=False)]
    table = pd.DataFrame({
        "id": drawn["voice"], "name": names, "value": drawn["mean"], "low": drawn["low"], "high": drawn["high"],
        "colour": look.primary, "n": drawn["n"],
        "interval": [f"{signed(low)} to {signed(high)}" for low, high in drawn[["low", "high"]].to_numpy()]})
    means = " and ".join(f"{NAMES[row.voice]} {signed(row.mean)}" for row in drawn.itertuples())
    return rows.dots(look, f"Dots of mean wording polarity by voice with 95 % intervals: {means}.", table,
                     "<b>%{customdata[1]}</b><br>polarity %{x:+.2f} (%{customdata[3]})")
