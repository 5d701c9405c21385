"""Nexis, Factiva and RIS: which text is an export, and what its parts are."""

import pytest
from written import SECOND, factiva_lines, nexis_com, nexis_uni

from utils.sources import factiva, nexis, plain, ris
from utils.sources.opening import Input

ARTICLE = ["The council met on Monday.", "Body", "Its end of document is near, and Documents (2) are missing.",
           "1 of 10 wanted more."]


@pytest.mark.parametrize(("lines", "expected"), [
    (nexis_uni(), True), (nexis_uni()[13:], True), (nexis_com().splitlines(), True), (ARTICLE, False),
    (["Length: 3 words"], False), (["End of Document"], False), (factiva_lines(), False), ([], False)])
def test_a_nexis_export_is_told_from_a_pasted_article(lines, expected):
    assert nexis.is_export(lines) == expected


@pytest.mark.parametrize(("lines", "expected"), [
    (factiva_lines(), True), (ARTICLE, False), (["355 words"], False), (nexis_uni(), False)])
def test_a_factiva_export_is_told_from_a_pasted_article(lines, expected):
    assert factiva.is_export(lines) == expected


def test_a_pasted_article_is_one_row_as_it_stands():
    row, = plain.articles([f"{line}\n" for line in ARTICLE], [])
    assert row.fields == {"text": "\n".join(ARTICLE) + "\n"}


@pytest.mark.parametrize("date", [
    "January 11, 2010 Monday", "11. Januar 2010 Montag", "11 janvier 2010 lundi", "11 de enero de 2010",
    "Monday, January 11, 2010", "2010-01-11", "July 1, 2019 Monday 9:20 AM GMT"])
def test_dates_are_found_in_the_languages_of_nexis(date):
    lines = ["A title", "Strait Times", date, "Length: 9 words", "Body", SECOND, "End of Document"]
    row, = nexis.rows(lines, [])
    assert (row.fields["published"], row.fields["outlet"], row.fields["title"], row.fields["text"]) == (
        date, "Strait Times", "A title", SECOND)


def test_a_title_may_name_a_year_and_take_two_lines():
    lines = ["Cover", "", "Budget 2010: what", "June 3, 2010 brings", "Strait Times", "January 11, 2010",
             "Length: 9 words", "Body", SECOND]
    row, = nexis.rows(lines, [])
    assert row.fields["title"] == "Budget 2010: what June 3, 2010 brings"
    assert row.fields["published"] == "January 11, 2010"


def test_every_ris_record_is_a_row_or_a_reject():
    content = ("TY  - NEWS\r\nTI  - A\r\nER  - \r\n\r\nTY  - JOUR\r\nT1  - B\r\nN2  - one\r\n  two\r\nER  -\r\n"
               "TY  - GEN\r\nER  - \r\n")
    rows = list(ris.rows(Input("a.ris", content.encode()), []))
    assert [row.fields["title"] for row in rows] == ["A", "B", None]
    assert rows[1].fields["text"] == "one two"
