"""Records of the archive → the same records as they may be read.

In: an archive and its release. Out: a :class:`Cleaner`, which takes hidden names out of texts, titles,
values, terms and ids, and puts aliases in their place. ``view`` asks it for everything it hands out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace

from kartoteka.archive.reader import Reader
from kartoteka.archive.vocabulary import default_vocabulary
from kartoteka.model.coding import Coding
from kartoteka.model.dates import UncertainDate
from kartoteka.model.entities import Entity, Identity
from kartoteka.model.sources import CodePoint, Part, Passage, Source
from kartoteka.model.statements import Role
from kartoteka.model.terms import Labels, Term, Vocabulary
from kartoteka.publish.calling import Calling, pseudonym
from kartoteka.publish.held import HeldTexts
from kartoteka.publish.hidden import hidden_names, is_hidden, public_names, sealed
from kartoteka.publish.opaque import Opaque
from kartoteka.publish.redact import BAR, Redacted, Redactor, cut
from kartoteka.publish.release import Release
from kartoteka.publish.shelter import sheltered

_UNRULY = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What turns the writing of a page round, or is not allowed in one."""


class Cleaner:
    """Makes public records of the archive's.

    Parameters
    ----------
    archive
        The archive.
    release
        What of it leaves.

    Attributes
    ----------
    entities
        Real id → the entity as readers see it.
    redactor
        Finds hidden names.
    vocabulary
        The terms, without hidden names in the archive's own.
    sources
        Real id → the source as readers see it.
    parts
        Real id of a source → its parts as readers see them.
    texts
        Public id of a source → its text as readers see it.
    """

    def __init__(self, archive: Reader, release: Release) -> None:
        self._archive = archive
        self._calling = Calling(hidden := tuple(hidden_names(archive, release.entities)))
        self.entities: Mapping[str, Entity] = {
            i: replace(e, label=_UNRULY.sub("", e.label))
            for i, e in self._calling.entities(release.entities).items()
        }
        self.redactor = Redactor(hidden, public_names(archive, self.entities, self._calling))
        self._opaque = Opaque()
        self._codes = dict[str, str]()
        self.vocabulary = Vocabulary(map(self._term, archive.vocabulary))
        leaving = [s for s in archive.sources() if s.id in release.sources]
        self._sealed = sealed(archive, release)
        self._guarded = sheltered(archive)
        self.source_ids = self._public_ids(leaving)
        self._real_parts = {s.id: archive.parts(s.id) for s in leaving}
        self.parts: dict[str, tuple[Part, ...]] = {}
        self.sources: dict[str, Source] = {}
        self.texts = HeldTexts()
        self._cuts: dict[str, Redacted] = {}
        for source in leaving:
            self._take(source)

    # ── words ─────────────────────────────────────────────────────────────────────────────────────

    def words(self, text: str) -> str:
        """Return any text without hidden names."""
        return _UNRULY.sub("", self.redactor.clean(text))

    def _labels(self, labels: Labels) -> dict[str, str]:
        return {lang: self.words(text) if text else text for lang, text in labels.items()}

    def _redacted(self, real: str) -> Redacted:
        text = self._archive.text(real)
        cuts = list(self.redactor.find(text))
        cuts += [(start, end, BAR) for start, end in self._sealed[real]]
        cuts += [(*match.span(), "") for match in _UNRULY.finditer(text)]
        return cut(text, cuts)

    def date(self, when: UncertainDate | None) -> UncertainDate | None:
        """Return a date, in words without hidden names."""
        if when and when.words:
            when = replace(when, words=self.words(when.words))
        return when

    # ── ids ───────────────────────────────────────────────────────────────────────────────────────

    def id(self, real: str | None) -> str | None:
        """Return the public id of an entity; None where it may not be named."""
        entity = self.entities.get(real) if real is not None else None
        return entity.id if entity else None

    def _public_ids(self, sources: list[Source]) -> dict[str, str]:
        taken = {s.id for s in sources}
        found: dict[str, str] = {}
        for source in sources:
            if not self._calling.gives_away(source.id):
                found[source.id] = source.id
                continue
            number = 0
            while (public := pseudonym("source", self.words(source.title), number)) in taken:
                number += 1
            taken.add(public)
            found[source.id] = public
        return found

    def _code(self, id_: str) -> str:
        """Return the public id of a code: it is part of an address."""
        if id_ not in self._codes:
            own = not self._calling.gives_away(id_)
            name = self.words(id_.replace("-", " "))
            number = 0
            while not own and pseudonym("code", name, number) in self._codes.values():
                number += 1
            self._codes[id_] = id_ if own else pseudonym("code", name, number)
        return self._codes[id_]

    def _term(self, term: Term) -> Term:
        default = default_vocabulary()
        # The words of the default vocabulary are everybody's; an archive's own may name people.
        if default.has(term.vocab, term.id) and default.get(term.vocab, term.id) == term:
            return term
        named = replace(
            term,
            label=self._labels(term.label or {"en": term.name()}),
            definition=self._labels(term.definition),
            pattern=self._labels(term.pattern),
            extra=self._labels(term.extra),
        )
        if term.vocab != "code":
            return named
        broader = self._code(term.broader) if term.broader else None
        return replace(named, id=self._code(term.id), broader=broader)

    # ── sources ───────────────────────────────────────────────────────────────────────────────────

    def _take(self, source: Source) -> None:
        redacted = self._redacted(source.id)
        parts = self._real_parts[source.id]
        self.texts[self.source_ids[source.id]] = redacted.text
        self.parts[source.id] = tuple(self._part(part, redacted) for part in parts)
        self.sources[source.id] = self._source(source, redacted.text)
        if redacted.cuts:
            self._cuts[source.id] = replace(redacted, text="")

    def _source(self, source: Source, text: str) -> Source:
        return replace(
            source,
            id=self.source_ids[source.id],
            title=self.words(source.title),
            author=self.id(source.author),
            addressee=self.id(source.addressee),
            written=self.date(source.written),
            place=self.id(source.place),
            rights=self.words(source.rights) if source.rights else None,
            # The hash of a letter would let anybody test a guess at what was blacked out.
            sha256="",
            text_sha256=hashlib.sha256(text.encode()).hexdigest(),
            length=len(text),
        )

    def _part(self, part: Part, redacted: Redacted) -> Part:
        secret = is_hidden(part, self._guarded)
        return replace(
            part,
            source=self.source_ids[part.source],
            start=redacted.at(part.start),
            end=redacted.at(part.end, end=True),
            author=self.id(part.author),
            written=None if secret else self.date(part.written),
            locator=self.words(part.locator) if part.locator and not secret else None,
        )

    def span(self, source: str, start: CodePoint, end: CodePoint) -> tuple[CodePoint, CodePoint]:
        """Return where a stretch of a source, by its real id, stands in its text as it may be read."""
        cuts = self._cuts.get(source)
        return (start, end) if cuts is None else (cuts.at(start), cuts.at(end, end=True))

    def is_sealed(self, passage: Passage) -> bool:
        """Tell whether some of a passage is blacked out: its theme would tell what is."""
        sealed = self._sealed[passage.source]
        return any(a < passage.end and passage.start < b for a, b in sealed)

    def coding(self, coding: Coding, passage: str) -> Coding:
        """Return a coding of a passage, by its public id, without who made it."""
        code = self._code(coding.code)
        return Coding(self._opaque.of("c", coding.id, passage, code), passage, code)

    # ── statements ────────────────────────────────────────────────────────────────────────────────

    def value(self, subject: str, predicate: str, value: str) -> str | None:
        """Return the value of a statement; None for a name that has a hidden one in it."""
        if predicate != "name":
            return self.words(value)
        if self._calling.name(self.entities[subject].kind, value) != value:
            return None
        return _UNRULY.sub("", value)

    def role(self, role: Role) -> Role:
        """Return a role without hidden names."""
        value = self.words(role.value) if role.value else role.value
        return Role(role.term, self.id(role.entity), value)

    def part(self, source: str, part: Part | None) -> Part | None:
        """Return a part of a source, by its real id, as readers see it."""
        if part is None:
            return None
        return self.parts[source][self._real_parts[source].index(part)]

    def identity(self, judgement: Identity) -> Identity | None:
        """Return a judgement on entities that are both published, without who judged, and why."""
        a, b = self.entities.get(judgement.a), self.entities.get(judgement.b)
        # That N. N. is perhaps, or is not, a person with a name is half of who N. N. is.
        if a is None or b is None or bool(a.alias) != bool(b.alias):
            return None
        first, second = sorted((a.id, b.id))
        reason = "" if a.alias else self.words(judgement.reason)
        said = (first, second, judgement.verdict, reason)
        return replace(
            judgement,
            id=self._opaque.of("i", judgement.id, *said),
            a=first,
            b=second,
            reason=reason,
            created_by="",
        )
