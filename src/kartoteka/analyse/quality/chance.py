"""Random lives that share something with ours: null models.

In: sequences, and what of them is to stay. Out: as many random ones, of the same lengths.

=============  ==================  ==============================================================
here           Studer (2021)       what is left of the lives
=============  ==================  ==============================================================
``order``      sequencing          each life's spells as long as they were, in another order
``duration``   duration            each life's states in their order, for other times
``both``       combined            each life's states, in another order and for other times
``moments``    state independence  how often each state occurs at each time
``markov``     Markov              how often each state follows each other
``independent``                    how often each state occurs at all
=============  ==================  ==============================================================

References
----------
Studer 2021, Validating sequence analysis typologies using parametric bootstrap, Sociological Methodology 51.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.pairs import Ints, summed
from kartoteka.analyse.sequences import VOID, Sequences
from kartoteka.errors import UnknownName

Null = Literal["order", "duration", "both", "moments", "markov", "independent"]

NULLS: tuple[Null, ...] = ("order", "duration", "both", "moments", "markov", "independent")
"""Every null model; see the table above."""

Row = NDArray[np.integer]


def randomised(lives: Sequences, null: Null, *, seed: int | np.random.Generator = 0) -> Sequences:
    """Return as many random sequences of the same lengths.

    Parameters
    ----------
    null
        ``order``: each life's spells, shuffled. ``duration``: each life's states in their order, with new
        durations. ``both``. ``moments``: every cell drawn from how often each state occurs at that time.
        ``markov``: every state drawn after the one before, by the rates of all lives together.
        ``independent``: every cell drawn from how often each state occurs at all.

    Examples
    --------
    >>> from kartoteka.analyse.sequences import sequences
    >>> lives = sequences([[0, 0, 0, 1, 1], [1, 1, 0, 0, 0]], ("a", "b"))
    >>> randomised(lives, "order", seed=1).codes.sum(axis=1).tolist()
    [2, 2]
    """
    chance = np.random.default_rng(seed)
    makers: dict[str, Callable[[], list[Row]]] = {
        "order": lambda: [_shuffled(row, chance) for row in _rows(lives)],
        "duration": lambda: [_stretched(row, chance) for row in _rows(lives)],
        "both": lambda: [_stretched(_shuffled(row, chance), chance) for row in _rows(lives)],
        "moments": lambda: _moments(lives, chance),
        "markov": lambda: _markov(lives, chance),
        "independent": lambda: _independent(lives, chance),
    }
    if null not in makers:
        raise UnknownName("null model", null, tuple(makers))
    codes = np.full(lives.codes.shape, VOID, lives.codes.dtype)
    for at, row in enumerate(makers[null]()):
        codes[at, : len(row)] = row
    return replace(lives, codes=codes)


def _rows(lives: Sequences) -> list[Row]:
    return [row[:length] for row, length in zip(lives.codes, lives.lengths, strict=True)]


def _spells(row: Row) -> tuple[Row, Ints]:
    """Return the state and the length of each spell."""
    starts = (
        np.flatnonzero(np.concatenate(([True], row[1:] != row[:-1])))
        if len(row)
        else np.zeros(0, int)
    )
    return row[starts], np.diff(np.append(starts, len(row))).astype(np.int64)


def _shuffled(row: Row, chance: np.random.Generator) -> Row:
    states, lengths = _spells(row)
    order = chance.permutation(len(states))
    return np.repeat(states[order], lengths[order])


def _stretched(row: Row, chance: np.random.Generator) -> Row:
    """Keep the states in their order; cut the whole length at random places, each way equally likely."""
    states, _ = _spells(row)
    if len(states) < 2:
        return row
    cuts = 1 + chance.choice(len(row) - 1, len(states) - 1, replace=False)
    return np.repeat(states, np.diff(np.concatenate(([0], np.sort(cuts), [len(row)]))))


def _independent(lives: Sequences, chance: np.random.Generator) -> list[Row]:
    there = lives.codes >= 0
    w = np.broadcast_to(lives.weights[:, None], lives.codes.shape)
    share = summed(lives.codes[there], w[there], len(lives.states))
    return [chance.choice(len(share), n, p=share / share.sum()) for n in lives.lengths]


def _moments(lives: Sequences, chance: np.random.Generator) -> list[Row]:
    drawn = np.zeros(lives.codes.shape, np.int64)
    for at, column in enumerate(lives.codes.T):
        there = column >= 0
        share = summed(column[there], lives.weights[there], len(lives.states))
        if share.any():
            drawn[:, at] = chance.choice(len(share), len(column), p=share / share.sum())
    return [row[:length] for row, length in zip(drawn, lives.lengths, strict=True)]


def _markov(lives: Sequences, chance: np.random.Generator) -> list[Row]:
    s = len(lives.states)
    first, next_ = np.zeros(s), np.zeros((s, s))
    for row, w in zip(_rows(lives), lives.weights, strict=True):
        if len(row):
            first[row[0]] += w
            np.add.at(next_, (row[:-1], row[1:]), w)
    rates = np.where(next_.sum(axis=1, keepdims=True) > 0, next_, first)
    rates = np.cumsum(rates / rates.sum(axis=1, keepdims=True), axis=1)
    begin = np.cumsum(first / first.sum())
    found: list[Row] = []
    lengths: list[int] = lives.lengths.tolist()
    for n in lengths:
        row = np.empty(n, np.int64)
        points: list[float] = chance.random(n).tolist()
        for at, point in enumerate(points):
            steps = begin if at == 0 else rates[row[at - 1]]
            row[at] = min(int(np.searchsorted(steps, point, side="right")), s - 1)
        found.append(row)
    return found
