import pyarrow as pa
import pytest
from written import word, workbook, zipped

from utils.errors import UnreadableInput
from utils.sources import archives, folders, limits, reading
from utils.sources.opening import Input


@pytest.mark.parametrize(("names", "read"), [
    (["a.csv", "deep/b.csv"], ["a.csv", "deep/b.csv"]),
    ([".hidden.csv", "a/.git/b.txt", "__MACOSX/a.csv"], []),
    (["page.html", "page_files/x.js", "page_files/deep/y.css"], ["page.html"]),
    (["Seite.htm", "Seite-Dateien/x.js"], ["Seite.htm"]),
    (["page_files/x.csv"], ["page_files/x.csv"]),
    (["../up.csv"], ["../up.csv"]),
])
def test_what_belongs_to_a_page_or_a_system_is_left_out(names, read):
    assert sorted(folders.inputs(names)) == read


def test_a_member_is_read_by_its_place():
    source = Input("a.zip", zipped({"one.txt": b"1", "folder/": b"", "deep\\two.txt": b"2"}))
    assert archives.names(source) == ["one.txt", "deep/two.txt"]
    assert archives.member(source, 1) == Input("deep/two.txt", b"2")


@pytest.mark.parametrize(("limit", "value", "says"), [
    ("MEMBERS", 1, "2 members"), ("ARCHIVE", 5, "6 bytes"), ("MEMBER", 2, "3 bytes")])
def test_sizes_are_judged_before_unpacking(monkeypatch, limit, value, says):
    monkeypatch.setattr(limits, limit, value)
    source = Input("a.zip", zipped({"one.txt": b"111", "two.txt": b"222"}))
    with pytest.raises(UnreadableInput, match=says):
        archives.names(source)
        archives.member(source, 1)


@pytest.mark.parametrize(("content", "archive"), [
    (zipped({"a.txt": b"a"}), True), (workbook({"S": [["a"]]}), False), (word(["a"]), False), (b"PK is no ZIP", False)])
def test_an_office_file_is_no_archive(content, archive):
    source = Input("a", content)
    assert archives.is_zip(source) == content.startswith(archives.ZIPPED)
    assert not archive or archives.parts(source) == {"a.txt"}


NO_ROWS = pa.table({"row": pa.array([], pa.int64())})


class Dying:
    """A parser that dies over every second member."""

    stopped = 0

    def parse(self, path, name, member=None, *, layouts=()):
        if member is None:
            yield NO_ROWS, {"rejects": [], "notes": [], "members": [f"m{number}" for number in range(20)],
                           "told": None}
        elif member % 2:
            self.stopped += 1
            raise UnreadableInput("it could not be read safely")
        else:
            yield NO_ROWS, {"rejects": [(1, "is bad", "")], "notes": [], "members": [], "told": None}


def test_an_archive_that_keeps_killing_the_parser_is_given_up(tmp_path):
    found = list(reading._readings(Dying(), tmp_path / "a.zip", "a.zip"))
    assert len(found) == 2 * limits.KILLS + 1
    assert "not read beyond its first 6 members" in found[-1].rejects["reason"].iloc[0]
