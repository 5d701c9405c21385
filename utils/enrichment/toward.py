"""The tone of a load by the engine `news`: of each article, and toward each of its mentions."""

import pandas as pd

from utils import schema
from utils.enrichment import news


def documents(articles: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the shares of each tone (`schema.TONES`) of each article, one row per row of `articles`, by its index.

    They are the means over its prose sentences and its headline, which is one sentence more unless the text only
    repeats it; null for languages the model does not know and for articles without either. Takes frames as
    `schema.ARTICLES` and `schema.SENTENCES` have them.
    """
    repeated = {article for article, title, text in articles[["id", "title", "text"]].fillna("").itertuples(
        index=False, name=None) if text.startswith(title.rstrip("…"))}
    headline = (sentences["sentence"] == schema.TITLE_SENTENCE) & ~sentences["article"].isin(repeated)
    read = sentences[headline | (sentences["role"] == "prose")]
    texts = _texts(articles, read)
    found = news.whole(texts.tolist()).set_index(read.loc[texts.index, "article"])
    means = found.groupby(level=0).mean().reindex(articles["id"])
    return means.set_index(articles.index)


def mentions(articles: pd.DataFrame, sentences: pd.DataFrame, named: pd.DataFrame) -> pd.DataFrame:
    """Return the shares of each tone toward each mention, one row per row of `named`, by its index.

    A sentence is read once for each entity in it, toward the first mention of it. Null where the model does not know
    the article's language. Takes frames as `schema.ARTICLES`, `SENTENCES` and `MENTIONS` have them.
    """
    keys = ["article", "sentence", "entity"]
    first = named.sort_values("start").drop_duplicates(keys)
    asked = first.merge(sentences, on=["article", "sentence"], suffixes=("", "_of"), validate="many_to_one")
    texts = _texts(articles, asked.assign(start=asked["start_of"], end=asked["end_of"]))
    asked = asked.loc[texts.index]
    spans = list(zip(asked["start"] - asked["start_of"], asked["end"] - asked["start_of"], strict=True))
    found = pd.concat([asked[keys], news.shares(texts.tolist(), spans).set_index(asked.index)], axis=1)
    return named[keys].merge(found, how="left", on=keys, validate="many_to_one")[news.TONES].set_index(named.index)


def entities(named: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Return the shares of each tone toward each entity of an article, by (article, entity).

    They are the means of `found` (as `mentions` returns it for `named`) over the sentences that name it, each once.
    """
    keys = ["article", "sentence", "entity"]
    return found.assign(**named[keys]).drop_duplicates(keys).groupby(["article", "entity"])[news.TONES].mean()


def _texts(articles: pd.DataFrame, parts: pd.DataFrame) -> pd.Series:
    """Return the text of each part (article, sentence, start, end) of an article that the model may read, by index."""
    read = {id: (title, text) for id, title, text, language in articles[["id", "title", "text", "language"]].fillna(
        "").itertuples(index=False, name=None) if news.knows(language, text or title)}
    found = {row: read[article][sentence != schema.TITLE_SENTENCE][start:end] for row, article, sentence, start, end
             in parts[["article", "sentence", "start", "end"]].itertuples(name=None) if article in read}
    told = pd.Series(found, dtype="str", index=list(found))
    return told[told.str.strip() != ""]
