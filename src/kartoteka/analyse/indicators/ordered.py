"""Indicators for states that are better or worse: degradation, badness, precarity, insecurity, integration.

In: sequences, and the order of the states, the best first. Out: one number per life.

References
----------
Ritschard, Bussi & O'Reilly 2018, An index of precarity for measuring early employment insecurity, in Sequence
Analysis and Related Approaches (precarity). Brzinsky-Fay 2007 (integration). Ritschard 2023, Measuring
the nature of individual sequences, Sociological Methods & Research 52 (badness, degradation, insecurity).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kartoteka.analyse.indicators.lives import complexity
from kartoteka.analyse.indicators.spelling import Real, Spelling, spelling
from kartoteka.analyse.indicators.together import transition_rates
from kartoteka.analyse.pairs import summed
from kartoteka.analyse.sequences import Sequences
from kartoteka.errors import UnknownName


def costs_of(lives: Sequences, order: Sequence[str] | None) -> Real:
    """Return how bad each state is, 0 (first of the order) … 1 (last); NaN where it is not ordered."""
    order = lives.states if order is None else tuple(order)
    for state in order:
        if state not in lives.states:
            raise UnknownName("state", state, lives.states)
    steps = max(len(order) - 1, 1)
    return np.array([order.index(s) / steps if s in order else np.nan for s in lives.states])


def integration(lives: Sequences, *, power: float = 1) -> Real:
    """Return how much of each life each state has, later positions counting more, (N, states).

    A position t counts t to ``power``, as a share of all positions of its life; a row sums to 1.
    """
    found = spelling(lives)
    shares = np.zeros((found.n, found.states))
    np.add.at(shares, (found.life, found.state), _integration(found, power))
    return shares


def _integration(spells: Spelling, power: float) -> Real:
    """Return the part that each spell has of the weight of all positions of its life, (M,)."""
    longest = int(spells.lengths.max(initial=0))
    upto = np.concatenate(([0.0], np.cumsum(np.arange(1, longest + 1, dtype=float) ** power)))
    there = upto[spells.start + spells.length] - upto[spells.start]
    return there / upto[spells.lengths[spells.life]]


def badness(lives: Sequences, order: Sequence[str] | None = None, *, power: float = 1) -> Real:
    """Return how bad the states of each life are, later ones counting more, 0 … 1."""
    return np.nan_to_num(integration(lives, power=power) * costs_of(lives, order)).sum(axis=1)


def degradation(lives: Sequences, order: Sequence[str] | None = None, *, power: float = 1) -> Real:
    """Return how much each life moves downwards: what a move loses, for as long as it lasts, −1 … 1.

    Every move counts the difference of the two states, times the integration of the spell it leads to; moves
    upwards count below 0.
    """
    spells, cost = spelling(lives), costs_of(lives, order)
    follows = _moves(spells)
    change = np.nan_to_num(cost[spells.state[follows + 1]] - cost[spells.state[follows]])
    lasting = _integration(spells, power)[follows + 1]
    return summed(spells.life[follows], change * lasting, spells.n)


def _moves(spells: Spelling) -> np.ndarray:
    return np.flatnonzero(spells.life[1:] == spells.life[:-1])


def insecurity(lives: Sequences, order: Sequence[str] | None = None, *, power: float = 1) -> Real:
    """Return the badness of the first spell, plus complexity, plus degradation."""
    spells, cost = spelling(lives), costs_of(lives, order)
    first = spells.start == 0
    begun = np.zeros(spells.n)
    begun[spells.life[first]] = np.nan_to_num(
        cost[spells.state[first]] * _integration(spells, power)[first]
    )
    return begun + complexity(lives) + degradation(lives, order, power=power)


def precarity(
    lives: Sequences,
    order: Sequence[str] | None = None,
    *,
    first: float = 0.2,
    of_complexity: float = 1,
    of_moves: float = 1.2,
    weighted: bool = True,
) -> Real:
    """Return precarity: a bad first state, and a complex life, the more so if it goes downwards.

    ``first · a + (1 − first) · c^of_complexity · (1 + q)^of_moves``, where a is the cost of the first
    state, c the complexity, and q the balance of moves down and up, −1 … 1, rare moves counting more.
    """
    spells, cost = spelling(lives), costs_of(lives, order)
    follows = _moves(spells)
    before, after = spells.state[follows], spells.state[follows + 1]
    rare = 1 - transition_rates(lives, spells=True, weighted=weighted)[before, after]
    signs = np.sign(np.nan_to_num(cost[after] - cost[before]))
    whole = summed(spells.life[follows], rare, spells.n)
    # Where every move of a life is the only way on from its state, none is rarer than another.
    rare = np.where(whole[spells.life[follows]] > 0, rare, 1)
    whole = summed(spells.life[follows], rare, spells.n)
    balance = summed(spells.life[follows], rare * signs, spells.n)
    q = np.divide(balance, whole, out=np.zeros(spells.n), where=whole > 0)
    begun = np.zeros(spells.n)
    begin = spells.start == 0
    begun[spells.life[begin]] = np.nan_to_num(cost[spells.state[begin]])
    return first * begun + (1 - first) * complexity(lives) ** of_complexity * (1 + q) ** of_moves
