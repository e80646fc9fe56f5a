"""What can be asked of an archive: the one interface through which everything else reads.

:class:`Reader` is a protocol with two implementations: the :class:`~kartoteka.archive.archive.Archive`
itself, and ``publish.view.View``, which answers the same questions with only what may be published.
Everything in ``relate``, ``check`` and ``publish`` is written against it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Protocol

from kartoteka.model.coding import Coding, Memo
from kartoteka.model.dates import Day
from kartoteka.model.entities import Entity, Identity, Kind
from kartoteka.model.gists import Gist
from kartoteka.model.outlines import Excerpt, Link, Outline
from kartoteka.model.presence import Presence, Turn
from kartoteka.model.quotes import Quote
from kartoteka.model.sources import Part, Passage, Source
from kartoteka.model.statements import Attested, Telling
from kartoteka.model.terms import Vocabulary

Ids = str | Collection[str]
"""One id, or several (any of them)."""

Stretch = tuple[Day | None, Day | None]
"""A first and a last day; None: open on that side."""

ANY_TIME: Stretch = (None, None)


class Reader(Protocol):
    """The questions; every answer is in a stable order, and no answer is kept between calls."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The terms: the default ones and the archive's own."""
        ...

    def entity(self, id: str) -> Entity:  # noqa: A002
        """Return an entity; NotFound (with near names) where there is none."""
        ...

    def find_entity(self, id: str) -> Entity | None:  # noqa: A002
        """Return an entity, or None: for ids that a source names before anybody made them."""
        ...

    def entities(self, kind: Kind | None = None) -> Iterator[Entity]:
        """Yield the entities, by id."""
        ...

    def source(self, id: str) -> Source:  # noqa: A002
        """Return a source; NotFound where there is none."""
        ...

    def sources(self, author: Ids | None = None) -> Iterator[Source]:
        """Yield the sources (of some authors), by date of writing (undated last), then id."""
        ...

    def text(self, source: str) -> str:
        """Return a source's text."""
        ...

    def parts(self, source: str) -> tuple[Part, ...]:
        """Return the parts of a source, by position."""
        ...

    def passages(self, source: str) -> tuple[Passage, ...]:
        """Return the passages of a source, by position."""
        ...

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
        """Return statements with all their evidence, in the order of recording.

        Conditions are joined by *and*. ``about`` is any entity position: subject, object or role;
        ``speaker`` is anybody in the chain of tellings of an attestation; ``source`` is where an
        attestation's passage stands; ``during`` are days on one of which it may have been so (an undated
        statement may have been so at any time). Without a condition: all.
        """
        ...

    def stream(self, *, during: Stretch = ANY_TIME, **conditions: Ids | None) -> Iterator[Attested]:
        """Yield what :meth:`statements` returns, a batch in memory at a time; write nothing meanwhile."""
        ...

    def outlines(
        self,
        *,
        during: Stretch = ANY_TIME,
        touching: Ids | None = None,
        kind: Kind | None = None,
        brief: bool = False,
        **conditions: Ids | None,
    ) -> Iterator[Outline]:
        """Yield who, what, where and when of statements, in the order of recording; write nothing meanwhile.

        The conditions are those of :meth:`statements`; ``touching`` is a second ``about``: those that also
        name one of these; ``kind`` is the kind of the subject. ``brief``: their stances and roles are not
        needed.
        """
        ...

    def gists(
        self, *, role: str | None = None, during: Stretch = ANY_TIME, **conditions: Ids | None
    ) -> Iterator[Gist]:
        """Yield who, what, where and when of what stands, and when it was said, in the order of recording.

        The conditions are those of :meth:`statements`; ``role`` is the one role that is read. Write nothing
        meanwhile.
        """
        ...

    def quotes(self, **conditions: Ids | None) -> Iterator[Quote]:
        """Yield what each passage says, by statement and attestation in the order of recording.

        The conditions are those of :meth:`statements`; statements that nobody attests have none. Write
        nothing meanwhile.
        """
        ...

    def links(
        self,
        predicate: str,
        *,
        subject: Ids | None = None,
        object: Ids | None = None,  # noqa: A002
        kind: Kind | None = None,
    ) -> Iterable[Link]:
        """Return whom a predicate ties to what, by statements that stand, in the order of recording.

        ``kind`` is the kind of the subject.
        """
        ...

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
        """Return the first statements by time (``relate.order.time_key``), and how many there are.

        The conditions are those of :meth:`statements`; ``without``: predicates that do not count. Nor do
        deprecated statements; with ``standing`` only those that stand. ``limit`` None: all.
        """
        ...

    def presences(self, who: Ids, places: Ids | None = None, *, stays: bool) -> Iterable[Presence]:
        """Return where some were, in some places (by default: anywhere), as far as records say.

        With ``stays`` by stays, in the order of recording; else by all else that places somebody (see
        ``model.presence``): statements, then the places of tellings, in the order of recording, then the
        heads of letters, in the order of writing.
        """
        ...

    def turns(self, since: Mapping[str, Day]) -> Iterable[Turn]:
        """Return stays and moves that stand and began after a day, of each entity its own; in any order."""
        ...

    def tellings(
        self,
        source: str | None = None,
        *,
        speaker: Ids | None = None,
        place: Ids | None = None,
    ) -> tuple[Telling, ...]:
        """Return the tellings (in a source, of some speakers, in some places), in the order of recording."""
        ...

    def identities(self) -> tuple[Identity, ...]:
        """Return the identity judgements, withdrawn ones included, oldest first."""
        ...

    def codings(
        self, *, source: str | None = None, code: str | None = None
    ) -> tuple[tuple[Coding, Passage], ...]:
        """Return the codings with their passages, by source and position."""
        ...

    def memos(self, about: str | None = None) -> tuple[Memo, ...]:
        """Return the memos, in the order of writing."""
        ...
