"""Records → entries of an evidence file: the other direction of ``record``.

In: records of the archive. Out: :class:`Described`: mappings that, read again, make the same records. Only
what is not the default is said; an id is said only where somebody gave it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from kartoteka.annotate.anchor import find_all, make_passage
from kartoteka.annotate.context import kinds_in
from kartoteka.annotate.describe_dates import given
from kartoteka.annotate.described import Described, declarable, name_value, said
from kartoteka.annotate.emit import Value
from kartoteka.annotate.notes import coding_of, identity_of, memo_of
from kartoteka.annotate.statements import identified
from kartoteka.archive.archive import Archive
from kartoteka.archive.codec import term_data
from kartoteka.model.coding import Coding, Memo
from kartoteka.model.entities import Entity, Identity
from kartoteka.model.sources import Part, Passage
from kartoteka.model.statements import Evidence, Role, Statement, Telling
from kartoteka.model.terms import Term

LONGEST_QUOTE = 2_000
"""Code points; a longer passage is given by its place."""

_MOST_PLACES = 50
_DECLARED = ("sort", "gender", "part_of", "name")


class Describer:
    """Writes the records of one archive as entries.

    Parameters
    ----------
    archive
        Asked for texts and the vocabulary.
    """

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._vocabulary = archive.vocabulary
        self._kinds = {entity.id: entity.kind for entity in archive.entities()}
        self._text: tuple[str, str] = ("", "")
        self._declared: dict[str, list[Statement]] = {}

    # ── statements ────────────────────────────────────────────────────────────────────────────────

    def order(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield (id, sources of its attestations) of statements in order; not those that declarations say."""
        closed: set[tuple[str, str]] = set()
        for id_, subject, predicate, sources in self.archive.sources_of_statements():
            slot = (subject, predicate)
            if predicate in _DECLARED and not sources and slot not in closed:
                (found,) = self.archive.statements(ids=id_)
                if declarable(found.statement):
                    self._declared.setdefault(subject, []).append(found.statement)
                    if predicate != "name":
                        closed.add(slot)  # a declaration says one sort; others are statements
                    continue
                closed.add(slot)  # what follows keeps its place behind this one
            yield id_, sources

    def statement(self, s: Statement) -> Described:
        """Describe a statement by itself."""
        facts: dict[str, Value | None] = {
            "id": None if identified(s).id == s.id else s.id,
            "subject": s.subject,
            "predicate": s.predicate,
            "object": s.object,
            "value": s.value,
            "lang": s.lang,
            "when": s.when and given(s.when),
            "duration": s.duration.text if s.duration else None,
            "roles": self._roles(s.roles),
            "polarity": "-1" if s.polarity == -1 else None,
            "rank": s.rank if s.rank != "normal" else None,
            "access": s.access if s.access != "public" else None,
        }
        return Described(said(facts))

    def attested(self, s: Statement, evidence: Evidence) -> Described:
        """Describe a statement with one of its attestations."""
        a = evidence.attestation
        facts: dict[str, Value | None] = {
            **self._words(evidence.passage),
            "told_by": [self._telling(t) for t in reversed(evidence.chain)] or None,
            "basis": a.basis if a.basis != "unknown" else None,
            "stance": a.stance if a.stance != "asserts" else None,
            "certainty": None if a.certainty is None else str(a.certainty),
            "method": a.method if a.method != "hand" else None,
        }
        return Described({**self.statement(s).said, **said(facts)}, (a.created_by, a.created_at))

    def _roles(self, roles: tuple[Role, ...]) -> Value | None:
        found: dict[str, list[Value]] = {}
        for role in sorted(roles, key=lambda r: r.term):
            found.setdefault(role.term, []).append(self._role(role))
        return {term: each[0] if len(each) == 1 else each for term, each in found.items()} or None

    def _role(self, role: Role) -> Value:
        """Write a role so that it is read as what it is: an entity, or the word."""
        has = self._vocabulary.has("role", role.term)
        kinds = kinds_in(self._vocabulary.get("role", role.term).range) if has else ()
        name = role.entity or role.value or ""
        read_as_entity = self._kinds.get(name) in kinds
        if read_as_entity == (role.entity is not None):
            return name
        return {"entity": name} if role.entity else {"text": name}

    def _telling(self, t: Telling) -> Value:
        facts = said(
            {
                "speaker": t.speaker,
                "when": t.when and given(t.when),
                "place": t.place,
                "reliability": None if t.reliability is None else str(t.reliability),
                "access": t.access if t.access != "public" else None,
            }
        )
        if facts.keys() == {"speaker"}:
            return facts["speaker"]
        return facts or {"access": t.access}

    def _words(self, passage: Passage) -> dict[str, Value | None]:
        """Write a passage as a quote, or as its place where the words would not find it."""
        text = self._text_of(passage.source)
        place: dict[str, Value | None] = {"at": [passage.start, passage.end]}
        exact, locator = text[passage.start : passage.end], passage.locator
        if len(exact) <= LONGEST_QUOTE and exact.strip():
            places = find_all(text, exact)
            if (passage.start, passage.end) in places[:_MOST_PLACES]:
                nth = places.index((passage.start, passage.end)) + 1
                place = {"quote": exact, "occurrence": str(nth) if len(places) > 1 else None}
        return {**place, "locator": locator}

    def _text_of(self, source: str) -> str:
        if self._text[0] != source:
            self._text = (source, self.archive.text(source))
        return self._text[1]

    # ── the rest ──────────────────────────────────────────────────────────────────────────────────

    def part(self, part: Part) -> Described:
        """Describe a part, by its place."""
        facts: dict[str, Value | None] = {
            "at": [part.start, part.end],
            "author": part.author,
            "written": part.written and given(part.written),
            "locator": part.locator,
        }
        return Described(said(facts))

    def coding(self, coding: Coding, passage: Passage) -> Described:
        """Describe a coding with its passage."""
        p, text = passage, self._text_of(passage.source)
        found = make_passage(p.source, text, p.start, p.end, p.locator).id
        made = {coding_of(replace(coding, id="", passage=each)).id for each in (p.id, found)}
        facts: dict[str, Value | None] = {
            "id": None if coding.id in made else coding.id,
            "code": coding.code,
            **self._words(passage),
        }
        return Described(said(facts), (coding.created_by, coding.created_at))

    def memo(self, memo: Memo) -> Described:
        """Describe a memo."""
        facts: dict[str, Value | None] = {
            "id": None if memo_of(replace(memo, id="")).id == memo.id else memo.id,
            "about": memo.about,
            "title": memo.title or None,
            "text": memo.text,
        }
        return Described(said(facts), (memo.created_by, memo.created_at))

    def identity(self, identity: Identity) -> Described:
        """Describe a judgement."""
        facts: dict[str, Value | None] = {
            "id": None if identity_of(replace(identity, id="")).id == identity.id else identity.id,
            "a": identity.a,
            "b": identity.b,
            "verdict": identity.verdict,
            "reason": identity.reason,
            "withdrawn_at": identity.withdrawn_at,
        }
        return Described(said(facts), (identity.created_by, identity.created_at))

    def entities(self) -> list[Entity]:
        """Return the entities in the order of their declarations; after :meth:`order`.

        Those of which a declaration says nothing more come behind, by id.
        """
        place = {id_: n for n, id_ in enumerate(self._declared)}
        return sorted(self.archive.entities(), key=lambda e: place.get(e.id, len(place)))

    def entity(self, entity: Entity) -> Value:
        """Describe an entity with what its declaration can say; after :meth:`order`."""
        declared = self._declared.get(entity.id, ())
        single = {s.predicate: s.object or s.value for s in declared if s.predicate != "name"}
        names: list[Value] = [name_value(s) for s in declared if s.predicate == "name"]
        return said(
            {
                "kind": entity.kind,
                "sort": single.get("sort"),
                "label": entity.label,
                "part_of": single.get("part_of"),
                "gender": single.get("gender"),
                "alias": entity.alias,
                "access": entity.access if entity.access != "public" else None,
                "names": names or None,
            }
        )

    @staticmethod
    def term(term: Term) -> Value:
        """Describe a term that the archive adds to the vocabulary."""
        data: dict[str, Value | None] = {
            "vocab": term.vocab,
            "id": term.id,
            "broader": term.broader,
        }
        for name, value in term_data(term).items():
            words = [*cast("tuple[str, ...]", value)] if isinstance(value, tuple) else value
            data[name] = "true" if value is True else words
        return said(data)
