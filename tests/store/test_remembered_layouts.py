"""Choices of how tables are read, from one load to the next."""

from utils.layout import Layout
from utils.store import layouts, ledger


def test_a_layout_is_remembered_and_a_later_one_replaces_it(tmp_path):
    first = Layout(separator=";", roles={"a": "title"}, format="CSV", columns=("a", "b"))
    other = Layout(day_first=True, format="XLSX", columns=("a", "b"))
    assert layouts.remembered(tmp_path / "none") == []
    ledger.create(tmp_path)
    assert layouts.remembered(tmp_path) == []
    layouts.remember(tmp_path, first)
    layouts.remember(tmp_path, other)
    assert layouts.remembered(tmp_path) == [other, first]
    again = Layout(encoding="cp1250", format="CSV", columns=("b", "a"))
    layouts.remember(tmp_path, again)
    assert layouts.remembered(tmp_path) == [again, other]
