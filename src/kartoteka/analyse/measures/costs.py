"""What it costs to put one state for another, or to delete it: said, or learnt from the sequences.

In: sequences, the name of a scheme or a matrix. Out: costs (states, states) and indels (states,).

=============  ======================================================================================
``constant``   2 for any substitution
``transitions``  2 - p(b|a) - p(a|b): states that follow each other are alike
``future``     chi-square distance between the distributions of the next state
``indels``     indel(a) = 1 / share of a; substitution = indel(a) + indel(b): rare states are far
``indels-log``   indel(a) = log(2 / (1 + share of a)), likewise
a matrix       (states, states), symmetric, zero on the diagonal
:class:`Features`  Gower's distance between features of the states
=============  ======================================================================================

Studer & Ritschard (2016), section 2; Gower (1971), Biometrics 27(4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kartoteka.analyse.sequences import VOID, Sequences, Weights
from kartoteka.errors import UnknownName, UnusableSequences
from kartoteka.model.near import nearest
from kartoteka.wording.saying import Saying

Matrix: TypeAlias = NDArray[np.float64]
Scheme: TypeAlias = Literal["constant", "transitions", "future", "indels", "indels-log"]

SCHEMES: tuple[Scheme, ...] = ("constant", "transitions", "future", "indels", "indels-log")

LARGEST = 2.0
"""The cost of a constant substitution, and the largest from transition rates."""


@dataclass(frozen=True)
class Features:
    """Costs from features of the states: Gower's distance, from 0 to ``largest``.

    Parameters
    ----------
    table
        Feature → its value for each state, in the order of the states: numbers (compared by their range) or
        texts (equal or not).
    weights
        Feature → its weight; 1 unless said.
    largest
        The cost of states that differ wholly in all features.

    Examples
    --------
    >>> walls = Features({"locked": ["no", "yes", "yes"], "people": [1, 4, 2]})
    >>> walls.costs().round(3).tolist()
    [[0.0, 1.0, 0.667], [1.0, 0.0, 0.333], [0.667, 0.333, 0.0]]
    """

    table: Mapping[str, Sequence[float] | Sequence[str]]
    weights: Mapping[str, float] | None = None
    largest: float = 1.0

    def costs(self) -> Matrix:
        """Return the costs, (states, states)."""
        weights = self.weights or {}
        total, parts = 0.0, 0.0
        for name, column in self.table.items():
            weight = weights.get(name, 1.0)
            parts = parts + weight * _gower(np.asarray(column))
            total += weight
        return np.asarray(parts, np.float64) / total * self.largest


def _gower(values: NDArray[np.generic]) -> Matrix:
    if values.dtype.kind not in "biuf":
        return (values[:, None] != values[None, :]).astype(np.float64)
    numbers = values.astype(np.float64)
    reach = float(np.ptp(numbers)) or 1.0
    return np.abs(numbers[:, None] - numbers[None, :]) / reach


Costs: TypeAlias = Scheme | Features | ArrayLike
Indels: TypeAlias = Literal["auto"] | float | Sequence[float]


def learn(
    lives: Sequences, costs: Costs, indels: Indels, *, weighted: bool = True
) -> tuple[Matrix, NDArray[np.float64]]:
    """Return costs and indels for the states of these sequences.

    Parameters
    ----------
    lives
        What is learnt from.
    costs
        See the table above.
    indels
        One number, one for each state, or ``auto``: those of the scheme if it has its own, else half of the
        largest substitution.
    weighted
        Whether the weights of the sequences count.

    Raises
    ------
    UnknownName
        No scheme is called so.
    UnusableSequences
        The matrix does not fit the alphabet, or is not symmetric with a zero diagonal.
    """
    own: NDArray[np.float64] | None = None
    if isinstance(costs, str):
        table, own = _scheme(lives, costs, weighted=weighted)
    else:
        given = costs.costs() if isinstance(costs, Features) else np.array(costs, np.float64)
        table = _checked(given, len(lives.states))
    if isinstance(indels, str):
        if indels != "auto":
            raise UnknownName("indel", indels, ("auto",))
        return table, own if own is not None else _every(float(table.max(initial=0.0)) / 2, table)
    return table, _every(indels, table)


def _every(indels: float | Sequence[float], table: Matrix) -> NDArray[np.float64]:
    given = np.asarray(indels, np.float64)
    if given.ndim and given.shape != (len(table),):
        reason = Saying("sequences.wrong_number", found=given.size, wanted=len(table))
        raise UnusableSequences("indels", reason)
    if not (np.isfinite(given).all() and (given >= 0).all()):
        raise UnusableSequences("indels", Saying("sequences.bad_costs"))
    return np.broadcast_to(given, (len(table),)).copy()


def _checked(table: Matrix, states: int) -> Matrix:
    if table.shape != (states, states):
        reason = Saying("sequences.costs_shape", found=str(table.shape), wanted=states)
        raise UnusableSequences("costs", reason)
    if not (np.isfinite(table).all() and (table >= 0).all()):
        raise UnusableSequences("costs", Saying("sequences.bad_costs"))
    if not np.allclose(table, table.T) or table.diagonal().any():
        raise UnusableSequences("costs", Saying("sequences.costs_asymmetric"))
    return (table + table.T) / 2


def _scheme(
    lives: Sequences, scheme: str, *, weighted: bool
) -> tuple[Matrix, NDArray[np.float64] | None]:
    weights = lives.weights if weighted else np.ones(len(lives))
    if scheme == "constant":
        return constant(len(lives.states)), None
    if scheme in ("transitions", "future"):
        rates = transition_rates(lives, weights)
        table = LARGEST - rates - rates.T if scheme == "transitions" else chi_square(rates)
        if lives.missing is not None:
            table[lives.missing, :] = table[:, lives.missing] = LARGEST
        np.fill_diagonal(table, 0.0)
        return table, None
    if scheme in ("indels", "indels-log"):
        indels = indels_of(shares(lives, weights), logarithm=scheme == "indels-log")
        return sums_of(indels), indels
    raise UnknownName("scheme of costs", scheme, nearest(scheme, {name: name for name in SCHEMES}))


def constant(states: int, cost: float = LARGEST) -> Matrix:
    """Return the same cost for all substitutions."""
    return cost * (1.0 - np.eye(states))


def transition_counts(lives: Sequences, weights: Weights, at: int | None = None) -> Matrix:
    """Return how often (weighted) a state follows another, at one position or at all, (from, to)."""
    size = len(lives.states)
    positions = range(lives.codes.shape[1] - 1) if at is None else (at,)
    counts = np.zeros(size * size)
    for position in positions:  # one at a time: a register has millions of rows
        before, after = lives.codes[:, position], lives.codes[:, position + 1]
        both = (before != VOID) & (after != VOID)
        moves = before[both].astype(np.int64) * size + after[both]
        counts += np.bincount(moves, weights[both], size * size)
    return counts.reshape(size, size)


def transition_rates(lives: Sequences, weights: Weights, at: int | None = None) -> Matrix:
    """Return p(to | from), (from, to); zero for states that nothing follows."""
    counts = transition_counts(lives, weights, at)
    total = counts.sum(axis=1, keepdims=True)
    return np.divide(counts, total, out=np.zeros_like(counts), where=total > 0)


def chi_square(rates: Matrix) -> Matrix:
    """Return chi-square distances between rows of rates."""
    column = rates.sum(axis=0)
    scaled = rates[:, column > 0] / np.sqrt(column[column > 0])
    return np.sqrt(((scaled[:, None] - scaled[None, :]) ** 2).sum(axis=2))


def shares(lives: Sequences, weights: Weights, at: int | None = None) -> NDArray[np.float64]:
    """Return the weighted share of each state among all positions of the grid, (states,).

    Positions beyond the end of a sequence count in the whole, as in TraMineR.
    """
    positions = range(lives.codes.shape[1]) if at is None else (at,)
    counted = np.zeros(len(lives.states))
    for position in positions:
        codes = lives.codes[:, position]
        known = codes != VOID
        counted += np.bincount(codes[known], weights[known], len(lives.states))
    return counted / (float(weights.sum()) * len(positions) or 1.0)


def indels_of(share: NDArray[np.float64], *, logarithm: bool) -> NDArray[np.float64]:
    """Return indels from shares; a state that never occurs costs what the rarest that occurs does."""
    if logarithm:
        return np.log(2.0 / (1.0 + share))
    seen = share[share > 0]
    return 1.0 / np.maximum(share, seen.min() if len(seen) else 1.0)


def sums_of(indels: NDArray[np.float64]) -> Matrix:
    """Return substitution costs that are one deletion and one insertion."""
    table = indels[:, None] + indels[None, :]
    np.fill_diagonal(table, 0.0)
    return table
