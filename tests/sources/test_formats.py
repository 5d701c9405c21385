import gzip

import pytest

from utils.errors import UnreadableInput
from utils.sources import columnar, delimited, formats, jsonlike, plain
from utils.sources.opening import Input

ARTICLE = "The agency, which met on Monday, delayed the rule.\nIt gave no reason, one official said.\n"


def reader(name: str, content: bytes):
    return formats.reader(Input(name, content))


@pytest.mark.parametrize(("name", "content", "expected"), [
    ("a.txt", ARTICLE, plain.rows),
    ("a", ARTICLE, plain.rows),
    ("a.txt", "[Updated] The agency met.\nIt adjourned.\n", plain.rows),
    ("a.txt", "title;text;date\nA;b;2024-01-02\nC;d;2024-01-03\n", delimited.rows),
    ("a.csv", "text\nOne column only\n", delimited.rows),
    ("a.csv", '{"title": "A"}\n{"title": "B"}\n', jsonlike.line_rows),
    ("a.jsonl", '{"title": "A\n', jsonlike.line_rows),
    ("a.txt", '[{"title": "A"}]', jsonlike.file_rows),
    ("a", "[]\n", jsonlike.file_rows),
    ("a", " { }", jsonlike.file_rows),
    ("a", "[] of nothing\n", plain.rows),
    ("a.json", '{\n  "articles": []\n}', jsonlike.file_rows),
    ("a.csv", "PAR1", columnar.rows),
])
def test_content_tells_the_format(name, content, expected):
    assert reader(name, content.encode()) is expected


def test_gzip_is_looked_through():
    assert reader("a.csv", gzip.compress(b'{"title": "A"}\n{"title": "B"}\n')) is jsonlike.line_rows


@pytest.mark.parametrize(("content", "what"), [
    (b"PK\x03\x04rest", "damaged"), (b"%PDF-1.7", "PDF"), (b"<?xml version='1.0'?><tei/>", "XML file of another kind"),
    (b"\x80\x04\x95", "pickle"), (bytes(range(1, 32)) * 20, "not text"),
    (b"", "empty"), (b" \n\n ", "empty"),
])
def test_what_is_not_read_is_named(content, what):
    with pytest.raises(UnreadableInput, match=what):
        reader("upload", content)
