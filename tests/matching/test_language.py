"""The query language by example: these tables are its specification."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.errors import QueryError
from utils.matching import match, parse
from utils.matching.language import MAX_CHARACTERS
from utils.matching.tree import And, Near, Not, Or, Phrase

TEXTS = [
    # words: case, accents, abbreviations, possessives, hyphens; no stemming
    ("chips", "New chips arrive", True),
    ("chips", "A new chip arrives", False),
    ("CHIPS", "new chips arrive", True),
    ("zurich", "Talks in Zürich failed", True),
    ("Zürich", "Talks in Zurich failed", True),
    ("US", "The U.S. acted alone", True),
    ("U.S.", "The US acted alone", True),
    ("A.I.", "An AI lab", True),
    ("China", "China’s new rules", True),
    ("China's", "Rules made in China", True),
    ("chinas", "China's new rules", False),
    ("chip-making", "A plant for chip making opens", True),
    ("chip-making", "Making a chip is hard", False),
    ("chipmaking", "chip-making", False),
    ("AT&T", "AT&T and others", True),
    ("H20", "The H20 is back", True),
    ("芯片", "出口芯片管制", True),
    ("芯片", "芯的片", False),
    # adjacency, AND, OR, NOT and their order
    ("chip ban", "a ban on every chip", True),
    ("chip ban", "a tax on every chip", False),
    ("chip AND ban", "a ban on every chip", True),
    ("chip OR wafer", "one wafer", True),
    ("chip OR wafer", "one reactor", False),
    ("chip OR wafer ban", "one chip", True),
    ("wafer ban OR chip tax", "wafer tax", False),
    ("(chip OR wafer) ban", "one chip", False),
    ("NOT chip ban", "a ban on sugar", True),
    ("NOT chip ban", "a ban on any chip", False),
    ("NOT (chip ban)", "a chip", True),
    ("chip NOT ban", "a chip tax", True),
    ("chip NOT ban", "a chip ban", False),
    ("NOT NOT chip", "a chip", True),
    ("sugar OR NOT chip", "a wafer", True),
    ("NOT chip", "", True),
    ("chip and ban", "a chip ban", False),
    ("chip and ban", "a chip and a ban", True),
    ("not", "do not export", True),
    # phrases and stars
    ('"export ban"', "an export ban", True),
    ('"export ban"', "a ban on export", False),
    ("“export ban”", "an export-ban", True),
    ('"export AND ban"', "export and ban", True),
    ("export*", "exporters object", True),
    ("export*", "reexport", False),
    ('"export control*"', "export controls", True),
    ('"export control*"', "export quotas and controls", False),
    # NEAR: words between, either order, groups
    ("chip NEAR/2 ban", "chip one two ban", True),
    ("chip NEAR/2 ban", "chip one two three ban", False),
    ("ban NEAR/2 chip", "chip one two ban", True),
    ("chip NEAR/0 ban", "a chip ban", True),
    ("(chip* OR wafer) NEAR/3 (ban OR \"export control*\")", "controls: export control of chips", True),
    ("(chip OR wafer) NEAR/1 (ban OR curb)", "chip ban", True),
    ("(chip OR wafer) NEAR/1 (ban OR curb)", "chip of any kind or ban", False),
    ("tax chip NEAR/1 ban", "a chip ban and a tax", True),
    ("NOT chip NEAR/1 ban", "a chip of some kind, no ban", True),
]


@pytest.mark.parametrize(("query", "text", "expected"), TEXTS)
def test_a_query_matches_a_text_or_not(query, text, expected):
    articles = pd.DataFrame({"title": [""], "text": [text]}, dtype="str")
    assert match(query, articles).tolist() == [expected]


PARTS = [
    ("chip ban", "A chip", "and its ban", True),
    ('"chip ban"', "A chip", "ban", False),
    ("chip NEAR/5 ban", "A chip", "ban", False),
    ("title:chip", "A chip", "", True),
    ("title:chip", "", "A chip", False),
    ("title:chip ban", "A chip", "ban", True),
    ("title:(chip ban)", "A chip", "ban", False),
    ("title:(chip OR wafer)", "A wafer", "", True),
    ('title:"chip ban"', "The chip-ban", "", True),
    ("title:(chip NEAR/1 ban)", "chip or ban", "", True),
    ("title:(chip NEAR/1 ban)", "", "chip or ban", False),
    ("title:(NOT chip)", "", "chip", True),
    ("TITLE:chip", "chip", "", True),
    ("lang:en", "", "", True),
    ("lang:de", "", "", False),
    ("outlet:“The Daily Example”", "", "", True),
    ("outlet:daily", "", "", False),
    ("outlet:the*", "", "", True),
    ("entity:(Acme OR Nvidia)", "", "", True),
    ("entity:(Acme Nvidia)", "", "", False),
    ('entity:"José Díaz" lang:en', "", "", True),
    ("entity:acme NOT entity:jose-diaz", "", "", False),
    ("speaker:Diaz*", "", "", False),
    ('speaker:"Jose Diaz" OR chip', "", "", True),
]


@pytest.mark.parametrize(("query", "title", "text", "expected"), PARTS)
def test_title_and_text_are_apart_and_fields_hold_names(query, title, text, expected):
    articles = pd.DataFrame({"id": ["x1"], "title": [title], "text": [text], "outlet": ["The Daily Example"],
                             "language": ["en"]})
    mentions = pd.DataFrame({"article": ["x1", "x1"], "entity": ["Acme", "José Díaz"]})
    quotes = pd.DataFrame({"article": ["x1"], "speaker": ["José Díaz"]})
    assert match(query, articles, mentions, quotes).tolist() == [expected]


ERRORS = [
    ("", 0, "word"),
    ("   ", 0, "word"),
    ("chip AND", 5, "after it"),
    ("AND chip", 0, "before it"),
    ("chip OR OR ban", 8, "before it"),
    ("chip NOT", 5, "after it"),
    ("(chip", 0, ")"),
    ("chip)", 4, "("),
    (")", 0, "Leave it out"),
    ("chip ()", 5, "Write a word"),
    ('chip "ban', 5, '"'),
    ('"..."', 0, "word"),
    ("-chip", 0, "NOT chip"),
    ("chip -ban", 5, "NOT ban"),
    ("chip - ban", 5, "NOT"),
    ("+chip", 0, "Write chip"),
    ("chip && ban", 5, "AND"),
    ("chip | ban", 5, "OR"),
    ("*chip", 0, "chip*"),
    ("ch*p", 2, "chip*"),
    ("chip *", 5, "word"),
    ('"chip* ban"', 5, "control*"),
    ("c*", 1, "more of the word"),
    ("organi?ation", 6, "quotes"),
    ("'export ban'", 0, "double quotes"),
    ("/ch[ip]/", 3, "quotes"),
    ("chip near/5 ban", 5, "NEAR/5"),
    ("chip w/7 ban", 5, "NEAR/7"),
    ("chip NEAR ban", 5, "NEAR/5"),
    ("chip NEAR/500 ban", 5, "AND"),
    ("chip NEAR/5", 5, "after it"),
    ("a NEAR/2 b NEAR/2 c", 11, "AND"),
    ("(chip ban) NEAR/5 export", 0, '"a b"'),
    ("title:chip NEAR/5 ban", 0, "title:(a NEAR/5 b)"),
    ("entity:(a NEAR/5 b)", 8, "AND"),
    ("titel:chip", 0, "title:"),
    ("source:bbc", 0, "outlet:"),
    ("title: chip", 5, "title:chips"),
    ("title:outlet:bbc", 6, "AND or OR"),
    ("https://example.org", 0, "quotes"),
    ("{title text}: chip", 0, "quotes"),
    ("chip 😀", 5, "word"),
    ("NOT " * 30 + "chip", 84, "brackets"),
    ("x" * (MAX_CHARACTERS + 1), MAX_CHARACTERS, "chip*"),
    (" ".join(["ab"] * 201), 600, "chip*"),
]


@pytest.mark.parametrize(("query", "position", "suggestion"), ERRORS)
def test_what_is_not_understood_is_an_error_with_a_place_and_a_suggestion(query, position, suggestion):
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert (caught.value.position, suggestion in caught.value.suggestion) == (position, True), caught.value.suggestion


@pytest.mark.parametrize("query", ["entity:Acme", "speaker:Acme", "outlet:Acme", "lang:en"])
def test_a_field_whose_table_is_not_given_is_an_error(query):
    articles = pd.DataFrame({"title": ["a"], "text": ["b"]})
    with pytest.raises(QueryError) as caught:
        match(f"a OR {query}", articles)
    assert caught.value.position == len("a OR ") + query.index(":") + 1


word = st.sampled_from(["alpha", "beta", "gamma", "and", "us"])
phrases = st.builds(lambda words, prefix, title: Phrase(tuple(words), prefix, title),
                    st.lists(word, min_size=1, max_size=3), st.booleans(), st.just(False))


def nested(inner):
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.builds(And, several) | st.builds(Or, several) | st.builds(Not, inner)


groups = st.lists(phrases, min_size=1, max_size=3, unique=True).map(tuple)
trees = st.recursive(phrases | st.builds(Near, groups, groups, st.integers(0, 100)), nested, max_leaves=12)


def written(tree) -> str:
    match tree:
        case Phrase(words, prefix):
            return f'"{" ".join(words)}{"*" * prefix}"'
        case Near(left, right, distance):
            sides = [f"({' OR '.join(map(written, side))})" for side in (left, right)]
            return f"{sides[0]} NEAR/{distance} {sides[1]}"
        case And(parts):
            return f"({' '.join(map(written, parts))})"
        case Or(parts):
            return f"({' OR '.join(map(written, parts))})"
        case Not(part):
            return f"NOT {written(part)}"


def flat(tree):
    """Return the tree as the parser gives it: an And within an And opened up, a part said twice kept once."""
    match tree:
        case And(parts) | Or(parts):
            kind = type(tree)
            opened = [flat(part) for part in parts]
            inner = [one for part in opened for one in (part.parts if type(part) is kind else (part,))]
            return kind(tuple(dict.fromkeys(inner))) if len(set(inner)) > 1 else inner[0]
        case Not(part):
            return Not(flat(part))
    return tree


@given(trees)
def test_a_tree_written_out_is_parsed_back(tree):
    assert parse(written(tree)) == flat(tree)


@given(st.text(max_size=60) | st.lists(
    st.sampled_from(["(", ")", '"', "AND", "OR", "NOT", "NEAR/3", "title:", "lang:", "chip", "*", "-", " ", "“", ":"]),
    max_size=25).map(" ".join))
def test_any_text_is_a_tree_or_an_error_within_it(text):
    try:
        parse(text)
    except QueryError as error:
        assert 0 <= error.position <= len(text)
        assert error.suggestion
