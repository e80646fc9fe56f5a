"""What is told and leaves → packed statements as they may be read.

In: a release and a cleaner. Out: a :class:`~kartoteka.archive.compact.Compact` without hidden names, under
public ids, in the order of recording. Columns become columns: what recurs (roles, sources, tellings) is
cleaned once, only values and ids are looked at one by one, and no statement is made.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from kartoteka.archive.columns import Columns, Ints, fill_flags, ints
from kartoteka.archive.compact import Compact
from kartoteka.archive.reader import Reader
from kartoteka.model.coding import Coding, is_about_work
from kartoteka.model.sources import Passage
from kartoteka.publish.cleaning import Cleaner
from kartoteka.publish.contents import Contents, content_of_passage
from kartoteka.publish.held import Words, words_at
from kartoteka.publish.release import Release
from kartoteka.publish.tellings import Tellings

_RECENT = 4_096
"""Values that are kept at hand: the same ones come again and again."""


class Publishing:
    """Makes public columns of the archive's.

    Parameters
    ----------
    release
        What leaves.
    cleaner
        Takes hidden names out.
    tell
        Called now and then with how many statements have been taken in.

    Attributes
    ----------
    compact
        The statements as they may be read.
    passages
        Real number of a passage → its public one; -1 where nothing that leaves points at it.
    """

    def __init__(
        self, release: Release, cleaner: Cleaner, tell: Callable[[int], None] | None = None
    ) -> None:
        self._release, self._cleaner, self._tell = release, cleaner, tell
        self._from, self._at = release.told.columns, Columns()
        self.compact = Compact(columns=self._at)
        self._names = self._public_names()
        self._roles: Ints = _with_none(self._cleaned_roles())
        self._words: dict[int, int] = {}
        numbers = self._statements(np.flatnonzero(release.statements))
        owner = self._attestations(numbers)
        self._at.cited += bytes(len(self._at.place))
        fill_flags(self._at, owner)
        self._name_everything(owner)

    # ── entities ──────────────────────────────────────────────────────────────────────────────────

    def _public_names(self) -> Ints:
        """Return by real number of an entity or predicate its public number; -1 for what may not be named."""
        at, entities = self._at.names, self._cleaner.entities
        predicates = set(np.unique(ints(self._from.predicate)).tolist())
        found: list[int] = []
        self._predicates: dict[int, int] = {}
        for number, name in enumerate(self._from.names):
            entity = entities.get(name)
            found.append(-1 if entity is None else at.of(entity.id))
            if number in predicates:
                self._predicates[number] = at.of(name)
        return _with_none(found)

    def _cleaned_roles(self) -> Iterator[int]:
        """Yield of all roles that leave, by number, the number of what they are in public."""
        role, of = self._cleaner.role, self._at.roles.of
        used = set(np.unique(ints(self._from.role)[self._release.statements]).tolist())
        for number, roles in enumerate(self._from.roles):
            yield of(tuple(map(role, roles))) if number in used else -1

    # ── statements ────────────────────────────────────────────────────────────────────────────────

    def _statements(self, numbers: Ints) -> Ints:
        """Fill the columns of statements; return the real numbers of those that are in."""
        values = array("i", self._values(numbers.tolist()))
        kept = ints(values) != _NOT_SAID
        numbers, of = numbers[kept], self._from
        at = self._at
        at.value.frombytes(ints(values)[kept].tobytes())
        _fill(at.subject, self._names[ints(of.subject)[numbers]])
        _fill(at.object, self._names[ints(of.object)[numbers]])
        named = np.zeros(len(self._names), np.int32)
        named[list(self._predicates)] = list(self._predicates.values())
        _fill(at.predicate, named[ints(of.predicate)[numbers]])
        _fill(at.role, self._roles[ints(of.role)[numbers]])
        at.dates, at.shapes = of.dates, of.shapes
        _fill(at.when, ints(of.when)[numbers])
        _fill(at.shape, ints(of.shape)[numbers])
        for public, real in zip(at.days, of.days, strict=True):
            _fill(public, ints(real)[numbers])
        words = ints(of.words)[numbers].tolist()
        at.words.extend(w if w < 0 else self._text(of.texts[w]) for w in words)
        return numbers

    def _values(self, numbers: Iterable[int]) -> Iterator[int]:
        """Yield the number of each value in public; of what must not be said that of nothing said."""
        of, value, text = self._from, self._cleaner.value, self._at.text
        recent: dict[tuple[bool, str], int] = {}
        name = of.names.find("name")
        for done, number in enumerate(numbers, 1):
            if self._tell and not done % 1_000:
                self._tell(done)
            if of.value[number] < 0:
                yield -1
                continue
            said, predicate = of.texts[of.value[number]], of.predicate[number]
            key = predicate == name, said
            if (found := recent.get(key)) is None or predicate == name:
                clean = value(of.names[of.subject[number]], of.names[predicate], said)
                found = _NOT_SAID if clean is None else text(clean)
                if len(recent) >= _RECENT:
                    recent.clear()
                recent[key] = found
            yield found

    def _text(self, text: str) -> int:
        return self._at.text(self._cleaner.words(text))

    # ── attestations ──────────────────────────────────────────────────────────────────────────────

    def _attestations(self, numbers: Ints) -> Ints:
        """Fill the columns of attestations; return of each the number of its statement."""
        release, of, at = self._release, self._from, self._at
        new = np.full(len(release.told), -1, np.int32)
        new[numbers] = np.arange(len(numbers), dtype=np.int32)
        some = np.flatnonzero(release.attestations & (new[release.told.owner] >= 0))
        owner = new[release.told.owner[some]]
        _fill(at.first, np.cumsum(np.bincount(owner, minlength=len(numbers))))
        self._passages(ints(of.passage)[some])
        _fill(at.passage, self.passages[ints(of.passage)[some]])
        tellings = Tellings(of, self._cleaner, at.names, self._names, release.told.chain[some])
        at.tellings, at.told_in = _any(tellings), tellings.told_in
        at.chains = _any(tellings.chains)
        _fill(at.chain, tellings.chain)
        shapes = [at.attestation_shapes.of((*shape[:4], "", "")) for shape in of.attestation_shapes]
        _fill(at.attestation_shape, np.array(shapes, np.int32)[ints(of.attestation_shape)[some]])
        at.attestation_id = _any(range(len(some)))
        return owner

    def _passages(self, cited: Ints) -> None:
        """Fill the columns of passages, in the order in which they are first pointed at."""
        of, at = self._from, self._at
        real = _one_of_each(of)
        found, first = np.unique(real[cited], return_index=True)
        some: Ints = found[np.argsort(first)]
        public = np.full(len(real), -1, np.int32)
        public[some] = np.arange(len(some), dtype=np.int32)
        self.passages = public[real]
        places: dict[int, tuple[str, int]] = {}
        number: int
        for number in some.tolist():
            place = of.place[number]
            if place not in places:
                source, part = of.places[place]
                where = self._cleaner.source_ids[source], self._cleaner.part(source, part)
                at.sources[where[0]] = self._cleaner.sources[source]
                places[place] = source, at.places.of(where)
            source, where = places[place]
            start, end = self._cleaner.span(source, of.start[number], of.end[number])
            at.place.append(where)
            at.start.append(start)
            at.end.append(end)
            locator = of.locator[number]
            at.locator.append(locator if locator < 0 else self._text(of.texts[locator]))
        at.exact = _any(Words(self._cleaner.texts, at))

    # ── ids ───────────────────────────────────────────────────────────────────────────────────────

    def _name_everything(self, owner: Ints) -> None:
        at, contents = self._at, Contents(self._at, owner)
        at.ids = at.by_id = _any(contents.ids("st", contents.statement, len(at.shape)))
        self.hashes = contents.ids("p", contents.passage, len(at.place))
        at.passage_ids = at.passage_by_id = _any(self.hashes)
        at.attestation_ids = _any(contents.ids("a", contents.attestation, len(at.passage)))

    # ── codes ─────────────────────────────────────────────────────────────────────────────────────

    def codings(self, archive: Reader) -> Iterator[tuple[Coding, Passage]]:
        """Yield the codings in sources that leave, without who made them; not those of the work itself."""
        coded = {hash(passage.id) for _, passage in archive.codings()}
        numbers = zip(self._from.passage_by_id.hashes, self.passages.tolist(), strict=True)
        known = {hashed: n for hashed, n in numbers if n >= 0 and hashed in coded}
        made: dict[str, Passage] = {}
        for coding, passage in archive.codings():
            leaves = passage.source in self._release.sources
            if is_about_work(coding.code, archive.vocabulary) or not leaves:
                continue
            if self._cleaner.is_sealed(passage):
                continue
            if passage.id not in made:
                made[passage.id] = self._passage(passage, known.get(hash(passage.id)))
            public = made[passage.id]
            yield self._cleaner.coding(coding, public.id), public
        self.hashes.finish()

    def _passage(self, passage: Passage, number: int | None) -> Passage:
        """Return a passage, which something that leaves points at or not, as it may be read."""
        cleaner = self._cleaner
        source = cleaner.source_ids[passage.source]
        start, end = cleaner.span(passage.source, passage.start, passage.end)
        content = content_of_passage(source, start, end)
        id_ = self.hashes.more(content) if number is None else self.hashes[number]
        locator = cleaner.words(passage.locator) if passage.locator else None
        return Passage(
            id_, source, start, end, *words_at(cleaner.texts, source, start, end), locator
        )


_NOT_SAID = -2
"""In place of the number of a value: its statement must not be read."""


def _with_none(numbers: Iterable[int]) -> Ints:
    """Return numbers by number, and -1 for -1."""
    return np.array([*numbers, -1], np.int32)


def _fill(column: array[int], values: Ints) -> None:
    column.frombytes(values.astype(column.typecode).tobytes())


def _one_of_each(of: Columns) -> Ints:
    """Return by number of a passage the number of the first with the same id."""
    _, first, which = np.unique(
        ints(of.passage_by_id.hashes), return_index=True, return_inverse=True
    )
    return first[which].astype(np.int32)


def _any(value: object) -> Any:  # noqa: ANN401 - answers as what it takes the place of does
    return value
