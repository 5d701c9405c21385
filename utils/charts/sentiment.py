"""Pictures of wording: its spread, its course, by outlet, and the words that made it."""

import pandas as pd
import plotly.graph_objects as go

from utils import schema
from utils.charts import axes, rows
from utils.charts.labels import day, percent, records, signed
from utils.charts.look import Look, faded, figure, nothing

_ENDS = {"negative": (0, "left"), "neutral": (0.5, "center"), "positive": (1, "right")}


def _tones(look: Look, words: dict[str, str]) -> list[dict]:
    above = {"xref": "paper", "y": 1, "yanchor": "bottom", "yref": "paper", "showarrow": False}
    return [
        {"text": words[tone], "x": x, "xanchor": anchor, "font": {"color": colour}} | above
        for tone, (x, anchor) in _ENDS.items()
        for colour in [look.text if tone == "neutral" else look.tone(tone)]
    ]


def distribution(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Draw `analysis.sentiment.distribution`: a bar a step of polarity, coloured by tone. customdata: tone, count."""
    if frame.empty:
        return nothing(look, "No item has a score")
    total = frame["count"].sum()
    sums = frame.groupby("tone")["count"].sum().reindex(schema.TONES, fill_value=0)
    words = {tone: f"{tone} {percent(count / total)}" for tone, count in sums.items()}
    told = f"Bars of wording polarity from −1 to +1, {total:,} scored: {', '.join(words.values())}."
    step = frame["bin"].drop_duplicates().diff().min()
    bars = [
        {
            "type": "bar",
            "x": part["bin"].tolist(),
            "y": part["count"].tolist(),
            "width": 0.085 if pd.isna(step) else 0.85 * step,
            "marker": {"color": look.tone(tone), "line": {"width": 0}},
            "customdata": records(part["tone"], part["count"]),
            "hovertemplate": "<b>%{customdata[0]}</b>, polarity about %{x:+.1f}<br>%{customdata[1]:,}<extra></extra>",
        }
        for tone, part in frame.groupby("tone")
    ]
    reach = max(0.5, frame["bin"].abs().max())
    return figure(
        look,
        told,
        bars,
        barmode="stack",
        xaxis={"room": axes.lines(1)} | axes.signed(-reach, reach),
        yaxis=axes.counts(frame.groupby("bin")["count"].sum().max()),
        annotations=_tones(look, words),
    )


def shares(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Draw `analysis.sentiment.shares` as one bar in three parts.

    customdata: tone, count, share and interval in words.
    """
    if frame.empty or not frame["count"].any():
        return nothing(look, "No item has a score")
    words = {tone: f"{tone} {percent(share)}" for tone, share in zip(frame["tone"], frame["share"], strict=True)}
    told = f"One bar of {frame['count'].sum():,} scored: {', '.join(words.values())}."
    parts = [
        {
            "type": "bar",
            "x": [count],
            "y": [0],
            "orientation": "h",
            "marker": {"color": look.tone(tone), "line": {"width": 0}},
            "customdata": [[tone, count, percent(share), f"{percent(low)} to {percent(high)}"]],
            "hovertemplate": "<b>%{customdata[0]}</b> %{customdata[2]}"
            "<br>%{customdata[1]:,}, 95 % interval %{customdata[3]}<extra></extra>",
        }
        for tone, count, share, low, high in frame[["tone", "count", "share", "low", "high"]].itertuples(index=False)
    ]
    return figure(
        look,
        told,
        parts,
        height=84,
        barmode="stack",
        margin={"l": 4, "r": 4, "t": 28, "b": 4},
        xaxis={"visible": False, "range": [0, frame["count"].sum()]},
        yaxis={"visible": False},
        annotations=_tones(look, words),
    )


def over_time(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Draw `analysis.sentiment.over_time`: the mean as a line in its 95 % band; thin bins as grey dots off the line.

    customdata: the bin's first day (ISO), words, n, interval in words.
    """
    scored = frame[frame["n"] > 0]
    if scored.empty:
        return nothing(look, "No item with a date has a score")
    firm = ~frame["thin"] & frame["low"].notna()
    frame = frame.assign(at=axes.middles(frame["bin"]), firm=firm, run=(firm != firm.shift()).cumsum())
    band_x, band_y = [], []
    for _, run in frame[firm].groupby("run"):
        band_x += [*run["at"], *run["at"][::-1], None]
        band_y += [*run["high"], *run["low"][::-1], None]
    shade = {"fill": "toself", "fillcolor": faded(look.primary, 0.18), "line": {"width": 0}}
    ends = scored[["mean", "low", "high"]].stack()
    scale = axes.signed(ends.min(), ends.max())
    return figure(
        look,
        _course(scored),
        [
            {"type": "scatter", "x": band_x, "y": band_y, "mode": "lines", "hoverinfo": "skip"} | shade,
            _points(frame.assign(mean=frame["mean"].where(firm)), "lines+markers", look.primary),
            _points(frame[~firm & (frame["n"] > 0)], "markers", look.quiet),
        ],
        xaxis=axes.time(frame["bin"]),
        yaxis={"room": axes.room(scale["ticktext"])} | scale,
        shapes=[axes.zero(look, "y")],
    )


def _points(frame: pd.DataFrame, mode: str, colour: str) -> dict:
    return {
        "type": "scatter",
        "x": frame["at"].tolist(),
        "y": axes.gaps(frame["mean"]),
        "mode": mode,
        "line": {"color": colour, "width": 2},
        "marker": {"color": colour, "size": 6},
        "customdata": records(axes.iso(frame["bin"]), map(day, frame["bin"]), frame["n"], _intervals(frame)),
        "hovertemplate": "<b>%{customdata[1]}</b><br>polarity %{y:+.2f}%{customdata[3]}, n = %{customdata[2]:,}"
        "<extra></extra>",
    }


def _intervals(frame: pd.DataFrame) -> list[str]:
    return [
        f" ({signed(low)} to {signed(high)})" if low == low else "" for low, high in frame[["low", "high"]].to_numpy()
    ]


def _course(scored: pd.DataFrame) -> str:
    first, last = (f"{signed(row['mean'])} ({day(row['bin'])})" for _, row in scored.iloc[[0, -1]].iterrows())
    return f"Line of mean wording polarity with its 95 % interval, from {first} to {last}."


def by_outlet(frame: pd.DataFrame, look: Look, limit: int = 20) -> go.Figure:
    """Draw `analysis.sentiment.by_outlet`: a dot an outlet with its interval, grey where it reaches zero.

    Of more than `limit` outlets those with most articles are drawn. customdata: outlet, label, n, interval in words.
    """
    if frame.empty:
        return nothing(look, "No outlet has enough scored articles")
    top = frame.loc[frame["n"].nlargest(limit).index.sort_values()]
    colour = [
        look.quiet if not clear else look.negative if mean < 0 else look.positive
        for mean, clear in zip(top["mean"], top["clear"], strict=True)
    ]
    table = top[["low", "high", "n"]].assign(
        id=top["outlet"], name=top["outlet"], value=top["mean"], colour=colour, interval=_intervals(top)
    )
    told = (
        f"Dots of mean wording polarity of {len(top)} outlets, 95 % intervals; {top['clear'].sum()} clearly off zero."
    )
    return rows.dots(
        look, told, table, "<b>%{customdata[1]}</b><br>polarity %{x:+.2f}%{customdata[3]}, n = %{customdata[2]:,}"
    )


def engines(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Draw the shares that several engines tell (engine, tone, count, share, low, high): a dot a tone and engine.

    customdata: tone, label, count, interval in words.
    """
    if frame.empty or not frame["count"].any():
        return nothing(look, "No item has a score")
    ordered = frame.assign(place=frame["tone"].map(schema.TONES.index)).sort_values("place", kind="stable")
    percents = 100 * ordered[["low", "high"]]
    table = pd.DataFrame(
        {
            "id": ordered["tone"],
            "name": ordered["tone"] + ", " + ordered["engine"],
            "value": 100 * ordered["share"],
            "low": percents["low"],
            "high": percents["high"],
            "colour": [look.tone(tone) for tone in ordered["tone"]],
            "count": ordered["count"],
            "interval": [f"{percent(low)} to {percent(high)}" for low, high in ordered[["low", "high"]].to_numpy()],
        }
    )
    told = f"Dots of the share of each tone as {' and '.join(frame['engine'].unique())} tell it, with 95 % intervals."
    hover = "<b>%{customdata[1]}</b> %{x:.0f} %<br>%{customdata[2]:,}, 95 % interval %{customdata[3]}"
    ticks = [0, 25, 50, 75, 100]
    said = [f"{tick} %" for tick in ticks]
    return rows.dots(look, told, table, hover, range=[-3, 106], tickvals=ticks, ticktext=said)


def words(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Draw `analysis.sentiment.words`: a bar a word, its part in the mean polarity.

    customdata: words, label, polarity in words, uses, articles.
    """
    if frame.empty:
        return nothing(look, "No scored words")
    table = pd.DataFrame(
        {
            "id": frame["words"],
            "name": frame["words"],
            "value": frame["weight"],
            "text": [signed(weight, 3) for weight in frame["weight"]],
            "colour": [look.negative if weight < 0 else look.positive for weight in frame["weight"]],
            "polarity": [signed(polarity) for polarity in frame["polarity"]],
            "uses": frame["uses"],
            "articles": frame["articles"],
        }
    )
    told = (
        f"Bars of {len(frame)} words by their part in the mean polarity; most negative {frame['words'].iloc[0]}, most "
        f"positive {frame['words'].iloc[-1]}."
    )
    hover = "<b>%{customdata[1]}</b> scores %{customdata[2]}<br>%{customdata[3]:,} uses in %{customdata[4]:,} articles"
    return rows.bars(look, told, table, hover)
