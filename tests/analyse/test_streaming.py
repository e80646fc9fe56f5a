"""What needs all pairs and keeps none says what the square says; the same bits for any number of threads."""

from __future__ import annotations

import numpy as np
import pytest
from tests.analyse.random_lives import random_lives

from kartoteka.analyse import streaming
from kartoteka.analyse.kernel import sweep
from kartoteka.analyse.measure import Engine
from kartoteka.analyse.measures import OM, OMloc

LIVES = random_lives(400, 14, seed=20)
MEASURE = OM().fit(LIVES)
ENGINES: list[Engine] = ["auto", "numpy"]
engines = pytest.mark.parametrize("engine", ENGINES)


def square() -> np.ndarray:
    return MEASURE.dissimilarities(LIVES).square().astype(np.float64)


@engines
def test_sums_medoid_and_discrepancy(engine: Engine) -> None:
    """Four hundred lives with weights, a fifth of them twice."""
    found = streaming.sums(MEASURE, LIVES, engine=engine)
    expected = square() @ LIVES.weights
    np.testing.assert_allclose(found.values, expected, rtol=1e-9)
    assert found.medoid == expected.argmin()
    total = LIVES.weights.sum()
    spread = LIVES.weights @ square() @ LIVES.weights / (2 * total**2)
    assert found.discrepancy == pytest.approx(spread, rel=1e-9)


def test_sums_have_the_same_bits_on_any_number_of_threads_and_engine() -> None:
    """One, two and five workers; NumPy alone."""
    settings: list[tuple[int, Engine]] = [(1, "auto"), (2, "auto"), (5, "auto"), (2, "numpy")]
    kept = [
        streaming.sums(MEASURE, LIVES, threads=threads, engine=engine).values.tobytes()
        for threads, engine in settings
    ]
    assert len(set(kept)) == 1


@pytest.mark.parametrize("reuse", [True, False])
@pytest.mark.parametrize("threads", [1, 3])
def test_pairs_have_the_same_bits(threads: int, *, reuse: bool) -> None:
    """With and without keeping what neighbours share; one worker and three."""
    for measure in (MEASURE, OMloc().fit(LIVES)):
        problem = measure.problem(LIVES)
        found = sweep.condensed(problem, threads=threads, reuse=reuse)
        assert (found == measure.dissimilarities(LIVES).condensed).all()


@engines
def test_nearest_others(engine: Engine) -> None:
    """Equal lives first, then by distance, then in the given order."""
    found = streaming.neighbours(MEASURE, LIVES, 7, engine=engine, threads=3)
    table = square()
    np.fill_diagonal(table, np.inf)
    nearest = np.sort(table, axis=1)[:, :7]
    assert (found.distances == nearest.astype(np.float32)).all()
    rows = np.arange(len(LIVES))[:, None]
    assert (table[rows, found.who] == found.distances).all()
    assert (found.who != rows).all()
    assert all(len(set(row)) == 7 for row in found.who.tolist())


@engines
@pytest.mark.parametrize("threads", [1, 3])
def test_sums_and_neighbours_of_one_sweep_are_those_of_two(engine: Engine, threads: int) -> None:
    sums, near = streaming.sums_and_neighbours(MEASURE, LIVES, 7, engine=engine, threads=threads)
    alone = streaming.sums(MEASURE, LIVES)
    assert sums.values.tobytes() == alone.values.tobytes()
    assert (sums.medoid, sums.discrepancy) == (alone.medoid, alone.discrepancy)
    others = streaming.neighbours(MEASURE, LIVES, 7)
    assert (near.who == others.who).all()
    assert (near.distances == others.distances).all()


def test_fewer_others_than_asked_for() -> None:
    """Three lives, five neighbours."""
    few = LIVES.select([0, 1, 2])
    found = streaming.neighbours(MEASURE, few, 5)
    assert (found.who[:, 2:] == -1).all()
    assert np.isinf(found.distances[:, 2:]).all()


@engines
def test_assignment_and_rounds(engine: Engine) -> None:
    """Medoids of several rounds against everybody in one sweep."""
    rows = np.array([3, 50, 120, 300, 311])
    medoids = LIVES.select(rows)
    found = streaming.assign(MEASURE, LIVES, medoids, engine=engine)
    table = square()[:, rows]
    assert (found.distances == table.min(axis=1).astype(np.float32)).all()
    assert (found.labels == table.argmin(axis=1)).all()
    rounds = [[0, 1], [1, 2], [0, 4]]
    costs = streaming.costs_of_rounds(MEASURE, LIVES, medoids, rounds, engine=engine)
    expected = [LIVES.weights @ table[:, chosen].min(axis=1) for chosen in rounds]
    np.testing.assert_allclose(costs, expected, rtol=1e-9)


def test_medoids_of_clusters() -> None:
    """Each cluster's own; none where nobody is."""
    labels = np.arange(len(LIVES)) % 4
    labels[labels == 2] = 3
    found = streaming.medoids(MEASURE, LIVES, labels)
    for label, medoid in enumerate(found):
        rows = np.flatnonzero(labels == label)
        if not len(rows):
            assert medoid == -1
            continue
        own = square()[np.ix_(rows, rows)] @ LIVES.weights[rows]
        assert own[rows.tolist().index(medoid)] == pytest.approx(own.min(), rel=1e-9)
