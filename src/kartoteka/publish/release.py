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

Private notes (memos) and the names of those who did the recording never leave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from kartoteka.archive.reader import Reader
from kartoteka.model.dates import Day, day_from_iso
from kartoteka.model.entities import Entity
from kartoteka.model.sources import Source
from kartoteka.model.statements import Attested, Evidence, Statement
from kartoteka.model.terms import Vocabulary
from kartoteka.publish.sealing import Stretch, sealed_by
from kartoteka.publish.shelter import sheltered

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
    statements
        Reads what leaves, with the attestations that do, under the archive's own ids still.
    withheld
        What stays, counted by kind and reason.
    sealed
        Source → the stretches whose words nobody may read: a statement or telling made of them is restricted.
    """

    entities: dict[str, Entity]
    sources: frozenset[str]
    statements: Callable[[], Iterator[Attested]]
    withheld: tuple[Withheld, ...]
    sealed: dict[str, list[Stretch]]


def decide(archive: Reader, as_of: Day) -> Release:
    """Decide what of an archive may be published on a day."""
    return _Decision(archive, as_of).release()


class _Decision:
    def __init__(self, archive: Reader, as_of: Day) -> None:
        self._archive, self._as_of = archive, as_of
        self._vocabulary: Vocabulary = archive.vocabulary
        self._all = sheltered(archive)
        self._stays: Counter[tuple[str, Reason]] = Counter()

    def release(self) -> Release:
        self._named = {e.id for e in self._all.values() if e.access == "public" or e.alias}
        sources = frozenset(s.id for s in self._archive.sources() if self._source_leaves(s))
        self._sources = sources
        self._read_statements()
        seen = self._seen()
        entities = self._under_public_names(seen)
        free = {s.id for s in self._unattested if self._unattested_leaves(s, seen)}
        for entity in self._all.values():
            if entity.id not in seen:
                reason = "unseen" if entity.id in self._named else "restricted"
                self._stays["entity", reason] += 1
        if memos := len(self._archive.memos()):
            self._stays["memo", "restricted"] += memos
        statements = partial(self._leaving, free)
        return Release(entities, sources, statements, tuple(self._withheld()), self._sealed)

    def _read_statements(self) -> None:
        """Read every statement once: who is spoken of, who in what leaves, how much stays and why."""
        self._spoken_of: set[str] = set()
        self._seen_in: set[str] = set()
        self._unattested: list[Statement] = []
        self._sealed: dict[str, list[Stretch]] = {}
        for found in self._archive.stream():
            if not found.evidence:
                self._unattested.append(found.statement)
                continue
            self._spoken_of.update(_named_in(found))
            for source, stretch in sealed_by(found):
                self._sealed.setdefault(source, []).append(stretch)
            kept = self._attested_leaves(found)
            if isinstance(kept, Attested):
                self._stays["attestation", "speaker"] += len(found.evidence) - len(kept.evidence)
                self._seen_in.update(_named_in(kept))
            else:
                self._stays["statement", kept] += 1

    def _leaving(self, free: set[str]) -> Iterator[Attested]:
        """Yield what leaves, in the order of recording: read again, so that it is never held at once."""
        for found in self._archive.stream():
            if not found.evidence:
                if found.statement.id in free:
                    yield found
            elif isinstance(kept := self._attested_leaves(found), Attested):
                yield kept

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
        elif not self._may_be_named(source.author):
            self._stays["source", "person"] += 1
        else:
            return True
        return False

    def _may_be_named(self, id_: str | None) -> bool:
        # An id that nobody has described is not published, but hides nobody either.
        return id_ is None or id_ in self._named or id_ not in self._all

    def _attested_leaves(self, found: Attested) -> Attested | Reason:
        """Return a statement with the attestations that leave, or why it stays."""
        statement = found.statement
        if statement.access != "public":
            return "restricted"
        if self._names_an_alias(statement) or not all(
            i in self._named for i in statement.entities()
        ):
            return "person"
        kept = tuple(e for e in found.evidence if self._evidence_leaves(e))
        return replace(found, evidence=kept) if kept else self._why_unheard(found)

    def _names_an_alias(self, statement: Statement) -> bool:
        """Tell whether a statement is the true name of somebody who has a public one."""
        return statement.predicate == "name" and bool(self._all[statement.subject].alias)

    def _why_unheard(self, found: Attested) -> Reason:
        public = [e for e in found.evidence if e.source.id in self._sources]
        if public:
            return "speaker"
        if any(e.source.access != "public" for e in found.evidence):
            return "restricted"
        return "embargoed"

    def _evidence_leaves(self, evidence: Evidence) -> bool:
        return (
            evidence.source.id in self._sources
            and all(t.access == "public" for t in evidence.chain)
            and all(self._may_be_named(speaker) for speaker in evidence.speakers())
        )

    def _unattested_leaves(self, statement: Statement, seen: set[str]) -> bool:
        subject = self._all.get(statement.subject)
        free = (
            self._vocabulary.has("predicate", statement.predicate)
            and self._vocabulary.get("predicate", statement.predicate).unattested
        )
        if statement.access != "public":
            self._stays["statement", "restricted"] += 1
        elif not free:
            self._stays["statement", "unattested"] += 1
        elif subject is None or subject.alias or not seen.issuperset(statement.entities()):
            self._stays["statement", "person"] += 1
        else:
            return True
        return False

    # ── known only from what stays behind ─────────────────────────────────────────────────────────

    def _seen(self) -> set[str]:
        """Return who may be named and is: in what leaves, or nowhere in what was said at all."""
        seen = self._seen_in | set(self._heads_of_sources(all_=False))
        spoken_of = self._spoken_of | set(self._heads_of_sources(all_=True))
        linked: dict[str, set[str]] = {}
        for statement in self._unattested:
            ids = set(statement.entities())
            for id_ in ids:
                linked.setdefault(id_, set()).update(ids - {id_})
        waiting = [i for i in self._all if i not in spoken_of and not linked.get(i)] + list(seen)
        found: set[str] = set()
        while waiting:
            at = waiting.pop()
            if at in found or at not in self._named:
                continue
            found.add(at)
            # From a cell that is known to its prison and town; not from the town down to other cells.
            waiting += [i for i in linked.get(at, ()) if i not in spoken_of]
        return found

    def _heads_of_sources(self, *, all_: bool) -> Iterator[str]:
        for source in self._archive.sources():
            if all_ or source.id in self._sources:
                yield from (i for i in (source.author, source.addressee, source.place) if i)
                for part in self._archive.parts(source.id):
                    if part.author:
                        yield part.author

    # ── under which name ──────────────────────────────────────────────────────────────────────────

    def _under_public_names(self, seen: set[str]) -> dict[str, Entity]:
        entities = {id_: self._all[id_] for id_ in sorted(seen)}
        return {
            id_: replace(e, label=e.alias, access="public") if e.alias else e
            for id_, e in entities.items()
        }


def _named_in(found: Attested) -> Iterator[str]:
    yield from found.statement.entities()
    for evidence in found.evidence:
        yield from (s for s in evidence.speakers() if s)
        yield from (t.place for t in evidence.chain if t.place)
