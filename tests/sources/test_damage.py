"""Whatever is cut out of a file or written over it: rows of text, or a refusal that the parsing process foresees."""

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import LAYOUTS

from utils.errors import UnreadableInput
from utils.sources import formats
from utils.sources.opening import Input

FORESEEN = (UnreadableInput, OSError, EOFError, zlib.error, MemoryError)


@pytest.fixture(autouse=True, scope="module")
def as_in_the_child():
    """Read workbooks as the parsing process does: through defusedxml."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("OPENPYXL_LXML", "False")
        yield


def damaged(content: bytes, start: int, length: int, put: bytes) -> bytes:
    """Return `content` with `length` bytes from `start` (both in thousandths of it) replaced by `put`."""
    at = len(content) * start // 1000
    return content[:at] + put + content[at + len(content) * length // 1000:]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@settings(deadline=None, max_examples=25)
@given(st.integers(0, 999), st.integers(0, 1000), st.binary(max_size=12))
def test_damage_is_foreseen(layout, start, length, put):
    source = Input(layout.name, damaged(layout.content, start, length, put))
    try:
        if not formats.is_archive(source):
            for row in formats.reader(source)(source, []):
                assert row.number > 0
                assert row.fields is None or all(
                    isinstance(name, str) and isinstance(value, str | None) for name, value in row.fields.items())
    except FORESEEN:
        pass
