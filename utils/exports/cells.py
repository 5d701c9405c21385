"""Cells made fit for a file: times as text, and text that a spreadsheet cannot take for a formula."""

import re
from collections.abc import Mapping

import pandas as pd

# A spreadsheet skips blanks and characters without width, then calculates what starts with one of these (OWASP ASVS
# 5.0, 1.2.10; East Asian editions read the full-width forms as the plain ones).
_FORMULA = re.compile(r"^[\s\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]*[=+\-@＝＋－＠\t\r\x00]")


def described(frame: pd.DataFrame, about: Mapping[str, str]) -> pd.DataFrame:
    """Return the frame with one more column, the same in every row, for each entry of `about`."""
    return frame.assign(**{name: pd.Series(value, index=frame.index, dtype="str") for name, value in about.items()})


def iso(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with its times as text: 2023-10-17T09:30:00Z, or 2023-10-17 in a column without a zone."""
    aware = {
        name: frame[name].dt.tz_convert("UTC").dt.strftime("%Y-%m-%dT%H:%M:%SZ")
        for name in frame.select_dtypes("datetimetz")
    }
    days = {name: frame[name].dt.strftime("%Y-%m-%d") for name in frame.select_dtypes("datetime")}
    return frame.assign(**aware, **days)


def escaped(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with an apostrophe before every text that starts like a formula; numbers stay numbers."""
    return frame.assign(
        **{name: frame[name].map(escape) for name in frame.select_dtypes(["str", "object", "category"])}
    )


def escape(cell):
    """Return a text cell that no spreadsheet calculates; anything but text as it is."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell
