"""Lives on a grid: what is refused, what is equal, and the way back from the distinct ones."""

from __future__ import annotations

import numpy as np
import pytest

from kartoteka.analyse.sequences import VOID, sequences
from kartoteka.errors import UnusableSequences

STATES = ("free", "cell", "camp")


def test_equal_lives_are_one_with_the_weight_of_all() -> None:
    """Three people, two with the same life."""
    lives = sequences([[1, 1], [0, 2], [1, 1]], STATES, weights=[1, 2, 4])
    found = lives.unique
    assert found.codes.tolist() == [[0, 2], [1, 1]]
    assert found.inverse.tolist() == [1, 0, 1]
    assert found.weights.tolist() == [2, 5]
    assert found.first.tolist() == [1, 0]


@pytest.mark.parametrize("states", [2, 6, 40, 300])
def test_the_distinct_rows_are_sorted_and_lead_back(states: int) -> None:
    """Any number of states, equal rows, unequal lengths."""
    chance = np.random.default_rng(states)
    codes = chance.integers(0, states, (200, 1)) // np.array([[1, 1, 2, 50, 2]])
    codes = np.repeat(codes, 9, axis=1)
    codes[np.arange(45) >= chance.integers(0, 46, 200)[:, None]] = VOID
    lives = sequences(np.vstack([codes, codes[::3]]), tuple(map(str, range(states))))
    unique = lives.unique
    assert (unique.codes[unique.inverse] == lives.codes).all()
    rows = sorted({tuple(row) for row in lives.codes.tolist()})
    assert unique.codes.tolist() == [list(row) for row in rows]
    assert unique.weights.sum() == len(lives)
    for index in range(1, len(unique)):
        same = unique.codes[index] == unique.codes[index - 1]
        assert unique.shared[index] == same.argmin()


def test_shorter_lives_end_in_void() -> None:
    """Somebody known for two months only."""
    lives = sequences([[0, 1, VOID], [0, 1, 1]], STATES, ids=("ana", "osip"))
    assert lives.lengths.tolist() == [2, 3]
    assert lives.spelled(0) == ("free", "cell")
    assert lives.select([True, False]).ids == ("ana",)


@pytest.mark.parametrize(
    ("codes", "more", "said"),
    [
        ([[0, VOID, 1]], {}, "follows the end"),
        ([[0, 3]], {}, "not that of a state"),
        ([[0, 1]], {"weights": [-1]}, "not negative"),
        ([[0, 1]], {"weights": [1, 2]}, "there are 2, and 1 are needed"),
        ([[0, 1]], {"missing": 0}, "must be the last"),
        ([0, 1], {}, "need two dimensions"),
    ],
)
def test_what_does_not_fit_is_refused(
    codes: list[object], more: dict[str, object], said: str
) -> None:
    """A hole, a code without a state, a weight below zero, too many weights …"""
    with pytest.raises(UnusableSequences, match=said):
        sequences(codes, STATES, **more)  # pyright: ignore[reportArgumentType]


def test_no_sequences_at_all_are_sequences() -> None:
    """An archive without dated lives."""
    lives = sequences(np.zeros((0, 4)), STATES)
    assert len(lives.unique) == 0
