"""The prisons and their cells: rich and poor, of the metropolis and of the provinces, large and small.

In: parameters, chance. Out: :class:`Places`, arrays over prisons and over cells. Every prison has one
quarantine cell for about every eight others.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kartoteka.simulate.parameters import Parameters

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

FRIDGE, TELEVISION, MULTICOOKER = 0, 1, 2
THINGS = ("refrigerator", "television", "multicooker")
"""Appliances of a cell, by number; their entities bear these ids."""


@dataclass(frozen=True)
class Places:
    """Arrays over prisons (P) and over cells (C).

    Parameters
    ----------
    rich, metropolitan, short
        Of each prison, shape (P,).
    food
        True quality of a prison's food on each day, −2 … +2, shape (P, days).
    prison, beds, quarantine, number
        Of each cell: its prison, size, whether it is for quarantine, its number on the door; shape (C,).
    things
        Which appliances a cell has on the first day, shape (C, 3).
    """

    rich: Flags
    metropolitan: Flags
    short: Flags
    food: NDArray[np.int8]
    prison: Ints
    beds: Ints
    quarantine: Flags
    number: Ints
    things: Flags


def make_places(parameters: Parameters, chance: np.random.Generator) -> Places:
    """Return the prisons and cells of a world."""
    n = parameters.prisons
    rich, metropolitan, short = (
        _share(n, share, chance)
        for share in (parameters.rich, parameters.metropolitan, parameters.short_of_staff)
    )
    prison, beds, quarantine, number = _cells(parameters, metropolitan, chance)
    likely = np.array([0.5, 0.4, 0.1]) * np.where(rich[prison], 1.5, 0.6)[:, None]
    things = (chance.random((len(prison), 3)) < likely) & ~quarantine[:, None]
    food = _food(parameters, rich, short, chance)
    return Places(rich, metropolitan, short, food, prison, beds, quarantine, number, things)


def _share(n: int, share: float, chance: np.random.Generator) -> Flags:
    """Return which of n: exactly the share, rounded, so that small worlds have both sorts."""
    flags = np.zeros(n, dtype=bool)
    flags[chance.permutation(n)[: round(n * share)]] = True
    return flags


def _cells(
    parameters: Parameters, metropolitan: Flags, chance: np.random.Generator
) -> tuple[Ints, Ints, Flags, Ints]:
    inside = parameters.people * parameters.mean_stay / (parameters.days + parameters.mean_stay)
    weight = np.where(metropolitan, 2.0, 1.0)
    wanted = np.maximum(24, inside * parameters.crowding * weight / weight.sum())
    prison: list[int] = []
    beds: list[int] = []
    quarantine: list[bool] = []
    number: list[int] = []
    for p, total in enumerate(wanted.tolist()):
        sizes: list[int] = []
        while sum(sizes) < total:
            low, high = math.log(2), math.log(parameters.largest_cell + 1)
            sizes.append(int(math.exp(chance.uniform(low, high))))
        apart = max(1, len(sizes) // 8)
        mean = max(4, int(total * 0.12 / apart))
        numbers = np.sort(chance.choice(8 * len(sizes) + 12, len(sizes) + apart, replace=False)) + 1
        prison += [p] * (len(sizes) + apart)
        beds += [mean] * apart + sizes
        quarantine += [True] * apart + [False] * len(sizes)
        number += numbers.tolist()
    return np.array(prison), np.array(beds), np.array(quarantine), np.array(number)


def _food(
    parameters: Parameters, rich: Flags, short: Flags, chance: np.random.Generator
) -> NDArray[np.int8]:
    """Quality is drawn anew with each new cook; money raises it, too few hands lower it."""
    n, days = len(rich), parameters.days
    food = np.zeros((n, days), dtype=np.int8)
    for p in range(n):
        changes = np.flatnonzero(chance.random(days) < parameters.new_cook)
        for first in (0, *changes.tolist()):
            quality = chance.normal(1.0 if rich[p] else -0.7, 0.8) - 0.5 * short[p]
            food[p, first:] = max(-2, min(2, round(quality)))
    return food
