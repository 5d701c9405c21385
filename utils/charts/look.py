"""How every picture looks: one palette for light and one for dark, one frame for all figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

import plotly.graph_objects as go

from utils import schema

FONT = '"Source Sans", "Source Sans Pro", sans-serif'
CLEAR = "rgba(0,0,0,0)"
EDGES = {"x": "b", "y": "l"}  # where an axis's labels stand
TICKS = 12  # pixels, the size of an axis's labels
# Redrawing stays quick up to here (measured in Chromium: six charts of 60 points 0.4 s, of 2,000 points 1.4 s).
MOST_MARKS = 500


@dataclass(frozen=True)
class Look:
    """The colours of a theme.

    text, muted (axis text), grid, panel (behind hover text), primary (bars), quiet (what cannot be told from zero),
    series (ten), negative, neutral and positive (told apart by colour-blind readers and in grey print).
    """

    text: str
    muted: str
    grid: str
    panel: str
    quiet: str
    series: tuple[str, ...]
    negative: str
    neutral: str
    positive: str

    @property
    def primary(self) -> str:
        """The colour of a picture with one series."""
        return self.series[0]

    def tone(self, tone: str) -> str:
        """Return the colour of a tone (`schema.TONES`)."""
        return {"negative": self.negative, "neutral": self.neutral, "positive": self.positive}[tone]

    def type(self, type: str) -> str:
        """Return the colour of a type of entity (`schema.ENTITY_TYPES`)."""
        return self.series[schema.ENTITY_TYPES.index(type)]

    def colour_of(self, name: str) -> str:
        """Return the colour that this name has on every page; two names may share one, so label marks directly."""
        # The last of the ten is the grey that means "no clear difference".
        return self.series[crc32(name.encode()) % (len(self.series) - 1)]


def faded(colour: str, opacity: float) -> str:
    """Return a #RRGGBB colour with an opacity, as plotly writes it."""
    return f"rgba({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))}, {opacity})"


LIGHT = Look(
    text="#1B2328",
    muted="#5B6870",
    grid="#E3E8EB",
    panel="#F4F6F7",
    quiet="#9AA5AB",
    series=(
        "#0B5A6F",
        "#C8553D",
        "#E0A526",
        "#5B8C5A",
        "#7A5C99",
        "#3D7EA6",
        "#A23B72",
        "#8A6D3B",
        "#4F5D75",
        "#9AA5AB",
    ),
    negative="#C8553D",
    neutral="#9AA5AB",
    positive="#2B7A9B",
)
DARK = Look(
    text="#E6ECEF",
    muted="#9FAEB6",
    grid="#26323A",
    panel="#1A2227",
    quiet="#7C8A92",
    series=(
        "#5CC3D6",
        "#F08A6E",
        "#F2C14E",
        "#8CC084",
        "#B79AD6",
        "#7FB7DE",
        "#E07FB0",
        "#C9A86A",
        "#9FB0C8",
        "#B9C3C8",
    ),
    negative="#F08A6E",
    neutral="#7C8A92",
    positive="#7FB7DE",
)
LOOKS = {"light": LIGHT, "dark": DARK}


def figure(look: Look, alt: str, traces: Iterable[dict] = (), **layout) -> go.Figure:
    """Return a figure in this look: no frame, no legend, faint horizontal grid, `alt` for screen readers.

    `traces` and `layout` are plotly's, as plain dicts; an axis may say besides how much `room` its labels take, in
    pixels of margin (see `axes.room`), and otherwise plotly measures them. Its marks can be clicked (see `still`).

    Streamlit gives plotly every figure twice, and plotly draws it again unless both are alike (`react` in plotly.js 3):
    lists are by their `datarevision`; an object as `template` or `meta` never is. One revision will do, for Streamlit
    puts another picture in the place of one whose data changed.
    """
    own = {
        "template": {},
        "height": 280,
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"family": FONT, "size": 13, "color": look.text},
        "showlegend": False,
        "bargap": 0.3,
        "hoverlabel": {
            "bgcolor": look.panel,
            "bordercolor": look.grid,
            "font": {"color": look.text, "family": FONT},
            "align": "left",
        },
        "meta": alt,
        "datarevision": 1,
        # As Streamlit sets them where marks are clicked: what it finds so is not drawn again.
        "clickmode": "event+select",
        "hovermode": "closest",
        "dragmode": "pan",
    }
    margin = {"l": 4, "r": 16, "t": 24, "b": 4, "pad": 4} | layout.pop("margin", {})
    given = {"xaxis": {}, "yaxis": {}} | {name: part for name, part in layout.items() if name[1:5] == "axis"}
    margin |= {EDGES[name[0]]: axis["room"] for name, axis in given.items() if "room" in axis}
    axes = {name: _axis(look, name, **axis) for name, axis in given.items()}
    # Made in one go from plain dicts: plotly checks every part again whenever one is added, a millisecond each time.
    return _untemplated({"data": list(traces), "layout": own | layout | {"margin": margin} | axes})


def still(figure: go.Figure) -> go.Figure:
    """Return the figure with marks that do nothing when clicked."""
    return _untemplated(figure).update_layout(clickmode="none", dragmode=False)


def _untemplated(drawn: dict | go.Figure) -> go.Figure:
    # Without a template plotly fills in its own; the empty one that keeps it from that is itself one too many.
    figure = go.Figure(drawn)
    figure.layout.template = None
    return figure


def _axis(look: Look, name: str, room: int | None = None, **axis) -> dict:
    return {
        "showgrid": name.startswith("y"),
        "gridcolor": look.grid,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "fixedrange": True,
        "automargin": room is None,
        # Else plotly measures every label again for each label that it writes.
        "ticklabeloverflow": "allow" if room is not None else "hide past div",
        "tickfont": {"color": look.muted, "size": TICKS},
    } | axis


def nothing(look: Look, why: str) -> go.Figure:
    """Return a figure without marks that says in words why there is nothing to draw."""
    hidden = {"visible": False}
    return figure(
        look,
        f"{why}.",
        height=160,
        xaxis=hidden,
        yaxis=hidden,
        annotations=[
            {
                "text": why,
                "showarrow": False,
                "xref": "paper",
                "yref": "paper",
                "x": 0.5,
                "y": 0.5,
                "font": {"color": look.muted, "size": 14},
            }
        ],
    )
