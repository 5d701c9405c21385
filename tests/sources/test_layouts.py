"""Every format in its true layout comes out as articles with the right fields, alone, in a ZIP and in a folder."""

import layouts
import pandas as pd
import pytest
from written import zipped

from utils.cleaning.articles import clean
from utils.sources.reading import read

NOW = pd.Timestamp("2026-01-01", tz="UTC")


def loaded(path) -> tuple[list[dict], pd.DataFrame, str]:
    """Return the articles, the rejects and the notes of what is at `path`."""
    readings = list(read(path))
    cleaned = [clean(reading, now=NOW) for reading in readings]
    articles = [row for one in cleaned for row in one.articles.to_dict("records")]
    notes = " ".join(note for one in readings for note in one.notes)
    return articles, pd.concat([one.rejects for one in cleaned]), notes


def check(article: dict, expected: dict) -> None:
    """Assert that an article has the expected fields."""
    for name, value in expected.items():
        if name in ("starts", "ends"):
            assert getattr(article["text"], f"{name}with")(value), (name, article["text"])
        elif name == "published":
            precise = "%Y-%m-%d %H:%M" if value and ":" in value else "%Y-%m-%d"
            assert (None if pd.isna(article[name]) else article[name].strftime(precise)) == value
        else:
            assert (None if pd.isna(article[name]) else article[name]) == value, name


@pytest.mark.parametrize("layout", layouts.LAYOUTS, ids=lambda layout: layout.name)
def test_a_file_in_its_true_layout_is_read(tmp_path, layout):
    (tmp_path / layout.name).write_bytes(layout.content)
    articles, rejects, notes = loaded(tmp_path / layout.name)
    assert len(articles) == len(layout.articles) and len(rejects) == layout.rejected, rejects["reason"].tolist()
    for article, expected in zip(articles, layout.articles, strict=True):
        check(article, expected)
    assert all(words in notes for words in layout.notes)


def test_an_archive_of_them_is_read_like_a_folder(tmp_path):
    (tmp_path / "all.zip").write_bytes(zipped({f"in/{one.name}": one.content for one in layouts.LAYOUTS}))
    articles, rejects, _ = loaded(tmp_path / "all.zip")
    expected = [article | {"origin": f"all.zip/in/{one.name}"} for one in layouts.LAYOUTS for article in one.articles]
    assert len(articles) == len(expected) and len(rejects) == sum(one.rejected for one in layouts.LAYOUTS)
    for article, fields in zip(articles, expected, strict=True):
        check(article, fields)
