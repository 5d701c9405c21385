import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.errors import UnreadableInput
from utils.sources import delimited, limits
from utils.sources.opening import Input


def read(content: str):
    rows = list(delimited.rows(Input("file.csv", content.encode()), []))
    return [row.fields for row in rows if row.fields], [row for row in rows if not row.fields]


@pytest.mark.parametrize("content", [
    "title,text\nA,b\n", "title;text\nA;b\n", "title\ttext\r\nA\tb\r\n", "title|text\nA|b", '"title","text"\n"A","b"\n',
    "sep=;\ntitle;text\nA;b\n", "title,text\nA,b,,\n", "\ufefftitle,text\nA,b\n", "title,text\n\n\nA,b\n\n",
])
def test_separators_quotes_and_spreadsheet_habits(content):
    assert read(content) == ([{"title": "A", "text": "b"}], [])


def test_fields_keep_their_lines_and_separators():
    rows, bad = read('title,text\nA,"one, two\nthree ""four"""\n')
    assert rows == [{"title": "A", "text": 'one, two\nthree "four"'}] and not bad


@pytest.mark.parametrize("broken", [
    "lonely", "A,b,c,d", 'A,"open', 'A,"open,', '"A,b',
])
def test_a_broken_line_costs_itself_only(broken):
    good = [f"T{number},text {number}" for number in range(6)]
    content = "\n".join(["title,text", *good[:3], broken, *good[3:]]) + "\n"
    rows, bad = read(content)
    assert [row["title"] for row in rows] == [f"T{number}" for number in range(6)]
    assert len(bad) == 1 and bad[0].number == 4 and bad[0].excerpt == broken


def test_stray_but_paired_quotes_are_kept():
    rows, bad = read('title,text\n"The "new" rule",b\n')
    assert len(rows) == 1 and not bad and "new" in rows[0]["title"]


def test_names_are_made_different():
    rows, _ = read("title,,title\na,b,c\n")
    assert rows == [{"title": "a", "column 2": "b", "title 3": "c"}]


def test_too_many_columns_are_refused():
    with pytest.raises(UnreadableInput, match="columns"):
        read(",".join(f"c{number}" for number in range(limits.COLUMNS + 1)) + "\n")


@settings(deadline=None)
@given(st.lists(st.lists(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0")),
                         min_size=3, max_size=3), max_size=8))
def test_whatever_a_csv_writer_wrote_is_read_back(records):
    written = io.StringIO()
    csv.writer(written).writerows([["first", "second", "third"], *records])
    rows, bad = read(written.getvalue())
    assert [list(row.values()) for row in rows] == records and not bad


@settings(deadline=None)
@given(st.text(alphabet='ab,;"\n \r', max_size=60))
def test_every_line_of_any_file_is_accounted_for(content):
    rows, bad = read("first,second\n" + content)
    assert all(set(row) == {"first", "second"} for row in rows)
    kept = sum(value.count(letter) for row in rows for value in row.values() for letter in "ab")
    refused = sum(row.excerpt.count(letter) for row in bad for letter in "ab")
    assert kept + refused == sum(content.count(letter) for letter in "ab")
