"""The smallest difference between two runs that the cases could have shown."""

import math

POWER = 0.8


def detectable_difference(
    error: float | None, clusters: int, alpha: float = 0.05, power: float = POWER
) -> float | None:
    """The difference that a paired test at level `alpha` sees with a chance of `power`.

    The larger of two:
    (t_{1−α/2} + t_{power}) · `error`, the standard error of the difference that was found; and
    the share of clusters that must flip, all the same way, so that with a chance of `power` at
    least f do, where f = ⌈log₂(2/α)⌉ is the fewest one-way flips that McNemar's exact test calls
    significant (6 for 0.05). None when there are fewer clusters than f: no difference at all could
    have been seen. For many measures `alpha` is to be divided by their number.

    Sources: Bloom, Evaluation Review 19 (1995); Miller, arXiv 2411.00640 (2024), section 5.
    """
    if not (0 < alpha < 1 and 0 < power < 1):
        raise ValueError(f"a test at {alpha} with a power of {power} does not exist")
    from scipy.special import betaincinv, stdtrit

    flips = math.ceil(math.log2(2 / alpha) - 1e-9)
    if error is None or clusters < flips:
        return None
    # P(Bin(n, d) ≥ f) = I_d(f, n − f + 1)
    by_flips = float(betaincinv(flips, clusters - flips + 1, power))
    freedom = clusters - 1
    quantiles = float(stdtrit(freedom, 1 - alpha / 2) + stdtrit(freedom, power))
    return min(1.0, max(quantiles * error, by_flips))
