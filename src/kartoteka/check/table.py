"""What rules can tell of a million statements without unpacking one: columns, as NumPy arrays.

In: packed statements and an atlas. Out: :class:`Table`. A statement has a row; so has an attestation. Ids are
numbers: ``table.id(n)`` says which. Rules make a mask of it (``material.of("stay").where(mask)``), so that
they unpack only what may be a finding; what they then say stands on the statements themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kartoteka.archive.columns import (
    BASIS,
    DATED,
    DURATION,
    NO_DAY,
    STANCE,
    Ints,
    having,
    ints,
)
from kartoteka.archive.compact import Compact
from kartoteka.archive.heap import Numbers
from kartoteka.model.dates import Day, UncertainDate
from kartoteka.model.sources import Part
from kartoteka.model.statements import Role, read_number
from kartoteka.relate.atlas import Atlas

Mask = NDArray[np.bool_]

_ANY = -np.inf, np.inf

NEVER = 2**62
"""A day after all others, where NO_DAY would come before them."""


class Table:
    """Columns of the statements and attestations of an archive.

    Attributes
    ----------
    subject, object
        Of each statement: numbers of entities, as written; -1 for no object.
    b0, b1, e0, e1
        Its days (see :data:`~kartoteka.model.dates.Day`); NO_DAY for none.
    role
        The number of its roles; see :meth:`naming`.
    heads
        By number of an entity, the number of the one that stands for it; -1 for none.
    """

    def __init__(self, compact: Compact, atlas: Atlas) -> None:
        self._compact, self._atlas, self._at = compact, atlas, compact.columns
        self._ids = list(self._at.names)
        self._number = {id_: number for number, id_ in enumerate(self._ids)}
        self.subject, self.object = ints(self._at.subject), ints(self._at.object)
        self.b0, self.b1, self.e0, self.e1 = map(ints, self._at.days)
        self.role = ints(self._at.role)
        self.heads = self._heads()

    def _heads(self) -> Ints:
        """Give numbers to all that can be spoken of; return by number that of the head, -1 for none."""
        named = (r.entity for roles in self._at.roles for r in roles if r.entity is not None)
        for id_ in chain(named, filter(None, map(self._author, self._at.places))):
            self._numbered(id_)
        head = self._atlas.clusters.head
        found = [self._numbered(head(id_)) for id_ in tuple(self._ids)]
        return np.array([*found, *range(len(found), len(self._ids)), -1], dtype=np.int64)

    def _numbered(self, id_: str) -> int:
        if id_ not in self._number:
            self._number[id_] = len(self._ids)
            self._ids.append(id_)
        return self._number[id_]

    def _author(self, place: tuple[str, Part | None]) -> str | None:
        source, part = place
        return part.author if part else self._at.sources[source].author

    # ── entities ──────────────────────────────────────────────────────────────────────────────────

    def id(self, number: int) -> str:
        """Return which id has a number."""
        return self._ids[number]

    def number_of(self, id: str) -> int:  # noqa: A002
        """Return the number of an id; -1 for what nothing names."""
        return self._number.get(id, -1)

    def among(self, ids: Iterable[str]) -> Mask:
        """Return by number whether an entity is one of some."""
        found = np.zeros(len(self._ids) + 1, dtype=np.bool_)  # the last, -1: no entity
        found[[n for id_ in ids if (n := self._number.get(id_)) is not None]] = True
        return found

    @cached_property
    def subject_head(self) -> Ints:
        """Of each statement, the number of the head of its subject."""
        return self.heads[self.subject].astype(np.int32)

    @cached_property
    def object_head(self) -> Ints:
        """Of each statement, the number of the head of its object; -1 where it has none."""
        return self.heads[self.object].astype(np.int32)

    def by_head(self, days: Mapping[str, Day], missing: Day) -> Ints:
        """Return by number the days of some entities, and one day for all others."""
        found = np.full(len(self.heads), missing)
        for head, day in days.items():
            found[self._number[head]] = day
        return found

    def kind(self, kind: str) -> Mask:
        """Return by number whether an entity is of a kind."""
        return self.among(e.id for e in self._atlas.reader.entities() if e.kind == kind)

    # ── statements ────────────────────────────────────────────────────────────────────────────────

    def said(self, *predicates: str) -> Mask:
        """Return for each statement whether its predicate is one of some."""
        return self.among(predicates)[ints(self._at.predicate)]

    @property
    def timed(self) -> Mask:
        """Whether a statement says how long something lasted, and when."""
        lasting = ~having(self._at.shapes, DURATION, None)[ints(self._at.shape)]
        return lasting & self.dated

    @property
    def dated(self) -> Mask:
        """Whether a statement has a time at all."""
        return (np.frombuffer(self._at.flags, dtype=np.uint8) & DATED) != 0

    def numbers(self, statements: Ints) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the values of some statements as (least, most); (-∞, ∞) for what is no number."""
        value, texts = ints(self._at.value)[statements].tolist(), self._at.texts
        known = [read_number(texts[v] if v >= 0 else None) or _ANY for v in value]
        low, high = zip(*known, strict=True) if known else ((), ())
        return np.array(low, dtype=np.float64), np.array(high, dtype=np.float64)

    def by_roles(self, key: Callable[[tuple[Role, ...]], Hashable]) -> Ints:
        """Return for each statement a number that those share of whose roles a key is the same."""
        keys = Numbers[Hashable]()
        of_each = [keys.of(key(roles)) for roles in self._at.roles]
        return np.array([*of_each, keys.of(key(()))], dtype=np.int64)[self.role]

    def naming(self, entities: Mask) -> Mask:
        """Return for each statement whether its roles name one of some entities (by number)."""
        named = [
            any(entities[self._number[r.entity]] for r in roles if r.entity is not None)
            for roles in self._at.roles
        ]
        return np.array([*named, False], dtype=np.bool_)[self.role]

    def about(self, heads: Iterable[str]) -> Mask:
        """Return for each statement whether it names one that any of some heads stand for."""
        wanted = self.among(heads)[self.heads]
        return wanted[self.subject] | wanted[self.object] | self.naming(wanted)

    def named_in(self, statements: Ints) -> Iterator[Ints]:
        """Yield numbers of all entities that some statements name: subjects, objects, and those in roles."""
        yield np.unique(self.subject[statements])
        yield np.unique(self.object[statements])
        roles = [self._at.roles[n] for n in np.unique(self.role[statements]).tolist() if n >= 0]
        named = {self._number[r.entity] for each in roles for r in each if r.entity is not None}
        yield np.array(sorted(named), dtype=np.int64)

    @property
    def certain(self) -> tuple[Ints, Ints]:
        """The first and last day on which each statement must have been so; as ``heard.known_days``.

        Where there is no such day, the first comes after the last.
        """
        none = (self.b1 == NO_DAY) | (self.e0 == NO_DAY) | (self.b1 > self.e0)
        first, last = np.where(none, NEVER, self.b1), np.where(none, NO_DAY, self.e0)
        early, late, ever = self._heard()
        still = (self.b1 != NO_DAY) & ever
        first[still] = np.minimum(self.b1, early)[still]
        last[still] = late[still]
        return first, last

    def _heard(self) -> tuple[Ints, Ints, Mask]:
        """Return from when and until when what has an open end was said to be so, and whether it ever was.

        Who spoke before it can have begun only expected it.
        """
        open_ends = np.array([*(edtf.endswith("/..") for edtf in self._at.dates), False])
        asserts = having(self._at.attestation_shapes, STANCE, "asserts")[self._shape]
        rows = np.flatnonzero(open_ends[ints(self._at.when)][self.owner] & asserts)
        owner, spoken = self.owner[rows], self.spoken(rows).b0
        ever = np.zeros(len(self.subject), np.bool_)
        ever[owner[spoken != NO_DAY]] = True
        was = (spoken != NO_DAY) & (spoken >= self.b0[owner])
        early, late = np.full(len(ever), NEVER), np.full(len(ever), NO_DAY)
        np.minimum.at(early, owner[was], spoken[was])
        np.maximum.at(late, owner[was], spoken[was])
        return early, late, ever

    # ── attestations ──────────────────────────────────────────────────────────────────────────────

    @cached_property
    def owner(self) -> Ints:
        """Of each attestation, the number of its statement."""
        counts = np.diff(ints(self._at.first))
        return np.repeat(np.arange(len(counts), dtype=np.int32), counts)

    @property
    def _shape(self) -> Ints:
        return ints(self._at.attestation_shape)

    def any(self, attestations: Mask) -> Mask:
        """Return for each statement whether one of its attestations is among some."""
        found = np.zeros(len(self.subject), dtype=np.bool_)
        found[self.owner[attestations]] = True
        return found

    def on(self, *bases: str) -> Mask:
        """Return for each attestation whether it is on one of some bases."""
        return having(self._at.attestation_shapes, BASIS, *bases)[self._shape]

    @property
    def chain(self) -> Ints:
        """Of each attestation, the number of its chain of tellings; -1 for the author's own word."""
        return ints(self._at.chain)

    @property
    def place(self) -> Ints:
        """Of each attestation, the number of its source and part."""
        return ints(self._at.place)[ints(self._at.passage)]

    @cached_property
    def written(self) -> Times:
        """When the words of each place (a source, or a part of one) were written."""
        dates: list[UncertainDate | None] = []
        for source, part in self._at.places:
            dates.append((part.written if part else None) or self._at.sources[source].written)
        return _times(dates)

    @cached_property
    def authors(self) -> Ints:
        """Of each place, the number of its author; -1 for none."""
        who = map(self._author, self._at.places)
        return np.array([-1 if w is None else self._number[w] for w in who], dtype=np.int64)

    @cached_property
    def chains(self) -> Chains:
        """What there is to know of each chain of tellings."""
        tellings = [self._compact.telling(number) for number in range(len(self._at.tellings))]
        when = _times([t.when for t in tellings])
        speaker = [-1 if t.speaker is None else self._number[t.speaker] for t in tellings]
        dated = [[n for n in told if tellings[n].when is not None] for told in self._at.chains]
        first = np.array([each[0] if each else -1 for each in dated], dtype=np.int64)
        speakers = Numbers[tuple[int, ...]]()
        of_each = speakers.all(tuple(speaker[n] for n in told) for told in self._at.chains)
        return Chains(
            np.fromiter(of_each, np.int64, len(self._at.chains)),
            np.array([speaker[told[0]] for told in self._at.chains], dtype=np.int64),
            np.array([speaker[told[-1]] for told in self._at.chains], dtype=np.int64),
            Times(*(_at(days, first) for days in when)),
            np.array([max((when.b0[n] for n in each), default=NO_DAY) for each in dated]),
        )

    @property
    def witness(self) -> Ints:
        """Of each attestation, the number of who knew, where it came by tellings; -1 for none."""
        return np.append(self.chains.witness, -1)[self.chain]

    @property
    def latest(self) -> Ints:
        """By number of a chain, the latest first day of its tellings; NO_DAY for none, and at -1."""
        return np.append(self.chains.latest, NO_DAY)

    def spoken(self, attestations: Ints) -> Times:
        """When the innermost speaker of some attestations spoke; as ``heard.spoken``."""
        places, chains = self.place[attestations], self.chain[attestations]
        written = [days[places] for days in self.written]
        told = [_at(days, chains) for days in self.chains.spoken]
        return Times(*(np.where(told[2], t, w) for t, w in zip(told, written, strict=True)))


class Times(NamedTuple):
    """First and last days of many times, NO_DAY for none; and whether there is a time at all."""

    b0: Ints
    e1: Ints
    known: Mask


class Chains(NamedTuple):
    """Of chains of tellings, by their numbers.

    Parameters
    ----------
    speakers
        The same number for those that passed through the same people.
    witness, teller
        Numbers of who knew and of who told the author; -1 where nobody is named.
    spoken
        When the innermost dated telling was.
    latest
        The latest first day of any of its tellings; NO_DAY for none.
    """

    speakers: Ints
    witness: Ints
    teller: Ints
    spoken: Times
    latest: Ints


def _times(dates: list[UncertainDate | None]) -> Times:
    b0 = [NO_DAY if d is None or d.b0 is None else d.b0 for d in dates]
    e1 = [NO_DAY if d is None or d.e1 is None else d.e1 for d in dates]
    return Times(
        np.array(b0, dtype=np.int64),
        np.array(e1, dtype=np.int64),
        np.array([d is not None for d in dates], dtype=np.bool_),
    )


def _at(values: Any, numbers: Ints) -> Any:  # noqa: ANN401 - days, or whether there is a time
    """Return the values at some numbers; nothing at -1."""
    nothing = False if values.dtype == np.bool_ else NO_DAY
    return np.append(values, values.dtype.type(nothing))[numbers]
