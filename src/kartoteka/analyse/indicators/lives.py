"""One number per life: how long, how many states and moves, how varied, how turbulent.

In: sequences. Out: an array of N numbers each, or all of them as a frame (:func:`indicators`). "Not
known", where the sequences keep it as a state, counts as one; see ``Handling`` in ``forms`` for leaving
it out. What an empty sequence cannot have is NaN.

References
----------
Gabadinho, Ritschard, Müller & Studer 2011, JSS 40(4). Elzinga & Liefbroer 2007, De-standardization of
family-life trajectories, European J. of Population 23 (turbulence). Gabadinho, Ritschard, Studer &
Müller 2010, Indice de complexité (complexity). Brzinsky-Fay 2007, Lost in transition?, European
Sociological Review 23 (volatility). Ritschard 2023, Measuring the nature of individual sequences,
Sociological Methods & Research 52 (all together, and the variants that count states not visited).
Elzinga, Rahmann & Wang 2008 (number of distinct subsequences).
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import polars as pl

from kartoteka.analyse.indicators.spelling import Real, Spelling, spelling
from kartoteka.analyse.sequences import Sequences

Variant = Literal[1, 2]
"""1: only the spells there are; 2: a state that is not visited counts as a spell of no length."""


def entropy(lives: Sequences, *, normed: bool = True) -> Real:
    """Return Shannon's entropy of the time spent in each state (natural logarithm).

    ``normed`` divides by that of equal times in all states: 0 … 1.
    """
    return _entropy(spelling(lives), normed=normed)


def _entropy(spells: Spelling, *, normed: bool) -> Real:
    share = spells.visits() / np.maximum(spells.lengths, 1)[:, None]
    found = np.abs(np.sum(share * np.log(np.where(share > 0, share, 1)), axis=1))
    return found / np.log(spells.states) if normed and spells.states > 1 else found


def transitions(lives: Sequences) -> Real:
    """Return how often each life changes its state."""
    return _transitions(spelling(lives))


def _transitions(spells: Spelling) -> Real:
    return np.maximum(spells.counts - 1, 0).astype(np.float64)


def visited(lives: Sequences) -> Real:
    """Return in how many different states each life is at some time."""
    return _visited(spelling(lives))


def _visited(spells: Spelling) -> Real:
    return (spells.visits() > 0).sum(axis=1).astype(np.float64)


def recurrence(lives: Sequences) -> Real:
    """Return spells per visited state: 1 where no life returns to a state."""
    return _recurrence(spelling(lives))


def _recurrence(spells: Spelling) -> Real:
    return spells.counts / np.where(spells.lengths > 0, _visited(spells), np.nan)


def mean_duration(lives: Sequences, *, variant: Variant = 1) -> Real:
    """Return the mean length of the spells, in positions."""
    return _durations(spelling(lives), variant)[0]


def duration_variance(lives: Sequences, *, variant: Variant = 1) -> Real:
    """Return the variance (over all, not n − 1) of the lengths of the spells."""
    return _durations(spelling(lives), variant)[1]


def _durations(spells: Spelling, variant: Variant) -> tuple[Real, Real]:
    """Return mean and variance of the lengths of spells."""
    count = spells.counts + (
        spells.states - _visited(spells) if variant == 2 else np.zeros(spells.n)
    )
    count = np.where(spells.lengths > 0, count, np.nan)
    mean = spells.lengths / count
    square = spells.total(spells.length.astype(np.float64) ** 2) / count
    return mean, np.maximum(square - mean**2, 0)


def subsequences(lives: Sequences, *, whole: bool = False) -> Real:
    """Return how many different subsequences each life has, the empty one counted.

    Of its states in order, each spell once; or of the ``whole`` sequence. Exact up to 2⁵³.
    """
    if whole:
        return _subsequences(lives.codes.astype(np.int64), len(lives.states))
    return _of_spells(spelling(lives))


def _of_spells(spells: Spelling) -> Real:
    longest = int(spells.counts.max(initial=0))
    table = np.full((spells.n, longest), -1, np.int64)
    firsts = np.concatenate(([0], np.cumsum(spells.counts)[:-1]))
    table[spells.life, np.arange(len(spells.life)) - firsts[spells.life]] = spells.state
    return _subsequences(table, spells.states)


def _subsequences(table: np.ndarray, states: int) -> Real:
    """Double at each position, less what began where the state stood last."""
    found = np.ones(len(table))
    before = np.zeros((len(table), max(states, 1)))
    for column in table.T:
        rows = np.flatnonzero(column >= 0)
        state = column[rows]
        now = found[rows]
        found[rows] = 2 * now - before[rows, state]
        before[rows, state] = now
    return found


def volatility(lives: Sequences, *, weight: float = 0.5) -> Real:
    """Return the weighted mean of visited states and of moves, each as a share of what is possible.

    ``weight`` is that of the visited states.
    """
    return _volatility(spelling(lives), weight)


def _volatility(spells: Spelling, weight: float) -> Real:
    seen = np.maximum(_visited(spells) - 1, 0) / max(spells.states - 1, 1)
    return weight * seen + (1 - weight) * _moved(spells)


def _moved(spells: Spelling) -> Real:
    return _transitions(spells) / np.maximum(spells.lengths - 1, 1)


def complexity(lives: Sequences) -> Real:
    """Return the complexity index: geometric mean of the share of moves and normed entropy, 0 … 1."""
    return _complexity(spelling(lives))


def _complexity(spells: Spelling) -> Real:
    return np.sqrt(_moved(spells) * _entropy(spells, normed=True))


def turbulence(lives: Sequences, *, variant: Variant = 1, normed: bool = False) -> Real:
    """Return turbulence: how many subsequences a life has, and how even its spells are.

    ``log2(φ · (s²max + 1) / (s² + 1))`` with φ different subsequences, and s² the variance of durations.
    ``normed`` puts it between 0 (one state) and 1 (all states in turn, over the longest life of the set).
    """
    return _turbulence(spelling(lives), variant, normed=normed)


def _turbulence(spells: Spelling, variant: Variant, *, normed: bool) -> Real:
    found = np.where(spells.lengths > 0, _raw_turbulence(spells, variant), np.nan)
    if not normed:
        return found
    most = _most_turbulent(int(spells.lengths.max(initial=0)), spells.states, variant)
    return (found - 1) / (most - 1) if most > 1 else found * 0


def _raw_turbulence(spells: Spelling, variant: Variant) -> Real:
    variance = _durations(spells, variant)[1]
    count = np.maximum(spells.counts, 1)
    # The most uneven way: all spells but one have length 1, and they go to and fro between two states.
    empty = spells.states - np.minimum(count, 2) if variant == 2 else np.zeros(spells.n)
    mean = spells.lengths / (count + empty)
    longest = spells.lengths - count + 1
    most = ((count - 1) * (1 - mean) ** 2 + (longest - mean) ** 2 + empty * mean**2) / (
        count + empty
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.log2(_of_spells(spells) * (most + 1) / (variance + 1))


def _most_turbulent(length: int, states: int, variant: Variant) -> float:
    """Return the turbulence of a life that goes through all states in turn."""
    turn = np.arange(length, dtype=np.int64) % max(states, 1)
    zero = np.zeros(length, np.int64)
    whole = Spelling(
        1, states, np.array([length]), zero, turn, np.arange(length), np.ones(length, np.int64)
    )
    return float(_raw_turbulence(whole, variant)[0]) if length else 0.0


def indicators(lives: Sequences) -> pl.DataFrame:
    """Return every indicator of every life.

    Returns
    -------
    DataFrame
        ``id``, ``length``, ``known`` (positions in a known state), ``spells``, ``visited`` and its share,
        ``recurrence``, ``transitions`` and their share, ``entropy``, mean and standard deviation of
        durations in both variants, ``subsequences``, ``volatility``, ``complexity``, ``turbulence`` in
        both variants, raw and normed.

    Examples
    --------
    >>> from kartoteka.analyse.sequences import sequences
    >>> frame = indicators(sequences([[0, 0, 1, 1], [0, 0, 0, 0]], ("a", "b"), ids=("ana", "ida")))
    >>> frame.select("id", "transitions", "entropy").rows()
    [('ana', 1.0, 1.0), ('ida', 0.0, 0.0)]
    """
    spells = spelling(lives)
    seen = _visited(spells)
    mean, variance = _durations(spells, 1)
    mean2, variance2 = _durations(spells, 2)
    unknown = 0 if lives.missing is None else spells.visits()[:, lives.missing]
    return pl.DataFrame(
        {
            "id": list(lives.ids),
            "length": spells.lengths,
            "known": spells.lengths - unknown,
            "spells": spells.counts,
            "visited": seen,
            "visited_share": seen / max(spells.states, 1),
            "recurrence": _recurrence(spells),
            "transitions": _transitions(spells),
            "transitions_share": _moved(spells),
            "entropy": _entropy(spells, normed=True),
            "mean_duration": mean,
            "sd_duration": np.sqrt(variance),
            "mean_duration_2": mean2,
            "sd_duration_2": np.sqrt(variance2),
            "subsequences": _of_spells(spells),
            "volatility": _volatility(spells, 0.5),
            "complexity": _complexity(spells),
            "turbulence": _turbulence(spells, 1, normed=False),
            "turbulence_normed": _turbulence(spells, 1, normed=True),
            "turbulence_2": _turbulence(spells, 2, normed=False),
            "turbulence_2_normed": _turbulence(spells, 2, normed=True),
        }
    )
