"""The result of a measure: kept for distinct sequences, read for everybody."""

from __future__ import annotations

import numpy as np
from scipy.spatial.distance import squareform

from kartoteka.analyse.dissimilarities import CrossDissimilarities, Dissimilarities


def some(m: int, n: int) -> tuple[Dissimilarities, np.ndarray]:
    chance = np.random.default_rng(m)
    condensed = chance.random(m * (m - 1) // 2).astype(np.float32)
    inverse = chance.integers(0, m, n)
    found = Dissimilarities(condensed, inverse, np.ones(m), tuple(map(str, range(n))))
    return found, squareform(condensed)[np.ix_(inverse, inverse)]


def test_every_way_of_reading_says_the_same() -> None:
    """Square, rows and pairs of 700 lives of which 300 are distinct (more than one block)."""
    found, square = some(300, 700)
    assert (found.square() == square).all()
    assert all((row == square[i]).all() for i, row in enumerate(found.rows()))
    assert (found.pairs() == square[np.triu_indices(700, 1)]).all()
    assert (found.distinct_square() == squareform(found.condensed)).all()


def test_one_sequence_is_a_square_of_zero() -> None:
    """A typology of one life."""
    found, _ = some(1, 2)
    assert found.square().tolist() == [[0, 0], [0, 0]]
    assert found.pairs().tolist() == [0]


def test_against_a_reference() -> None:
    """Two references, three lives of which two are equal."""
    values = np.array([[1, 2], [3, 0]], np.float32)
    found = CrossDissimilarities(values, np.array([1, 0, 1]), ("a", "b", "c"), ("x", "y"))
    assert found.table().tolist() == [[3, 0], [1, 2], [3, 0]]
    assert found.nearest().tolist() == [1, 0, 1]
