"""What a set of lives has in common: states over time, mean times, transition rates, frequent sequences.

In: sequences with weights. Out: frames and arrays. Every count is weighted.

References
----------
Gabadinho, Ritschard, Müller & Studer 2011, Analyzing and visualizing state sequences in R with TraMineR,
JSS 40(4).
"""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kartoteka.analyse.indicators.spelling import spelling
from kartoteka.analyse.pairs import summed
from kartoteka.analyse.sequences import Sequences
from kartoteka.errors import UsageError

Real = NDArray[np.float64]


def _counts(lives: Sequences) -> Real:
    """Return the weight of the lives in each state at each position, (states, positions)."""
    found = np.zeros((len(lives.states), lives.codes.shape[1]))
    rows, cells = np.nonzero(lives.codes >= 0)
    np.add.at(found, (lives.codes[rows, cells].astype(np.int64), cells), lives.weights[rows])
    return found


def state_distribution(lives: Sequences) -> pl.DataFrame:
    """Return, for each position, the share of the lives in each state.

    Returns
    -------
    DataFrame
        ``time``, ``weight`` (of the lives that reach it), ``entropy`` (normed, across lives), then a
        column per state.

    Examples
    --------
    >>> from kartoteka.analyse.sequences import sequences
    >>> state_distribution(sequences([[0, 1], [0, 0]], ("a", "b"))).select("a", "b").rows()
    [(1.0, 0.0), (0.5, 0.5)]
    """
    counts = _counts(lives)
    weight = counts.sum(axis=0)
    share = counts / np.where(weight > 0, weight, 1)
    entropy = -np.sum(share * np.log(np.where(share > 0, share, 1)), axis=0)
    columns: dict[str, object] = {
        "time": list(lives.times),
        "weight": weight,
        "entropy": entropy / np.log(len(lives.states)) if len(lives.states) > 1 else entropy,
    }
    return pl.DataFrame(columns | dict(zip(lives.states, share, strict=True)))


def modal_states(lives: Sequences) -> pl.DataFrame:
    """Return the most frequent state (the first of equals) of each position: ``time, state, share``."""
    counts = _counts(lives)
    weight = counts.sum(axis=0)
    best = counts.argmax(axis=0)
    return pl.DataFrame(
        {
            "time": list(lives.times),
            "state": [lives.states[int(i)] for i in best],
            "share": counts.max(axis=0) / np.where(weight > 0, weight, 1),
        }
    )


def mean_times(lives: Sequences) -> pl.DataFrame:
    """Return the mean number of positions that a life spends in each state (``state``, ``mean``)."""
    total = lives.weights @ spelling(lives).visits()
    return pl.DataFrame(
        {"state": list(lives.states), "mean": total / max(float(lives.weights.sum()), 1e-300)}
    )


def transition_rates(
    lives: Sequences, *, lag: int = 1, weighted: bool = True, spells: bool = False
) -> Real:
    """Return how often a state is followed by each other, (states, states); a row sums to 1, or to 0.

    Parameters
    ----------
    lag
        How many positions later.
    spells
        Whether from spell to spell, each spell counted once, instead of from position to position.
    """
    if lag < 1:
        raise UsageError(f"A lag is 1 or more positions, not {lag}.")
    if spells:
        return _spell_rates(lives, weighted=weighted)
    return _rates(_pairs(lives, lag, weighted=weighted).sum(axis=0))


def transition_rates_over_time(lives: Sequences, *, lag: int = 1, weighted: bool = True) -> Real:
    """Return the rates from each position to the next, (positions − lag, states, states)."""
    return _rates(_pairs(lives, lag, weighted=weighted))


def _pairs(lives: Sequences, lag: int, *, weighted: bool) -> Real:
    codes, s = lives.codes.astype(np.int64), len(lives.states)
    w = lives.weights if weighted else np.ones(len(lives))
    before, after = codes[:, :-lag], codes[:, lag:]
    found = np.zeros((before.shape[1], s, s))
    rows, cells = np.nonzero((before >= 0) & (after >= 0))
    np.add.at(found, (cells, before[rows, cells], after[rows, cells]), w[rows])
    return found


def _spell_rates(lives: Sequences, *, weighted: bool) -> Real:
    found, s = spelling(lives), len(lives.states)
    w = lives.weights if weighted else np.ones(len(lives))
    follows = np.flatnonzero(found.life[1:] == found.life[:-1])
    counts = np.zeros((s, s))
    np.add.at(counts, (found.state[follows], found.state[follows + 1]), w[found.life[follows]])
    return _rates(counts)


def _rates(counts: Real) -> Real:
    total = counts.sum(axis=-1, keepdims=True)
    return counts / np.where(total > 0, total, 1)


def frequent(lives: Sequences, most: int = 10) -> pl.DataFrame:
    """Return the most frequent sequences: ``sequence`` (spells, as ``(a,3)-(b,2)``), ``weight``, ``share``.

    Of equally frequent ones the one that stands first in the data comes first.
    """
    unique = lives.unique
    order = np.lexsort((unique.first, -unique.weights))[:most]
    return pl.DataFrame(
        {
            "sequence": [spelled(lives, int(unique.first[i])) for i in order],
            "weight": unique.weights[order],
            "share": unique.weights[order] / max(float(lives.weights.sum()), 1e-300),
        }
    )


def spelled(lives: Sequences, row: int) -> str:
    """Return a sequence as its spells with their lengths: ``(a,3)-(b,2)``."""
    found = spelling(lives.select([row]))
    return "-".join(
        f"({lives.states[s]},{n})"
        for s, n in zip(found.state.tolist(), found.length.tolist(), strict=True)
    )


def log_probability(lives: Sequences, *, over_time: bool = True, weighted: bool = True) -> Real:
    """Return minus the logarithm of how likely each life is, (N,): its first state, then each step.

    The first state by how often lives begin so, each step by the transition rates of the set: those of
    its position (``over_time``), or of all together. A large value is an unusual life; a longer one is
    less likely by its length alone.
    """
    codes = lives.codes.astype(np.int64)
    w = lives.weights if weighted else np.ones(len(lives))
    there = codes[:, 0] >= 0
    begin = summed(codes[there, 0], w[there], len(lives.states))
    begin = begin / max(begin.sum(), 1e-300)
    rates = transition_rates_over_time(lives, weighted=weighted)
    if not over_time:
        rates = np.broadcast_to(transition_rates(lives, weighted=weighted), rates.shape)
    before, after = codes[:, :-1], codes[:, 1:]
    both = (before >= 0) & (after >= 0)
    with np.errstate(divide="ignore"):
        steps = np.log(rates[np.arange(before.shape[1]), before, after])
        first = np.where(there, np.log(begin[codes[:, 0]]), 0)
    return -(first + np.where(both, steps, 0).sum(axis=1))
