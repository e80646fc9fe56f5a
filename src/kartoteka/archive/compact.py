"""Statements with all their evidence, held in memory in a tenth of what they take as objects.

In: statements as the archive hands them out. Out: :class:`Compact`, from which each can be had again, equal
to what was put in, and some facts of it without unpacking it. What looks through everything (``check``) and
what holds a snapshot (``publish.view``) keep their statements here: a million of them take some hundreds of
megabytes, where objects took several gigabytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import TypeVar

from kartoteka.archive import excerpts
from kartoteka.archive.columns import (
    ATTESTED,
    DATED,
    DEPRECATED,
    DISPUTED,
    NO_DAY,
    POLARITY,
    STANCE,
    STANDS,
    Columns,
)
from kartoteka.archive.reader import Stretch
from kartoteka.model.dates import Day, UncertainDate
from kartoteka.model.outlines import Outline
from kartoteka.model.sources import Part, Passage
from kartoteka.model.statements import Attestation, Attested, Evidence, Stance, Statement, Telling

_RECENT = 1_024
"""Records that are kept unpacked, because rules and pages ask for the same ones again and again."""

Key = TypeVar("Key")
Value = TypeVar("Value")


class Compact:
    """Statements by number, in the order in which they were added.

    Parameters
    ----------
    statements
        The first of them.
    columns
        Where others lie already; see :func:`~kartoteka.archive.packing.packed`.

    Attributes
    ----------
    columns
        Where they lie. While somebody holds one of the columns as an array, nothing can be added.
    """

    def __init__(
        self, statements: Iterable[Attested] = (), *, columns: Columns | None = None
    ) -> None:
        self.columns = columns or Columns()
        # What was added or unpacked last.
        self._new_passages: dict[str, int] = {}
        self._new_tellings: dict[str, int] = {}
        self._statements: dict[int, Statement] = {}
        self._evidence: dict[int, tuple[Evidence, ...]] = {}
        self._passages: dict[int, tuple[Passage, Part | None]] = {}
        self._chains: dict[int, tuple[Telling, ...]] = {}
        for found in statements:
            self.add(found)

    def __len__(self) -> int:
        return len(self.columns.flags)

    def __getitem__(self, number: int) -> Attested:
        return Attested(self.statement(number), self.evidence(number))

    # ── putting in ────────────────────────────────────────────────────────────────────────────────

    def add(self, found: Attested) -> int:
        """Take a statement in; return its number."""
        s, at = found.statement, self.columns
        number = at.ids.add(s.id)
        at.by_id.add(s.id)
        at.subject.append(at.names.of(s.subject))
        at.predicate.append(at.names.of(s.predicate))
        at.object.append(at.names.of(s.object))
        at.value.append(at.text(s.value))
        at.when.append(at.dates.of(s.when and s.when.edtf))
        at.words.append(at.text(s.when and s.when.words))
        for days, day in zip(at.days, days_of(s.when), strict=True):
            days.append(day)
        shape = s.predicate, s.lang, s.duration, s.polarity, s.rank, s.access
        at.shape.append(at.shapes.of(shape))
        at.role.append(at.roles.of(s.roles or None))
        at.flags.append(_flags(found))
        for evidence in found.evidence:
            self._add_evidence(evidence, used=s.rank != "deprecated")
        at.first.append(len(at.passage))
        return number

    def _add_evidence(self, evidence: Evidence, *, used: bool) -> None:
        a, at = evidence.attestation, self.columns
        at.attestation_id.append(at.attestation_ids.add(a.id))
        at.passage.append(self._passage(evidence, used=used))
        shape = a.basis, a.stance, a.certainty, a.method, a.created_by, a.created_at
        at.attestation_shape.append(at.attestation_shapes.of(shape))
        at.chain.append(at.chains.of(tuple(map(self.add_telling, evidence.chain)) or None))

    def _passage(self, evidence: Evidence, *, used: bool) -> int:
        p = evidence.passage
        number = self._new_passages.get(p.id)
        if number is None:
            number = self.add_passage(p, self.columns.places.of((p.source, evidence.part)))
            self.columns.sources.setdefault(p.source, evidence.source)
            _remember(self._new_passages, p.id, number)
        self.columns.cited[number] |= used
        return number

    def add_passage(self, p: Passage, place: int) -> int:
        """Take a passage in, not cited yet, of which the number of its place is known."""
        at = self.columns
        number = at.passage_ids.add(p.id)
        at.passage_by_id.add(p.id)
        at.place.append(place)
        at.start.append(p.start)
        at.end.append(p.end)
        at.exact.add((p.exact, p.prefix, p.suffix, p.locator))
        at.locator.append(at.text(p.locator))
        at.cited.append(0)
        return number

    def add_telling(self, t: Telling) -> int:
        """Take a telling in, unless it was added of late; return its number."""
        number = self._new_tellings.get(t.id)
        if number is None:
            at = self.columns
            when = t.when and (t.when.edtf, t.when.words, *map(int_or_none, days_of(t.when)))
            who = at.names.of(t.source), at.names.of(t.speaker), at.names.of(t.place)
            number = at.tellings.add((t.id, *who, t.reliability, t.access, t.told_in, when))
            at.told_in.setdefault(t.source, array("I")).append(number)
            _remember(self._new_tellings, t.id, number)
        return number

    # ── getting back ──────────────────────────────────────────────────────────────────────────────

    def statement(self, number: int) -> Statement:
        """Return a statement without its evidence."""
        found = self._statements.get(number)
        return found or _remember(self._statements, number, self._unpacked(number))

    def _unpacked(self, number: int) -> Statement:
        at = self.columns
        predicate, lang, duration, polarity, rank, access = at.shapes[at.shape[number]]
        edtf = at.dates.get(at.when[number])
        return Statement(
            at.ids[number],
            at.names[at.subject[number]],
            predicate,
            at.names.get(at.object[number]),
            self._text(at.value[number]),
            lang,
            None
            if edtf is None
            else UncertainDate(edtf, *self.days(number), self._text(at.words[number])),
            duration,
            polarity,
            rank,
            access,
            at.roles.get(at.role[number]) or (),
        )

    def evidence(self, number: int) -> tuple[Evidence, ...]:
        """Return what a statement stands on."""
        first = self.columns.first
        begin, end = first[number], first[number + 1]
        if begin == end:
            return ()
        found = self._evidence.get(number)
        if found is None:
            id_ = self.columns.ids[number]
            found = tuple(self._evidence_of(id_, each) for each in range(begin, end))
            _remember(self._evidence, number, found)
        return found

    def _evidence_of(self, statement: str, number: int) -> Evidence:
        at = self.columns
        told = self._chain(at.chain[number])
        words, part = self._passage_at(at.passage[number])
        telling = told[0].id if told else None
        shape = at.attestation_shapes[at.attestation_shape[number]]
        id_ = at.attestation_ids[at.attestation_id[number]]
        attestation = Attestation(id_, statement, words.id, telling, *shape)
        return Evidence(attestation, words, at.sources[words.source], part, told)

    def _chain(self, number: int) -> tuple[Telling, ...]:
        found = () if number < 0 else self._chains.get(number)
        if found is None:
            found = tuple(map(self.telling, self.columns.chains[number]))
            _remember(self._chains, number, found)
        return found

    def _passage_at(self, number: int) -> tuple[Passage, Part | None]:
        found = self._passages.get(number)
        if found is None:
            at = self.columns
            exact, prefix, suffix, locator = at.exact[number]
            source, part = at.places[at.place[number]]
            span = at.start[number], at.end[number]
            id_ = at.passage_ids[number]
            found = Passage(id_, source, *span, exact, prefix, suffix, locator), part
            _remember(self._passages, number, found)
        return found

    def telling(self, number: int) -> Telling:
        """Return a telling by its number."""
        at = self.columns
        id_, source, speaker, place, reliability, access, told_in, when = at.tellings[number]
        who, where = at.names.get(speaker), at.names.get(place)
        date = None if when is None else _date(*when)
        return Telling(id_, at.names[source], who, told_in, date, where, reliability, access)

    def _text(self, number: int) -> str | None:
        return None if number < 0 else self.columns.texts[number]

    # ── without unpacking ─────────────────────────────────────────────────────────────────────────

    def stands(self, number: int) -> bool:
        """Whether a statement stands; as :attr:`~kartoteka.model.statements.Attested.stands`."""
        return bool(self.columns.flags[number] & STANDS)

    def is_deprecated(self, number: int) -> bool:
        """Whether the editor ranked a statement ``deprecated``."""
        return bool(self.columns.flags[number] & DEPRECATED)

    def is_attested(self, number: int) -> bool:
        """Whether somebody attests a statement."""
        return bool(self.columns.flags[number] & ATTESTED)

    def is_disputed(self, number: int) -> bool:
        """Whether a statement is of what is not so, or somebody denies or doubts it."""
        return bool(self.columns.flags[number] & DISPUTED)

    def polarity(self, number: int) -> int:
        """Return the polarity of a statement."""
        return 1 if self.columns.flags[number] & POLARITY else -1

    def is_dated(self, number: int) -> bool:
        """Whether a statement has a time at all."""
        return bool(self.columns.flags[number] & DATED)

    def days(self, number: int) -> tuple[Day | None, Day | None, Day | None, Day | None]:
        """Return the four days of a statement, all None where it has no time."""
        b0, b1, e0, e1 = self.columns.days
        return (
            int_or_none(b0[number]),
            int_or_none(b1[number]),
            int_or_none(e0[number]),
            int_or_none(e1[number]),
        )

    def number_of(self, id_: str) -> int | None:
        """Return the number of a statement by its id; the newest of several; None where there is none."""
        return max(self.columns.by_id.of(id_), default=None)

    def predicate(self, number: int) -> str:
        """Return the predicate of a statement."""
        return self.columns.names[self.columns.predicate[number]]

    def subject(self, number: int) -> str:
        """Return the subject of a statement."""
        return self.columns.names[self.columns.subject[number]]

    def numbers_of(self, predicate: str) -> Iterator[int]:
        """Yield the numbers of the statements of a predicate."""
        code = self.columns.names.find(predicate)
        return (n for n, each in enumerate(self.columns.predicate) if each == code)

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
        at, flags = self.columns, self.columns.flags[number]
        return Outline(
            at.ids[number],
            at.names[at.subject[number]],
            at.names[at.predicate[number]],
            at.names.get(at.object[number]),
            *self.days(number),
            bool(flags & DATED),
            bool(flags & STANDS),
            bool(flags & POLARITY) and not flags & DEPRECATED,
            self._stances(number),
            tuple(
                (r.term, r.entity)
                for r in at.roles.get(at.role[number]) or ()
                if r.entity is not None
            ),
        )

    def _stances(self, number: int) -> tuple[Stance, ...]:
        at = self.columns
        under = at.attestation_shape[at.first[number] : at.first[number + 1]]
        return tuple(at.attestation_shapes[shape][STANCE] for shape in under)

    def parts(self) -> Iterator[Part]:
        """Yield the parts in which a statement that is not deprecated is attested, each once."""
        at = self.columns
        cited = {place for place, used in zip(at.place, at.cited, strict=True) if used}
        found = (at.places[place][1] for place in sorted(cited))
        return (part for part in found if part is not None)

    def passages_in(self, numbers: Iterable[int], source: str) -> Iterator[Passage]:
        """Yield the passages of a source that attest some statements."""
        at = self.columns
        for number in numbers:
            for passage in at.passage[at.first[number] : at.first[number + 1]]:
                if at.places[at.place[passage]][0] == source:
                    yield self._passage_at(passage)[0]

    def cited(self, passage: str) -> Passage | None:
        """Return a passage by id; None unless a statement that is not deprecated points at it."""
        number = self.cited_number(passage)
        return None if number is None else self._passage_at(number)[0]

    def cited_number(self, passage: str) -> int | None:
        """Return the number of a passage by id; None unless one that is not deprecated points at it."""
        numbers = self.columns.passage_by_id.of(passage)
        return next((n for n in numbers if self.columns.cited[n]), None)

    def tellings(self, source: str | None = None) -> Iterator[Telling]:
        """Yield the tellings (in a source), each once, in the order in which they came."""
        at = self.columns
        some = range(len(at.tellings)) if source is None else at.told_in.get(source, ())
        told: set[str] = set()
        for telling in map(self.telling, some):
            if telling.id not in told:
                told.add(telling.id)
                yield telling


def int_or_none(day: Day) -> Day | None:
    """Return a day as it was before it was put into an array."""
    return None if day == NO_DAY else day


def _date(
    edtf: str, words: str | None, b0: Day | None, b1: Day | None, e0: Day | None, e1: Day | None
) -> UncertainDate:
    return UncertainDate(edtf, b0, b1, e0, e1, words)


def days_of(when: UncertainDate | None) -> tuple[Day, Day, Day, Day]:
    """Return the four days as they are put into arrays."""
    if when is None:
        return NO_DAY, NO_DAY, NO_DAY, NO_DAY
    b0, b1, e0, e1 = when.b0, when.b1, when.e0, when.e1
    return (
        NO_DAY if b0 is None else b0,
        NO_DAY if b1 is None else b1,
        NO_DAY if e0 is None else e0,
        NO_DAY if e1 is None else e1,
    )


def _flags(found: Attested) -> int:
    s = found.statement
    return (
        (POLARITY if s.polarity > 0 else 0)
        | (STANDS if found.stands else 0)
        | (DEPRECATED if s.rank == "deprecated" else 0)
        | (DATED if s.when is not None else 0)
        | (ATTESTED if found.evidence else 0)
        | (DISPUTED if s.polarity < 0 or _is_doubted(found) else 0)
    )


def _is_doubted(found: Attested) -> bool:
    return any(e.attestation.stance != "asserts" for e in found.evidence)


def _remember(recent: dict[Key, Value], key: Key, value: Value) -> Value:
    if len(recent) >= _RECENT:
        recent.clear()
    recent[key] = value
    return value
