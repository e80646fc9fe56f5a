"""How much of the time two lives are in different states, where of both much is not known.

In: states on a grid, gaps as −1. Out: distances between 0 (always in the same state) and 1 (never). Only
cells in which both lives are known are compared. Where few are, little can be said, and the distance
moves towards what two lives of these have in common by chance, as if a tenth of the time had been seen
with that result. So a gap makes two lives neither alike nor unlike, and people are not grouped by what
we do not know of them, as they are where "not known" is a state of its own.

Deviates from the Hamming distance (Hamming 1950) in the gaps only, but for the pull to the middle. To
compare only what is known of both is Gower's (1971, A general coefficient of similarity, Biometrics 27).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.pairs import Real

PULL = 0.1
"""The share of the grid that chance counts for."""


def matching(
    codes: Sequence[NDArray[np.int16]], weights: Real | None = None, *, pull: float = PULL
) -> Real:
    """Return the distances between lives.

    Parameters
    ----------
    codes
        For each channel the state of every cell, (N, L); −1 where it is not known.
    weights
        How much each life counts in what is common by chance, (N,).
    pull
        The share of the grid that chance counts for; 0 leaves pairs without a common cell at chance, and all
        others where they are.

    Returns
    -------
    array, shape (N, N)
        The share of cells in different states, the mean over channels.

    Examples
    --------
    >>> import numpy as np
    >>> matching([np.array([[0, 0, 1, 1], [0, 0, 0, 0], [0, 0, 1, -1]], np.int16)], pull=0).round(2)
    array([[0.  , 0.5 , 0.  ],
           [0.5 , 0.  , 0.33],
           [0.  , 0.33, 0.  ]])
    """
    w = np.ones(len(codes[0])) if weights is None else np.asarray(weights, np.float64)
    return np.mean([_one(channel, w, pull) for channel in codes], axis=0)


def _one(codes: NDArray[np.int16], w: Real, pull: float) -> Real:
    known = (codes >= 0).astype(np.float32)
    both = (known @ known.T).astype(np.float64)
    same = np.zeros_like(both)
    for state in range(int(codes.max(initial=-1)) + 1):
        there = (codes == state).astype(np.float32)
        same += there @ there.T
    pairs = np.outer(w, w)
    np.fill_diagonal(pairs, 0)
    chance = float((pairs * (both - same)).sum() / max((pairs * both).sum(), 1e-300))
    seen = max(pull * codes.shape[1], 1e-9)
    found = (both - same + seen * chance) / (both + seen)
    np.fill_diagonal(found, 0)
    return found
