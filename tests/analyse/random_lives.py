"""Made-up lives: spells of random length, unequal ends, some not known; the same for the same seed."""

from __future__ import annotations

import numpy as np

from kartoteka.analyse.sequences import VOID, Sequences, sequences

STATES = ("free", "cell", "camp", "exile", "*")


def random_lives(
    n: int = 60, length: int = 21, *, seed: int = 1, equal: bool = False, missing: bool = True
) -> Sequences:
    """Lives of four states and "not known"; some equal, of weights between 0 and 2."""
    chance = np.random.default_rng(seed)
    states = len(STATES) if missing else len(STATES) - 1
    codes = np.zeros((n, length), np.int64)
    for row in codes:
        at = 0
        while at < length:
            long = 1 + chance.geometric(0.3)
            row[at : at + long] = chance.integers(states)
            at += long
    if not equal:
        codes[np.arange(length) >= chance.integers(1, length + 1, n)[:, None]] = VOID
    codes[-(n // 5) :] = codes[: n // 5]
    weights = chance.random(n) * 2
    missed = len(STATES) - 1 if missing else None
    return sequences(codes, STATES[:states], weights=weights, missing=missed)
