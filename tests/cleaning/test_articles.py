import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils import schema
from utils.cleaning import articles
from utils.sources.reading import Reading, rejects

NOW = pd.Timestamp("2025-06-01T12:00", tz="UTC")
SENTENCE = "The ministry said on Tuesday that it had delayed the rule for makers of chips until the end of the year. "


def cleaned(*rows: dict) -> articles.Cleaned:
    frame = pd.DataFrame(rows, dtype="str").assign(row=range(1, len(rows) + 1))
    return articles.clean(Reading("file.csv", frame, rejects([])), now=NOW)


def only(**row: str) -> pd.Series:
    found = cleaned(row).articles
    assert len(found) == 1
    return found.iloc[0]


def test_a_row_becomes_an_article():
    article = only(
        headline="Rule &amp; delay", content_original=f"<p>{SENTENCE * 8}</p>", pubDate="Wed, 29 Jan 2025 10:11:12 GMT",
        source="New York Times - News", link="https://www.nytimes.com/a?utm_source=rss", byline="By Ann Lee")
    expected = {"title": "Rule & delay", "outlet": "New York Times", "url": "https://www.nytimes.com/a", "kind": "news",
                "published": pd.Timestamp("2025-01-29T10:11:12", tz="UTC"), "precision": "minute", "extent": "full",
                "language": "en", "author": "By Ann Lee", "words": len(article["text"].split()), "origin": "file.csv"}
    assert article[list(expected)].to_dict() == expected


def test_a_pasted_page_becomes_one_good_article():
    text = "\n".join([
        SENTENCE.strip().replace("until", "in a step that surprised the whole industry until"), SENTENCE * 3,
        "ALSO SEE: Chipmaker Shares Slide", "What happens next", SENTENCE * 4,
        "- Agency with editing by Ann Lee", "NOTE: Two figures were mended on March 4, 2025.",
        "ALSO SEE:", "Envoy Calls Talks Off", "Chipmaker Cuts Forecast"])
    found = cleaned({"text": text})
    article = found.articles.iloc[0]
    assert len(article["title"]) <= articles.LONGEST_TITLE and article["title"].endswith("…")
    assert text.startswith(article["title"][:-1]) and article["text"] == text.replace(" \n", "\n")
    assert article["published"] == pd.Timestamp("2025-03-04", tz="UTC")
    assert article["published_as"] == "March 4, 2025" and article["precision"] == article["date_note"] == "guessed"
    roles = found.sentences["role"].value_counts()
    assert (roles["related"], roles["heading"], roles["credit"], roles["note"]) == (4, 2, 1, 1)


def test_a_first_line_that_is_a_headline_becomes_the_title():
    article = only(text=f"Ministry delays rule\n{SENTENCE}\n{SENTENCE}")
    assert article["title"] == "Ministry delays rule" and not article["text"].startswith("Ministry")


@pytest.mark.parametrize(("row", "extent"), [
    ({"title": "T", "text": SENTENCE * 10}, "full"), ({"title": "T", "text": SENTENCE}, "summary"),
    ({"title": "T", "text": SENTENCE * 10 + "Continue reading..."}, "summary"), ({"title": "T"}, "headline"),
    ({"title": "T", "text": SENTENCE * 10 + "and then the…"}, "summary"),
    ({"title": "T", "text": "A plant near the coast in May 2023. (Ann Lee/Getty Images)"}, "headline"),
])
def test_extent(row, extent):
    assert only(**row)["extent"] == extent


@pytest.mark.parametrize(("row", "kind"), [
    ({"title": "OPINION: Delay the rule", "source": "Reuters"}, "opinion"),
    ({"title": "Delay the rule", "url": "https://example.org/opinion/delay"}, "opinion"),
    ({"title": "Delay", "source": "Example Post (Opinion)"}, "opinion"),
    ({"title": "Talks in Geneva – as it happened", "source": "Reuters"}, "live"),
    ({"title": "Talks", "url": "https://example.org/world/live/2025/talks"}, "live"),
    ({"title": "Final rule", "source": "Federal Register"}, "official"),
    ({"title": "Opinion: rule", "url": "https://www.mofcom.gov.cn/opinion/1"}, "official"),
    ({"title": "Final rule", "source": "Hacker News", "url": "https://www.federalregister.gov/d/1"}, "official"),
    ({"title": "Rule", "url": "https://www.msn.com/a"}, "news"),
    ({"title": "Talks", "source": "Reuters"}, "news"), ({"title": "Talks", "url": "https://example.org/a"}, "news"),
    ({"title": "Talks"}, "unknown"), ({"title": "We live longer – study", "source": "Reuters"}, "news"),
])
def test_kind(row, kind):
    assert only(**row)["kind"] == kind


def test_an_aggregator_is_not_the_outlet_and_its_tail_is_not_the_headline():
    article = only(title="Rule - delayed - Harbor Wire", source="Google News", link="https://news.google.com/articles/x")
    assert (article["outlet"], article["title"]) == ("Harbor Wire", "Rule - delayed")
    assert pd.isna(only(title="Rule delayed", source="MSN", link="https://www.msn.com/a")["outlet"])


def test_rows_without_title_and_text_are_rejected_with_a_reason():
    found = cleaned({"title": "A"}, {"title": " ", "url": "https://example.org"}, {"title": "<p> </p>"})
    assert (len(found.articles), found.read) == (1, 3)
    assert found.rejects["row"].tolist() == [2, 3]
    assert found.rejects["reason"].unique().tolist() == ["has neither a title nor a text"]
    assert "https://example.org" in found.rejects["excerpt"].iloc[0]


def test_unknown_columns_are_named_in_the_reason():
    found = cleaned({"foo": "A", "bar": "b"})
    assert found.articles.empty and "foo, bar" in found.rejects["reason"].iloc[0]


def test_rejects_of_the_reading_are_kept_and_counted():
    reading = Reading("f", pd.DataFrame({"row": [1], "title": ["A"]}), rejects([("f", 2, "is not valid JSON", "{")]))
    found = articles.clean(reading, now=NOW)
    assert (found.read, len(found.articles), found.rejects["row"].tolist()) == (2, 1, [2])


def test_a_column_settles_dates_for_all_its_rows():
    found = cleaned({"title": "A", "date": "03/04/2023"}, {"title": "B", "date": "25/04/2023"}).articles
    assert found["published"].dt.month.tolist() == [4, 4] and set(found["precision"]) == {"day"}
    assert only(title="A", date="03/04/2023")["date_note"] == "ambiguous"


def test_the_id_is_of_link_outlet_title_and_text_only():
    row = {"title": "A", "text": "b", "outlet": "Reuters", "url": "https://example.org/a"}
    assert only(**row)["id"] == only(**row, date="2025-01-01")["id"]
    assert len({only(**row | {name: f"{row[name]}x"})["id"] for name in row} | {only(**row)["id"]}) == 5


def test_empty_in_empty_out_with_all_columns():
    found = articles.clean(Reading.refused("f", "It could not be read."), now=NOW)
    assert found.articles.empty and found.sentences.empty and found.read == 1
    assert found.articles.dtypes.astype(str).to_dict() == {
        name: dtype for name, dtype in schema.ARTICLES.columns.items() if name != "batch"}
    assert list(found.sentences) == list(schema.SENTENCES.columns)


FIELD = st.text(max_size=60) | st.sampled_from([SENTENCE, "<p>x</p>", "ALSO SEE:", "https://example.org", "2025-01-29"])
ROW = st.fixed_dictionaries(dict.fromkeys(("title", "text", "date", "source", "url"), FIELD))


@settings(deadline=None)
@given(st.lists(ROW, min_size=1, max_size=5))
def test_every_row_is_an_article_or_a_reject_and_offsets_hold(rows):
    found = cleaned(*({name: value.encode("utf-8", "ignore").decode() for name, value in row.items()} for row in rows))
    assert len(found.articles) + len(found.rejects) == found.read == len(rows)
    texts = found.articles.drop_duplicates("id").set_index("id")[["title", "text"]].to_dict("index")
    for sentence in found.sentences.itertuples():
        text = texts[sentence.article]["title" if sentence.sentence == schema.TITLE_SENTENCE else "text"]
        assert 0 <= sentence.start < sentence.end <= len(text) and sentence.role in schema.ROLES


def test_a_single_sentence_is_title_and_text():
    article = only(text=SENTENCE)
    assert (article["title"], article["text"], article["extent"]) == (SENTENCE.strip(), SENTENCE.strip(), "summary")
