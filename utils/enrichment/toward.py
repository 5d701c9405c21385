"""The tone of a load by the engine `news`: of each article, and toward each of its mentions."""

import pandas as pd

from utils import schema
from utils.enrichment import news
from utils.enrichment.voices import quoted, voice

ENGINE = "news"
WINDOW = 300  # characters of a sentence that the model reads at most: `marking.LONGEST` word pieces


def tables(articles: pd.DataFrame, sentences: pd.DataFrame, named: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the rows that `news` adds to the tables sentiment and voices, and `named` with polarity and tone.

    Takes frames as `schema.ARTICLES`, `SENTENCES` and `MENTIONS` have them.
    """
    read = wording(articles, sentences)
    scored = news.told(documents(articles, read)).assign(article=articles["id"], engine=ENGINE)
    told = news.told(mentions(articles, sentences, named))
    return {"sentiment": schema.SENTIMENT.check(scored), "voices": _voices(articles, sentences, read),
            "mentions": schema.MENTIONS.check(named.assign(polarity=told["polarity"], tone=told["tone"]))}


def wording(articles: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return article, sentence and the shares of each tone (`schema.TONES`) of each sentence that makes up a document's
    tone: its prose, and its headline as one sentence more unless the text only repeats it.

    There are no rows for languages the model does not know. Takes frames as `schema.ARTICLES` and `schema.SENTENCES`
    have them; the index is that of `sentences`.
    """
    repeated = {article for article, title, text in articles[["id", "title", "text"]].fillna("").itertuples(
        index=False, name=None) if text.startswith(title.rstrip("…"))}
    headline = (sentences["sentence"] == schema.TITLE_SENTENCE) & ~sentences["article"].isin(repeated)
    read = sentences[headline | (sentences["role"] == "prose")]
    texts = _texts(articles, read)
    found = news.whole(texts.tolist()).set_index(texts.index)
    return pd.concat([read.loc[texts.index, ["article", "sentence"]], found], axis=1)


def documents(articles: pd.DataFrame, read: pd.DataFrame) -> pd.DataFrame:
    """Return the shares of each tone of each article, one row per row of `articles`, by its index: the means over the
    sentences `read` in it (as `wording` returns them), null where there is none.
    """
    means = read.groupby("article")[news.TONES].mean().reindex(articles["id"])
    return means.set_index(articles.index)


def _voices(articles: pd.DataFrame, sentences: pd.DataFrame, read: pd.DataFrame) -> pd.DataFrame:
    texts = articles.set_index("id")[["title", "text"]].fillna("")
    speech = {id: {True: quoted(title), False: quoted(text)} for id, title, text in texts.itertuples(name=None)}
    rows = []
    for (article, sentence, start, end), polarity in zip(
            sentences.loc[read.index, ["article", "sentence", "start", "end"]].itertuples(index=False, name=None),
            news.told(read[news.TONES])["polarity"], strict=True):
        titled = sentence == schema.TITLE_SENTENCE
        said = voice(start, end, texts.at[article, "title" if titled else "text"], speech[article][titled])
        rows.append((article, ENGINE, sentence, said, polarity, 1))
    return schema.VOICES.check(pd.DataFrame(rows, columns=list(schema.VOICES.columns)))


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


def work(ids: pd.Series, sentences: pd.DataFrame, named: pd.DataFrame) -> pd.Series:
    """Return how many characters the model reads for each article, and one more, by `ids`: its time hangs on them.

    Takes frames as `schema.SENTENCES` and `schema.MENTIONS` have them.
    """
    read = sentences[(sentences["sentence"] == schema.TITLE_SENTENCE) | (sentences["role"] == "prose")]
    keys = ["article", "sentence"]
    asked = named[[*keys, "entity"]].drop_duplicates().merge(sentences, on=keys, validate="many_to_one")
    parts = pd.concat([read, asked])
    lengths = (parts["end"] - parts["start"]).clip(upper=WINDOW).groupby(parts["article"]).sum()
    return 1 + lengths.reindex(ids, fill_value=0)


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
