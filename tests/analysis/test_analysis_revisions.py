"""What was changed between two versions of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.analysis.revisions import COLUMNS, changes

BEFORE = "The port was shut for 3 hours. Nobody was hurt."
TEXTS = st.lists(st.sampled_from(["The ", "port", " was", "\n", "芯片", ".", "U.S. ", "don’t", "  ", "é", "_", "🚢"]),
                 max_size=25).map("".join)


@pytest.mark.parametrize(("before", "after", "told"), [
    (BEFORE, BEFORE, [("kept", BEFORE)]),
    (BEFORE, BEFORE.replace("3 hours", "five hours"),
     [("kept", "The port was shut for "), ("removed", "3 "), ("added", "five "), ("kept", "hours. Nobody was hurt.")]),
    (BEFORE, f"{BEFORE} It has reopened.", [("kept", BEFORE[:-1]), ("added", ". It has reopened"), ("kept", ".")]),
    (BEFORE, "Nobody was hurt.", [("removed", "The port was shut for 3 hours. "), ("kept", "Nobody was hurt.")]),
    ("芯片出口规则推迟", "芯片出口规则生效", [("kept", "芯片出口规则"), ("removed", "推迟"), ("added", "生效")]),
    ("", "New.", [("added", "New.")]),
    ("Gone.", "", [("removed", "Gone.")]),
    ("", "", []),
])
def test_segments_are_words_kept_removed_and_added(before, after, told):
    assert list(changes(before, after)[["change", "text"]].itertuples(index=False, name=None)) == told


@given(TEXTS, TEXTS)
def test_the_segments_make_up_both_versions(before, after):
    found = changes(before, after)
    assert dict(found.dtypes.astype(str)) == COLUMNS
    assert "".join(found["text"][found["change"] != "added"]) == before
    assert "".join(found["text"][found["change"] != "removed"]) == after
    for row in found.itertuples():
        assert before[row.start:row.end] == ("" if row.change == "added" else row.text)
        assert after[row.start_after:row.end_after] == ("" if row.change == "removed" else row.text)
