"""Stays as they are compared: whose, where, from when to when at the most and at the least; and their pairs.

In: gists of stays. Out: :class:`Stays`, and as :class:`Pairs` the stays of different people in one place
whose times touch, as arrays: a hundred thousand are found, and put in order, without an object for each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kartoteka.archive.reader import Stretch
from kartoteka.model.gists import Days, Gist
from kartoteka.relate.order import FIRST, LAST
from kartoteka.relate.queries.frames import shared
from kartoteka.relate.told_again import known_of

Numbers = NDArray[np.int64]
"""Days, or positions of stays."""

Told = tuple[Gist, ...]
"""The statements of one stay, the one known longest first (``relate.told_again``)."""

Stay = tuple[Told, str, str, Stretch]
"""The statements, whose it is, what counts as its one place, the days on which it is possible."""

_NEVER = (LAST, FIRST)
"""Certain days that there are none of."""

_AT_ONCE = 2_000_000
"""Pairs that are looked at in one go."""


@dataclass(frozen=True, slots=True)
class Stays:
    """Stays by number.

    Parameters
    ----------
    told, who, spots
        Its statements, whose it is, and what counts as its one place: an entity id.
    days
        Shape (stays, 4): the first and last day on which it is possible, and on which it is certain;
        ``order.FIRST`` and ``order.LAST`` where it is open, a last day before the first where there is none.
    """

    told: list[Told]
    who: list[str]
    spots: list[str]
    days: Numbers

    @classmethod
    def of(cls, stays: Sequence[Stay]) -> Stays:
        """Return stays by number, in their order."""
        days = [(*closed(possible), *(known_of(told) or _NEVER)) for told, _, _, possible in stays]
        return cls(
            [told for told, *_ in stays],
            [who for _, who, *_ in stays],
            [spot for _, _, spot, _ in stays],
            np.array(days, np.int64).reshape(-1, 4),
        )

    def by_spot(self) -> dict[str, Numbers]:
        """Return place → the numbers of the stays there, in their order."""
        found: dict[str, list[int]] = {}
        for number, spot in enumerate(self.spots):
            found.setdefault(spot, []).append(number)
        return {spot: np.array(numbers, np.int64) for spot, numbers in found.items()}


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of stays by number, one's in ``a``, the other's in ``b``; their days as in :class:`Stays`."""

    stays: Stays
    a: Numbers
    b: Numbers
    days: Numbers

    @classmethod
    def of(cls, stays: Stays, pairs: Iterator[tuple[Numbers, Numbers]], during: Stretch) -> Pairs:
        """Return the pairs that may have been in a time, with the days that both have in it."""
        asked = closed(during)
        parts = [_both(stays.days, a, b, asked) for a, b in pairs]
        if not parts:
            return cls(stays, _none(), _none(), _none().reshape(-1, 4))
        a, b, days = map(np.concatenate, zip(*parts, strict=True))
        return cls(stays, a, b, days)

    def __len__(self) -> int:
        return len(self.a)

    @property
    def certain(self) -> NDArray[np.bool_]:
        """Which of them must have been together."""
        return self.days[:, 2] <= self.days[:, 3]

    def rows(self) -> Iterator[tuple[int, int, tuple[int, int, int, int]]]:
        """Yield the numbers of both stays, and the four days."""
        rows: Any = np.column_stack((self.a, self.b, self.days)).tolist()
        return ((a, b, (first, last, sure, surely)) for a, b, first, last, sure, surely in rows)

    def chosen(self, which: NDArray[np.bool_] | Numbers) -> Pairs:
        """Return some of the pairs."""
        return Pairs(self.stays, self.a[which], self.b[which], self.days[which])

    def in_order(self) -> Pairs:
        """Return them in order: certain ones first, by first day, place, the one, the other, statements."""
        who, spots = _ranks(self.stays.who), _ranks(self.stays.spots)
        ids = _ranks([told[0].id for told in self.stays.told])
        a, b = self.a, self.b
        keys = (ids[b], ids[a], who[b], who[a], spots[a], self.days[:, 0], ~self.certain)
        return self.chosen(np.lexsort(keys))


def met(stays: Stays, own: int) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield the pairs of one's stays, which are the first so many, and others' whose times touch."""
    for there in stays.by_spot().values():
        mine = there[there < own]
        others = there[there >= own]
        for number in mine:
            first, last = stays.days[number, :2]
            then = (stays.days[others, 0] <= last) & (stays.days[others, 1] >= first)
            yield np.full(int(then.sum()), number), others[then]


def pairs(stays: Stays) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield the pairs of stays of different people in one place whose times touch, each once.

    Of stays sorted by when they may have begun, each touches those after it that begin before it ends. The
    one is whoever comes first by id.
    """
    who = _ranks(stays.who)
    by_spot = stays.by_spot()
    for spot in sorted(by_spot):
        there = by_spot[spot]
        there = there[np.argsort(stays.days[there, 0], kind="stable")]
        first_days, last_days = stays.days[there, 0], stays.days[there, 1]
        upto = np.asarray(np.searchsorted(first_days, last_days, side="right"), np.int64)
        counts = np.maximum(upto - np.arange(1, len(there) + 1), 0)
        for start, end in _portions(counts):
            first = np.repeat(np.arange(start, end), counts[start:end])
            behind = np.cumsum(counts[start:end]) - counts[start:end]
            second = first + 1 + np.arange(len(first)) - np.repeat(behind, counts[start:end])
            a, b = there[first], there[second]
            a, b = np.where(who[a] < who[b], (a, b), (b, a))
            apart = who[a] != who[b]
            yield a[apart], b[apart]


def _portions(counts: Numbers) -> Iterator[tuple[int, int]]:
    """Yield ranges of stays with about so many pairs together as are looked at in one go."""
    start, total = 0, np.cumsum(counts)
    while start < len(counts):
        before = total[start - 1] if start else 0
        end = max(start + 1, int(np.searchsorted(total, before + _AT_ONCE, side="right")))
        yield start, end
        start = end


def _both(days: Numbers, a: Numbers, b: Numbers, asked: Days) -> tuple[Numbers, Numbers, Numbers]:
    """Return pairs and the days that both have in a time, without those that have none."""
    first = np.maximum(days[a][:, ::2], days[b][:, ::2])
    last = np.minimum(days[a][:, 1::2], days[b][:, 1::2])
    first, last = np.maximum(first, asked[0]), np.minimum(last, asked[1])
    some = first[:, 0] <= last[:, 0]
    both = np.stack((first[:, 0], last[:, 0], first[:, 1], last[:, 1]), axis=1)
    return a[some], b[some], both[some]


def closed(days: Stretch) -> Days:
    """Return days with ``order.FIRST`` and ``order.LAST`` where they are open."""
    first, last = days
    return FIRST if first is None else first, LAST if last is None else last


def _ranks(texts: list[str]) -> Numbers:
    """Return the place of each text in their order; equal ones have one place."""
    rank = {text: number for number, text in enumerate(sorted(set(texts)))}
    return np.fromiter(map(rank.__getitem__, texts), np.int64, len(texts))


def _none() -> Numbers:
    return np.empty(0, np.int64)


def certain_days(certain: Days | None, during: Stretch) -> Days | None:
    """Return the certain days of a time; None where there is none."""
    if certain is None:
        return None
    first, last = shared(certain, during)
    return (first, last) if first is not None and last is not None and first <= last else None
