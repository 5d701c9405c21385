"""What a file is taken for before it is read: its format, and of a table its columns and which layout is for it."""

from dataclasses import replace
from itertools import islice
from typing import Any

from utils.errors import UnreadableInput
from utils.layout import HEAD, Layout
from utils.sources import delimited, encodings, formats, jsonlike, plain, ris
from utils.sources.formats import Reader
from utils.sources.opening import Input
from utils.sources.rows import column_name

# Formats whose columns are the file's own.
TABLES = tuple(formats.TABLES)
# Formats that are read in the encoding that is chosen or guessed.
ENCODED = (delimited.rows, jsonlike.line_rows, jsonlike.file_rows, plain.rows, ris.rows)


def placed(source: Input, read: Reader, layouts: list[dict]) -> tuple[Input, dict[str, Any] | None]:
    """Return `source` with the first of `layouts` (as JSON) that is for it, and which one that is.

    The answer's parts: the layout's `place`, and `format` and `columns` of the table when everything is guessed; None
    when no layout was given.
    """
    if not layouts:
        return source, None
    told = {"place": None, "format": formats.name(read), "columns": columns(source, read)}
    for place, layout in enumerate(map(Layout.from_dict, layouts)):
        if layout.fits(told["format"], told["columns"]):
            return replace(source, layout=layout), told | {"place": place}
    return source, told


def columns(source: Input, read: Reader) -> list[str]:
    """Return the names of a table's columns in its first `HEAD` rows, none for what is no table."""
    if read not in TABLES:
        return []
    try:
        rows = list(islice(read(source, []), HEAD))
    except UnreadableInput:
        return []
    return list(dict.fromkeys(column_name(name) for row in rows if row.fields for name in row.fields))


def understood(source: Input, read: Reader) -> dict[str, Any]:
    """Return what is understood of a file before its rows: format, separator, header, encoding with alternatives."""
    told: dict[str, Any] = {"format": formats.name(read), "table": read in TABLES, "separator": None, "header": None,
                            "encoding": None}
    if read is delimited.rows:
        begun = delimited.start(source, [])
        told |= {"separator": begun.separator, "header": begun.headed}
    if read in ENCODED:
        name, how = encodings.choice(source)
        doubtful = how in ("guess", "chosen")
        told["encoding"] = {"name": name, "how": how, "doubtful": how == "guess", "alternatives": [
            {"encoding": other, "sample": sample}
            for other, sample in (encodings.alternatives(source, name) if doubtful else [])]}
    return told
