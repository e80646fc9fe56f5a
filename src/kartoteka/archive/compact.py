"""Statements with all their evidence, held in memory in a tenth of what they take as objects.

In: statements as the archive hands them out. Out: :class:`Compact`, from which each can be had again, equal
to what was put in, and some facts of it without unpacking it. What looks through everything (``check``) and
what holds a snapshot (``publish.view``) keep their statements here: a million of them take some hundreds of
megabytes, where objects took several gigabytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from kartoteka.archive import excerpts
from kartoteka.archive.heap import ById, Heap, Numbers
from kartoteka.archive.reader import Stretch
from kartoteka.model.dates import Day, UncertainDate
from kartoteka.model.outlines import Outline
from kartoteka.model.sources import Part, Passage, Source
from kartoteka.model.statements import Attestation, Attested, Evidence, Role, Statement, Telling

_NO_DAY: Day = -(2**62)
_RECENT = 4_096
"""Records that are kept unpacked, because rules and pages ask for the same ones again and again."""

Key = TypeVar("Key")
Value = TypeVar("Value")

_POLARITY, _STANDS, _DEPRECATED, _DATED, _ATTESTED, _DISPUTED = 1, 2, 4, 8, 16, 32


class Compact:
    """Statements by number, in the order in which they were added.

    Parameters
    ----------
    statements
        The first of them.
    """

    def __init__(self, statements: Iterable[Attested] = ()) -> None:
        self._said, self._under = Heap(), Heap()
        self._passages, self._tellings = Heap(), Heap()
        self._names = Numbers[str]()
        self._shapes = Numbers[tuple[Any, ...]]()
        self._roles = Numbers[tuple[Role, ...]]()
        self._places = Numbers[tuple[str, Part | None]]()
        self._sources: dict[str, Source] = {}
        self._predicates, self._flags = array("I"), array("B")
        self._days = tuple(array("q") for _ in range(4))
        self._cited = bytearray()  # whether a statement that is not deprecated points at a passage
        self._ids = ById(lambda number: self._said[number][0])
        self._passage_ids = ById(lambda number: self._passages[number][0])
        self._told_in: dict[str, array[int]] = {}
        # What was added or unpacked last.
        self._new_passages: dict[str, int] = {}
        self._new_tellings: dict[str, int] = {}
        self._statements: dict[int, Statement] = {}
        self._evidence: dict[int, tuple[Evidence, ...]] = {}
        self._whole_passages: dict[int, tuple[Passage, Part | None]] = {}
        for found in statements:
            self.add(found)

    def __len__(self) -> int:
        return len(self._flags)

    def __getitem__(self, number: int) -> Attested:
        return Attested(self.statement(number), self.evidence(number))

    # ── putting in ────────────────────────────────────────────────────────────────────────────────

    def add(self, found: Attested) -> int:
        """Take a statement in; return its number."""
        s, number = found.statement, len(self._flags)
        predicate = self._names.of(s.predicate)
        when = s.when
        self._said.add(
            (
                s.id,
                self._names.of(s.subject),
                self._number(s.object),
                s.value,
                when and when.edtf,
                when and when.words,
                self._shapes.of((s.predicate, s.lang, s.duration, s.polarity, s.rank, s.access)),
                self._roles.of(s.roles) if s.roles else None,
            )
        )
        self._ids.add(s.id)
        self._predicates.append(predicate)
        self._flags.append(_flags(found))
        for days, day in zip(self._days, _days(when), strict=True):
            days.append(day)
        used = s.rank != "deprecated"
        self._under.add(tuple(self._packed(e, used=used) for e in found.evidence))
        return number

    def _packed(self, evidence: Evidence, *, used: bool) -> tuple[Any, ...]:
        a = evidence.attestation
        passage = self._passage(evidence, used=used)
        chain = tuple(map(self._telling, evidence.chain)) or None
        shape = (a.basis, a.stance, a.certainty, a.method, a.created_by, a.created_at)
        return a.id, passage, self._shapes.of(shape), chain

    def _passage(self, evidence: Evidence, *, used: bool) -> int:
        p = evidence.passage
        number = self._new_passages.get(p.id)
        if number is None:
            self._sources.setdefault(p.source, evidence.source)
            place = self._places.of((p.source, evidence.part))
            words = (p.exact, p.prefix, p.suffix, p.locator)
            number = self._passages.add((p.id, place, p.start, p.end, *words))
            self._passage_ids.add(p.id)
            self._cited.append(0)
            _remember(self._new_passages, p.id, number)
        self._cited[number] |= used
        return number

    def _telling(self, t: Telling) -> int:
        number = self._new_tellings.get(t.id)
        if number is None:
            when = t.when and (t.when.edtf, t.when.words, *map(int_or_none, _days(t.when)))
            who = self._number(t.source), self._number(t.speaker), self._number(t.place)
            shape = self._shapes.of((t.reliability, t.access))
            number = self._tellings.add((t.id, *who, shape, t.told_in, when))
            self._told_in.setdefault(t.source, array("I")).append(number)
            _remember(self._new_tellings, t.id, number)
        return number

    # ── getting back ──────────────────────────────────────────────────────────────────────────────

    def statement(self, number: int) -> Statement:
        """Return a statement without its evidence."""
        found = self._statements.get(number)
        return found or _remember(self._statements, number, self._unpacked(number))

    def _unpacked(self, number: int) -> Statement:
        id_, subject, object_, value, edtf, words, shape, roles = self._said[number]
        predicate, lang, duration, polarity, rank, access = self._shapes[shape]
        return Statement(
            id_,
            self._names[subject],
            predicate,
            self._name(object_),
            value,
            lang,
            None if edtf is None else UncertainDate(edtf, *self.days(number), words),
            duration,
            polarity,
            rank,
            access,
            () if roles is None else self._roles[roles],
        )

    def evidence(self, number: int) -> tuple[Evidence, ...]:
        """Return what a statement stands on."""
        if not self._flags[number] & _ATTESTED:
            return ()
        found = self._evidence.get(number)
        if found is None:
            under = self._under[number]
            id_ = self.statement(number).id
            found = tuple(self._evidence_of(id_, *each) for each in under)
            _remember(self._evidence, number, found)
        return found

    def _evidence_of(
        self, statement: str, id_: str, passage: int, shape: int, chain: tuple[int, ...] | None
    ) -> Evidence:
        told = () if chain is None else tuple(map(self._unpacked_telling, chain))
        words, part = self._passage_at(passage)
        telling = told[0].id if told else None
        attestation = Attestation(id_, statement, words.id, telling, *self._shapes[shape])
        return Evidence(attestation, words, self._sources[words.source], part, told)

    def _passage_at(self, number: int) -> tuple[Passage, Part | None]:
        found = self._whole_passages.get(number)
        if found is None:
            id_, place, start, end, exact, prefix, suffix, locator = self._passages[number]
            source, part = self._places[place]
            found = Passage(id_, source, start, end, exact, prefix, suffix, locator), part
            _remember(self._whole_passages, number, found)
        return found

    def _unpacked_telling(self, number: int) -> Telling:
        id_, source, speaker, place, shape, told_in, when = self._tellings[number]
        who, where = self._name(speaker), self._name(place)
        reliability, access = self._shapes[shape]
        date = None if when is None else _date(*when)
        return Telling(id_, self._names[source], who, told_in, date, where, reliability, access)

    def _number(self, id_: str | None) -> int | None:
        return None if id_ is None else self._names.of(id_)

    def _name(self, number: int | None) -> str | None:
        return None if number is None else self._names[number]

    # ── without unpacking ─────────────────────────────────────────────────────────────────────────

    def stands(self, number: int) -> bool:
        """Whether a statement stands; as :attr:`~kartoteka.model.statements.Attested.stands`."""
        return bool(self._flags[number] & _STANDS)

    def is_deprecated(self, number: int) -> bool:
        """Whether the editor ranked a statement ``deprecated``."""
        return bool(self._flags[number] & _DEPRECATED)

    def is_attested(self, number: int) -> bool:
        """Whether somebody attests a statement."""
        return bool(self._flags[number] & _ATTESTED)

    def is_disputed(self, number: int) -> bool:
        """Whether a statement is of what is not so, or somebody denies or doubts it."""
        return bool(self._flags[number] & _DISPUTED)

    def polarity(self, number: int) -> int:
        """Return the polarity of a statement."""
        return 1 if self._flags[number] & _POLARITY else -1

    def is_dated(self, number: int) -> bool:
        """Whether a statement has a time at all."""
        return bool(self._flags[number] & _DATED)

    def days(self, number: int) -> tuple[Day | None, Day | None, Day | None, Day | None]:
        """Return the four days of a statement, all None where it has no time."""
        b0, b1, e0, e1 = self._days
        return (
            int_or_none(b0[number]),
            int_or_none(b1[number]),
            int_or_none(e0[number]),
            int_or_none(e1[number]),
        )

    def number_of(self, id_: str) -> int | None:
        """Return the number of a statement by its id; the newest of several; None where there is none."""
        return max(self._ids.of(id_), default=None)

    def predicate(self, number: int) -> str:
        """Return the predicate of a statement."""
        return self._names[self._predicates[number]]

    def numbers_of(self, predicate: str) -> Iterator[int]:
        """Yield the numbers of the statements of a predicate."""
        code = self._names.find(predicate)
        return (n for n, each in enumerate(self._predicates) if each == code)

    def time_key(self, number: int) -> tuple[Day, Day, Day]:
        """Return the key by which excerpts are in order; as ``excerpts.in_time``."""
        return excerpts.key_of(self.is_dated(number), *self.days(number))

    def may_have_been(self, number: int, during: Stretch) -> bool:
        """Tell whether a statement may have been so on one of some days."""
        b0, _, _, e1 = self.days(number)
        first, last = during
        over = e1 is not None and first is not None and e1 < first
        return not over and not (b0 is not None and last is not None and last < b0)

    def outline(self, number: int) -> Outline:
        """Return the outline of a statement."""
        s, flags = self.statement(number), self._flags[number]
        return Outline(
            s.id,
            s.subject,
            s.predicate,
            s.object,
            *self.days(number),
            bool(flags & _DATED),
            bool(flags & _STANDS),
            bool(flags & _POLARITY) and not flags & _DEPRECATED,
            tuple(self._shapes[each[2]][1] for each in self._under[number]),
            tuple((r.term, r.entity) for r in s.roles if r.entity is not None),
        )

    def parts(self) -> Iterator[Part]:
        """Yield the parts in which a statement that is not deprecated is attested, each once."""
        cited = {self._passages[n][1] for n, used in enumerate(self._cited) if used}
        found = (self._places[place][1] for place in sorted(cited))
        return (part for part in found if part is not None)

    def cited(self, passage: str) -> Passage | None:
        """Return a passage by id; None unless a statement that is not deprecated points at it."""
        numbers = self._passage_ids.of(passage)
        return next((self._passage_at(n)[0] for n in numbers if self._cited[n]), None)

    def tellings(self, source: str | None = None) -> Iterator[Telling]:
        """Yield the tellings (in a source), each once, in the order in which they came."""
        some = range(len(self._tellings)) if source is None else self._told_in.get(source, ())
        told: set[str] = set()
        for telling in map(self._unpacked_telling, some):
            if telling.id not in told:
                told.add(telling.id)
                yield telling


def int_or_none(day: Day) -> Day | None:
    """Return a day as it was before it was put into an array."""
    return None if day == _NO_DAY else day


def _date(
    edtf: str, words: str | None, b0: Day | None, b1: Day | None, e0: Day | None, e1: Day | None
) -> UncertainDate:
    return UncertainDate(edtf, b0, b1, e0, e1, words)


def _days(when: UncertainDate | None) -> tuple[Day, Day, Day, Day]:
    if when is None:
        return _NO_DAY, _NO_DAY, _NO_DAY, _NO_DAY
    b0, b1, e0, e1 = when.b0, when.b1, when.e0, when.e1
    return (
        _NO_DAY if b0 is None else b0,
        _NO_DAY if b1 is None else b1,
        _NO_DAY if e0 is None else e0,
        _NO_DAY if e1 is None else e1,
    )


def _flags(found: Attested) -> int:
    s = found.statement
    return (
        (_POLARITY if s.polarity > 0 else 0)
        | (_STANDS if found.stands else 0)
        | (_DEPRECATED if s.rank == "deprecated" else 0)
        | (_DATED if s.when is not None else 0)
        | (_ATTESTED if found.evidence else 0)
        | (_DISPUTED if s.polarity < 0 or _is_doubted(found) else 0)
    )


def _is_doubted(found: Attested) -> bool:
    return any(e.attestation.stance != "asserts" for e in found.evidence)


def _remember(recent: dict[Key, Value], key: Key, value: Value) -> Value:
    if len(recent) >= _RECENT:
        recent.clear()
    recent[key] = value
    return value
