"""Layouts as values: what JSON may say, and which tables they are for."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.cleaning.columns import SYNONYMS
from utils.errors import WirewatchError
from utils.layout import NO_ROLE, ROLES, Layout

NAMES = st.text(max_size=12)
LAYOUTS = st.builds(
    Layout, separator=st.none() | st.sampled_from(",;\t|^ "),
    encoding=st.none() | st.sampled_from(["cp1251", "gb18030"]), header=st.none() | st.booleans(),
    roles=st.dictionaries(NAMES, st.sampled_from((*ROLES, NO_ROLE)), max_size=4),
    day_first=st.none() | st.booleans(), format=st.sampled_from(["", "CSV", "XLSX"]),
    columns=st.lists(NAMES, max_size=4).map(tuple))


@given(LAYOUTS)
def test_json_says_all_of_a_layout(layout):
    assert Layout.several(json.dumps(layout.to_dict())) == [layout]
    assert Layout.several(json.dumps([layout.to_dict()] * 2)) == [layout, layout]


@pytest.mark.parametrize(("said", "problem"), [
    ("{", "not valid JSON"), ("3", "no JSON object"), ('{"quote": "x"}', "no part called quote"),
    ('{"separator": ";;"}', "one character"), ('{"separator": "\\n"}', "one character"),
    ('{"separator": 3}', "one character"),
    ('{"encoding": "klingon"}', "a name such as cp1252"), ('{"encoding": "zlib"}', "a name"),
    ('{"encoding": 8}', "a name"),
    ('{"header": "no"}', "true or false"), ('{"day_first": 1}', "true or false"),
    ('{"roles": {"a": "hero"}}', "hero|title"),
    ('{"roles": ["a"]}', "columns with one of"), ('{"columns": "a"}', "a list of names"),
    ("[" * 5000, "not valid JSON"),
])
def test_what_is_no_layout_is_a_sentence(said, problem):
    with pytest.raises(WirewatchError, match=problem) as told:
        Layout.several(said)
    assert told.value.fault == "usage"


@pytest.mark.parametrize(("layout", "fits"), [
    (Layout(), True), (Layout(day_first=True), True), (Layout(roles={"b": "title"}), True),
    (Layout(roles={"c": "title"}), False), (Layout(header=False, roles={"column 1": "title"}), True),
    (Layout(format="CSV", columns=("b", "a")), True), (Layout(format="JSON", columns=("a", "b")), False),
    (Layout(format="CSV", columns=("a",)), False), (Layout(format="CSV", columns=("a", "b", "c")), False),
])
def test_which_tables_a_layout_is_for(layout, fits):
    assert layout.fits("CSV", ["a", "b"]) is fits


def test_the_order_of_columns_does_not_matter_and_their_format_does():
    prints = [Layout(format=format, columns=columns).fingerprint for format, columns in (
        ("CSV", ("a", "b")), ("CSV", ("b", "a")), ("XLSX", ("a", "b")), ("CSV", ("a",)))]
    assert prints[0] == prints[1] and len(set(prints)) == 3


def test_there_are_names_for_every_role():
    assert tuple(SYNONYMS) == ROLES
