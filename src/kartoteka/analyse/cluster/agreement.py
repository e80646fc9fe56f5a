"""How much two partitions of the same cases agree, as wholes and cluster by cluster.

References
----------
Hubert & Arabie 1985, Comparing partitions, J. Classification 2 (adjusted Rand index). Hennig 2007,
Cluster-wise assessment of cluster stability, Computational Statistics & Data Analysis 52 (Jaccard).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.pairs import Real, summed


def crossed(a: NDArray[np.integer], b: NDArray[np.integer], weights: Real) -> Real:
    """Return the weight of the cases in each cluster of one and each of the other, (clusters, clusters)."""
    rows, columns = int(a.max(initial=-1)) + 1, int(b.max(initial=-1)) + 1
    cells = a.astype(np.int32) * columns + b
    return summed(cells, weights, rows * columns).reshape(rows, columns)


def adjusted_rand(a: NDArray[np.integer], b: NDArray[np.integer], weights: Real) -> float:
    """Return how much two partitions agree beyond chance: 1 the same, about 0 by chance.

    >>> import numpy as np
    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]), np.ones(4))
    1.0
    """
    return rand_of(crossed(a, b, weights))


def rand_of(table: Real) -> float:
    """Return the adjusted Rand index of a table of two partitions."""

    def pairs(x: Real) -> float:
        return float((x * (x - 1)).sum()) / 2

    whole = float(table.sum())
    together, rows, columns = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    expected = rows * columns / (whole * (whole - 1) / 2) if whole > 1 else 0.0
    most = (rows + columns) / 2
    return (together - expected) / (most - expected) if most != expected else 1.0


def jaccard_of(table: Real, clusters: int | None = None) -> Real:
    """Return for each cluster of the first partition the best overlap with one of the second, 0 … 1.

    What comes after the first ``clusters`` of the second counts as outside, and is nobody's match.

    >>> import numpy as np
    >>> jaccard_of(np.array([[2.0, 0.0], [1.0, 3.0]])).round(2)
    array([0.67, 0.75])
    """
    either = table.sum(axis=1)[:, None] + table.sum(axis=0)[None, :] - table
    share = np.divide(table, either, out=np.zeros_like(table), where=either > 0)
    return share[:, :clusters].max(axis=1)
