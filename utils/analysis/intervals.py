"""How far a number may be off: 95 % intervals in closed form, for floats or arrays of them.

scipy would give the same; it is not used because importing `scipy.stats` costs a server three seconds (measured on
two cores).
"""

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

Z = NormalDist().inv_cdf(0.975)
# Below this the interval of a share is wider than 40 points (Wilson, p = 0.5): a picture or sentence would show noise.
ENOUGH = 20


def z_for(comparisons: int) -> float:
    """Return the normal quantile of a 95 % interval that holds for all of `comparisons` at once (Bonferroni)."""
    return NormalDist().inv_cdf(1 - 0.025 / max(comparisons, 1))


def share(successes: ArrayLike, n: ArrayLike, z: float = Z) -> tuple[np.ndarray, np.ndarray]:
    """Return low and high of a share (Wilson 1927, JASA 22:209, as in Brown, Cai, DasGupta 2001); NaN for n = 0."""
    successes, n = np.asarray(successes, float), np.asarray(n, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = successes / n
        centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z / (1 + z**2 / n) * np.sqrt(np.clip(p * (1 - p), 0, None) / n + z**2 / (4 * n**2))
    return np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)


def share_change(
    successes: ArrayLike, n: ArrayLike, before: ArrayLike, n_before: ArrayLike, z: float = Z
) -> tuple[np.ndarray, np.ndarray]:
    """Return low and high of the difference of two shares, now less before.

    Newcombe 1998, Statistics in Medicine 17:873, method 10.
    """
    low, high = share(successes, n, z)
    low_before, high_before = share(before, n_before, z)
    with np.errstate(divide="ignore", invalid="ignore"):
        p, q = np.asarray(successes, float) / n, np.asarray(before, float) / n_before
    down = np.sqrt((p - low) ** 2 + (high_before - q) ** 2)
    up = np.sqrt((high - p) ** 2 + (q - low_before) ** 2)
    return p - q - down, p - q + up


def ratio(count: float, before: float, dispersion: float = 1.0, z: float = Z) -> tuple[float, float]:
    """Return low and high of count / before for two counts over equally long times.

    Normal on the log of the ratio, the Poisson variance 1/a + 1/b widened by `dispersion` because news comes in bursts
    (quasi-likelihood: McCullagh and Nelder 1989, section 4.5); 0.5 is added to both counts when one is zero.
    """
    shift = 0.5 if min(count, before) == 0 else 0.0
    a, b = count + shift, before + shift
    half = z * np.sqrt(dispersion * (1 / a + 1 / b))
    return float(np.exp(np.log(a / b) - half)), float(np.exp(np.log(a / b) + half))


def dispersion(*periods: ArrayLike) -> float:
    """Return how much more the counts of equal bins vary around their period's mean than Poisson counts: 1 or more."""
    counts = [np.asarray(period, float) for period in periods if len(period) > 1 and np.sum(period) > 0]
    chi2 = sum(((period - period.mean()) ** 2).sum() / period.mean() for period in counts)
    freedom = sum(len(period) - 1 for period in counts)
    return max(1.0, float(chi2 / freedom)) if freedom else 1.0


def t_quantile(freedom: ArrayLike, z: float = Z) -> np.ndarray:
    """Return Student's t quantile for the normal quantile `z` (Abramowitz and Stegun 26.7.5).

    Within 0.8 % of the exact value at two degrees of freedom, 0.2 % from three on; NaN below two.
    """
    v = np.asarray(freedom, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = (
            (z**3 + z) / (4 * v)
            + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
            + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
            + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * v**4)
        )
    return np.where(v >= 2, z + terms, np.nan)


def mean(value: ArrayLike, deviation: ArrayLike, n: ArrayLike, z: float = Z) -> tuple[np.ndarray, np.ndarray]:
    """Return low and high of a mean of `n` independent values with this standard deviation (Student's t)."""
    value, deviation, n = (np.asarray(one, float) for one in (value, deviation, n))
    with np.errstate(divide="ignore", invalid="ignore"):
        half = t_quantile(n - 1, z) * deviation / np.sqrt(n)
    return value - half, value + half


def mean_change(
    value: float, deviation: float, n: float, before: float, deviation_before: float, n_before: float
) -> tuple[float, float]:
    """Return low and high of the difference of two means, now less before (Welch 1947, Biometrika 34:28)."""
    if min(n, n_before) < 2:
        return float("nan"), float("nan")
    a, b = deviation**2 / n, deviation_before**2 / n_before
    if a + b == 0:
        return value - before, value - before
    freedom = (a + b) ** 2 / (a**2 / (n - 1) + b**2 / (n_before - 1))
    half = float(t_quantile(freedom)) * float(np.sqrt(a + b))
    return value - before - half, value - before + half
