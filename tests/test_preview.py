"""What is understood of a file before it is loaded, and how choices change it."""

import gzip
import json

import pytest
from hostile_texts import encodings as texts
from written import workbook, zipped

from utils.layout import Layout
from utils.preview import preview
from utils.sources.reading import Layouts, read
from utils.store import layouts as choices
from utils.store import ledger

RECORDS = [
    {"headline": "Council delays crane rule", "body": "The council put off its rule on cranes.",
     "pubDate": "03/04/2024",
     "publisher": "Harbor Wire", "link": "https://harbor.example/1"},
    {"headline": "Ferry line adds a boat", "body": "A second ferry will cross the bay.", "pubDate": "05/04/2024",
     "publisher": "Strait Times", "link": "https://strait.example/2"},
]


def table(separator=",", header=True, records=RECORDS):
    rows = [list(record.values()) for record in records]
    return "\n".join(separator.join(row) for row in ([list(records[0])] if header else []) + rows) + "\n"


def told(folder, content, name="file.csv", *layouts):
    """Return what is understood of one file; `folder` is also the store."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    [one] = preview([path], folder, layouts)
    assert json.loads(json.dumps(one))["file"] == name
    return one


@pytest.mark.parametrize(("name", "content", "format"), [
    ("a.csv", table().encode(), "CSV"), ("a.csv.gz", gzip.compress(table().encode()), "CSV"),
    ("a.jsonl", "\n".join(map(json.dumps, RECORDS)).encode(), "JSON lines"),
    ("a.json", json.dumps(RECORDS).encode(), "JSON"),
    ("a.xlsx", workbook({"S": [list(RECORDS[0]), *(list(record.values()) for record in RECORDS)]}), "XLSX"),
    ("a.zip", zipped({"b.csv": table().encode(), "c.csv": b"x"}), "CSV"),
])
def test_a_table_is_understood_in_every_format(tmp_path, name, content, format):
    found = told(tmp_path, content, name)
    assert (found["format"], found["table"], found["rows"], found["more"]) == (format, True, 2, False)
    assert {one["name"]: one["role"] for one in found["columns"]} == {
        "headline": "title", "body": "text", "pubDate": "date", "publisher": "outlet", "link": "url"}
    assert found["columns"][0]["examples"] == [record["headline"] for record in RECORDS]
    first = found["articles"][0]
    assert (first["title"], first["outlet"], first["published"], first["date_note"]) == (
        "Council delays crane rule", "Harbor Wire", None, "ambiguous")
    assert found["dates"]["doubtful"] and found["dates"]["either"] == 2 and found["dates"]["example"] == "03/04/2024"
    assert not found["remembered"] and not found["rejects"]
    assert list(found["members"]) == (["b.csv", "c.csv"] if name.endswith("zip") else [])


@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separator_and_header_are_told_apart_and_no_row_is_lost(tmp_path, separator, header):
    found = told(tmp_path, table(separator, header))
    assert (found["separator"], found["header"], found["rows"]) == (separator, header, 2)
    assert [one["role"] for one in found["columns"]] == [
        "title", "text", "date", "outlet" if header else "none", "url"]
    assert [one["title"] for one in found["articles"]] == [record["headline"] for record in RECORDS]


@pytest.mark.parametrize(("lines", "header"), [
    (["title,text", "A,b"], True), (["title,url", "A,https://harbor.example/1"], True), (["title,text"], None),
    (["A,https://harbor.example/1", "B,https://harbor.example/2"], False), (["A,2024-04-03"], False),
    (["A,https://harbor.example/1,2024-04-03", "B,,2024-04-04", "C,https://harbor.example/3,"], False),
    (["title,What did the council say this week?,when", "A,It said that it would wait on,2024-04-03"], True),
    (["http://terms.example/title,http://terms.example/date", "A,2024-04-03", "B,2024-04-04"], True),
    (["year,2022,2023", "Harbor Wire,4,5"], True),
])
def test_a_header_is_known_by_what_stands_beneath_it(tmp_path, lines, header):
    found = told(tmp_path, "\n".join(lines) + "\n")
    assert found["header"] is header if header is not None else found["rows"] == 0


def test_choices_are_followed(tmp_path):
    chosen = Layout(separator="~", header=False, day_first=False, roles={
        "column 1": "none", "column 2": "title", "column 3": "date", "column 4": "text"})
    lines = "Harbor~Boats~03/04/2024~Boats came\nStrait~Cranes~04/05/2024~Cranes went\n"
    found = told(tmp_path, lines, "file.csv", chosen)
    assert (found["separator"], found["header"], found["dates"]["day_first"]) == ("~", False, False)
    assert [(one["title"], one["text"], one["published"][:10]) for one in found["articles"]] == [
        ("Boats", "Boats came", "2024-03-04"), ("Cranes", "Cranes went", "2024-04-05")]


@pytest.mark.parametrize(("days", "day_first", "doubtful"), [
    (["03/04/2024", "13/04/2024"], True, False), (["03/04/2024", "04/13/2024"], False, False),
    (["13/04/2024", "04/13/2024", "03/04/2024"], None, True), (["2024-04-03"], None, False),
    (["03.04.2024"], None, False),
    (["4/4/2024"], None, False),
])
def test_the_order_of_day_and_month_is_told_or_asked(tmp_path, days, day_first, doubtful):
    found = told(tmp_path, "title,date\n" + "".join(f"T{day},{day}\n" for day in days))
    assert (found["dates"]["day_first"], found["dates"]["doubtful"]) == (day_first, doubtful)


@pytest.mark.parametrize("file", [one for one in texts() if one.truth], ids=lambda one: one.name)
def test_an_encoding_is_right_or_asked_with_the_right_answer_among_those_offered(tmp_path, file):
    found = told(tmp_path, file.content, file.name)
    if not found["encoding"]["doubtful"]:
        assert file.truth[:40] in json.dumps([found["articles"], found["columns"]], ensure_ascii=False)
        return
    right = [one["encoding"] for one in found["encoding"]["alternatives"]
             if any(part.split(",")[-1].strip(" …")[:30] in file.truth for part in one["sample"].split(" / ") if part)]
    assert right, found["encoding"]
    assert len(found["encoding"]["alternatives"]) <= 6
    chosen = told(tmp_path, file.content, file.name, Layout(encoding=right[0]))
    assert chosen["encoding"]["how"] == "chosen" and not chosen["encoding"]["doubtful"]
    assert file.truth[:40] in json.dumps([chosen["articles"], chosen["columns"]], ensure_ascii=False)


def test_what_cannot_be_read_is_a_sentence_and_the_next_file_goes_on(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "b.csv").write_text(table())
    first, missing, last = preview([tmp_path / "a.pdf", tmp_path / "none.csv", tmp_path / "b.csv"], tmp_path)
    assert "it is a PDF" in first["error"] and "no file" in missing["error"] and last["rows"] == 2


def test_only_the_first_rows_are_read(tmp_path):
    found = told(tmp_path, "title,text\n" + "A,b\n" * 5000)
    assert (found["rows"], found["more"], len(found["articles"])) == (200, True, 10)


def test_a_choice_is_remembered_for_the_same_columns_and_says_so(tmp_path):
    chosen = Layout(day_first=True, roles={"body": "none"})
    (tmp_path / "b.csv").write_text(table())
    [reading] = read(tmp_path / "b.csv", layouts=Layouts([chosen]))
    assert reading.layout.columns == tuple(RECORDS[0]) and not reading.remembered and not reading.notes
    ledger.create(tmp_path)
    choices.remember(tmp_path, reading.layout)
    swapped = [dict(reversed(record.items())) for record in RECORDS]
    found = told(tmp_path, table(";", records=swapped), "next.csv")
    assert found["remembered"] and found["dates"]["day_first"] is True
    assert any("earlier file" in note for note in found["notes"])
    assert [(one["published"][:10], one["text"]) for one in found["articles"]] == [
        ("2024-04-03", ""), ("2024-04-05", "")]
    other = told(tmp_path, "title,date\nA,03/04/2024\n", "other.csv")
    assert not other["remembered"] and other["articles"][0]["published"] is None
    anew = told(tmp_path, table(), "anew.csv", Layout())
    assert not anew["remembered"] and anew["dates"]["day_first"] is None


def test_dates_that_tell_overrule_a_remembered_order(tmp_path):
    ledger.create(tmp_path)
    choices.remember(tmp_path, Layout(day_first=True, format="CSV", columns=("title", "date")))
    found = told(tmp_path, "title,date\nA,03/04/2024\nB,04/13/2024\n")
    assert found["remembered"] and found["articles"][0]["published"] == "2024-03-04T00:00:00Z"
