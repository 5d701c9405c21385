import datetime

import pytest
from written import workbook

from utils.errors import UnreadableInput
from utils.sources import sheets
from utils.sources.opening import Input


def read(content: bytes) -> list[dict]:
    return [row.fields for row in sheets.rows(Input("a.xlsx", content), [])]


@pytest.mark.parametrize(("cell", "text"), [
    ("x", "x"), (3, "3"), (3.0, "3"), (0.1, "0.1"), (-2.5, "-2.5"), (10**12, "1000000000000"),
    (True, "TRUE"), (None, None),
    (datetime.date(2024, 4, 3), "2024-04-03"), (datetime.datetime(2024, 4, 3, 8, 15), "2024-04-03 08:15:00"),
    (datetime.datetime(2024, 4, 3), "2024-04-03"), (datetime.time(8, 15), "08:15:00"), ("=1+1", None),
    ("03/04/2024", "03/04/2024"),
])
def test_cells_become_text_and_dates_are_iso(cell, text):
    assert read(workbook({"S": [["a", "b"], [cell, "end"]]})) == [{"a": text, "b": "end"}]


def test_every_sheet_with_rows_is_read_under_its_own_header():
    content = workbook({"Empty": [], "One": [[], ["", "title"], [None, "A"], [], [None, "B"]],
                        "Two": [["text"], ["C"], ["D", "note"]]})
    rows = list(sheets.rows(Input("a.xlsx", content), []))
    assert [row.number for row in rows] == [1, 2, 3, 4]
    assert [row.fields for row in rows] == [
        {"column 1": None, "title": "A", "sheet": "One"}, {"column 1": None, "title": "B", "sheet": "One"},
        {"text": "C", "sheet": "Two"}, {"text": "D", "column 2": "note", "sheet": "Two"}]


def test_what_is_no_workbook_is_refused():
    with pytest.raises(UnreadableInput, match="damaged"):
        read(b"PK\x03\x04 and no more")
