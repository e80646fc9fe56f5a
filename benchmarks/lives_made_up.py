"""Lives as sequences, made up, the same every time: semi-Markov, about five spells each, hardly any alike."""

from __future__ import annotations

import numpy as np

from kartoteka.analyse.sequences import Sequences, sequences

STATES = ("free", "cell", "camp", "exile", "hospital", "work")


def made_up(n: int, length: int, seed: int = 0) -> Sequences:
    """Return ``n`` lives of ``length`` positions."""
    chance = np.random.default_rng(seed)
    codes = np.empty((n, length), np.int8)
    state = chance.integers(len(STATES), size=n)
    left = 1 + chance.geometric(5 / length, n)
    for at in range(length):
        over = left <= 0
        state = np.where(over, (state + chance.integers(1, len(STATES), n)) % len(STATES), state)
        left = np.where(over, 1 + chance.geometric(5 / length, n), left) - 1
        codes[:, at] = state
    return sequences(codes, STATES)
