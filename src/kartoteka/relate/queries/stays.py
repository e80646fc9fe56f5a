"""Stays as they are compared: whose, where, from when to when at the most and at the least.

In: stays in one place. Out: the pairs of different people whose times touch, found by going through the
stays in the order in which they may have begun.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kartoteka.archive.reader import Stretch
from kartoteka.model.statements import Attested
from kartoteka.relate.heard import Days
from kartoteka.relate.order import FIRST, LAST
from kartoteka.relate.queries.frames import shared


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay as it is compared: whose, where, from when to when at the most and at the least."""

    who: str
    spot: str
    possible: Stretch
    certain: Days | None
    attested: Attested


def pairs(stays: list[Stay]) -> Iterator[tuple[Stay, Stay]]:
    """Yield the pairs of different people whose times touch: those still there when one comes."""
    still: list[Stay] = []
    for stay in sorted(stays, key=lambda s: FIRST if s.possible[0] is None else s.possible[0]):
        begins = FIRST if stay.possible[0] is None else stay.possible[0]
        still = [s for s in still if (LAST if s.possible[1] is None else s.possible[1]) >= begins]
        yield from ((s, stay) for s in still if s.who != stay.who)
        still.append(stay)


def certain_days(certain: Days | None, during: Stretch) -> Days | None:
    """Return the certain days of a time; None where there is none."""
    if certain is None:
        return None
    first, last = shared(certain, during)
    return (first, last) if first is not None and last is not None and first <= last else None


def both_certain(a: Days | None, b: Days | None, during: Stretch) -> Days | None:
    """Return the days of a time on which both must have been there; None where there is none."""
    both = certain_days(a, b) if b else None
    return certain_days(both, during)
