"""Three voices: what the reporter says, what is quoted, and what is said of an entity."""

import numpy as np
import pandas as pd
import pytest

from utils.analysis import voices


def told(*pairs, **more) -> dict[str, list[dict]]:
    """Return as many articles as `pairs` of the reporter's and the quoted polarity (None: no scored words)."""
    rows = [{"article": n, "voice": voice, "polarity": polarity} | more
            for n, pair in enumerate(pairs)
            for voice, polarity in zip(("reporter", "quoted"), pair, strict=True) if polarity is not None]
    return {"articles": [{}] * len(pairs), "voices": rows}


def mentions(*polarities, **more) -> list[dict]:
    tones = {-1: "negative", 0: "neutral", 1: "positive", None: None}
    return [{"article": n, "entity": "Veltron", "polarity": polarity,
             "tone": tones[polarity and round(polarity / abs(polarity))]} | more
            for n, polarity in enumerate(polarities)]


def test_each_voice_has_its_own_n_and_mean(view):
    found = voices.voices(view(**told(*[(0.2, -0.3)] * 10, *[(0.0, 0.5)] * 10, *[(0.1, None)] * 5))).set_index("voice")
    assert found.index.tolist() == ["reporter", "quoted"]
    assert found["n"].tolist() == [25, 20]
    assert found["mean"].tolist() == pytest.approx([0.1, 0.1])
    assert (found["low"] < found["mean"]).all() and (found["mean"] < found["high"]).all()


def test_sentences_weigh_as_many_scores_as_they_have(view):
    rows = [{"article": n, "sentence": at, "polarity": polarity, "weight": weight}
            for n in range(20) for at, (polarity, weight) in enumerate([(0.9, 1), (0.1, 3)])]
    assert voices.voices(view([{}] * 20, voices=rows))["mean"].iloc[0] == pytest.approx(0.3)


def test_too_few_articles_are_refused_voice_by_voice(view):
    found = voices.voices(view(**told(*[(0.2, 0.1)] * 19, (0.2, None))))
    assert found["n"].tolist() == [20, 19]
    assert found.notna().all(axis=1).tolist() == [True, False]
    assert voices.gap(view(**told(*[(0.2, 0.1)] * 19)))["n"].tolist() == [19]
    assert voices.gap(view(**told(*[(0.2, 0.1)] * 19)))[["mean", "low", "high"]].isna().all(axis=None)


def test_articles_are_counted_whatever_the_view_counts(view):
    for unit in ("articles", "stories", "outlets"):
        tables = view(**told(*[(0.2, 0.1), (0.1, 0.2)] * 10), unit=unit)
        assert voices.voices(tables)["n"].tolist() == [20, 20]
        assert voices.gap(tables)["n"].tolist() == [20]


def test_the_gap_is_taken_within_articles(view):
    # Between articles polarity varies far more than the two voices of each differ.
    pairs = [(polarity, polarity + 0.05 + step) for polarity in (-0.6, -0.2, 0.2, 0.6) for step in (0, 0.01, 0.02) * 2]
    found = voices.gap(view(**told(*pairs, (0.5, None), (None, -0.5)))).iloc[0]
    assert found["n"] == 24
    assert found["mean"] == pytest.approx(0.06)
    assert found["clear"] and found["low"] > 0.05
    assert not voices.gap(view(**told(*[(0.1, 0.2), (0.2, 0.1)] * 10)))["clear"].iloc[0]


def test_copies_of_one_text_do_not_narrow_an_interval(view):
    pairs = [pair for pair in [(0.1, 0.2), (0.2, 0.1), (0.3, 0.1), (0.0, 0.3), (0.1, 0.1)] for _ in range(4)]
    lone, made = view(**told(*pairs)), told(*pairs)
    copied = view([{"story": f"s{n // 4}"} for n in range(20)], voices=made["voices"])
    for function in (voices.voices, voices.gap):
        one, other = function(lone), function(copied)
        assert one["mean"].tolist() == pytest.approx(other["mean"].tolist(), abs=1e-12)
        assert ((other["high"] - other["low"]) > (one["high"] - one["low"])).all()


def test_articles_that_were_loaded_without_voices_are_told(view):
    tables = view([{}] * 3, voices=[{"article": 0}], assessments=[{"article": 0}, {"article": 1}, {"article": 1}])
    assert voices.untold(tables) == 1


def test_toward_an_entity_its_scored_mentions_count(view):
    found = voices.toward(view([{}] * 30, mentions=mentions(*[-0.5] * 15, *[0.0] * 6, *[0.5] * 4, *[None] * 5)
                               + mentions(*[0.9] * 30, entity="Kestrel")), "Veltron")
    assert (found.mentions, found.articles) == (25, 25)
    assert found.shares["count"].tolist() == [15, 6, 4]
    assert found.shares["share"].tolist() == pytest.approx([0.6, 0.24, 0.16])
    assert found.divided == pytest.approx(0.4)
    assert (found.shares["low"] < found.shares["share"]).all()


def test_mentions_in_one_article_are_no_more_than_one_observation(view):
    spread = voices.toward(view([{}] * 40, mentions=mentions(*[-0.5, 0.5] * 20)), "Veltron")
    heaped = voices.toward(view([{}] * 40, mentions=[row | {"article": row["article"] // 4}
                                                     for row in mentions(*[-0.5, 0.5] * 20)]), "Veltron")
    assert (heaped.mentions, heaped.articles) == (40, 10)
    widths = [(one.shares["high"] - one.shares["low"]).iloc[0] for one in (spread, heaped)]
    assert widths[1] > 1.5 * widths[0]


def test_too_few_mentions_are_refused(view):
    found = voices.toward(view([{}] * 19, mentions=mentions(*[0.5] * 19)), "Veltron")
    assert (found.mentions, found.articles) == (19, 19)
    assert found.shares.empty and found.outlets.empty and np.isnan(found.divided)


def test_outlets_need_enough_mentions(view):
    articles = [{"outlet": "Bright"}] * 20 + [{"outlet": "Seldom"}] * 5 + [{"outlet": "Grim"}] * 20
    found = voices.toward(view(articles, mentions=mentions(*[0.5, 0.4] * 10, *[0.1] * 5, *[-0.5, -0.4] * 10)),
                          "Veltron").outlets
    assert found["outlet"].tolist() == ["Grim", "Bright"]
    assert found["n"].tolist() == [20, 20]
    assert found["clear"].tolist() == [True, True]


@pytest.mark.parametrize("function", [voices.voices, voices.gap])
def test_nothing_told_keeps_columns_and_types(view, function):
    empty, full = function(view([{}])), function(view(**told(*[(0.2, 0.1)] * 20)))
    pd.testing.assert_series_equal(empty.dtypes, full.dtypes)
    assert empty["n"].sum() == 0


def test_an_engine_that_scores_no_mention_has_nothing_toward_anybody(view):
    found = voices.toward(view([{}] * 30, mentions=mentions(*[None] * 30)), "Veltron")
    assert (found.mentions, found.articles) == (0, 0)
    assert found.shares.empty and found.outlets.empty
