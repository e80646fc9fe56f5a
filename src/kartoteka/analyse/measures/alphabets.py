"""Larger alphabets: a state with the length of its spell, a spell, a state with its neighbours.

In: codes. Out: symbols, and what each symbol is made of. Only what occurs becomes a symbol.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.sequences import VOID, Codes

Made = NDArray[np.int64]
"""What symbols are made of, (parts, symbols)."""


def alphabet_of(sides: list[NDArray[np.integer]]) -> tuple[list[NDArray[np.int64]], Made]:
    """Return one symbol for each combination that occurs.

    Parameters
    ----------
    sides
        (sequences, positions, parts) each; where the first part is :data:`VOID` the sequence has ended.

    Returns
    -------
    symbols, made
        (sequences, positions) for each side, void beyond the end; what each symbol is made of.
    """
    parts = sides[0].shape[2]
    rows = [side.reshape(-1, parts).astype(np.int64) for side in sides]
    together = np.concatenate(rows)
    ended = together[:, 0] == VOID
    sizes = [int(together[:, p].max(initial=0)) + 2 for p in range(parts)]
    keys = np.zeros(len(together), np.int64)
    for p, size in enumerate(sizes):
        keys = keys * size + together[:, p] + 1
    found, first, inverse = np.unique(keys[~ended], return_index=True, return_inverse=True)
    symbols = np.full(len(together), VOID, np.int64)
    symbols[~ended] = inverse
    made = together[~ended][first].T if len(found) else np.zeros((parts, 0), np.int64)
    ends = np.cumsum([len(row) for row in rows])[:-1]
    split = np.split(symbols, ends)
    return [part.reshape(side.shape[:2]) for part, side in zip(split, sides, strict=True)], made


def spell_lengths(codes: Codes) -> NDArray[np.int64]:
    """Return at each position how long the spell is that it belongs to, (sequences, positions)."""
    n, length = codes.shape
    starts = np.ones((n, length), bool)
    starts[:, 1:] = codes[:, 1:] != codes[:, :-1]
    place = np.flatnonzero(starts.ravel())
    long = np.diff(np.append(place, n * length))
    return np.repeat(long, long).reshape(n, length)


def spells(codes: Codes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the spells of each sequence: states (void beyond the end) and lengths, (sequences, spells)."""
    starts = codes != VOID
    starts[:, 1:] &= codes[:, 1:] != codes[:, :-1]
    count = starts.sum(axis=1)
    width = int(count.max(initial=0))
    states = np.full((len(codes), width), VOID, np.int64)
    times = np.zeros((len(codes), width), np.int64)
    filled = np.arange(width) < count[:, None]
    states[filled] = codes[starts]
    times[filled] = spell_lengths(codes)[starts]
    return states, times
