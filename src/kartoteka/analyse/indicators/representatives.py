"""Real lives that stand for a set: representatives, and groups of equal size along an order.

In: distances and weights. Out: positions of cases, and how well each stands for those nearest to it.

References
----------
Gabadinho & Ritschard 2013, Searching for typical life trajectories applied to childbirth histories, in
Gendered Life Courses. Fasang & Liao 2014, Visualizing sequences in the social sciences: relative
frequency sequence plots, Sociological Methods & Research 43.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.cluster.hierarchy import leaves_list

from kartoteka.analyse.cluster.linkage import grown
from kartoteka.analyse.discrepancy.variance import centred, discrepancy
from kartoteka.analyse.pairs import Distances, Floats, Ints, Real, Weights, square_of, weights_of
from kartoteka.errors import UnknownName, UsageError

Criterion = Literal["density", "centrality", "frequency"]


@dataclass(frozen=True, slots=True)
class Representatives:
    """Cases that stand for all.

    Parameters
    ----------
    index
        Their positions, the best first.
    assigned
        Of every case the representative that is nearest, as a position in ``index``, (N,).
    coverage
        The share of the weight that lies within the radius of one of them.
    table
        One row each, and one for all (``index`` None): ``weight`` and ``share`` of those assigned;
        ``near`` and
        ``near_share`` within the radius; ``sum`` and ``mean`` of their distances to it; ``to_centre``
        (sum of their distances to the centre of all); ``discrepancy`` of those assigned; ``quality`` (by
        how much nearer they are to it than to the centre, %).
    """

    index: Ints
    assigned: Ints
    coverage: float
    table: pl.DataFrame


def representatives(
    distances: Distances,
    *,
    criterion: Criterion = "density",
    coverage: float = 0.25,
    radius: float = 0.1,
    most: int | None = None,
    weights: Weights = None,
) -> Representatives:
    """Return the fewest cases that stand for a share of all, none of them near another.

    Parameters
    ----------
    criterion
        What makes a good one: many cases near it (``density``), a small sum of distances
        (``centrality``), or many equal cases (``frequency``).
    coverage
        The share of the weight to be reached, 0 … 1.
    radius
        What is near, as a share of the largest distance.
    most
        How many at most.
    """
    square = square_of(distances)
    w = weights_of(weights, len(square))
    if not 0 < coverage <= 1 or radius < 0:
        raise UsageError(
            f"Coverage lies above 0 and up to 1, a radius at 0 or above: {coverage}, {radius}."
        )
    near = square <= radius * float(square.max(initial=0))
    order = np.argsort(-_score(square, near, w, criterion), kind="stable")
    chosen: list[int] = []
    covered = np.zeros(len(w), bool)
    for case in order:
        if covered[case]:
            continue
        chosen.append(int(case))
        covered |= near[case]
        if float(w[covered].sum()) >= coverage * float(w.sum()) or len(chosen) == most:
            break
    index = np.array(chosen, np.int64)
    assigned = square[:, index].argmin(axis=1).astype(np.int64)
    table = _table(square, w, near, index, assigned)
    return Representatives(index, assigned, float(w[covered].sum() / w.sum()), table)


def _score(square: Floats, near: np.ndarray, w: Real, criterion: str) -> Real:
    if criterion == "density":
        return np.asarray(near @ w, np.float64)
    if criterion == "frequency":
        return np.asarray((square == 0) @ w, np.float64)
    if criterion == "centrality":
        return -np.asarray(square @ w, np.float64)
    raise UnknownName("criterion", criterion, ("density", "centrality", "frequency"))


def _table(square: Floats, w: Real, near: np.ndarray, index: Ints, assigned: Ints) -> pl.DataFrame:
    whole = float(w.sum())
    sums = np.asarray(square @ w, np.float64)[:, None]
    centre = centred(sums, np.zeros(len(w), np.int64), w)
    rows: list[dict[str, float | int | None]] = []
    # Whoever is near several representatives is counted with the one it is assigned to.
    for which in [*range(len(index)), None]:
        inside = np.ones(len(w), bool) if which is None else assigned == which
        mine = index[assigned[inside]]
        cases = np.flatnonzero(inside)
        to = square[cases, mine]
        weight, away = float(w[inside].sum()), float(w[inside] @ to)
        close = float(w[inside] @ near[cases, mine])
        from_centre = float(w[inside] @ centre[inside])
        rows.append(
            {
                "index": None if which is None else int(index[which]),
                "weight": weight,
                "share": weight / whole,
                "near": close,
                "near_share": close / whole,
                "sum": away,
                "mean": away / weight if weight else float("nan"),
                "to_centre": from_centre,
                "discrepancy": discrepancy(square[np.ix_(inside, inside)], weights=w[inside]),
                "quality": 100 * (from_centre - away) / from_centre
                if from_centre
                else float("nan"),
            }
        )
    return pl.DataFrame(rows)


@dataclass(frozen=True, slots=True)
class FrequencyGroups:
    """Groups of equal weight along an order, each with the case in its middle.

    ``medoids`` (k,) are positions, in order; ``groups`` (N,) is the group of each case; ``r2`` is the
    share of the discrepancy that the groups explain.
    """

    medoids: Ints
    groups: Ints
    r2: float


def frequency_groups(
    distances: Distances,
    k: int = 100,
    *,
    order: npt.ArrayLike | None = None,
    weights: Weights = None,
) -> FrequencyGroups:
    """Return k groups of equal weight, as a relative frequency plot shows them.

    Parameters
    ----------
    order
        By what the cases are lined up, one number each; by default along a tree of their likeness
        (average linkage).
    """
    square = square_of(distances)
    n = len(square)
    w = weights_of(weights, n)
    if not 1 <= k <= n:
        raise UsageError(f"{n} cases can make from 1 to {n} groups, not {k}.")
    if order is None:
        line = leaves_list(grown(square, w, "average")) if n > 1 else np.zeros(1, int)
    else:
        line = np.argsort(np.asarray(order), kind="stable")
    middle = np.cumsum(w[line]) - w[line] / 2
    groups = np.empty(n, np.int64)
    groups[line] = np.minimum((middle * k / w.sum()).astype(np.int64), k - 1)
    groups = np.unique(groups, return_inverse=True)[1].astype(np.int64)
    medoids = np.empty(groups.max() + 1, np.int64)
    rest = 0.0
    for group in range(len(medoids)):
        rows = np.flatnonzero(groups == group)
        here = square[np.ix_(rows, rows)]
        medoids[group] = rows[int(np.argmin(here @ w[rows]))]
        rest += discrepancy(here, weights=w[rows]) * float(w[rows].sum())
    whole = discrepancy(square, weights=w) * float(w.sum())
    return FrequencyGroups(medoids, groups, 1 - rest / whole if whole else float("nan"))
