"""Which clusters join which, with weights: the nearest-neighbour chain.

In: a distance matrix and the weight of each case. Out: a tree as scipy writes it. scipy does the same without
weights; here a case may stand for many, or for half a one. Short lives on a coarse grid make many equal
distances, and which of two equally near pairs joins first can change the whole tree. The rule is the one of
scipy and of R's fastcluster: of equally near clusters the one we came from, else the first; the joined
cluster stands at the place of the later of the two.

References
----------
Lance & Williams 1967, A general theory of classificatory sorting strategies, Computer Journal 9. Murtagh
1983, A survey of recent advances in hierarchical clustering algorithms, Computer Journal 26 (the chain).
Müllner 2011, Modern hierarchical, agglomerative clustering algorithms, arXiv:1109.2378. Murtagh &
Legendre 2014, Ward's hierarchical agglomerative clustering method, J. Classification 31.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from kartoteka.analyse.pairs import Floats, Ints, Real

Joined = Callable[[Real, Real, float, float, float, Real], Real]
"""Distances of a and of b to all others, d(a, b), weights of a, b and the others → distances of a ∪ b."""


def _ward(a: Real, b: Real, ab: float, wa: float, wb: float, w: Real) -> Real:
    return ((w + wa) * a - w * ab + (w + wb) * b) / (wa + wb + w)


def _average(a: Real, b: Real, _ab: float, wa: float, wb: float, _w: Real) -> Real:
    return wa / (wa + wb) * a + wb / (wa + wb) * b


def _complete(a: Real, b: Real, _ab: float, _wa: float, _wb: float, _w: Real) -> Real:
    return np.maximum(a, b)


def _single(a: Real, b: Real, _ab: float, _wa: float, _wb: float, _w: Real) -> Real:
    return np.minimum(a, b)


def _weighted(a: Real, b: Real, _ab: float, _wa: float, _wb: float, _w: Real) -> Real:
    return (a + b) / 2


JOINED: dict[str, Joined] = {
    "ward": _ward,
    "ward-d": _ward,
    "average": _average,
    "complete": _complete,
    "single": _single,
    "weighted": _weighted,
}
"""Name of a linkage → its formula. ``ward`` works on squared distances, ``ward-d`` on them as they are."""


def grown(square: Floats, weights: Real, linkage: str) -> Real:
    """Return the tree of an agglomeration.

    The distances between single cases are taken as they are, whatever they weigh, as R's ``hclust(members=)``
    takes them.

    Returns
    -------
    array, shape (N−1, 4)
        As :func:`scipy.cluster.hierarchy.linkage`, numbers of cases in the last column.
    """
    d = square.astype(np.float64, copy=True)
    if linkage == "ward":
        d *= d
    np.fill_diagonal(d, np.inf)
    joins = _chained(d, weights.copy(), JOINED[linkage])
    heights = np.array([height for _, _, height in joins])
    return _as_scipy(joins, np.sqrt(heights) if linkage == "ward" else heights)


Join = tuple[int, int, float]


def _chained(d: Real, w: Real, joined: Joined) -> list[Join]:
    """Join the pairs that the chain finds; what was joined away is infinitely far."""
    joins: list[Join] = []
    chain: list[int] = []
    alive = np.ones(len(w), bool)
    while len(joins) < len(w) - 1:
        a, b = _next_pair(d, chain, int(np.argmax(alive)))
        height = float(d[a, b])
        joins.append((a, b, height))
        alive[a] = False
        others = np.flatnonzero(alive)
        others = others[others != b]
        row = joined(d[a, others], d[b, others], height, float(w[a]), float(w[b]), w[others])
        d[b, others] = d[others, b] = row
        d[a], d[:, a] = np.inf, np.inf
        w[b] += w[a]
    return joins


def _next_pair(d: Real, chain: list[int], first: int) -> tuple[int, int]:
    """Follow nearest neighbours until two are each other's; return them, the earlier one first."""
    if len(chain) < 2:
        chain[:] = [first]
    while True:
        row = d[chain[-1]]
        near = int(np.argmin(row))
        if len(chain) > 1 and row[chain[-2]] <= row[near]:
            b, a = chain.pop(), chain.pop()
            return min(a, b), max(a, b)
        chain.append(near)


def _as_scipy(joins: list[Join], heights: Real) -> Real:
    """Order the joins by height and number the clusters as scipy does."""
    n = len(joins) + 1
    # Rounding can put a join a little below one that it builds on. So what a case is in by now is looked up,
    # not taken from the order of the chain.
    above, size = list(range(2 * n - 1)), [1.0] * (2 * n - 1)
    tree = np.empty((n - 1, 4))
    order: list[int] = np.argsort(heights, kind="stable").tolist()
    for step, position in enumerate(order):
        low, high = sorted(_top(above, case) for case in joins[position][:2])
        above[low] = above[high] = n + step
        size[n + step] = size[low] + size[high]
        tree[step] = low, high, heights[position], size[n + step]
    return tree


def _top(above: list[int], node: int) -> int:
    """Return the cluster that a case is in by now, shortening the way there."""
    while above[node] != node:
        above[node] = node = above[above[node]]
    return node


def cut(tree: Real, k: int) -> Ints:
    """Return the cluster of each case (0 …) when the last k−1 joins are undone."""
    n = len(tree) + 1
    root = np.arange(2 * n - 1)
    for step, (a, b) in enumerate(tree[: n - k, :2].astype(np.int64)):
        root[a] = root[b] = n + step
    for node in range(2 * n - 2, -1, -1):
        root[node] = root[root[node]] if root[node] != node else node
    return np.unique(root[:n], return_inverse=True)[1].astype(np.int64)
