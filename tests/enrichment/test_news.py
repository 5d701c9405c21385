"""The engine `news`: the pinned model, scores that hang on nothing but the sentence, and the rules built on them."""

import shutil

import numpy as np
import pandas as pd
import pytest

from utils import schema
from utils.enrichment import models, news, toward
from utils.enrichment.occlusion import effects
from utils.enrichment.sentiment import score, score_targets, scores
from utils.errors import MissingModel

PRAISE, BLAME = "Veltron built a superb chip.", "Rook lied about its sales."
LONG = "The delegation flew to Geneva, met the minister twice, and left without a word to the press on Tuesday evening."
ASKED = [(PRAISE, (0, 7)), (BLAME, (0, 4)), (LONG, (0, 14)), (LONG, (0, len(LONG))), ("Rook fell", (0, 4))]


def shares(asked):
    return news.shares(*map(list, zip(*asked, strict=True))).to_numpy()


def test_the_tone_model_is_the_pinned_one_and_small():
    models.verify_tone(models.TONE)
    assert (models.TONE / "model.onnx").stat().st_size <= 30_000_000


@pytest.mark.parametrize("change", [lambda path: path.write_bytes(b"another"), lambda path: path.unlink()])
def test_another_model_or_none_is_refused(change, tmp_path):
    for name in models.TONE_PINNED:
        shutil.copy(models.TONE / name, tmp_path)
    models.verify_tone(tmp_path)
    change(tmp_path / "model.onnx")
    with pytest.raises(MissingModel, match="textblob") as raised:
        models.verify_tone(tmp_path)
    assert "model.onnx" in raised.value.detail


def test_a_score_does_not_depend_on_its_neighbours():
    together = shares(ASKED * 20)
    assert (together == np.tile(together[:len(ASKED)], (20, 1))).all()
    assert (together[:len(ASKED)] == np.concatenate([shares([one]) for one in ASKED])).all()
    assert (shares(ASKED[::-1]) == together[:len(ASKED)][::-1]).all()


def test_a_score_does_not_depend_on_the_number_of_threads(monkeypatch):
    alone = shares(ASKED)
    monkeypatch.setattr(models.multiprocessing, "parent_process", lambda: "a pool's")
    in_a_pool = models.tone.__wrapped__()
    monkeypatch.setattr(models, "tone", lambda: in_a_pool)
    assert (shares(ASKED) == alone).all()


def test_shares_make_a_score():
    found = news.told(pd.DataFrame([(0.5, 0.3, 0.2), (0.2, 0.4, 0.4), (0.1, 0.2, 0.7), (np.nan,) * 3],
                                   columns=news.TONES))
    assert found["polarity"].tolist()[:3] == [-0.3, 0.2, 0.6]
    assert found["tone"].tolist()[:3] == ["negative", "neutral", "positive"]
    assert found["subjectivity"].isna().all() and found.iloc[3].isna().all()


def test_one_row_per_text_in_order():
    found = score([PRAISE, " ", BLAME, ""], "news")
    assert found["tone"].tolist()[0::2] == ["positive", "negative"]
    assert found.loc[[1, 3]].isna().all(axis=None)
    assert score([], "news").dtypes.equals(score([], "textblob").dtypes)
    assert score_targets([], [], "news").columns.tolist() == ["polarity", "subjectivity", "tone"]


def test_a_text_has_the_mean_of_its_sentences():
    both = news.whole([PRAISE, BLAME])
    assert score([f"{PRAISE} {BLAME}"], "news")["polarity"][0] == pytest.approx(
        (both["positive"] - both["negative"]).mean(), abs=1e-4)


def test_targets_of_one_sentence_are_told_apart():
    text = "Veltron was praised for its superb chip; Rook was condemned for lying."
    assert score_targets([text, text], [(0, 7), (41, 45)], "news")["tone"].tolist() == ["positive", "negative"]


@pytest.mark.parametrize(("language", "text", "may"), [
    ("en", "Un an", True), ("de", PRAISE, False), ("und", "Rook shares fall on weak outlook", True),
    ("und", "Bundesregierung beschließt neue Exportregeln", False), ("und", "中国禁止出口镓", False),
    ("und", "…", False),
])
def test_only_languages_the_model_knows(language, text, may):
    assert scores(language, text, "news") is may


@pytest.fixture
def load():
    """An article with a headline, one in German, and one whose headline only repeats its text."""
    articles = pd.DataFrame([
        ("a", "Rook hails a superb year", f"{BLAME} {PRAISE} Rook and Veltron met, and Rook left.", "en"),
        ("b", "", "Veltron baut einen Chip.", "de"), ("c", "Rook lied…", BLAME, "en"),
    ], columns=["id", "title", "text", "language"], index=[7, 8, 9])
    sentences = pd.DataFrame([
        ("a", -1, 0, 24, "heading"), ("a", 0, 0, 26, "prose"), ("a", 1, 27, 55, "prose"), ("a", 2, 56, 93, "prose"),
        ("b", 0, 0, 24, "prose"), ("c", -1, 0, 10, "heading"), ("c", 0, 0, 26, "prose"),
    ], columns=list(schema.SENTENCES.columns))
    named = pd.DataFrame([
        ("a", -1, 0, 4, "Rook"), ("a", 0, 0, 4, "Rook"), ("a", 1, 27, 34, "Veltron"), ("a", 2, 83, 87, "Rook"),
        ("a", 2, 56, 60, "Rook"), ("a", 2, 65, 72, "Veltron"), ("b", 0, 0, 7, "Veltron"),
    ], columns=["article", "sentence", "start", "end", "entity"], index=range(50, 57))
    return articles, sentences, named


def test_a_document_is_its_prose_and_its_headline(load):
    articles, sentences, _ = load
    found = toward.documents(articles, toward.wording(articles, sentences))
    text, title = articles.loc[7, "text"], articles.loc[7, "title"]
    assert found.index.tolist() == [7, 8, 9]
    parts = [title, text[:26], text[27:55], text[56:]]
    assert found.loc[7].tolist() == pytest.approx(news.whole(parts).mean().tolist())
    assert found.loc[8].isna().all()
    assert found.loc[9].tolist() == news.whole([BLAME]).loc[0].tolist()


def test_a_mention_has_the_tone_of_its_sentence_toward_its_entity(load):
    articles, sentences, named = load
    found = toward.mentions(articles, sentences, named)
    last = articles.loc[7, "text"][56:]
    assert found.index.tolist() == named.index.tolist()
    assert found.loc[51].tolist() == shares([(BLAME, (0, 4))])[0].tolist()
    assert found.loc[53].tolist() == found.loc[54].tolist() == shares([(last, (0, 4))])[0].tolist()
    assert found.loc[55].tolist() == shares([(last, (9, 16))])[0].tolist()
    assert found.loc[56].isna().all()
    of = toward.entities(named, found)
    assert of.loc[("a", "Rook")].tolist() == pytest.approx(found.loc[[50, 51, 54]].mean().tolist())


def test_nobody_named_and_nothing_loaded(load):
    articles, sentences, named = load
    assert toward.mentions(articles, sentences, named[:0]).shape == (0, 3)
    assert toward.documents(articles[:0], toward.wording(articles[:0], sentences[:0])).shape == (0, 3)


def test_the_words_a_score_hangs_on():
    text = "Rook lied, and Veltron built a superb chip."
    found = effects(text, (15, 22))
    assert found.columns.tolist() == ["start", "end", "word", "effect"]
    assert [text[start:end] for start, end in zip(found["start"], found["end"], strict=True)] == found["word"].tolist()
    assert found["word"].tolist() == ["Rook", "lied", "and", "built", "a", "superb", "chip"]
    assert found.loc[found["effect"].idxmax(), "word"] == "superb"
    full, without = score_targets([text, " lied, and Veltron built a superb chip."], [(15, 22), (11, 18)], "news")[
        "polarity"]
    assert found["effect"][0] == pytest.approx(full - without)


def test_the_words_of_a_whole_sentence():
    assert effects("Rook fell.", (0, 10))["word"].tolist() == ["Rook", "fell"]
    assert effects("Rook", (0, 4))["word"].tolist() == ["Rook"]
