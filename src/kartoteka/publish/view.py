"""An archive with only what may be published: the one door through which publishing reads.

In: an archive and a day. Out: a :class:`View`, which answers the same questions as the archive
(:class:`~kartoteka.archive.reader.Reader`) from what ``release`` lets through, with hidden names gone
from every text, quote, title and value, and aliases in the place of names and ids. It is a snapshot:
everything is decided when it is made.

References: Gramps showed the shape (``gen/proxy``: a database that filters another).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from kartoteka.archive import excerpts, presences
from kartoteka.archive.archive import Archive
from kartoteka.archive.gists import gist
from kartoteka.archive.quotes import quotes_of
from kartoteka.archive.reader import ANY_TIME, Ids, Reader, Stretch
from kartoteka.errors import NotFound
from kartoteka.model.coding import Coding, Memo
from kartoteka.model.dates import Day
from kartoteka.model.entities import Entity, Identity, Kind
from kartoteka.model.gists import Gist
from kartoteka.model.outlines import Excerpt, Link, Outline
from kartoteka.model.presence import MOVES, Presence, Turn
from kartoteka.model.quotes import Quote
from kartoteka.model.sources import Part, Passage, Source
from kartoteka.model.statements import Attested, Telling
from kartoteka.model.terms import Vocabulary
from kartoteka.publish.cleaning import Cleaner
from kartoteka.publish.lookup import Lookup, positions_of
from kartoteka.publish.published import Publishing
from kartoteka.publish.redact import Redactor
from kartoteka.publish.release import Withheld, decide


class View:
    """What of an archive may be published.

    Parameters
    ----------
    archive
        The archive, or anything that answers its questions.
    today
        The day on which it is published (see :data:`~kartoteka.model.dates.Day`): a source is let
        through when the day is past its ``release_after``.
    tell
        Called now and then with how many statements have been taken in.

    Attributes
    ----------
    compact
        The statements as they may be read; see :class:`~kartoteka.archive.compact.Compact`.
    cited
        How many passages these statements point at.
    redactor
        Finds hidden names; the site uses it once more on every finished page.
    withheld
        What stays behind, and why, in numbers.
    """

    def __init__(
        self, archive: Reader, *, today: Day, tell: Callable[[int], None] | None = None
    ) -> None:
        release = decide(archive, today)
        self.withheld: tuple[Withheld, ...] = release.withheld
        cleaner = Cleaner(archive, release)
        self.redactor: Redactor = cleaner.redactor
        self.vocabulary: Vocabulary = cleaner.vocabulary
        published = sorted(cleaner.entities.values(), key=lambda e: e.id)
        self._entities: dict[str, Entity] = {e.id: e for e in published}
        self._sources = {s.id: s for s in cleaner.sources.values()}
        self._texts = cleaner.texts
        self._parts = {cleaner.source_ids[real]: parts for real, parts in cleaner.parts.items()}
        public = Publishing(release, cleaner, tell)
        self.compact = public.compact
        self.cited = len(self.compact.columns.place)
        self._index = Lookup(self.compact)
        self._codings = tuple(public.codings(archive))
        self._in_order = tuple(self._sources.values())
        self._by_author = positions_of(s.author for s in self._in_order)
        self._codings_of = {
            "source": positions_of(p.source for _, p in self._codings),
            "code": positions_of(c.code for c, _ in self._codings),
        }
        self._identities = tuple(i for i in map(cleaner.identity, archive.identities()) if i)
        if isinstance(archive, Archive):
            archive.rest()  # nothing is asked of it any more

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
        return self._identities

    # ── sources ───────────────────────────────────────────────────────────────────────────────────

    def source(self, id: str) -> Source:  # noqa: A002
        """Return a source, as it may be published; NotFound where it may not."""
        if id in self._sources:
            return self._sources[id]
        raise NotFound("source", id)

    def sources(self, author: Ids | None = None) -> Iterator[Source]:
        """Yield the sources (of some authors), by date of writing (undated last), then id."""
        if author is None:
            return iter(self._sources.values())
        wanted = (author,) if isinstance(author, str) else dict.fromkeys(author)
        numbers = sorted(n for who in wanted for n in self._by_author.get(who, ()))
        return (self._in_order[n] for n in numbers)

    def text(self, source: str) -> str:
        """Return a source's text, without what must not be read."""
        return self._texts[self.source(source).id]

    def parts(self, source: str) -> tuple[Part, ...]:
        """Return the parts of a source, by position in the text as published."""
        return self._parts[self.source(source).id]

    def passages(self, source: str) -> tuple[Passage, ...]:
        """Return the passages that something published points at, by position."""
        stated = self.compact.passages_in(self._numbers(ANY_TIME, source=source), source)
        here = {p.id: p for p in stated}
        here |= {p.id: p for _, p in self.codings(source=source)}
        return tuple(sorted(here.values(), key=lambda p: (p.start, p.end, p.id)))

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
        during: Stretch = ANY_TIME,
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
        return tuple(self.stream(during=during, **asked))

    def _numbers(self, during: Stretch, **conditions: Ids | None) -> Iterable[int]:
        """Return the numbers of the statements that meet all conditions, in order."""
        found = self._index.positions({k: v for k, v in conditions.items() if v is not None})
        at = self.compact.may_have_been
        return found if during == ANY_TIME else (n for n in found if at(n, during))

    def stream(self, *, during: Stretch = ANY_TIME, **conditions: Ids | None) -> Iterator[Attested]:
        """Yield statements with their evidence; see :meth:`Reader.stream`."""
        return (self.compact[n] for n in self._numbers(during, **conditions))

    def outlines(
        self,
        *,
        during: Stretch = ANY_TIME,
        touching: Ids | None = None,
        kind: Kind | None = None,
        brief: bool = False,  # noqa: ARG002 - nothing is saved by it here
        **conditions: Ids | None,
    ) -> Iterator[Outline]:
        """Yield who, what, where and when of statements; see :meth:`Reader.outlines`."""
        for number in self._numbers(during, **conditions):
            said = self.compact.outline(number)
            subject = self._entities.get(said.subject)
            if kind is not None and (subject is None or subject.kind != kind):
                continue
            if touching is None or any(_is_one(e, touching) for e in said.entities()):
                yield said

    def gists(
        self, *, role: str | None = None, during: Stretch = ANY_TIME, **conditions: Ids | None
    ) -> Iterator[Gist]:
        """Yield who, what, where, when of what stands, and when it was said; see :meth:`Reader.gists`."""
        numbers = self._numbers(during, **conditions)
        return (gist(self.compact[n], role) for n in numbers if self.compact.stands(n))

    def quotes(self, **conditions: Ids | None) -> Iterator[Quote]:
        """Yield what each passage says of some statements; see :meth:`Reader.quotes`."""
        for found in self.stream(during=ANY_TIME, **conditions):
            yield from quotes_of(found, self.find_entity)

    def links(
        self,
        predicate: str,
        *,
        subject: Ids | None = None,
        object: Ids | None = None,  # noqa: A002
        kind: Kind | None = None,
    ) -> Iterable[Link]:
        """Return whom a predicate ties to what; see :meth:`Reader.links`."""
        found = self.outlines(predicate=predicate, subject=subject, object=object, kind=kind)
        return excerpts.links(found)

    def excerpt(
        self,
        limit: int | None,
        *,
        standing: bool = False,
        polarity: int | None = None,
        without: Collection[str] | None = None,
        during: Stretch = ANY_TIME,
        **conditions: Ids | None,
    ) -> Excerpt:
        """Return the first statements by time, and how many there are; see :meth:`Reader.excerpt`."""
        held = self.compact
        found = [
            n
            for n in self._numbers(during, **conditions)
            if (held.stands(n) if standing else not held.is_deprecated(n))
            and polarity in (None, held.polarity(n))
            and not (without and held.predicate(n) in without)
        ]
        found.sort(key=held.time_key)
        some = found if limit is None else found[:limit]
        return Excerpt(tuple(map(held.__getitem__, some)), len(found))

    def presences(self, who: Ids, places: Ids | None = None, *, stays: bool) -> Iterable[Presence]:
        """Return where some were, by stays or by all else; see :meth:`Reader.presences`."""
        return presences.worked_out(self, who, places, stays=stays)

    def turns(self, since: Mapping[str, Day]) -> Iterator[Turn]:
        """Return where each of some turned up after a day; see :meth:`Reader.turns`."""
        held = self.compact
        if not since:
            return
        for number in self._numbers(ANY_TIME, subject=list(since), predicate=MOVES):
            who = held.subject(number)
            first, last, *_ = held.days(number)
            if first is None or last is None or first <= since[who] or not held.stands(number):
                continue
            if place := held.outline(number).object:
                yield Turn(who, place, first, last)

    def count(self, **wanted: Ids) -> int:
        """Return how many statements meet all conditions, without reading one."""
        return self._index.count(wanted)

    def weight(self, about: Ids) -> int:
        """Return how many statements that somebody attests speak of an entity."""
        return self._index.weight(about)

    def tellings(
        self,
        source: str | None = None,
        *,
        speaker: Ids | None = None,
        place: Ids | None = None,
    ) -> tuple[Telling, ...]:
        """Return the tellings that published statements came through."""
        held = self.compact
        found = held.tellings(source)
        if speaker is not None:
            numbers = self._index.tellings(speaker)
            found = (t for t in map(held.telling, numbers) if source in (None, t.source))
        return tuple(t for t in found if _is_one(t.speaker, speaker) and _is_one(t.place, place))

    # ── codes and notes ───────────────────────────────────────────────────────────────────────────

    def codings(
        self, *, source: str | None = None, code: str | None = None
    ) -> tuple[tuple[Coding, Passage], ...]:
        """Return the codings in published sources, without who made them."""
        asked = {"source": source, "code": code}
        found: set[int] | None = None
        for what, id_ in asked.items():
            if id_ is not None:
                here = set(self._codings_of[what].get(id_, ()))
                found = here if found is None else found & here
        return self._codings if found is None else tuple(self._codings[n] for n in sorted(found))

    def memos(self, about: str | None = None) -> tuple[Memo, ...]:  # noqa: ARG002 - as the archive
        """Return nothing: memos are private notes and never published."""
        return ()


def _is_one(id_: str | None, wanted: Ids | None) -> bool:
    return wanted is None or id_ in ({wanted} if isinstance(wanted, str) else wanted)
