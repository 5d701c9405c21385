"""What a share may be once the measured error of the engine that told it is counted in."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from utils.schema import TONES

# Enough that a bound moves by less than half a point from seed to seed (tried with ten).
_DRAWS = 4000
_SEED = 0
# Jeffreys' prior of a multinomial: half a count a class.
_PRIOR = 0.5


def adjusted(shares: pd.DataFrame, n: float, confusion: Mapping[str, Mapping[str, int]]) -> pd.DataFrame:
    """Return tone, low and high: between which the true share lies, 95 %.

    `shares` has tone and share as told of `n` (effective) items, `confusion` is labelled tone -> tone told -> count on
    labelled texts. What is told is what is true seen through the confusion, so it is solved for what is true (adjusted
    counting: Forman 2008, "Quantifying counts and costs via classification"; Hopkins and King 2010 for more than two
    classes), over draws of both from their posteriors. An engine that tells every tone alike everywhere leaves 0 to 1.
    """
    told = shares.set_index("tone")["share"].reindex(TONES, fill_value=0.0).to_numpy(float)
    counts = np.array([[confusion[gold][tone] for tone in TONES] for gold in TONES], dtype=float)
    chance = np.random.default_rng(_SEED)
    seen = chance.dirichlet(told * n + _PRIOR, _DRAWS)
    through = np.stack([chance.dirichlet(row + _PRIOR, _DRAWS) for row in counts], axis=1)
    true = _solved(through, seen)
    low, high = np.quantile(true, [0.025, 0.975], axis=0)
    return pd.DataFrame({"tone": TONES, "low": low, "high": high})


def _solved(through: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """Return shares p, each a point of the simplex, with p @ through near to `seen`, draw by draw."""
    found = np.linalg.solve(np.swapaxes(through, 1, 2), seen[..., None])[..., 0]
    # The nearest point of the simplex (Held, Wolfe and Crowder 1974).
    ordered = -np.sort(-found, axis=1)
    above = ordered - (np.cumsum(ordered, axis=1) - 1) / np.arange(1, found.shape[1] + 1)
    kept = (above > 0).sum(axis=1)
    shift = (np.cumsum(ordered, axis=1)[np.arange(len(found)), kept - 1] - 1) / kept
    return np.maximum(found - shift[:, None], 0)
