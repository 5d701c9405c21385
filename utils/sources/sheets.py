"""XLSX: the cells of every sheet as they were last calculated; nothing is calculated here."""

import datetime
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from utils.errors import UnreadableInput
from utils.sources import archives, limits
from utils.sources.delimited import LOOKED_AT, has_header, names
from utils.sources.opening import Input
from utils.sources.rows import Row, rejected

# What openpyxl raises for XML that is damaged, or declares entities (defusedxml's errors are ValueErrors).
DAMAGED = (ValueError, KeyError, TypeError, AttributeError, IndexError, SyntaxError)


def rows(source: Input, notes: list[str]) -> Iterator[Row]:
    """Yield the rows under the first filled row of each sheet; they are numbered through the whole workbook.

    Dates become ISO 8601, so that no order of day and month is left to guess; a formula is the value it had when the
    file was saved. `sheet` names the sheet where several have rows. Raises UnreadableInput for a damaged workbook.
    """
    from openpyxl import load_workbook

    with archives.opened(source) as archive, source.open() as stream:
        archives.judge_sizes(archive)
        try:
            book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            sheets = [sheet for sheet in book.worksheets if _has_rows(sheet)]
            records = (record for sheet in sheets for record in _records(sheet, source.layout.header))
            for number, (sheet, header, cells) in enumerate(records, start=1):
                yield _row(number, header, cells, {"sheet": sheet} if len(sheets) > 1 else {})
        except DAMAGED as error:
            raise UnreadableInput("it is damaged, or not a workbook that can be read") from error


def _filled(sheet) -> Iterator[list[str | None]]:
    """Yield the rows that hold something, as text, without the empty cells at their end."""
    sheet.reset_dimensions()  # a stated size is not believed: one far cell would pad every row to its width
    for cells in sheet.iter_rows(values_only=True):
        end = max((place for place, cell in enumerate(cells, start=1) if cell not in (None, "")), default=0)
        if end:
            yield [_text(cell) for cell in cells[:end]]


def _has_rows(sheet) -> bool:
    return next(_filled(sheet), None) is not None


def _records(sheet, headed: bool | None) -> Iterator[tuple[str, list[str], list[str | None]]]:
    """Yield for each row under the header the sheet's title, the header and the row's cells.

    Whether there is a header is guessed where `headed` is None; without one columns are called column 1, column 2 ...
    """
    opening = _opening(sheet)
    if headed is None:
        headed = has_header(opening)
    header = names([cell or "" for cell in opening[0]] if headed else [""] * max(map(len, opening)))
    for cells in islice(_filled(sheet), int(headed), None):
        yield sheet.title, header, cells


def _opening(sheet) -> list[list[str | None]]:
    """Return the first filled rows; where the sheet breaks off among them, those before: they are read all the same."""
    found: list[list[str | None]] = []
    with suppress(*DAMAGED):
        found.extend(islice(_filled(sheet), LOOKED_AT))
    return found


def _row(number: int, header: list[str], cells: list[str | None], sheet: dict[str, str]) -> Row:
    if len(cells) > limits.COLUMNS:
        return rejected(number, f"has {len(cells):,} columns, and at most {limits.COLUMNS} are read",
                        " ".join(cell for cell in cells if cell))
    beyond = [f"column {place}" for place in range(len(header) + 1, len(cells) + 1)]
    return Row(number, dict(zip([*header, *beyond], cells, strict=False)) | sheet)


def _text(cell) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)
