import datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from utils.errors import UnreadableInput
from utils.sources import columnar, limits
from utils.sources.opening import Input


def test_every_type_becomes_text(tmp_path):
    table = pa.table({
        "title": pa.array(["A", None]).dictionary_encode(), "words": [3, None], "score": [float("nan"), 0.5],
        "day": [datetime.date(2024, 1, 2), None],
        "when": pa.array([datetime.datetime(2024, 1, 2, 3, 4)] * 2, pa.timestamp("us", "UTC")),
        "tags": [["a"], None],
    })
    pq.write_table(table, tmp_path / "a.parquet")
    first, second = (row.fields for row in columnar.rows(Input("a.parquet", tmp_path / "a.parquet"), []))
    assert first == {"title": "A", "words": "3", "score": None, "day": "2024-01-02",
                     "when": "2024-01-02 03:04:00.000000Z", "tags": '["a"]'}
    assert second["score"] == "0.5" and second["title"] is None and second["tags"] is None


def test_sizes_are_judged_by_the_footer(tmp_path):
    pq.write_table(pa.table({"n": pa.array([0] * (limits.ROWS + 1), pa.int8())}), tmp_path / "a.parquet")
    with pytest.raises(UnreadableInput, match="500,001 rows"):
        next(columnar.rows(Input("a.parquet", tmp_path / "a.parquet"), []))


@pytest.mark.parametrize("cut", [8, 40, 200])
def test_a_torn_file_is_refused(tmp_path, cut):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"title": ["A"] * 50}), path)
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(UnreadableInput):
        list(columnar.rows(Input("a.parquet", path), []))
