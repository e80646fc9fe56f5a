"""Everything that is told, as columns in which to look for what may leave.

In: an archive. Out: a :class:`Sieve`: the statements and attestations by number, and the questions that
``release`` asks of all of them at once. Ids of entities are numbers here; -1 is nobody, and the last place of
each mask answers for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kartoteka.archive.archive import Archive
from kartoteka.archive.columns import ACCESS, Columns, Ints, having, ints
from kartoteka.archive.compact import Compact
from kartoteka.archive.reader import Reader

Mask = NDArray[np.bool_]
"""Whether something holds; shape (statements,), (attestations,) or (entities + 1,)."""


class Sieve:
    """What is told, by number.

    Parameters
    ----------
    archive
        The archive, or anything that answers its questions.
    entities
        All of its entities.

    Attributes
    ----------
    columns
        See :class:`~kartoteka.archive.columns.Columns`; without words where the archive can do without.
    owner
        Of each attestation, the number of its statement.
    place
        Of each attestation, the number of its source and part.
    chain
        Of each attestation, the number of its chain; -1 for the author's own word.
    public
        Of each statement, whether it is public itself.
    attested
        Of each statement, whether it has an attestation.
    """

    def __init__(self, archive: Reader, entities: Collection[str]) -> None:
        at = self.columns = _told(archive).columns
        # Everybody gets a number now: masks made later have a place for each.
        for id_ in (*entities, *_heads(archive), *_in_roles(at), "name"):
            at.names.of(id_)
        counts = np.diff(ints(at.first))
        self.owner: Ints = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        self.place: Ints = ints(at.place)[ints(at.passage)]
        self.chain: Ints = ints(at.chain)
        self.public: Mask = having(at.shapes, ACCESS, "public")[ints(at.shape)]
        self.attested: Mask = counts > 0
        self._subject, self._object = ints(at.subject), ints(at.object)

    def __len__(self) -> int:
        return len(self._subject)

    # ── entities ──────────────────────────────────────────────────────────────────────────────────

    def among(self, ids: Collection[str | None]) -> Mask:
        """Return by number whether an entity is one of some; at the end whether None is."""
        return np.array([*(name in ids for name in self.columns.names), None in ids], np.bool_)

    def number(self, id_: str | None) -> int:
        """Return the number of an entity, or of a predicate."""
        return self.columns.names.of(id_)

    def none(self) -> Mask:
        """Return a mask of entities in which there is none."""
        return np.zeros(len(self.columns.names) + 1, np.bool_)

    # ── statements ────────────────────────────────────────────────────────────────────────────────

    def of(self, predicate: str) -> Mask:
        """Tell of each statement whether it has a predicate."""
        return ints(self.columns.predicate) == self.columns.names.of(predicate)

    def subject_in(self, entities: Mask) -> Mask:
        """Tell of each statement whether its subject is among some."""
        return entities[self._subject]

    def all_in(self, entities: Mask) -> Mask:
        """Tell of each statement whether everything that it names is among some; None must be."""
        return entities[self._subject] & entities[self._object] & self._roles_in(entities)

    def _roles_in(self, entities: Mask) -> Mask:
        each = [all(entities[n] for n in named) for named in self._in_roles]
        return np.array([*each, True], np.bool_)[ints(self.columns.role)]

    @cached_property
    def _in_roles(self) -> list[tuple[int, ...]]:
        """By number of roles, whom they name."""
        number = self.columns.names.of
        return [
            tuple(number(r.entity) for r in roles if r.entity is not None)
            for roles in self.columns.roles
        ]

    def named_in(self, statements: Mask) -> Mask:
        """Return whom some statements name."""
        found = self.none()
        found[self._subject[statements]] = True
        found[self._object[statements]] = True
        roles: int
        for roles in np.unique(ints(self.columns.role)[statements]).tolist():
            if roles >= 0:
                found[list(self._in_roles[roles])] = True
        found[-1] = False
        return found

    def pairs(self, statements: Mask) -> tuple[Ints, Ints]:
        """Return who is named beside whom, both ways."""
        both = np.flatnonzero(statements & (self._object >= 0) & (self._object != self._subject))
        found = [np.stack((self._subject[both], self._object[both]))]
        roles = ints(self.columns.role)
        some: list[int] = np.flatnonzero(statements & (roles >= 0)).tolist()
        beside = list[tuple[int, int]]()
        for n in some:
            in_roles = self._in_roles[int(roles[n])]
            all_ = int(self._subject[n]), int(self._object[n]), *in_roles
            beside += [(a, b) for a in in_roles for b in all_ if b >= 0 and a != b]
        if beside:
            found.append(np.array(beside, np.int32).T)
        one, other = np.concatenate(found, axis=1)
        return np.concatenate((one, other)), np.concatenate((other, one))

    # ── attestations ──────────────────────────────────────────────────────────────────────────────

    def by_chain(self, holds: Callable[[int], bool]) -> Mask:
        """Tell of each attestation whether something holds of all tellings it came through."""
        told = [holds(n) for n in range(len(self.columns.tellings))]
        chains = [all(told[n] for n in chain) for chain in self.columns.chains]
        return np.array([*chains, True], np.bool_)[self.chain]

    def by_place(self, holds: Callable[[str, str | None], bool]) -> Mask:
        """Tell of each attestation whether something holds of its source and the author of its words."""
        return np.array([holds(*each) for each in self._places()], np.bool_)[self.place]

    def _places(self) -> Iterator[tuple[str, str | None]]:
        for source, part in self.columns.places:
            yield source, part.author if part else self.columns.sources[source].author

    def spoke(self, attestations: Mask) -> Mask:
        """Return through whom some attestations came, and where they were told."""
        at, found = self.columns, self.none()
        places: set[int] = set(np.unique(self.place[attestations]).tolist())
        authors = [who for n, (_, who) in enumerate(self._places()) if n in places]
        found[[at.names.of(who) for who in authors]] = True
        for chain in np.unique(self.chain[attestations]).tolist():
            for telling in at.chains[chain] if chain >= 0 else ():
                _, _, speaker, place, *_ = at.tellings[telling]
                found[[speaker, place]] = True
        found[-1] = False
        return found

    def count(self, attestations: Mask) -> Ints:
        """Return of each statement how many of some attestations it has."""
        return np.bincount(self.owner[attestations], minlength=len(self))


def _heads(archive: Reader) -> Iterator[str | None]:
    for source in archive.sources():
        yield from (source.author, source.addressee, source.place)
        yield from (part.author for part in archive.parts(source.id))


def _in_roles(at: Columns) -> Iterator[str | None]:
    return (r.entity for roles in at.roles for r in roles)


def _told(archive: Reader) -> Compact:
    if isinstance(archive, Archive):
        return archive.packed(words=False)
    return Compact(archive.stream())
