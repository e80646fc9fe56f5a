"""Records → what the API says of them, in one language, remembering whom they name.

In: what is known, a language. Out: the structs of ``shapes``; at the end :meth:`Speaker.names` says what
every entity that was named is called, so that the page needs no second question.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from kartoteka.archive.versions import version_of
from kartoteka.model.coding import Coding, Memo
from kartoteka.model.dates import Day, Duration, UncertainDate, iso
from kartoteka.model.sources import Passage, Source
from kartoteka.model.statements import Attested, Evidence, Statement, Telling
from kartoteka.relate.hearsay import unwitnessed
from kartoteka.relate.sentences import segments
from kartoteka.relate.standing import Journeys
from kartoteka.web import shapes
from kartoteka.web.known import Known
from kartoteka.wording.dates import say_date, say_duration

WITNESSED = 100
"""Attestations among which independent witnesses are counted; of more, the number is the least."""

EVIDENCE = 8
"""Attestations shown of a statement; of the rest it is said how many there are."""


class Speaker:
    """Says records in a language.

    Parameters
    ----------
    known
        What is known of the archive.
    lang
        ``en`` or ``ru``.
    """

    def __init__(self, known: Known, lang: str) -> None:
        self.known, self.lang = known, lang
        self._named: dict[str, None] = {}
        # On one page the same tellings come again and again.
        self._tellings: dict[str, shapes.TellingShape] = {}

    # ── names ─────────────────────────────────────────────────────────────────────────────────────

    def names(self) -> shapes.Names:
        """Return what everybody named so far is called."""
        return {id_: self.name(id_) for id_ in self._named}

    def name(self, id_: str) -> shapes.Name:
        """Return what one entity is called."""
        atlas = self.known.atlas
        entity = atlas.find(id_)
        if entity is None:
            return shapes.Name(id_, None)
        called = atlas.own_name(id_, self.lang)
        return shapes.Name(called, entity.kind, entity.alias, entity.access, atlas.sort(id_))

    def note(self, *ids: str | None) -> None:
        """Remember whom an answer names."""
        self._named.update(dict.fromkeys(id_ for id_ in ids if id_))

    # ── values ────────────────────────────────────────────────────────────────────────────────────

    def when(self, date: UncertainDate | None) -> shapes.When | None:
        """Return a date as typed, in words, and as days."""
        return None if date is None else _when(date, self.lang)

    def lasting(self, duration: Duration | None) -> shapes.Lasting | None:
        """Return a duration."""
        if duration is None:
            return None
        return shapes.Lasting(duration.text, say_duration(duration, self.lang))

    def sentence(self, statement: Statement) -> shapes.Segments:
        """Return a statement in words."""
        found = list(segments(statement, self.known.atlas, self.lang))
        self.note(*(id_ for _, id_ in found))
        return found

    # ── records ───────────────────────────────────────────────────────────────────────────────────

    def said(
        self, ids: Collection[str], *, first: Collection[str] = (), most: int = EVIDENCE
    ) -> list[shapes.Said]:
        """Return statements by id, each with a few of its attestations.

        Parameters
        ----------
        ids
            Of the statements.
        first
            Passages whose attestations come before others.
        most
            Attestations shown of each.
        """
        if not ids:
            return []
        found, counts = self.known.archive.lists.few(ids, most, first)
        return self.said_few(found, counts)

    def said_few(self, found: Collection[Attested], counts: Mapping[str, int]) -> list[shapes.Said]:
        """Return statements of which a few attestations were read; ``counts`` says how many there are."""
        cut = [f.statement.id for f in found if counts.get(f.statement.id, 0) > len(f.evidence)]
        witnesses = self.known.archive.lists.witnesses(cut, WITNESSED)
        head = self.known.atlas.clusters.head
        near = self.known.kept("journeys", lambda: Journeys(self.known.atlas))
        near.prepare((f.statement, e) for f in found for e in f.evidence)
        said: list[shapes.Said] = []
        for each in found:
            knew = witnesses.get(each.statement.id) or each.witnesses
            n = len({head(w) for w in knew})
            said.append(self._said(each, near, n, counts.get(each.statement.id, 0)))
        return said

    def _said(
        self, found: Attested, near: Journeys, independent: int, attestations: int
    ) -> shapes.Said:
        s = found.statement
        self.note(*s.entities())
        return shapes.Said(
            id=s.id,
            version=version_of(s),
            subject=s.subject,
            predicate=s.predicate,
            object=s.object,
            value=s.value,
            lang=s.lang,
            when=self.when(s.when),
            duration=self.lasting(s.duration),
            polarity=s.polarity,
            rank=s.rank,
            access=s.access,
            roles=[shapes.RoleShape(r.term, r.entity, r.value) for r in s.roles],
            sentence=self.sentence(s),
            stands=found.stands,
            independent=independent,
            attestations=attestations,
            evidence=[self._evidence(s, e, near) for e in found.evidence],
        )

    def _evidence(self, s: Statement, e: Evidence, near: Journeys) -> shapes.EvidenceShape:
        a, of = e.attestation, e.source
        self.note(e.author, e.witness, of.author)
        return shapes.EvidenceShape(
            attestation=a.id,
            version=version_of(a),
            passage=self.passage(e.passage),
            source=shapes.SourceHead(of.id, of.title, self.when(e.written), of.author),
            author=e.author,
            witness=e.witness,
            standing=near.standing(s, e),
            heard=unwitnessed(s, e, self.known.atlas, near),
            basis=a.basis,
            stance=a.stance,
            certainty=a.certainty,
            method=a.method,
            created_by=a.created_by,
            created_at=a.created_at,
            chain=[self._telling(t) for t in e.chain],
        )

    def _telling(self, t: Telling) -> shapes.TellingShape:
        if t.id not in self._tellings:
            self.note(t.speaker, t.place)
            more = (t.speaker, self.when(t.when), t.place, t.reliability, t.access)
            self._tellings[t.id] = shapes.TellingShape(t.id, version_of(t), *more)
        return self._tellings[t.id]

    def passage(self, p: Passage) -> shapes.PassageShape:
        """Return a passage."""
        return shapes.PassageShape(
            p.id, p.source, p.start, p.end, p.exact, p.prefix, p.suffix, p.locator
        )

    def source(self, s: Source) -> shapes.SourceShape:
        """Return a source without its text."""
        self.note(s.author, s.addressee, s.place)
        row = self.known.progress.of(s.id)
        done = row["read_to"] >= s.length > 0
        return shapes.SourceShape(
            id=s.id,
            version=version_of(s),
            kind=s.kind,
            title=s.title,
            author=s.author,
            addressee=s.addressee,
            written=self.when(s.written),
            place=s.place,
            lang=s.lang,
            length=s.length,
            rights=s.rights,
            access=s.access,
            release_after=s.release_after,
            reading=shapes.Reading(row["marks"], row["pending"], row["read_to"], done),
        )

    def coding(self, c: Coding) -> shapes.CodingShape:
        """Return a coding."""
        stamp = (c.created_by, c.created_at)
        return shapes.CodingShape(c.id, version_of(c), c.code, c.passage, *stamp)

    def memos(self, memos: Sequence[Memo]) -> list[shapes.MemoShape]:
        """Return memos, each with what it is about."""
        archive = self.known.archive
        passages = {p.id: p for p in archive.lists.passages([m.about for m in memos])}
        return [self._memo(memo, passages.get(memo.about)) for memo in memos]

    def _memo(self, m: Memo, passage: Passage | None) -> shapes.MemoShape:
        kind, name = self.about(m.about, passage)
        return shapes.MemoShape(
            id=m.id,
            version=version_of(m),
            about=m.about,
            about_kind=kind,
            about_name=name,
            title=m.title,
            text=m.text,
            created_by=m.created_by,
            created_at=m.created_at,
            passage=self.passage(passage) if passage else None,
        )

    def about(self, id_: str, passage: Passage | None = None) -> tuple[str, str]:
        """Return of which kind an id is, and what to call it."""
        known = self.known
        if passage:
            return "passage", passage.exact
        if known.atlas.find(id_):
            self.note(id_)
            return "entity", self.name(id_).name
        if id_ in known.sources:
            return "source", known.sources[id_].title
        for attested in known.archive.lists.few(id_, 1)[0]:
            return "statement", "".join(t for t, _ in self.sentence(attested.statement))
        vocab, _, term = id_.rpartition(":")
        vocabulary = known.atlas.vocabulary
        if vocabulary.has(vocab or "code", term):
            return vocab or "code", vocabulary.get(vocab or "code", term).name(self.lang)
        return "", id_


@lru_cache(maxsize=65_536)
def _when(date: UncertainDate, lang: str) -> shapes.When:
    # The same dates come again and again, on one page and on all.
    days = (_iso(date.b0), _iso(date.b1), _iso(date.e0), _iso(date.e1))
    return shapes.When(date.edtf, date.words, say_date(date, lang), *days)


def _iso(day: Day | None) -> str | None:
    return None if day is None else iso(day)


def positions(text: str, points: Iterable[int]) -> dict[int, int]:
    """Return code point → UTF-16 unit, for some points of a text.

    >>> positions("a😀b", [0, 1, 2, 3])
    {0: 0, 1: 1, 2: 3, 3: 4}
    """
    wanted = sorted(set(points))
    if text.isascii() or max(text, default="") <= "\uffff":
        return {p: p for p in wanted}
    found: dict[int, int] = {}
    at = units = 0
    for point in wanted:
        stretch = text[at:point]
        units += len(stretch) + sum(c > "\uffff" for c in stretch)
        at = point
        found[point] = units
    return found
