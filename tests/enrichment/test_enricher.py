"""Articles in, side tables out: in this process and in a pool, the same."""

import pandas as pd
import pytest

from utils import schema
from utils.enrichment.enricher import FEW, Enricher, enrich
from utils.errors import MissingModel

PARTS = [
    ("DeepSeek answered Sen. Vera Lund on Monday.", "prose"),
    ("Lund Is Not Amused", "heading"),
    ("“A good and serious reply,” Lund said, and OpenAI agreed.", "prose"),
    ("ALSO SEE: Terrible News for Kestrel Motors", "related"),
    ("- Reuters, with excellent editing by Jim Pollard", "credit"),
]


def article(name: str, title: str = "Lund praises DeepSeek", language: str = "en", parts=PARTS):
    """Return one article's row and its sentences' rows."""
    text, sentences = "", [(name, -1, 0, len(title), "heading")]
    for number, (line, role) in enumerate(parts):
        sentences.append((name, number, len(text), len(text) + len(line), role))
        text += line + "\n"
    return {"id": name, "title": title, "text": text, "language": language}, sentences


def tables(*made):
    rows = [row for row, _ in made]
    sentences = [line for _, lines in made for line in lines]
    articles = pd.DataFrame(rows, columns=list(schema.ARTICLES.columns)).astype(
        {name: schema.ARTICLES.columns[name] for name in ("id", "title", "text", "language")})
    return articles, schema.SENTENCES.check(pd.DataFrame(sentences, columns=list(schema.SENTENCES.columns)))


@pytest.fixture(scope="module")
def found():
    return enrich(*tables(article("a"), article("b", language="fr"), article("c", title="", parts=[])))


def test_the_tables_are_those_of_the_schema(found):
    for table in (schema.SENTIMENT, schema.ASSESSMENTS, schema.VOICES, schema.MENTIONS):
        assert table.check(found[table.name]).equals(found[table.name])


def test_names_come_from_prose_headings_and_title_only(found):
    mentions = found["mentions"].query("article == 'a'")
    assert mentions.groupby("sentence")["entity"].apply(list).to_dict() == {
        -1: ["Vera Lund", "DeepSeek"], 0: ["DeepSeek", "Vera Lund"], 1: ["Vera Lund"], 2: ["Vera Lund", "OpenAI"]}


def test_offsets_are_those_of_the_text(found):
    articles, _ = tables(article("a"))
    for table, surface in (("mentions", "surface"), ("assessments", "words")):
        for row in found[table].query("article == 'a'").itertuples():
            text = articles["title" if row.sentence < 0 else "text"].iloc[0]
            assert text[row.start:row.end].lower() == getattr(row, surface).lower()


def test_the_score_is_the_mean_of_its_words_in_title_prose_and_headings(found):
    words = found["assessments"].query("article == 'a'")
    told = found["sentiment"].set_index("article").loc["a"]
    assert {"good", "serious"} <= set(words["words"]) and not {"terrible", "excellent"} & set(words["words"])
    assert told["polarity"] == pytest.approx(words["polarity"].mean())
    assert told["tone"] == "positive"


def test_another_language_and_an_empty_article_have_no_score_but_a_row(found):
    told = found["sentiment"].set_index("article")
    assert told.index.tolist() == ["a", "b", "c"]
    assert told.loc[["b", "c"], ["polarity", "subjectivity", "tone"]].isna().all(axis=None)
    assert set(found["mentions"].query("article == 'b'")["entity"]) == {"DeepSeek", "OpenAI"}


def test_a_title_that_repeats_the_opening_is_scored_once():
    opening = [("A good year for chips, they said.", "prose")]
    words = enrich(*tables(article("a", title="A good year for chips,…", parts=opening)))["assessments"]
    assert words["sentence"].tolist() == [0]


def test_no_articles_give_empty_tables():
    empty = enrich(*(table.head(0) for table in tables(article("a"))))
    assert {name: table.columns.tolist() for name, table in empty.items()} == {
        table.name: list(table.columns)
        for table in (schema.SENTIMENT, schema.ASSESSMENTS, schema.VOICES, schema.MENTIONS)}


def test_inputs_stay_as_they_are():
    articles, sentences = tables(article("a"))
    before = articles.copy(), sentences.copy()
    enrich(articles, sentences)
    assert articles.equals(before[0]) and sentences.equals(before[1])


def test_a_missing_model_is_told_before_a_pool_starts(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    made = tables(*(article(f"{number}") for number in range(FEW)))
    with Enricher(2) as enricher, pytest.raises(MissingModel):
        enricher.enrich(*made)


def test_a_pool_finds_the_same_in_the_same_order_and_counts():
    made = tables(*(article(f"{number}", title=f"Lund {'again ' * number}") for number in range(FEW + 2)))
    done = []
    with Enricher(2) as enricher:
        spread = enricher.enrich(*made, on_done=lambda *told: done.append(told))
    alone = enrich(*made)
    steps, counts, shares = zip(*done, strict=True)
    assert set(steps) == {"names"} and sum(counts) == FEW + 2 and sum(shares) == pytest.approx(1)
    for name, table in alone.items():
        pd.testing.assert_frame_equal(spread[name], table)


@pytest.fixture(scope="module")
def toned():
    with Enricher(1, engines=schema.ENGINES) as enricher:
        return enricher.enrich(*tables(article("a"), article("b", language="fr"), article("c", title="", parts=[])))


def test_the_news_model_adds_its_scores_and_changes_no_others(found, toned):
    for table in (schema.SENTIMENT, schema.ASSESSMENTS, schema.VOICES, schema.MENTIONS):
        assert table.check(toned[table.name]).equals(toned[table.name])
    for name in ("sentiment", "voices"):
        words = toned[name].query("engine == 'textblob'").reset_index(drop=True)
        pd.testing.assert_frame_equal(words, found[name])
    scores = ["polarity", "tone"]
    pd.testing.assert_frame_equal(toned["mentions"].drop(columns=scores), found["mentions"].drop(columns=scores))
    pd.testing.assert_frame_equal(toned["assessments"], found["assessments"])


def test_the_news_model_reads_prose_and_title_and_the_mentions_in_what_it_knows(toned):
    scored = toned["sentiment"].query("engine == 'news'").set_index("article")["tone"]
    assert scored.notna().to_dict() == {"a": True, "b": False, "c": False}
    voices = toned["voices"].query("engine == 'news'")
    assert voices[["article", "sentence", "voice"]].values.tolist() == [
        ["a", -1, "reporter"], ["a", 0, "reporter"], ["a", 2, "reporter"]]
    mentions = toned["mentions"]
    assert mentions.loc[mentions["article"] == "a", "tone"].notna().all()
    assert mentions.loc[mentions["article"] == "b", "tone"].isna().all()


def test_the_tones_are_the_same_in_a_pool_and_each_article_is_told_once(toned):
    made = [article(f"n{number}") for number in range(FEW)]
    told = []
    with Enricher(2, engines=schema.ENGINES) as enricher:
        pooled = enricher.enrich(*tables(*made), on_done=lambda *one: told.append(one))
    alone = toned["mentions"].query("article == 'a'").reset_index(drop=True)
    for _, mine in pooled["mentions"].groupby("article"):
        pd.testing.assert_frame_equal(mine.assign(article="a").reset_index(drop=True), alone)
    assert pooled["mentions"]["article"].nunique() == FEW
    for step in enricher.steps:
        counts, shares = zip(*(numbers for name, *numbers in told if name == step), strict=True)
        assert sum(counts) == FEW and sum(shares) == pytest.approx(1)


def test_nothing_new_is_empty_tables():
    with Enricher(2, engines=schema.ENGINES) as enricher:
        assert all(table.empty for table in enricher.enrich(*tables()).values())
