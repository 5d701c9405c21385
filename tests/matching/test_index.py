import pandas as pd

from utils.matching import match

ARTICLES = pd.DataFrame({"id": ["a", "b", "c"], "title": ["Chip", None, "Chip ban"], "text": [None, "ban", "tax"],
                         "outlet": ["BBC News", None, "bbc news"]}, index=[7, 7, 9])


def test_the_answer_has_the_frame_s_index_and_reads_missing_text_as_empty():
    found = match("chip OR tax", ARTICLES)
    assert found.index.tolist() == [7, 7, 9]
    assert found.tolist() == [True, False, True]
    assert found.dtype == bool


def test_no_articles_give_an_empty_answer():
    assert match("NOT chip", ARTICLES.iloc[:0]).tolist() == []


def test_names_are_compared_whole_and_folded():
    assert match('outlet:"BBC news"', ARTICLES).tolist() == [True, False, True]
    assert match("outlet:BBC", ARTICLES).tolist() == [False, False, False]
    assert match("outlet:BBC*", ARTICLES).tolist() == [True, False, True]


def test_side_tables_point_by_id_or_else_by_the_index():
    mentions = pd.DataFrame({"article": ["b", "zz"], "entity": ["Acme", "Acme"]})
    assert match("entity:acme", ARTICLES, mentions).tolist() == [False, True, False]
    unnamed = ARTICLES.drop(columns="id").reset_index(drop=True)
    assert match("entity:acme", unnamed, mentions.assign(article=[2, 5])).tolist() == [False, False, True]
