"""Whose own stay settles that they knew a place, worked out for many at once, with arrays.

In: who says something of a place, by when, and of which time. Out: for which of them a stay there is enough.
The journeys (``relate.standing``) decide all else; here only what they would say first is said quicker.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kartoteka.archive.columns import NO_DAY
from kartoteka.check.material import Material
from kartoteka.check.table import NEVER, Ints

_AT_ONCE = 10_000
"""Rows decided at a time, because the stays of all who speak in them are laid side by side."""


class Said(NamedTuple):
    """Who (a head) speaks of which place (a head) by a day, and of which time; a row each."""

    who: Ints
    place: Ints
    by: Ints
    b0: Ints
    e1: Ints


def by_stays(material: Material, said: Said) -> NDArray[np.bool_]:
    """Return for which rows somebody's own stay in the place, or within it, makes them know it.

    As :meth:`~kartoteka.relate.standing.Journeys.been_in`: begun by the day on which they spoke, and not over
    before the time of which they speak, nor begun after it. Places that ever moved are left to the journeys.
    """
    order = np.argsort(said.who, kind="stable")
    found = np.zeros(len(order), dtype=np.bool_)
    for n in range(0, len(order), _AT_ONCE):
        some = order[n : n + _AT_ONCE]
        found[some] = _by_stays(material, Said(*(column[some] for column in said)))
    return found


def _by_stays(material: Material, said: Said) -> NDArray[np.bool_]:
    keys, begins, ends = _stays_within(material, said)
    wanted = _key(material, said.who, said.place)
    first, last = (np.searchsorted(keys, wanted, side) for side in ("left", "right"))
    counts = last - first
    of = np.repeat(np.arange(len(wanted)), counts)
    rows = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts) + first[of]
    by = np.where(said.by == NO_DAY, NEVER, said.by)[of]
    until = np.where(said.e1 == NO_DAY, NEVER, said.e1)[of]
    fits = (begins[rows] <= np.minimum(by, until)) & (ends[rows] >= said.b0[of])
    found = np.zeros(len(wanted), dtype=np.bool_)
    found[of[fits]] = True
    return found


def _stays_within(material: Material, said: Said) -> tuple[Ints, Ints, Ints]:
    """Return the stays of those who speak, once for each place spoken of that they lie in: key and days."""
    table, stays = material.table, material.of("stay").numbers
    places = set(np.unique(said.place).tolist())
    stays = stays[np.isin(table.subject_head[stays], said.who) & (table.object[stays] >= 0)]
    inside, around = list[int](), list[int]()
    for place in np.unique(table.object_head[stays]).tolist():
        above = material.atlas.above(table.id(place))
        if not material.atlas.moving(list(above)):
            wider = places.intersection(map(table.number_of, above))
            inside += [place] * len(wider)
            around += wider
    # Row by row of what lies in what: all stays there, for that place.
    at = np.argsort(table.object_head[stays], kind="stable")
    stays = stays[at]
    lying, sorted_places = np.array(inside, dtype=np.int64), table.object_head[stays]
    first, last = (np.searchsorted(sorted_places, lying, side) for side in ("left", "right"))
    each = [stays[a:b] for a, b in zip(first.tolist(), last.tolist(), strict=True)]
    numbers = np.concatenate([stays[:0], *each])
    of_each = np.repeat(np.array(around, dtype=np.int64), last - first)
    keys = _key(material, table.subject_head[numbers], of_each)
    order = np.argsort(keys, kind="stable")
    ends = table.e1[numbers][order]
    return keys[order], table.b0[numbers][order], np.where(ends == NO_DAY, NEVER, ends)


def _key(material: Material, who: Ints, place: Ints) -> Ints:
    return who.astype(np.int64) * len(material.table.heads) + place
