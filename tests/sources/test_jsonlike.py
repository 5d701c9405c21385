import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.errors import UnreadableInput
from utils.sources import jsonlike
from utils.sources.opening import Input


def source(content: str) -> Input:
    return Input("file", content.encode())


def fields(rows):
    return [row.fields for row in rows]


def test_a_bad_line_costs_itself_only():
    content = source('{"title": "A"}\n{"title": "B\n\n[1, 2]\n{"title": NaN}\n{"title": "C"}')
    rows = list(jsonlike.line_rows(content, []))
    assert fields(rows) == [{"title": "A"}, None, None, {"title": None}, {"title": "C"}]
    assert [row.number for row in rows] == [1, 2, 3, 4, 5]
    assert rows[1].reason == "is not valid JSON" and rows[1].excerpt == '{"title": "B'


@pytest.mark.parametrize("content", [
    [{"title": "A"}], {"status": "ok", "articles": [{"title": "A"}]}, {"title": "A"},
    {"few": [], "many": [{"title": "A"}], "names": ["x", "y"]},
    {"response": {"status": "ok", "docs": [{"title": "A"}]}},
])
def test_records_are_found_where_interfaces_put_them(content):
    assert fields(jsonlike.file_rows(source(json.dumps(content)), [])) == [{"title": "A"}]


def test_an_article_with_a_list_of_objects_is_one_record():
    article = {"title": "A", "authors": [{"name": "Ann Lee"}, {"name": "Bo Ray"}]}
    assert fields(jsonlike.file_rows(source(json.dumps(article)), [])) == [
        {"title": "A", "authors": "Ann Lee, Bo Ray"}]


def test_a_page_of_a_longer_result_says_so():
    notes = []
    list(jsonlike.file_rows(source('{"totalResults": 1250, "articles": [{"title": "A"}]}'), notes))
    assert notes == ["The file holds 1 of the 1,250 results that its query found."]


@pytest.mark.parametrize(("value", "text"), [
    ("x", "x"), (None, None), (3, "3"), (True, "true"), (["a", "b"], "a, b"), ([1, 2], "[1, 2]"), ({}, None),
])
def test_values_become_text(value, text):
    row, = jsonlike.line_rows(source(json.dumps({"field": value})), [])
    assert row.fields == ({"field": text} if value != {} else {})


def test_nested_objects_become_dotted_columns():
    row, = jsonlike.line_rows(source('{"source": {"id": null, "name": "Example Post"}}'), [])
    assert row.fields == {"source.id": None, "source.name": "Example Post"}


@pytest.mark.parametrize("content", ['{"a": ', "[" * 100_000, "3", '"text"', ""])
def test_what_holds_no_records_is_refused(content):
    with pytest.raises(UnreadableInput):
        list(jsonlike.file_rows(source(content), []))


def test_nesting_without_end_is_a_reject():
    row, = jsonlike.line_rows(source('{"a":' * 100_000), [])
    assert row.fields is None


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.text(st.characters(categories=("L",)), min_size=1), st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0\r\x85\u2028\u2029")), min_size=1), min_size=1))
def test_whatever_was_written_as_json_lines_is_read_back(records):
    written = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    content = source(written)
    assert fields(jsonlike.line_rows(content, [])) == records
