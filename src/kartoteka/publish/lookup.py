"""Published statements, found by what they are about, who told them and where they stand.

In: packed statements. Out: positions among them, in order. Conditions are joined by *and*, ids by *or*. The
positions of all that can be asked for lie in one array a condition, four bytes each, those of one id side by
side: as sets they took more memory than the statements' own words, and as an array for each id they were
copied into every process that looked at them. Only the rarest condition is read through; whether a position
meets the others is looked up in theirs by halves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from kartoteka.archive.columns import ATTESTED, SPEAKER, Columns, Ints, ints
from kartoteka.archive.compact import Compact
from kartoteka.archive.reader import Ids

Positions = Sequence[int]
"""Positions of statements, ascending, each once."""

Array = npt.NDArray[np.uint32]
"""The same as numbers of four bytes; shape (statements,)."""

_FEW = 8
"""Lists that are looked through one by one; of more, one is made."""


class _Under:
    """Positions by the number of what they are about."""

    def __init__(self, keys: Iterable[Ints], positions: Iterable[Ints], count: int) -> None:
        key, position = np.concatenate([*keys]), np.concatenate([*positions])
        key, position = key[key >= 0], position[key >= 0]
        order = np.lexsort((position, key))
        key, position = key[order], position[order].astype(np.uint32)
        new = np.ones(len(key), np.bool_)
        new[1:] = (key[1:] != key[:-1]) | (position[1:] != position[:-1])
        self._positions: Array = position[new]
        ends = np.cumsum(np.bincount(key[new], minlength=count))
        self._first = np.concatenate(([0], ends)).astype(np.uint32)

    def __getitem__(self, number: int) -> Array:
        return self._positions[self._first[number] : self._first[number + 1]]


class Lookup:
    """Positions of statements by each thing that can be asked for.

    Parameters
    ----------
    compact
        The statements. While this is held, none can be added.
    """

    def __init__(self, compact: Compact) -> None:
        at = compact.columns
        self._number_of = compact.number_of
        self._count = len(compact)
        self._names, self._sources = at.names, {id_: n for n, id_ in enumerate(at.sources)}
        every = np.arange(self._count, dtype=np.int32)
        owner = np.repeat(every, np.diff(ints(at.first)))
        named, by = _in_roles(at)
        speakers = np.array([at.tellings[n][SPEAKER] for n in range(len(at.tellings))], np.int32)
        spoke, through = _speakers(at, speakers, owner)
        count = len(at.names)  # by now everybody in them has a number
        told = np.arange(len(speakers), dtype=np.int32)
        self._tellings = _Under([speakers], [told], count)
        self._attested = np.frombuffer(at.flags, np.uint8) & ATTESTED != 0
        subject, object_ = ints(at.subject), ints(at.object)
        self._by = {
            "subject": _Under([subject], [every], count),
            "object": _Under([object_], [every], count),
            "predicate": _Under([ints(at.predicate)], [every], count),
            "about": _Under([subject, object_, named], [every, every, by], count),
            "speaker": _Under([spoke], [through], count),
            "source": _Under([self._source_of(at)], [owner], len(self._sources)),
        }

    def _source_of(self, at: Columns) -> Ints:
        """Return of each attestation the number of its source."""
        of_place = np.array([self._sources[source] for source, _ in at.places], np.int32)
        return of_place[ints(at.place)[ints(at.passage)]] if len(at.passage) else of_place[:0]

    def positions(self, wanted: Mapping[str, Ids]) -> Positions:
        """Return the positions of what meets every condition, in order."""
        return self._found(wanted).tolist() if wanted else range(self._count)

    def count(self, wanted: Mapping[str, Ids]) -> int:
        """Return how many statements meet every condition."""
        return len(self._found(wanted)) if wanted else self._count

    def weight(self, about: Ids) -> int:
        """Return how many statements about something somebody attests."""
        return int(np.count_nonzero(self._attested[self._found({"about": about})]))

    def tellings(self, speakers: Ids) -> Sequence[int]:
        """Return the numbers of the tellings of some speakers, in order."""
        each = [speakers] if isinstance(speakers, str) else dict.fromkeys(speakers)
        numbers = (self._names.find(who) for who in each)
        return _merged([self._tellings[n] for n in numbers if n is not None]).tolist()

    def _found(self, wanted: Mapping[str, Ids]) -> Array:
        rarest, *others = sorted((self._lists(c, ids) for c, ids in wanted.items()), key=_size)
        found = _merged(rarest)
        for other in others:
            found = found[_held(found, other)]
        return found

    def _lists(self, condition: str, ids: Ids) -> list[Array]:
        """Return the positions of each id that a condition allows."""
        each = [ids] if isinstance(ids, str) else dict.fromkeys(ids)
        if condition == "ids":
            numbers = sorted({n for i in each if (n := self._number_of(i)) is not None})
            return [np.array(numbers, np.uint32)]
        under = self._by[condition]
        number_of = self._sources.get if condition == "source" else self._names.find
        return [under[n] for i in each if (n := number_of(i)) is not None]


def _size(lists: Sequence[Array]) -> int:
    return sum(map(len, lists))


def _merged(lists: Sequence[Array]) -> Array:
    """Return the positions that are in any of some lists."""
    if len(lists) == 1:
        return lists[0]
    return np.unique(np.concatenate(lists)) if lists else np.zeros(0, np.uint32)


def _held(found: Array, lists: Sequence[Array]) -> npt.NDArray[np.bool_]:
    """Tell of each position whether it is in any of some lists."""
    held = np.zeros(len(found), bool)
    for other in lists if len(lists) <= _FEW else (_merged(lists),):
        if len(other):
            at = np.minimum(np.searchsorted(other, found), len(other) - 1)
            held |= other[at] == found
    return held


def _in_roles(at: Columns) -> tuple[Ints, Ints]:
    """Return whom roles name, and in which statement."""
    number = at.names.of
    named = [[number(r.entity) for r in roles if r.entity is not None] for roles in at.roles]
    return _each_of(named, ints(at.role), np.arange(len(at.role), dtype=np.int32))


def _speakers(at: Columns, speakers: Ints, owner: Ints) -> tuple[Ints, Ints]:
    """Return who told something, and what."""
    by: list[int] = speakers.tolist()
    told = [[by[n] for n in chain] for chain in at.chains]
    return _each_of(told, ints(at.chain), owner)


def _each_of(lists: Sequence[Sequence[int]], which: Ints, of: Ints) -> tuple[Ints, Ints]:
    """Return all members of the lists that are meant, and whose list it is."""
    lengths = np.array([*map(len, lists), 0], np.int32)
    flat = np.fromiter((n for each in lists for n in each), np.int32)
    first = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    some = np.flatnonzero(lengths[which] > 0)
    count: Ints = lengths[which[some]]
    within: Ints = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    return flat[np.repeat(first[which[some]], count) + within], np.repeat(of[some], count)


def positions_of(ids: Iterable[str | None]) -> dict[str, list[int]]:
    """Return id → at which positions it stands.

    >>> positions_of(["ana", None, "boris", "ana"])
    {'ana': [0, 3], 'boris': [2]}
    """
    found: dict[str, list[int]] = {}
    for position, id_ in enumerate(ids):
        if id_ is not None:
            found.setdefault(id_, []).append(position)
    return found
