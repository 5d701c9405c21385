import gzip
import json
import os
import signal
import zlib

import pytest

from utils import schema
from utils.errors import UnreadableInput
from utils.sources import isolation, limits, reading

REJECT_COLUMNS = [name for name in schema.REJECTS.columns if name != "batch"]


def read(path, **given):
    return list(reading.read(path, **given))


def accounted(readings):
    return sum(len(one.rows) for one in readings), sum(len(one.rejects) for one in readings)


def test_a_folder_is_read_file_by_file_and_bad_files_cost_only_themselves(tmp_path):
    (tmp_path / "b.csv").write_text("title,row\nA,7\nB\n")
    (tmp_path / "a.txt").write_text("A text.\n")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "c.jsonl").write_bytes(gzip.compress(b'{"title": "C"}\n{"title": "D"}\n'))
    (tmp_path / "d.bin").write_bytes(b"%PDF-1.7")
    (tmp_path / ".hidden.txt").write_text("no")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    readings = read(tmp_path)
    assert [one.origin for one in readings] == ["a.txt", "b.csv", "d.bin", "deep/c.jsonl"]
    assert accounted(readings) == (4, 2)
    assert readings[1].rows.to_dict("records") == [{"row": 1, "title": "A", "row (column)": "7"}]
    refused = readings[2].rejects.iloc[0]
    assert (refused["origin"], refused["row"]) == ("d.bin", reading.FILE) and "it is a PDF" in refused["reason"]
    assert all(list(one.rejects) == REJECT_COLUMNS for one in readings)


def test_large_files_come_in_chunks_and_columns_are_text(tmp_path):
    lines = [json.dumps({"n": number, "title": None}) for number in range(limits.CHUNK_ROWS + 1)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    first, second = read(tmp_path / "a.jsonl", name="upload.jsonl")
    assert (first.origin, len(first.rows), len(second.rows)) == ("upload.jsonl", limits.CHUNK_ROWS, 1)
    assert first.rows["n"].dtype == "str" and first.rows["row"].dtype == "int64" and first.rows["title"].isna().all()


def test_nothing_to_read_is_an_error(tmp_path):
    for path in (tmp_path, tmp_path / "missing.csv"):
        with pytest.raises(UnreadableInput, match="nothing to read"):
            read(path)


def hostile(tmp_path):
    bomb = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = b"".join(bomb.compress(b"a," * (1 << 20)) for _ in range(60)) + bomb.flush()
    (tmp_path / "bomb.csv").write_bytes(packed)
    (tmp_path / "wide.csv").write_text(",".join("abc" for _ in range(300_000)) + "\n")
    (tmp_path / "keys.jsonl").write_text(json.dumps({f"k{n}": 1 for n in range(60_000)}))
    (tmp_path / "field.jsonl").write_text(json.dumps({"text": "x" * (limits.FIELD + 1)}))
    (tmp_path / "torn.csv").write_bytes(gzip.compress(b"title\n" + os.urandom(5000).hex().encode())[:-20])
    (tmp_path / "deep.json").write_text("[" * 200_000)


def test_hostile_files_cost_a_sentence_each(tmp_path):
    hostile(tmp_path)
    (tmp_path / "zz-good.txt").write_text("Still read.")
    readings = read(tmp_path)
    assert accounted(readings) == (1, 6)
    reasons = {one.origin: one.rejects["reason"].iloc[0] for one in readings[:-1]}
    for origin, said in {
            "bomb.csv": "unpacks", "wide.csv": "300,000 columns", "keys.jsonl": "60,000 columns",
            "field.jsonl": "1,000,000 characters", "torn.csv": "damaged", "deep.json": "not valid JSON"}.items():
        assert said in reasons[origin]


@pytest.mark.parametrize("wound", [signal.SIGKILL, signal.SIGSTOP, signal.SIGABRT])
def test_a_parser_that_dies_or_hangs_is_replaced(tmp_path, monkeypatch, wound):
    (tmp_path / "a.txt").write_text("A text.")
    with isolation.Parser() as parser:
        list(parser.parse(tmp_path / "a.txt", "a.txt"))
        monkeypatch.setattr(limits, "SECONDS", 0.2)
        os.kill(parser.process.pid, wound)
        if wound == signal.SIGSTOP:
            with pytest.raises(UnreadableInput, match="safely"):
                list(parser.parse(tmp_path / "a.txt", "a.txt"))
        else:
            parser.process.wait()
        monkeypatch.undo()
        (table, _), _ = parser.parse(tmp_path / "a.txt", "a.txt")
        assert table["text"].to_pylist() == ["A text."]
        process = parser.process
    assert process.poll() is not None


def test_a_half_read_file_does_not_answer_for_the_next(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"t": "a"}\n' * (3 * limits.CHUNK_ROWS))
    (tmp_path / "b.txt").write_text("B text.")
    with isolation.Parser() as parser:
        started = parser.parse(tmp_path / "a.jsonl", "a.jsonl")
        next(started)
        started.close()
        (table, _), _ = parser.parse(tmp_path / "b.txt", "b.txt")
        assert table.column_names == ["row", "text"]
