"""What every page is made with, in one language: names, links, sentences, letters by author.

In: a :class:`~kartoteka.publish.view.View`. Out: a :class:`Desk`, made once a language; the page modules
(``people``, ``places`` …) take it and an id and return a frozen page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from kartoteka.model.dates import Day, UncertainDate, iso, read_edtf
from kartoteka.model.sources import Source
from kartoteka.model.statements import Attested, Evidence
from kartoteka.publish.facts import Facts
from kartoteka.publish.prose import Prose, Said
from kartoteka.publish.typesetting import unbroken
from kartoteka.relate.order import time_key
from kartoteka.wording.dates import say_date
from kartoteka.wording.texts import say


@dataclass(frozen=True, slots=True)
class Ref:
    """Something that has a page: what to call it, and whose page it is."""

    id: str
    kind: str
    name: str
    sort: str = ""


@dataclass(frozen=True, slots=True)
class AlsoCalled:
    """Another name: in which language, and of what kind (birth name, nickname)."""

    value: str
    lang: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class LetterRef:
    """A source as others refer to it."""

    id: str
    title: str
    lang: str
    kind: str
    written: str
    author: Ref | None
    addressee: Ref | None
    place: Ref | None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading and the statements under it."""

    title: str
    said: tuple[Said, ...]


def heard(found: Attested) -> Day | None:
    """Return the day of the newest word of a statement; None where no word of it is dated."""
    days = (e.written.e1 for e in found.evidence if e.written)
    return max((day for day in days if day is not None), default=None)


def _through(evidence: Evidence, ids: Collection[str]) -> bool:
    return any(telling.speaker in ids for telling in evidence.chain)


class Desk:
    """Names, sentences and links in one language."""

    def __init__(self, facts: Facts, lang: str) -> None:
        self.lang, self.facts = lang, facts
        self.view, self.addresses = facts.traced_view, facts.addresses
        self.atlas, self.journeys = facts.traced_atlas, facts.journeys
        self.prose = Prose(facts.atlas, facts.journeys, lang)

    def settle(self) -> None:
        """Work out what every process would work out for itself."""
        self.facts.settle()
        _ = self.months

    def say(self, key: str, **facts: object) -> str:
        """Return a text of the site in the desk's language."""
        return say(f"site.{key}", self.lang, **facts)

    def head(self, id_: str) -> str:
        """Return the id that stands for an entity and all judged the same."""
        return self.facts.atlas.clusters.head(id_)

    def ref(self, id_: str) -> Ref:
        """Return what to call an entity, and its page."""
        head = self.head(id_)
        self.facts.trace.entities((head,))
        entity = self.atlas.find(head)
        return Ref(
            head,
            entity.kind if entity else "thing",
            self.atlas.name(head, self.lang),
            self.sort(head),
        )

    def refs(self, ids: Iterable[str]) -> tuple[Ref, ...]:
        """Return several, each once, in the order given."""
        return tuple(self.ref(i) for i in dict.fromkeys(map(self.head, ids)))

    def sort(self, id_: str) -> str:
        """Return the sort of a place, group or thing in words; empty where it is not said."""
        sort = self.atlas.sort(id_)
        vocabulary = self.atlas.vocabulary
        if sort is None:
            return ""
        return (
            vocabulary.get("sort", sort).name(self.lang) if vocabulary.has("sort", sort) else sort
        )

    def term(self, vocab: str, id_: str | None) -> str:
        """Return a term of the vocabulary in words; the id where there is no such term."""
        if id_ is None:
            return ""
        vocabulary = self.atlas.vocabulary
        return vocabulary.get(vocab, id_).name(self.lang) if vocabulary.has(vocab, id_) else id_

    def other_names(self, id_: str) -> tuple[AlsoCalled, ...]:
        """Return the names beside the one the page is headed with."""
        shown = self.atlas.name(id_, self.lang)
        return tuple(
            AlsoCalled(name.value, name.lang, self.term("name-kind", name.kind))
            for name in self.atlas.names(id_)
            if name.value and name.value != shown
        )

    def said(self, found: Iterable[Attested], subject: str | None = None) -> tuple[Said, ...]:
        """Return statements in words, in the order given."""
        return tuple(self.prose.said(f, subject) for f in found)

    def told_by(self, ids: Collection[str]) -> tuple[Said, ...]:
        """Return what somebody told, by time: of each thing only the passages that have it from them."""
        found = (
            replace(f, evidence=tuple(e for e in f.evidence if _through(e, ids)))
            for f in self.view.statements(speaker=tuple(ids))
        )
        return self.by_time(found)

    def by_time(self, found: Iterable[Attested], subject: str | None = None) -> tuple[Said, ...]:
        """Return statements in words, by time."""
        return self.said(sorted(found, key=lambda f: time_key(f.statement.when)), subject)

    def date(self, when: UncertainDate | None) -> str:
        """Return a date in words; empty where there is none."""
        return unbroken(say_date(when, self.lang)) if when else ""

    def day(self, day: Day | None) -> str:
        """Return a day in words; empty where there is none."""
        return self.date(read_edtf(iso(day))) if day is not None else ""

    @cached_property
    def months(self) -> tuple[str, ...]:
        """The short names of the months."""
        return tuple(self.say("months").split())

    # ── letters ───────────────────────────────────────────────────────────────────────────────────

    def letter(self, source: Source) -> LetterRef:
        """Return a source as others refer to it."""
        return LetterRef(
            id=source.id,
            title=source.title,
            lang=source.lang,
            kind=self.term("source-kind", source.kind),
            written=self.date(source.written),
            author=self.ref(source.author) if source.author else None,
            addressee=self.ref(source.addressee) if source.addressee else None,
            place=self.ref(source.place) if source.place else None,
        )

    def written_by(self, id_: str) -> tuple[Source, ...]:
        """Return the sources that somebody wrote, by date."""
        return self.facts.written_by(id_)

    def written_in(self, ids: Iterable[str]) -> tuple[Source, ...]:
        """Return the sources that were written in some places, by date."""
        return self.facts.written_in(ids)

    def neighbours(self, source: Source) -> tuple[LetterRef | None, LetterRef | None]:
        """Return what its author wrote before a source, and after it."""
        before, after = self.facts.neighbours(source)
        return before and self.letter(before), after and self.letter(after)
