"""Answers that need all pairs and keep none: sums, medoids, neighbours, assignments.

In: a fitted measure and sequences. Out: what typologies need, in memory that grows with the number of lives
and not with its square; a hundred thousand lives are a matter of minutes.

Everything is for all sequences in the given order. The bits do not depend on threads or engines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kartoteka.analyse.kernel import dispatch
from kartoteka.analyse.measure import Engine
from kartoteka.analyse.measures.pairwise import Pairwise
from kartoteka.analyse.sequences import Index, Sequences


@dataclass(frozen=True, eq=False)
class Sums:
    """The weighted sums of each sequence's dissimilarities from all, and what follows from them.

    ``values`` (sequences,) float64; ``medoid`` the sequence nearest to all (the earliest of equals);
    ``discrepancy`` half of the mean dissimilarity of two cases drawn at random (a pseudo-variance:
    Studer, Ritschard, Gabadinho & Müller 2011, Sociological Methods & Research 40(3)).
    """

    values: NDArray[np.float64]
    medoid: int
    discrepancy: float


def sums(
    measure: Pairwise, lives: Sequences, *, engine: Engine = "auto", threads: int | None = None
) -> Sums:
    """Return the weighted row sums, the exact medoid and the discrepancy; memory O(sequences)."""
    own = dispatch.row_sums(measure.problem(lives), lives.unique.weights, engine, threads)
    return _sums(lives, own)


def _sums(lives: Sequences, own: NDArray[np.float64]) -> Sums:
    unique, total = lives.unique, float(lives.weights.sum())
    values = own[unique.inverse]
    spread = float((own * unique.weights).sum()) / (2.0 * total * total) if total else 0.0
    return Sums(values, int(values.argmin()) if len(values) else -1, spread)


@dataclass(frozen=True, eq=False)
class Neighbours:
    """The nearest others of each sequence: ``who`` and ``distances``, (sequences, k), nearest first."""

    who: Index
    distances: NDArray[np.float32]


def neighbours(
    measure: Pairwise,
    lives: Sequences,
    k: int,
    *,
    engine: Engine = "auto",
    threads: int | None = None,
) -> Neighbours:
    """Return the k nearest others; equal sequences first, then by distance, then in the given order.

    Where there are fewer than k others, ``who`` is -1 and the distance infinite.
    """
    near, far = dispatch.nearest(measure.problem(lives), k, engine, threads)
    return _neighbours(lives, k, near, far)


def sums_and_neighbours(
    measure: Pairwise,
    lives: Sequences,
    k: int,
    *,
    engine: Engine = "auto",
    threads: int | None = None,
) -> tuple[Sums, Neighbours]:
    """Return :func:`sums` and :func:`neighbours`, the same bits, of one sweep over all pairs."""
    problem, weights = measure.problem(lives), lives.unique.weights
    own, near, far = dispatch.sums_and_nearest(problem, weights, k, engine, threads)
    return _sums(lives, own), _neighbours(lives, k, near, far)


def _neighbours(lives: Sequences, k: int, near: Index, far: NDArray[np.float32]) -> Neighbours:
    """Return the nearest of every sequence from those of the distinct ones.

    Where nobody has an equal, all at once; else one after another, with the equals of each.
    """
    unique = lives.unique
    by_row: Index = np.argsort(unique.inverse, kind="stable")
    counts: Index = np.bincount(unique.inverse, minlength=len(unique)).astype(np.intp)
    ends: Index = counts.cumsum(dtype=np.intp)
    who = np.full((len(lives), k), -1, np.intp)
    distances = np.full((len(lives), k), np.inf, np.float32)
    alone = (counts == 1) & ((near < 0) | (counts[near] == 1)).all(axis=1)
    if alone.any():
        who[by_row[ends[alone] - 1]] = np.where(near[alone] < 0, -1, by_row[ends[near[alone]] - 1])
        distances[by_row[ends[alone] - 1]] = far[alone]
    rest_of: Index = np.flatnonzero(~alone).astype(np.intp)
    for row in rest_of.tolist():
        rest = [int(other) for other in near[row] if other >= 0]
        order = [row, *rest]
        found = np.concatenate([by_row[ends[one] - counts[one] : ends[one]] for one in order])
        apart = np.concatenate(([np.float32(0.0)], far[row, : len(rest)]))
        spread = np.repeat(apart, counts[order])
        for life in by_row[ends[row] - counts[row] : ends[row]]:
            others = np.flatnonzero(found != life)[:k]
            who[life, : len(others)] = found[others]
            distances[life, : len(others)] = spread[others]
    return Neighbours(who, distances)


@dataclass(frozen=True, eq=False)
class Assignment:
    """Which of some references is nearest to each sequence, and how far it is, (sequences,) each."""

    labels: Index
    distances: NDArray[np.float32]


def assign(
    measure: Pairwise,
    lives: Sequences,
    reference: Sequences,
    *,
    engine: Engine = "auto",
    threads: int | None = None,
) -> Assignment:
    """Return the nearest reference (a medoid, say) of each sequence; the earlier of equals."""
    unique = lives.unique
    labels = np.zeros(len(unique), np.intp)
    distances = np.zeros(len(unique), np.float32)
    for start, block in blocks(measure, lives, reference, engine=engine, threads=threads):
        part = slice(start, start + len(block))
        labels[part] = block.argmin(axis=1)
        distances[part] = block.min(axis=1)
    return Assignment(labels[unique.inverse], distances[unique.inverse])


def blocks(
    measure: Pairwise,
    lives: Sequences,
    reference: Sequences,
    *,
    engine: Engine = "auto",
    threads: int | None = None,
) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Yield (first row, dissimilarities (rows, references)) of the *distinct* sequences, in their order.

    One sweep over the sequences serves any number of references: the medoids of all rounds of CLARA, say.
    """
    problem = measure.problem(lives, reference)
    return dispatch.row_blocks(problem, engine, threads)


def costs_of_rounds(
    measure: Pairwise,
    lives: Sequences,
    reference: Sequences,
    rounds: ArrayLike,
    *,
    engine: Engine = "auto",
    threads: int | None = None,
) -> NDArray[np.float64]:
    """Return the weighted sum of distances to the nearest medoid, for many sets of medoids at once.

    Parameters
    ----------
    measure, lives
        A fitted measure; the sequences.
    reference
        All medoids of all rounds, each once.
    rounds
        (rounds, k): which of them each round has.

    Returns
    -------
    costs
        (rounds,), what CLARA chooses the best round by (Kaufman & Rousseeuw 1990). Memory O(sequences).
    """
    chosen = np.asarray(rounds, np.intp)
    weights = lives.unique.weights
    total = np.zeros(len(chosen))
    for start, block in blocks(measure, lives, reference, engine=engine, threads=threads):
        own = weights[start : start + len(block)]
        columns = np.ascontiguousarray(block.T)
        for index, medoids in enumerate(chosen):
            total[index] += float(columns[medoids].min(axis=0).astype(np.float64) @ own)
    return total


def medoids(
    measure: Pairwise,
    lives: Sequences,
    labels: ArrayLike,
    *,
    engine: Engine = "auto",
    threads: int | None = None,
) -> Index:
    """Return the exact medoid of each cluster 0, 1 …, as rows of ``lives``; -1 of an empty cluster.

    Each cluster is swept for itself; no matrix is kept.
    """
    given = np.asarray(labels, np.intp)
    found = np.full(int(given.max(initial=-1)) + 1, -1, np.intp)
    for label in range(len(found)):
        rows = np.flatnonzero(given == label)
        if len(rows):
            own = sums(measure, lives.select(rows), engine=engine, threads=threads)
            found[label] = rows[own.medoid]
    return found
