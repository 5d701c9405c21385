"""What leaves the house can be read back, says where it came from, and calculates nothing."""

import io
import json
import zipfile

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.errors import WirewatchError
from utils.exports import formats
from utils.exports.cells import escape
from utils.exports.formats import FORMATS

ABOUT = {"view": "Chip export rules", "version": "17", "link": "https://example.org/?topic=chip-export-rules"}
FRAME = pd.DataFrame(
    {
        "id": ["a1", "b2", "c3"],
        "published": pd.to_datetime(
            ["2023-10-17T09:30:05+02:00", None, "2024-02-29T00:00:00+00:00"], utc=True, format="ISO8601"
        ),
        "week": pd.to_datetime(["2023-10-16", None, "2024-02-26"]),
        "title": ['Says "yes", then\nno', None, "Ministère – 芯片"],
        "polarity": [-3.5, None, 0.1],
        "words": [120, 0, 7],
        "is_copy": [True, False, False],
    }
)
# How a cell may try to become a formula: plain, behind blanks, behind characters without width, full-width.
PAYLOADS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\x00=1+1",
    "＝1+1",
    " =1+1",
    "   +1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u00a0@SUM(A1)",
    '=HYPERLINK("https://evil.example","x")',
    "=cmd|' /C calc'!A0",
    "\u2060-1",
    "\u200e＠A1",
]
TRIGGERS = tuple("=+-@\t\r\x00＝＋－＠")


def starts_like_a_formula(text: str) -> bool:
    return text.strip(" \n\u00a0\u200b\u200e\u2060\ufeff").startswith(TRIGGERS)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_csv_cell_starts_like_a_formula(payload):
    assert starts_like_a_formula(payload)
    back = pd.read_csv(io.BytesIO(formats.csv(pd.DataFrame({"title": [payload]}), {"view": payload})))
    assert not starts_like_a_formula(back["title"].iloc[0])
    assert not starts_like_a_formula(back["view"].iloc[0])


@pytest.mark.parametrize("cell", ["plain", "a=b", "'quoted", "5 − 3", "", -3.5, 0, None, True])
def test_what_is_no_formula_is_left_alone(cell):
    assert escape(cell) is cell


@settings(deadline=None)
@given(st.text())
def test_escaping_only_ever_adds_one_apostrophe(text):
    assert escape(text) in (text, f"'{text}")
    assert escape(escape(text)) == escape(text)


def test_csv_reads_back_with_numbers_as_numbers_and_its_view_in_every_row():
    raw = formats.csv(FRAME, ABOUT)
    assert raw.startswith(b"id,published,")
    back = pd.read_csv(io.BytesIO(raw))
    assert back["polarity"].tolist()[::2] == [-3.5, 0.1]
    assert back["published"].tolist()[::2] == ["2023-10-17T07:30:05Z", "2024-02-29T00:00:00Z"]
    assert back["week"].tolist()[::2] == ["2023-10-16", "2024-02-26"]
    assert back["title"].iloc[[0, 2]].tolist() == FRAME["title"].iloc[[0, 2]].tolist()
    assert back.iloc[1].isna().sum() == 4
    assert back["version"].tolist() == [17, 17, 17]


def test_jsonl_keeps_texts_as_they_are_and_nulls_as_null():
    lines = [json.loads(line) for line in formats.jsonl(FRAME.assign(title=["=1+1", None, "a/b"])).splitlines()]
    assert lines[0] == {
        "id": "a1",
        "published": "2023-10-17T07:30:05Z",
        "week": "2023-10-16",
        "title": "=1+1",
        "polarity": -3.5,
        "words": 120,
        "is_copy": True,
    }
    assert lines[1]["published"] is lines[1]["week"] is lines[1]["title"] is lines[1]["polarity"] is None
    assert lines[2]["title"] == "a/b"


def test_jsonl_writes_one_object_a_line_whatever_the_text_holds():
    texts = ["two\nlines", "line\u2028separator", "tab\t", 'quote " and \\', "芯片"]
    raw = formats.jsonl(pd.DataFrame({"text": texts})).decode()
    assert [json.loads(line)["text"] for line in raw.strip().split("\n")] == texts


def test_parquet_keeps_types_and_carries_its_view():
    raw = formats.parquet(FRAME, ABOUT)
    back = pd.read_parquet(io.BytesIO(raw))
    pd.testing.assert_frame_equal(back, FRAME)
    assert pq.read_schema(io.BytesIO(raw)).metadata[b"view"] == b"Chip export rules"


def test_xlsx_holds_no_formula_and_no_link_and_says_its_view_on_a_second_sheet():
    payloads = pd.DataFrame({"title": [*PAYLOADS, "https://example.org"], "n": -3.5})
    with zipfile.ZipFile(io.BytesIO(formats.xlsx(payloads, ABOUT))) as book:
        sheets = {name: book.read(name).decode() for name in book.namelist()}
    data, about = sheets["xl/worksheets/sheet1.xml"], sheets["xl/worksheets/sheet2.xml"]
    assert "<f>" not in data + about
    assert "hyperlink" not in data + about
    assert "<v>-3.5</v>" in data
    assert all(value in sheets["xl/sharedStrings.xml"] for value in ("Chip export rules", "=1+1", "UTC"))


def test_xlsx_has_real_dates_and_cuts_what_no_cell_holds():
    long = FRAME.assign(title=["x" * 40_000, None, "short"])
    with zipfile.ZipFile(io.BytesIO(formats.xlsx(long))) as book:
        texts, data = book.read("xl/sharedStrings.xml").decode(), book.read("xl/worksheets/sheet1.xml").decode()
    assert "… (cut)" in texts
    assert max(map(len, texts.split("<t"))) < 33_000
    assert "<v>45216.312557" in data  # 2023-10-17 07:30:05 in days since 1899-12-30


def test_xlsx_refuses_more_rows_than_a_sheet_holds():
    with pytest.raises(WirewatchError, match="CSV or Parquet"):
        formats.xlsx(pd.DataFrame({"n": range(formats.MOST_ROWS + 1)}))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_an_empty_table_and_leaves_its_argument_alone(name):
    empty, before = FRAME.head(0), FRAME.copy()
    assert isinstance(FORMATS[name].write(empty, ABOUT), bytes)
    FORMATS[name].write(FRAME, ABOUT)
    pd.testing.assert_frame_equal(FRAME, before)


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"xlsx"}))  # a workbook notes when it was made
def test_the_same_table_gives_the_same_bytes(name):
    assert FORMATS[name].write(FRAME, ABOUT) == FORMATS[name].write(FRAME.copy(), ABOUT)
