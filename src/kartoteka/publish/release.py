"""What may be published, decided once for a whole archive.

In: an archive and a day. Out: a :class:`Release`: which entities leave under which name and address,
which sources and statements leave, and why the rest stays behind.

* An *entity* leaves under its own name where it is public, under its alias where it has one (then
  neither its names nor its id leave), and not at all where it is restricted without an alias.
* A *source* leaves where it is public, the day is past its ``release_after``, and its author may be
  named (or has an alias).
* An *attestation* leaves with its source, where every speaker of its telling chain, and the author of
  its passage, may be named (or has an alias).
* A *statement* leaves where it is public, everything it names leaves, and an attestation does. One
  that nobody needs to attest (a name, a sort) leaves where its subject stands under its own name.
* Those judged the same are protected alike: by the strictest access and the alias among them.
* An entity known only from what stays behind stays behind with it.

Private notes (memos) and the names of those who did the recording never leave. Everything is decided of all
statements at once, by columns (``sifting``); none is made for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from kartoteka.archive.columns import SPEAKER, TELLING_ACCESS, ints
from kartoteka.archive.reader import Reader
from kartoteka.model.dates import Day, day_from_iso
from kartoteka.model.entities import Entity
from kartoteka.model.sources import Source
from kartoteka.publish.sealing import Stretch, sealed_by
from kartoteka.publish.shelter import sheltered
from kartoteka.publish.sifting import Mask, Sieve

Reason = Literal["restricted", "embargoed", "person", "speaker", "unattested", "unseen"]
"""Why something stays: its own access, its day has not come, whom it names, who told it, nobody attests
it (or nobody that may be read), or it is known only from what stays."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """How much of one kind stays behind, and why."""

    kind: Literal["source", "statement", "entity", "attestation", "memo"]
    reason: Reason
    count: int


@dataclass(frozen=True, slots=True)
class Release:
    """The decision.

    Parameters
    ----------
    entities
        Id in the archive → the entity as it leaves: under its name, or its alias (``calling`` gives ids).
    sources
        Ids of the sources that leave.
    told
        Everything that is told, what stays behind included.
    statements, attestations
        Whether each of them leaves.
    withheld
        What stays, counted by kind and reason.
    sealed
        Source → the stretches whose words nobody may read: a statement or telling made of them is restricted.
    """

    entities: dict[str, Entity]
    sources: frozenset[str]
    told: Sieve
    statements: Mask
    attestations: Mask
    withheld: tuple[Withheld, ...]
    sealed: dict[str, list[Stretch]]


def decide(archive: Reader, as_of: Day) -> Release:
    """Decide what of an archive may be published on a day."""
    return _Decision(archive, as_of).release()


class _Decision:
    def __init__(self, archive: Reader, as_of: Day) -> None:
        self._archive, self._as_of = archive, as_of
        self._all = sheltered(archive)
        self._stays: Counter[tuple[str, Reason]] = Counter()
        self._told = Sieve(archive, self._all)

    def release(self) -> Release:
        named = {e.id for e in self._all.values() if e.access == "public" or e.alias}
        self._named = self._told.among({*named, None})
        # An id that nobody has described is not published, but hides nobody either.
        unknown = ~self._told.among({*self._all, None})
        self._may_be_named = self._named | unknown
        self._sources = frozenset(s.id for s in self._archive.sources() if self._source_leaves(s))
        heard = self._heard()
        attested = self._attested(heard)
        heard &= attested[self._told.owner]
        free = self._unattested(seen := self._seen(attested, heard))
        names = self._told.columns.names
        ids = {names[n] for n in np.flatnonzero(seen).tolist()}
        for id_ in self._all.keys() - ids:
            self._stays["entity", "unseen" if id_ in named else "restricted"] += 1
        if memos := len(self._archive.memos()):
            self._stays["memo", "restricted"] += memos
        return Release(
            self._under_public_names(ids),
            self._sources,
            self._told,
            attested | free,
            heard,
            tuple(self._withheld()),
            sealed_by(self._told),
        )

    def _withheld(self) -> Iterator[Withheld]:
        for (kind, reason), count in sorted(self._stays.items()):
            if count:
                yield Withheld(kind, reason, count)  # pyright: ignore[reportArgumentType]

    def _source_leaves(self, source: Source) -> bool:
        after = source.release_after
        if source.access != "public":
            self._stays["source", "restricted"] += 1
        elif after and self._as_of <= day_from_iso(after):
            self._stays["source", "embargoed"] += 1
        elif not self._may_be_named[self._told.number(source.author)]:
            self._stays["source", "person"] += 1
        else:
            return True
        return False

    # ── what is attested ──────────────────────────────────────────────────────────────────────────

    def _heard(self) -> Mask:
        """Tell of each attestation whether it leaves, where its statement does."""
        told, may = self._told, self._may_be_named
        tellings, number = told.columns.tellings, told.number
        return told.by_place(
            lambda source, author: source in self._sources and bool(may[number(author)])
        ) & told.by_chain(
            lambda telling: (
                tellings[telling][TELLING_ACCESS] == "public"
                and bool(may[tellings[telling][SPEAKER]])
            )
        )

    def _attested(self, heard: Mask) -> Mask:
        """Tell of each statement that somebody attests whether it leaves; count why the others stay."""
        told = self._told
        public = told.attested & told.public
        named = public & told.all_in(self._named) & ~self._names_an_alias()
        kept = told.count(heard)
        leaves = named & (kept > 0)
        self._stays["statement", "restricted"] += _count(told.attested & ~public)
        self._stays["statement", "person"] += _count(public & ~named)
        self._count_unheard(named & ~leaves)
        under = np.diff(ints(told.columns.first))
        self._stays["attestation", "speaker"] += int((under - kept)[leaves].sum())
        return leaves

    def _names_an_alias(self) -> Mask:
        """Tell of each statement whether it is the true name of somebody who has a public one."""
        aliased = self._told.among({e.id for e in self._all.values() if e.alias})
        return self._told.of("name") & self._told.subject_in(aliased)

    def _count_unheard(self, unheard: Mask) -> None:
        told, sources = self._told, self._told.columns.sources
        public = told.count(told.by_place(lambda source, _: source in self._sources)) > 0
        closed = told.count(told.by_place(lambda source, _: sources[source].access != "public")) > 0
        self._stays["statement", "speaker"] += _count(unheard & public)
        self._stays["statement", "restricted"] += _count(unheard & ~public & closed)
        self._stays["statement", "embargoed"] += _count(unheard & ~public & ~closed)

    # ── what nobody attests ───────────────────────────────────────────────────────────────────────

    def _unattested(self, seen: Mask) -> Mask:
        """Tell of each statement that nobody attests whether it leaves; count why the others stay."""
        told, vocabulary = self._told, self._archive.vocabulary
        names = told.columns.names
        predicates = {names[n] for n in np.unique(ints(told.columns.predicate)).tolist()}
        known = (
            vocabulary.get("predicate", p) for p in predicates if vocabulary.has("predicate", p)
        )
        free = told.among({p.id for p in known if p.unattested})[ints(told.columns.predicate)]
        own = told.among({e.id for e in self._all.values() if not e.alias})
        seen[-1] = True
        public = ~told.attested & told.public
        leaves = public & free & told.subject_in(own) & told.all_in(seen)
        seen[-1] = False
        self._stays["statement", "restricted"] += _count(~told.attested & ~public)
        self._stays["statement", "unattested"] += _count(public & ~free)
        self._stays["statement", "person"] += _count(public & free & ~leaves)
        return leaves

    # ── known only from what stays behind ─────────────────────────────────────────────────────────

    def _seen(self, attested: Mask, heard: Mask) -> Mask:
        """Return who may be named and is: in what leaves, or nowhere in what was said at all."""
        told = self._told
        everything = np.ones(len(told.owner), np.bool_)
        seen = told.named_in(attested) | told.spoke(heard) | self._heads_of_sources(all_=False)
        spoken_of = told.named_in(told.attested) | told.spoke(everything)
        spoken_of |= self._heads_of_sources(all_=True)
        one, other = told.pairs(~told.attested)
        alone = told.among(self._all)
        alone[one] = False
        waiting = (alone & ~spoken_of) | seen
        found = told.none()
        # From a cell that is known to its prison and town; not from the town down to other cells.
        while (new := waiting & self._named & ~found)[:-1].any():
            found |= new
            waiting = told.none()
            waiting[other[new[one]]] = True
            waiting &= ~spoken_of
        found[-1] = False
        return found

    def _heads_of_sources(self, *, all_: bool) -> Mask:
        found, number = self._told.none(), self._told.number
        for source in self._archive.sources():
            if all_ or source.id in self._sources:
                parts = self._archive.parts(source.id)
                for id_ in (
                    source.author,
                    source.addressee,
                    source.place,
                    *(p.author for p in parts),
                ):
                    found[number(id_)] = True
        found[-1] = False
        return found

    # ── under which name ──────────────────────────────────────────────────────────────────────────

    def _under_public_names(self, seen: set[str]) -> dict[str, Entity]:
        entities = {id_: self._all[id_] for id_ in sorted(seen)}
        return {
            id_: replace(e, label=e.alias, access="public") if e.alias else e
            for id_, e in entities.items()
        }


def _count(mask: Mask) -> int:
    return int(np.count_nonzero(mask))
