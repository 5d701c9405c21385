"""Text inside pictures: made safe, cut to fit, and placed so that labels do not cover one another."""

import html
import unicodedata
from collections.abc import Iterable, Sequence

import pandas as pd

LONGEST = 28
# Parts of the font's size, rounded up, of Source Sans (measured in Chromium: sums are 2 to 5 % too wide).
_NARROW, _BROAD = frozenset(" .,:;!|'’()[]-ijlftrI"), frozenset("mwMW%@…")
_WIDTHS = {"narrow": 0.33, "common": 0.52, "capital": 0.61, "broad": 0.84, "full": 1.0}


def label(name: str, longest: int = LONGEST) -> str:
    """Return a name as plotly shows it letter by letter: one line, cut with …, no markup, no template."""
    line = " ".join("".join(char if char.isprintable() else " " for char in str(name)).split())
    cut = line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
    # Plotly reads a small set of tags and entities, and %{…} as a template; it does not know &quot;.
    return html.escape(cut, quote=False).replace("%{", "%\u2060{")


def width(text: str, size: int) -> float:
    """Return how wide a label (see `label`) stands in a font of this size, in pixels, rather too much than too little.
    """
    return size * sum(_WIDTHS[_breadth(char)] for char in html.unescape(text))


def _breadth(char: str) -> str:
    if char in _NARROW:
        return "narrow"
    if unicodedata.east_asian_width(char) in "WF":
        return "full"
    return "broad" if char in _BROAD else "capital" if char.isupper() else "common"


def day(bin: pd.Timestamp) -> str:
    """Return a day as 17 Oct 2023."""
    return f"{bin:%-d %b %Y}"


def percent(share: float) -> str:
    """Return a share as 38 %, 6.2 % or 0.3 %."""
    return f"{share * 100:.{1 if 0 < abs(share) < 0.0995 else 0}f} %".replace("-", "−")


def signed(value: float, digits: int = 2) -> str:
    """Return a number with its sign: +0.12, −0.08."""
    return f"{value:+.{digits}f}".replace("-", "−")


def records(*columns: Iterable) -> list[list]:
    """Return columns as rows, the form plotly wants customdata in."""
    return [list(row) for row in zip(*columns, strict=True)]


def beside(points: Sequence[tuple[float, float]], width: float, height: float, shift: float) -> list[float | None]:
    """Return for each point (x, y) how far its label moves sideways to be clear of higher ones; None drops it.

    Highest first; a label takes `width` by `height`, tries its place, then `shift` to the right and to the left.
    """
    taken: list[tuple[float, float]] = []
    moves: list[float | None] = [None] * len(points)
    for at in sorted(range(len(points)), key=lambda at: -points[at][1]):
        x, y = points[at]
        for move in (0.0, shift, -shift):
            if all(abs(x + move - other) >= width or abs(y - level) >= height for other, level in taken):
                taken.append((x + move, y))
                moves[at] = move
                break
    return moves
