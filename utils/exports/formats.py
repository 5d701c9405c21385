"""The formats a table can leave in."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from utils.errors import WirewatchError
from utils.exports.cells import described, escaped, iso

# Limits of the XLSX file format (ECMA-376; Microsoft's "Excel specifications and limits").
MOST_ROWS, MOST_CHARACTERS = 1_048_576 - 1, 32_767
# Characters: a narrower column shows a time as ########.
WIDTH = 20


def csv(frame: pd.DataFrame, about: Mapping[str, str] | None = None) -> bytes:
    """Return the table as CSV (RFC 4180, UTF-8 without a byte order mark: scripts would read it as part of a name)."""
    return escaped(iso(described(frame, about or {}))).to_csv(index=False, lineterminator="\r\n").encode()


def jsonl(frame: pd.DataFrame, about: Mapping[str, str] | None = None) -> bytes:
    """Return the table as one JSON object a line, UTF-8, texts exactly as they are."""
    rows = iso(described(frame, about or {}))
    # pandas writes an empty line for an empty table.
    return (
        rows.to_json(orient="records", lines=True, force_ascii=False, double_precision=15).encode()
        if len(rows)
        else b""
    )


def parquet(frame: pd.DataFrame, about: Mapping[str, str] | None = None) -> bytes:
    """Return the table as Parquet, types kept, `about` in the file's metadata."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), **(about or {})})
    pq.write_table(table, buffer := io.BytesIO(), compression="zstd")
    return buffer.getvalue()


def xlsx(frame: pd.DataFrame, about: Mapping[str, str] | None = None) -> bytes:
    """Return the table as a workbook: sheet "data", and sheet "about" with `about`; nothing in it is ever calculated.

    Texts longer than a cell can hold are cut and end in "… (cut)". Raises WirewatchError when there are more rows than
    a sheet can hold.
    """
    if len(frame) > MOST_ROWS:
        raise WirewatchError(
            f"An XLSX sheet holds at most {MOST_ROWS:,} rows and this table has {len(frame):,}. "
            "Save it as CSV or Parquet, or narrow the filters."
        )
    naive = frame.assign(
        **{name: frame[name].dt.tz_convert("UTC").dt.tz_localize(None) for name in frame.select_dtypes("datetimetz")},
        **{name: frame[name].dt.date for name in frame.select_dtypes("datetime")},
    )
    fitting = naive.assign(**{name: naive[name].map(_cut) for name in naive.select_dtypes(["str", "object"])})
    notes = pd.DataFrame({"what": [*(about or {}), "times"], "value": [*(about or {}).values(), "UTC"]})
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with pd.ExcelWriter(
        buffer := io.BytesIO(),
        engine="xlsxwriter",
        engine_kwargs={"options": options},
        datetime_format="yyyy-mm-dd hh:mm:ss",
        date_format="yyyy-mm-dd",
    ) as writer:
        fitting.to_excel(writer, sheet_name="data", index=False, freeze_panes=(1, 0))
        notes.to_excel(writer, sheet_name="about", index=False)
        for sheet in writer.sheets.values():
            sheet.set_column(0, len(frame.columns), WIDTH)
    return buffer.getvalue()


def _cut(cell):
    if isinstance(cell, str) and len(cell) > MOST_CHARACTERS:
        return cell[: MOST_CHARACTERS - len("… (cut)")] + "… (cut)"
    return cell


@dataclass(frozen=True)
class Format:
    """A format: its writer (frame, about -> bytes), MIME type, file extension, and whether a terminal can show it."""

    write: Callable[[pd.DataFrame, Mapping[str, str] | None], bytes]
    mime: str
    extension: str
    text: bool


FORMATS: Mapping[str, Format] = {
    "csv": Format(csv, "text/csv", "csv", True),
    "jsonl": Format(jsonl, "application/x-ndjson", "jsonl", True),
    "parquet": Format(parquet, "application/vnd.apache.parquet", "parquet", False),
    "xlsx": Format(xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", False),
}
