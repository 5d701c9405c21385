"""What a share may be once the engine's error is counted in."""

import numpy as np
import pandas as pd
import pytest

from utils import schema
from utils.analysis.measured_error import adjusted

SHARES = pd.DataFrame({"tone": schema.TONES, "share": [0.3, 0.5, 0.2]})
RIGHT = {tone: {other: 1000 * (tone == other) for other in schema.TONES} for tone in schema.TONES}
BLIND = {tone: dict(zip(schema.TONES, (300, 500, 200), strict=True)) for tone in schema.TONES}
# Sees a third of what is negative as neutral.
MILD = RIGHT | {"negative": {"negative": 667, "neutral": 333, "positive": 0}}


def bounds(*asked):
    return adjusted(*asked).set_index("tone")[["low", "high"]]


def test_an_engine_without_error_leaves_only_the_error_of_the_sample():
    found = bounds(SHARES, 1000, RIGHT)
    assert (found["low"] < SHARES["share"].to_numpy()).all() and (found["high"] > SHARES["share"].to_numpy()).all()
    assert (found["high"] - found["low"]).max() < 0.08
    assert (bounds(SHARES, 10_000, RIGHT)["high"] - bounds(SHARES, 10_000, RIGHT)["low"]).max() < 0.03


def test_an_engine_that_tells_everything_alike_tells_nothing():
    found = bounds(SHARES, 10_000, BLIND)
    assert found["low"].max() < 0.05 and found["high"].min() > 0.8


def test_a_known_blind_spot_is_counted_back():
    found = bounds(pd.DataFrame({"tone": schema.TONES, "share": [0.2, 0.6, 0.2]}), 5000, MILD)
    assert found.loc["negative", "low"] < 0.3 < found.loc["negative", "high"]
    assert found.loc["negative", "low"] > 0.2


@pytest.mark.parametrize("seed", range(5))
def test_the_truth_lies_between_nineteen_times_of_twenty(seed):
    chance = np.random.default_rng(seed)
    truth, through = np.array([0.25, 0.55, 0.2]), np.array([[0.8, 0.15, 0.05], [0.1, 0.8, 0.1], [0.1, 0.2, 0.7]])
    hits = []
    for _ in range(20):
        told = chance.multinomial(400, truth @ through) / 400
        counts = {gold: dict(zip(schema.TONES, chance.multinomial(500, row).tolist(), strict=True))
                  for gold, row in zip(schema.TONES, through, strict=True)}
        found = adjusted(pd.DataFrame({"tone": schema.TONES, "share": told}), 400, counts)
        hits += ((found["low"] <= truth) & (truth <= found["high"])).tolist()
    assert np.mean(hits) >= 0.88


def test_the_same_numbers_give_the_same_bounds():
    pd.testing.assert_frame_equal(adjusted(SHARES, 300, MILD), adjusted(SHARES, 300, MILD))


def test_a_tone_that_was_never_told_and_no_items_stay_inside_zero_and_one():
    found = bounds(pd.DataFrame({"tone": ["neutral"], "share": [1.0]}), 0, RIGHT)
    assert found.to_numpy().min() >= 0 and found.to_numpy().max() <= 1
