"""A view and its link are the same thing, and what a link says wrongly is left out by name."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils import schema, story
from utils.query.filters import UNITS, Filters

VIEW = Filters(topic="chip-export-rules", q='"entity list" AND (Huawei OR SMIC)', start=date(2023, 1, 1),
               end=date(2023, 12, 31), outlet=("New York, NY", "A+B=C & Söhne"), entity=("Nvidia", "ASML"),
               tone=("negative",), lang=("en", "zh"), unit="stories", copies=False, panel=True,
               zone="Asia/Shanghai", as_of=17)

names = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40).map(str.strip).filter(
    lambda text: text and text.isprintable())
views = st.builds(
    Filters, topic=st.sampled_from(["", *story.topics()]), q=st.sampled_from(["", "chip*", "NOT a OR b-c"]),
    start=st.none() | st.dates(max_value=date(2020, 1, 1)), end=st.none() | st.dates(min_value=date(2020, 1, 1)),
    outlet=st.lists(names, unique=True, max_size=4).map(tuple),
    entity=st.lists(names, unique=True, max_size=4).map(tuple),
    tone=st.lists(st.sampled_from(schema.TONES), unique=True).map(tuple), unit=st.sampled_from(UNITS),
    copies=st.booleans(), panel=st.booleans(), groups=st.booleans(), zone=st.sampled_from(["UTC", "Asia/Tokyo"]),
    as_of=st.none() | st.integers(0, 10**9))


@given(views, st.booleans())
def test_a_view_survives_its_link(view, pin):
    assert Filters.from_params(view.to_params(pin)) == (view, [])


def test_defaults_are_left_out_of_a_link_and_written_out_in_a_pinned_one():
    assert Filters().to_params() == {}
    assert replace(Filters(), as_of=3).to_params(pin=True) == {
        "unit": ["articles"], "copies": ["on"], "panel": ["off"], "groups": ["off"], "zone": ["UTC"], "as_of": ["3"]}
    assert Filters(engine="textblob").to_params() == {"engine": ["textblob"]}
    assert VIEW.to_params()["from"] == ["2023-01-01"]
    assert VIEW.to_params()["outlet"] == list(VIEW.outlet)


@pytest.mark.parametrize(("params", "kept", "named"), [
    ({"topic": ["chip-export-rules"]}, {"topic": "chip-export-rules"}, []),
    ({"topic": ["nonsense"]}, {}, [("topic", "nonsense")]),
    ({"from": ["2023-01-01"]}, {"start": date(2023, 1, 1)}, []),
    ({"from": ["yesterday"], "to": ["2023-02-30"]}, {}, [("from", "yesterday"), ("to", "2023-02-30")]),
    ({"from": ["2023-05-01"], "to": ["2023-01-01"]}, {}, [("from", "2023-05-01")]),
    ({"tone": ["negative", "angry"]}, {"tone": ("negative",)}, [("tone", "angry")]),
    ({"unit": ["events"]}, {}, [("unit", "events")]),
    ({"copies": ["maybe"]}, {}, [("copies", "maybe")]),
    ({"copies": ["off"]}, {"copies": False}, []),
    ({"panel": ["on"]}, {"panel": True}, []),
    ({"panel": ["same"]}, {}, [("panel", "same")]),
    ({"zone": ["Mars/Olympus"]}, {}, [("zone", "Mars/Olympus")]),
    ({"engine": ["oracle"]}, {}, [("engine", "oracle")]),
    ({"as_of": ["-1"]}, {}, [("as_of", "-1")]),
    ({"as_of": ["7"]}, {"as_of": 7}, []),
    ({"q": ['"open']}, {}, [("q", '"open')]),
    ({"q": ["Huawei", "SMIC"]}, {"q": "SMIC"}, []),
    ({"outlet": ["A", "A", "B"]}, {"outlet": ("A", "B")}, []),
    ({"outlet": [""]}, {}, [("outlet", "")]),
    ({"outlet": ["a\x00b"]}, {}, [("outlet", "a\x00b")]),
    ({"entity": ["x" * 201]}, {}, [("entity", "x" * 200)]),
    ({"utm_source": ["mail"]}, {}, [("utm_source", "mail")]),
    ({"outlet": [str(number) for number in range(31)]}, {"outlet": tuple(str(number) for number in range(30))},
     [("outlet", "31 values")]),
])
def test_what_a_link_says_wrongly_is_left_out_by_name(params, kept, named):
    filters, problems = Filters.from_params(params)
    assert filters == Filters(**kept)
    assert [(problem.parameter, problem.value) for problem in problems] == named
    assert all(problem.sentence for problem in problems)


@given(st.dictionaries(st.sampled_from(["topic", "q", "from", "to", "outlet", "as_of", "zone", "x"]),
                       st.lists(st.text(max_size=300), min_size=1, max_size=3)))
def test_no_link_is_an_error(params):
    filters, _ = Filters.from_params(params)
    assert Filters.from_params(filters.to_params()) == (filters, [])


def test_values_that_a_store_lacks_are_named():
    filters, problems = VIEW.checked({"outlet": {"New York, NY"}, "entity": set(), "as_of": {1, 2}})
    assert filters == replace(VIEW, outlet=("New York, NY",), entity=(), as_of=None)
    assert [problem.value for problem in problems] == ["A+B=C & Söhne", "Nvidia", "ASML", "17"]
