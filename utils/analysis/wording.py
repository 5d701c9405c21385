"""Numbers as the pages write them: 1,204, 38 %, −0.08, 17 Oct 2023; at most three significant figures beyond counts."""

import pandas as pd

NOUNS = {"articles": ("article", "articles"), "stories": ("story", "stories"), "outlets": ("outlet", "outlets")}


def number(value: float) -> str:
    """Return a count with thousands separators: 1,204."""
    return f"{value:,.0f}".replace("-", "−")


def percent(value: float) -> str:
    """Return a share as a percentage, with one decimal below ten: 38 %, 6.2 %, 0.3 %."""
    scaled = value * 100
    text = f"{scaled:,.1f}".removesuffix(".0") if abs(scaled) < 9.95 else f"{scaled:,.0f}"
    return f"{text} %".replace("-", "−")


def signed(value: float) -> str:
    """Return a score with its sign and two decimals: +0.12, −0.08, 0.00."""
    text = f"{value:+.2f}".replace("-", "−")
    return "0.00" if text[1:] == "0.00" else text


def day(value) -> str:
    """Return a date: 17 Oct 2023; an empty text when it is missing."""
    return "" if pd.isna(value) else f"{pd.Timestamp(value):%-d %b %Y}"


def counted(value: float, unit: str) -> str:
    """Return a count with its noun: 1 article, 1,204 stories; `unit` is a key of `NOUNS`."""
    return f"{number(value)} {NOUNS[unit][int(value != 1)]}"
