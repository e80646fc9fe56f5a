"""From raw scores to dissimilarities, written as loops that numba compiles and as NumPy; alike bit for bit.

In: raw scores (queries, targets) float64. Out: dissimilarities in their place. Each step is one rounded
operation, in one order, and nothing is contracted, so that both ways give the same bits.

The norms are those of Elzinga (2008) and of Li & Liu (2007), IEEE Transactions on Pattern Analysis and
Machine Intelligence 29(6), as Gabadinho et al. (2011) describe them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.kernel.problem import Finish, Norm, Problem


def finish(problem: Problem, raw: NDArray[np.float64], q: slice, t: slice) -> NDArray[np.float64]:
    """Return the dissimilarities of raw scores."""
    how = problem.finishing
    if how.kind is Finish.SPENT:
        found = raw * how.inverse
    else:
        both = problem.queries.base[q, None] + problem.targets.base[None, t]
        if how.kind is Finish.SAVED:
            found = (both - how.unit * raw) * how.inverse
        else:
            found = np.sqrt(np.maximum(both - 2.0 * raw, 0.0))
    if how.norm is Norm.NONE:
        return found
    return normed(problem, found, q, t)


def normed(problem: Problem, found: NDArray[np.float64], q: slice, t: slice) -> NDArray[np.float64]:
    """Return dissimilarities made comparable over lengths; equal sequences stay at 0."""
    how = problem.finishing
    n, m = problem.queries.lengths[q, None], problem.targets.lengths[None, t]
    least, most = np.minimum(n, m), np.maximum(n, m)
    largest = how.low * least + how.gap * (most - least)
    with np.errstate(divide="ignore", invalid="ignore"):
        if how.norm is Norm.MAXLENGTH:
            made = found / most
        elif how.norm is Norm.GMEAN:
            made = 1.0 - (largest - found) / (2.0 * np.sqrt(n * m))
            made = np.where(least == 0, 1.0, made)
        elif how.norm is Norm.MAXDIST:
            made = np.where(largest == 0, 1.0, found / largest)
        else:
            made = np.where(largest == 0, 1.0, 2.0 * found / (found + largest))
    return np.where(found == 0, 0.0, made)
