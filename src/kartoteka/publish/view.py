"""An archive with only what may be published: the one door through which publishing reads.

In: an archive and a day. Out: a :class:`View`, which answers the same questions as the archive
(:class:`~kartoteka.archive.reader.Reader`) from what ``release`` lets through, with hidden names gone
from every text, quote, title and value, and aliases in the place of names and ids. It is a snapshot:
everything is decided when it is made.

References: Gramps showed the shape (``gen/proxy``: a database that filters another).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from kartoteka.archive.reader import Ids, Reader
from kartoteka.errors import NotFound
from kartoteka.model.coding import Coding, Memo
from kartoteka.model.dates import Day
from kartoteka.model.entities import Entity, Identity, Kind
from kartoteka.model.sources import Part, Passage, Source
from kartoteka.model.statements import Attestation, Attested, Evidence, Role, Statement, Telling
from kartoteka.model.terms import Term, Vocabulary
from kartoteka.publish.hidden import hidden_names, public_names, sealed_passages
from kartoteka.publish.lookup import Lookup
from kartoteka.publish.redact import BAR, Redacted, Redactor, cut
from kartoteka.publish.release import Withheld, decide, part_is_hidden
from kartoteka.publish.shelter import sheltered


class View:
    """What of an archive may be published.

    Parameters
    ----------
    archive
        The archive, or anything that answers its questions.
    today
        The day on which it is published (see :data:`~kartoteka.model.dates.Day`): a source is let
        through when the day is past its ``release_after``.

    Attributes
    ----------
    redactor
        Finds hidden names; the site uses it once more on every finished page.
    withheld
        What stays behind, and why, in numbers.
    """

    def __init__(self, archive: Reader, *, today: Day) -> None:
        self._archive = archive
        self._guarded = sheltered(archive)
        release = decide(archive, today)
        self.withheld: tuple[Withheld, ...] = release.withheld
        self._public: Mapping[str, Entity] = release.entities
        self._entities = {e.id: e for e in sorted(release.entities.values(), key=lambda e: e.id)}
        self.redactor = Redactor(hidden_names(archive, release), public_names(archive, release))
        self.vocabulary: Vocabulary = self._clean_vocabulary(archive.vocabulary)
        self._sealed = sealed_passages(archive)
        self._sources = {s.id: s for s in archive.sources() if s.id in release.sources}
        self._ids = self._public_ids_of_sources()
        self._real_ids = {public: real for real, public in self._ids.items()}
        self._redacted = lru_cache(maxsize=256)(self._redact_source)
        self._real_parts = {i: archive.parts(i) for i in self._sources}
        self._parts = {i: self._clean_parts(i) for i in self._sources}
        self._cleaned = {i: self._clean_source(s) for i, s in self._sources.items()}
        self._statements = tuple(self._clean(found) for found in release.statements)
        self._index = Lookup(self._statements)

    # ── entities ──────────────────────────────────────────────────────────────────────────────────

    def entity(self, id: str) -> Entity:  # noqa: A002
        """Return an entity; NotFound where there is none that may be published."""
        if id in self._entities:
            return self._entities[id]
        raise NotFound("entity", id)

    def find_entity(self, id: str) -> Entity | None:  # noqa: A002
        """Return an entity, or None."""
        return self._entities.get(id)

    def entities(self, kind: Kind | None = None) -> Iterator[Entity]:
        """Yield the entities, by id."""
        return (e for e in self._entities.values() if kind in (None, e.kind))

    def identities(self) -> tuple[Identity, ...]:
        """Return the judgements on entities that are both published, without who judged."""
        found: list[Identity] = []
        for judgement in self._archive.identities():
            a, b = self._to_public(judgement.a), self._to_public(judgement.b)
            # That N. N. is perhaps, or is not, a person with a name is half of who N. N. is.
            aliases = {bool(self._entities[i].alias) for i in (a, b) if i}
            if a and b and len(aliases) == 1:
                first, second = sorted((a, b))
                id_ = hashlib.sha256(f"{judgement.id}{first}{second}".encode()).hexdigest()[:12]
                reason = self.redactor.clean(judgement.reason)
                found.append(
                    replace(
                        judgement, id=f"i_{id_}", a=first, b=second, reason=reason, created_by=""
                    )
                )
        return tuple(found)

    def _to_public(self, id_: str | None) -> str | None:
        entity = self._public.get(id_) if id_ is not None else None
        return entity.id if entity else None

    # ── sources ───────────────────────────────────────────────────────────────────────────────────

    def source(self, id: str) -> Source:  # noqa: A002
        """Return a source, as it may be published; NotFound where it may not."""
        return self._cleaned[self._real_source(id)]

    def sources(self) -> Iterator[Source]:
        """Yield the sources, by date of writing (undated last), then id."""
        return iter(self._cleaned.values())

    def text(self, source: str) -> str:
        """Return a source's text, without what must not be read."""
        return self._redacted(self._real_source(source)).text

    def parts(self, source: str) -> tuple[Part, ...]:
        """Return the parts of a source, by position in the text as published."""
        return self._parts[self._real_source(source)]

    def passages(self, source: str) -> tuple[Passage, ...]:
        """Return the passages that something published points at, by position."""
        used = {e.passage.id: e.passage for f in self.statements(source=source) for e in f.evidence}
        used |= {p.id: p for _, p in self.codings(source=source)}
        here = (p for p in used.values() if p.source == source)
        return tuple(sorted(here, key=lambda p: (p.start, p.end, p.id)))

    def _real_source(self, public: str) -> str:
        if public in self._real_ids:
            return self._real_ids[public]
        raise NotFound("source", public)

    def _public_ids_of_sources(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for number, real in enumerate(self._sources, 1):
            named = self.redactor.leaks(real.replace("-", " ").replace("_", " "))
            found[real] = f"source-{number}" if named else real
        return found

    def _clean_source(self, source: Source) -> Source:
        redacted = self._redacted(source.id)
        return replace(
            source,
            id=self._ids[source.id],
            title=self.redactor.clean(source.title),
            author=self._to_public(source.author),
            addressee=self._to_public(source.addressee),
            place=self._to_public(source.place),
            rights=self.redactor.clean(source.rights) if source.rights else None,
            # The hash of a letter would let anybody test a guess at what was blacked out.
            sha256="",
            text_sha256=hashlib.sha256(redacted.text.encode()).hexdigest(),
            length=len(redacted.text),
        )

    def _redact_source(self, real: str) -> Redacted:
        text = self._archive.text(real)
        cuts = list(self.redactor.find(text))
        cuts += [(p.start, p.end, BAR) for p in self._sealed.get(real, ())]
        for part in self._real_parts[real]:
            if part_is_hidden(part, self._guarded):
                cuts.append((part.start, part.end, BAR))
        return cut(text, cuts)

    def _clean_parts(self, real: str) -> tuple[Part, ...]:
        redacted = self._redacted(real)
        return tuple(
            replace(
                part,
                source=self._ids[real],
                start=redacted.at(part.start),
                end=redacted.at(part.end, end=True),
                author=self._to_public(part.author),
                locator=self.redactor.clean(part.locator) if part.locator else None,
            )
            for part in self._real_parts[real]
        )

    def _clean_passage(self, passage: Passage) -> Passage:
        redacted = self._redacted(passage.source)
        start, end = redacted.at(passage.start), redacted.at(passage.end, end=True)
        locator = passage.locator
        return Passage(
            id=_opaque("p", passage.id),
            source=self._ids[passage.source],
            start=start,
            end=end,
            exact=redacted.text[start:end],
            prefix=redacted.text[max(0, start - 32) : start],
            suffix=redacted.text[end : end + 32],
            locator=self.redactor.clean(locator) if locator else None,
        )

    # ── statements ────────────────────────────────────────────────────────────────────────────────

    def statements(
        self,
        *,
        subject: Ids | None = None,
        object: Ids | None = None,  # noqa: A002
        predicate: Ids | None = None,
        about: Ids | None = None,
        speaker: Ids | None = None,
        source: Ids | None = None,
        ids: Ids | None = None,
    ) -> tuple[Attested, ...]:
        """Return statements with their evidence; see :meth:`Reader.statements`."""
        asked = {
            "subject": subject,
            "object": object,
            "predicate": predicate,
            "about": about,
            "speaker": speaker,
            "source": source,
            "ids": ids,
        }
        wanted = {k: v for k, v in asked.items() if v is not None}
        return tuple(self._statements[i] for i in self._index.positions(wanted))

    def tellings(self, source: str | None = None) -> tuple[Telling, ...]:
        """Return the tellings that published statements came through."""
        found = {t.id: t for f in self._statements for e in f.evidence for t in e.chain}
        return tuple(t for t in found.values() if source in (None, t.source))

    def _clean(self, found: Attested) -> Attested:
        return Attested(
            self._clean_statement(found.statement),
            tuple(self._clean_evidence(evidence) for evidence in found.evidence),
        )

    def _clean_statement(self, statement: Statement) -> Statement:
        own_name = statement.predicate == "name"
        value = statement.value
        return replace(
            statement,
            id=_opaque("st", statement.id),
            subject=self._public[statement.subject].id,
            object=self._to_public(statement.object),
            value=value if value is None or own_name else self.redactor.clean(value),
            roles=tuple(self._clean_role(role) for role in statement.roles),
        )

    def _clean_role(self, role: Role) -> Role:
        value = self.redactor.clean(role.value) if role.value else role.value
        return Role(role.term, self._to_public(role.entity), value)

    def _clean_evidence(self, evidence: Evidence) -> Evidence:
        attestation = evidence.attestation
        part = evidence.part
        real = evidence.source.id
        return Evidence(
            attestation=Attestation(
                id=_opaque("a", attestation.id),
                statement=_opaque("st", attestation.statement),
                passage=_opaque("p", attestation.passage),
                telling=_opaque("te", attestation.telling) if attestation.telling else None,
                basis=attestation.basis,
                stance=attestation.stance,
                certainty=attestation.certainty,
                method=attestation.method,
            ),
            passage=self._clean_passage(evidence.passage),
            source=self._cleaned[real],
            part=self._parts[real][self._real_parts[real].index(part)] if part else None,
            chain=tuple(self._clean_telling(telling) for telling in evidence.chain),
        )

    def _clean_telling(self, telling: Telling) -> Telling:
        return replace(
            telling,
            id=_opaque("te", telling.id),
            source=self._ids[telling.source],
            speaker=self._to_public(telling.speaker),
            told_in=_opaque("te", telling.told_in) if telling.told_in else None,
            place=self._to_public(telling.place),
        )

    # ── codes and notes ───────────────────────────────────────────────────────────────────────────

    def codings(
        self, *, source: str | None = None, code: str | None = None
    ) -> tuple[tuple[Coding, Passage], ...]:
        """Return the codings in published sources, without who made them."""
        real = self._real_source(source) if source is not None else None
        found: list[tuple[Coding, Passage]] = []
        for coding, passage in self._archive.codings(source=real, code=code):
            if passage.source in self._sources:
                clean = self._clean_passage(passage)
                found.append((Coding(_opaque("c", coding.id), clean.id, coding.code), clean))
        return tuple(found)

    def memos(self, about: str | None = None) -> tuple[Memo, ...]:  # noqa: ARG002 - as the archive
        """Return nothing: memos are private notes and never published."""
        return ()

    def _clean_vocabulary(self, vocabulary: Vocabulary) -> Vocabulary:
        if not self.redactor:
            return vocabulary
        return Vocabulary(self._clean_term(term) for term in vocabulary)

    def _clean_term(self, term: Term) -> Term:
        clean = self.redactor.clean
        # The words of the default vocabulary are everybody's; an archive's own codes may name people.
        if term.vocab != "code":
            return term
        return replace(
            term,
            label={lang: clean(text) for lang, text in term.label.items()},
            definition={lang: clean(text) for lang, text in term.definition.items()},
        )


def _opaque(kind: str, id_: str) -> str:
    """Return an id that does not carry anything of the archive's (which may hold a name)."""
    return f"{kind}_{hashlib.sha256(f'{kind} {id_}'.encode()).hexdigest()[:12]}"
