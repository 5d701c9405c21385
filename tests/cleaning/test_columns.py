import pandas as pd
import pytest

from utils.cleaning import columns


@pytest.mark.parametrize(("column", "role"), [
    ("headline", "title"), ("Title", "title"), ("webTitle", "title"), ("headline.main", "title"),
    ("fields.headline", "title"), ("content_original", "text"), ("description", "text"), ("Body", "text"),
    ("fields.bodyText", "text"), ("pubDate", "date"), ("date_published", "date"), ("publishedAt", "date"),
    ("when", "date"), ("publish_date", "date"),
    ("source", "outlet"), ("source.name", "outlet"), ("media_name", "outlet"), ("publisher", "outlet"),
    ("source_url", "home"), ("domain", "home"), ("link", "url"), ("web_url", "url"), ("byline.original", "author"),
    ("authors", "author"), ("lang", "language"),
])
def test_names_tell_roles(column, role):
    assert {name for name, held in columns.roles([column]).items() if held} == {role}


@pytest.mark.parametrize("column", ["collect_date", "source.id", "image.url", "word_count", "doubt", "title_length"])
def test_other_names_tell_nothing(column):
    assert not any(columns.roles([column]).values())


def test_the_better_name_comes_first_and_the_next_fills_in():
    held = columns.roles(["summary", "content"])["text"]
    rows = pd.DataFrame({"content": ["whole", None, "nan", ""], "summary": ["no", "short", "N/A", "x"]}, dtype="str")
    assert held == ["content", "summary"]
    assert columns.first_filled(rows, held) == ["whole", "short", "", "x"]
