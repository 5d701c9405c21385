import pytest

from utils.matching.explain import SPANS, restate, spans
from utils.matching.language import parse


@pytest.mark.parametrize(("query", "lines"), [
    ("chip", ["the word “chip”"]),
    ('"U.S. rule*"', ["a phrase beginning “U.S. rule…”"]),
    ("title:chip*", ["a word beginning “chip…” in the title"]),
    ("chip or ban", ["all of these:", " the word “chip”", " the word “or” (OR means either)", " the word “ban”"]),
    ("chip NOT title:(ban OR tax)", ["all of these:", " the word “chip”", " not:", "  any of these:",
                                     "   the word “ban” in the title", "   the word “tax” in the title"]),
    ("(chip* OR wafer) NEAR/5 \"export ban\"",
     ["“chip…” or “wafer” with at most 5 words between it and “export ban”"]),
    ("NOT entity:Acme* OR lang:en", ["any of these:", " not an entity named beginning “Acme”", " the language “en”"]),
])
def test_a_query_is_restated_in_plain_words(query, lines):
    assert [" " * clause.depth + clause.words for clause in restate(parse(query))] == lines


def test_every_clause_brings_the_tree_it_counts():
    clauses = restate(parse("chip NOT (ban OR tax)"))
    assert [clause.tree for clause in clauses] == [
        parse("chip NOT (ban OR tax)"), parse("chip"), parse("NOT (ban OR tax)"), parse("ban OR tax"), parse("ban"),
        parse("tax")]
    assert [clause.excluded for clause in clauses] == [False, False, False, True, True, True]


@pytest.mark.parametrize(("query", "marked"), [
    ("chip", ["title:Chip"]),
    ("chip*", ["title:Chip", "text:chips", "text:chips"]),
    ('"export ban"', ["text:export-ban"]),
    ('"export rule"', []),
    ("title:ban OR title:chip", ["title:Chip"]),
    ("chips NEAR/1 us", ["text:chips", "text:U.S"]),
    ("chips NEAR/0 us", []),
    ("(tax OR chips) NEAR/3 (us OR ban)", ["text:ban", "text:chips", "text:U.S"]),
    ("chip NOT us", ["title:Chip"]),
    ("outlet:Acme OR chip", ["title:Chip"]),
])
def test_marks_stand_on_what_matched(query, marked):
    title, text = "Chip news", "An export-ban on chips: the U.S. says nothing more on this, or of any chips."
    found = spans(parse(query), title, text)
    parts = {"title": title, "text": text}
    assert [f"{row.part}:{parts[row.part][row.start:row.end]}" for row in found.itertuples()] == marked


def test_marks_name_their_clause_and_keep_their_columns_when_there_are_none():
    query = parse("chips OR ban")
    found = spans(query, "", "ban chips")
    assert [restate(query)[number].words for number in found["clause"]] == ["the word “ban”", "the word “chips”"]
    assert dict(spans(query, "", "").dtypes.astype(str)) == SPANS
