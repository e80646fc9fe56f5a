"""From what changed to what pages must not be kept: facts that name it, and answers that follow from it.

In: the tags of the facts that changed. Out: all the tags that a kept page must not have asked for. In this
order: whatever names an entity that is called or placed otherwise now; every statement of which somebody's
word is first-hand now, or no longer is; everybody who was with others now.

Who may be a suspect is found by tags alone, generously; an answer counts as changed only where it was worked
out again and is another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from kartoteka.model.presence import MEMBER, MOVES, PLACING
from kartoteka.model.statements import Attested
from kartoteka.publish.digests import digest
from kartoteka.publish.facts import Facts, company_tag, whereabouts_tag
from kartoteka.publish.grounds import Grounds, Rows
from kartoteka.publish.noted import Numbers, standing_tag
from kartoteka.publish.tracing import EVERYTHING, Tag, tag


class Suspects:
    """What changed, and what follows from it.

    Parameters
    ----------
    facts
        Of the new build; what its ``noted`` holds that may have changed is forgotten.
    grounds
        Of the new build.
    changed, rows
        The tags of every fact that changed, and the rows of those that are there.
    """

    def __init__(self, facts: Facts, grounds: Grounds, changed: Numbers, rows: Rows) -> None:
        self._facts, self._grounds = facts, grounds
        self._tags = set[Tag](changed.tolist())
        self._rows = rows

    def tags(self) -> Numbers:
        """Return every tag that a kept page must not have asked for, in order."""
        if self._tags:
            self._tags.add(EVERYTHING)
            self._add_naming()
            self._add_standings()
            self._add_company()
            self._forget_whereabouts()
        return np.array(sorted(self._tags), np.uint64)

    def _add_facts_with(self, tags: Iterable[Tag]) -> None:
        """Hold every fact that has one of some tags for changed."""
        rows = self._grounds.with_any(np.fromiter(tags, np.uint64))
        self._rows = np.union1d(self._rows, rows)
        self._tags.update(self._grounds.of(rows).tolist())

    def _entities(self) -> Iterator[str]:
        return (e.id for e in self._facts.view.entities())

    # ── names and places ──────────────────────────────────────────────────────────────────────────

    def _add_naming(self) -> None:
        other = {i for i in self._entities() if tag("entity", i) in self._tags}
        named = [tag(how, i) for i in other for how in ("about", "speaker", "names")]
        self._add_facts_with([*named, *self._letters_of(other)])

    def _letters_of(self, ids: set[str]) -> Iterator[Tag]:
        """Yield the tags of what stands in letters that some wrote or got, speak in, or are from."""
        for source in self._facts.view.sources() if ids else ():
            voices = (part.author for part in self._facts.view.parts(source.id))
            if not ids.isdisjoint((source.author, source.addressee, source.place, *voices)):
                yield tag("source", source.id)

    # ── first-hand or hearsay ─────────────────────────────────────────────────────────────────────

    def _add_standings(self) -> None:
        """Look again at every word of those whose whereabouts, or groups, changed."""
        noted, journeys = self._facts.noted, self._facts.journeys
        self._forget_changed()
        heads = self._witnesses()
        ids = self._facts.atlas.all_ids(tuple(sorted(heads)))
        head = self._facts.atlas.clusters.head
        others: list[Tag] = []
        gone: list[Tag] = []
        for found in self._told_by(ids):
            for evidence in found.evidence:
                suspect = evidence.witness and head(evidence.witness) in heads
                if suspect and not journeys.still(found.statement, evidence):
                    others.append(tag("ids", found.statement.id))
                    gone.append(standing_tag(evidence.attestation.id))
        noted.forget(np.array(gone, np.uint64))
        self._add_facts_with(others)

    def _forget_changed(self) -> None:
        """Forget what was noted of statements that changed: it is judged anew where it is shown."""
        packed = self._facts.view.compact
        changed = (packed[number] for number in self._grounds.statements(self._rows))
        gone = [standing_tag(e.attestation.id) for f in changed for e in f.evidence]
        self._facts.noted.forget(np.array(gone, np.uint64))

    def _witnesses(self) -> set[str]:
        """Return the heads of all who may have been elsewhere, or in other groups, than was thought."""
        atlas, links = self._facts.atlas, self._facts.view.links
        head = atlas.clusters.head
        moved = {head(id_) for id_ in self._entities() if self._may_have_moved(id_)}
        groups = {inside for who in moved for inside in atlas.below(who)}
        members = links(MEMBER, object=atlas.all_ids(tuple(groups))) if groups else ()
        wholes = links(MEMBER, subject=atlas.all_ids(tuple(moved))) if moved else ()
        return moved | {head(m.subject) for m in members} | {head(m.object) for m in wholes}

    def _may_have_moved(self, id_: str) -> bool:
        tags = (
            *(tag("about", id_, predicate) for predicate in (*PLACING, MEMBER, "part_of")),
            tag("speaker", id_),
            tag("author", id_),
            tag("entity", id_),
        )
        return not self._tags.isdisjoint(tags)

    def _told_by(self, ids: tuple[str, ...]) -> Iterator[Attested]:
        """Yield the statements that some told: as speakers, as authors, or as voices in somebody's letter."""
        view, who = self._facts.view, frozenset(ids)
        yield from view.stream(speaker=ids)
        wrote = [
            source.id
            for source in view.sources()
            if source.author in who or any(p.author in who for p in view.parts(source.id))
        ]
        yield from view.stream(source=wrote)

    # ── who was with whom ─────────────────────────────────────────────────────────────────────────

    def _add_company(self) -> None:
        """Look again at everybody who was in a place of which the stays, or by when people left, changed."""
        view, atlas = self._facts.view, self._facts.atlas
        movers = [i for i in self._entities() if self._has(i, "subject", MOVES)]
        rooms = {s.object for s in view.links("stay", subject=movers)} if movers else set[str]()
        rooms |= {i for i in self._entities() if self._has(i, "object", ("stay", "part_of"))}
        ids = atlas.all_ids(tuple({atlas.clusters.head(room) for room in rooms}))
        there = {s.subject for s in view.links("stay", object=ids)} if ids else set[str]()
        for who in sorted({atlas.clusters.head(i) for i in (*there, *movers)}):
            known = self._facts.noted[company_tag(who)]
            if known is not None and known != digest(self._facts.company(who)):
                self._tags.add(company_tag(who))

    def _forget_whereabouts(self) -> None:
        """Forget where those are of whom other stays or moves are told, or who wrote other letters."""
        head = self._facts.atlas.clusters.head
        moved = {
            head(i)
            for i in self._entities()
            if self._has(i, "subject", MOVES)
            or not self._tags.isdisjoint((tag("author", i), tag("entity", i)))
        }
        self._facts.noted.forget(np.fromiter(map(whereabouts_tag, moved), np.uint64))

    def _has(self, id_: str, position: str, predicates: tuple[str, ...]) -> bool:
        return any(tag(position, id_, predicate) in self._tags for predicate in predicates)
