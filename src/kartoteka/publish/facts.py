"""What every page is made with, whatever its language; and what the page asks of it that is being made.

In: a :class:`~kartoteka.publish.view.View`. Out: :class:`Facts`, made once a build. What is worked out once
and asked often is kept here; whoever asks is noted each time, also where the answer is at hand already.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import cast

from kartoteka.model.sources import Source
from kartoteka.publish.addresses import Addresses
from kartoteka.publish.company import Rooms, Together
from kartoteka.publish.digests import digest
from kartoteka.publish.noted import Noted, NotedJourneys
from kartoteka.publish.rumours import Rumours, rumours
from kartoteka.publish.tracing import Tag, Trace, TracedAtlas, TracedView, tag
from kartoteka.publish.view import View
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.order import time_key
from kartoteka.relate.status import Status, status


def company_tag(person: str) -> Tag:
    """Return the tag of who was with somebody."""
    return tag("company", person)


def whereabouts_tag(person: str) -> Tag:
    """Return the key of where somebody is."""
    return tag("whereabouts", person)


class Facts:
    """What is the same in every language, worked out once.

    Parameters
    ----------
    view
        What may be published.
    addresses
        Where every page is.
    noted
        Answers of an earlier build that still hold.

    Attributes
    ----------
    trace
        What the page asks for that is being made: all that a page asks for goes through here, or through
        ``traced_view`` and ``traced_atlas``.
    """

    def __init__(self, view: View, addresses: Addresses, noted: Noted | None = None) -> None:
        self.view, self.addresses = view, addresses
        self.noted = noted or Noted()
        self.trace = Trace()
        self.atlas = Atlas(view)
        self.traced_view = cast("View", TracedView(view, self.trace))
        self.traced_atlas = cast("Atlas", TracedAtlas(self.atlas, self.trace))
        self.journeys = NotedJourneys(self.atlas, self.noted)
        self._together = Rooms(view, self.atlas).company
        # A page in each language asks for it, one after the other; a list asks for everybody's once.
        self._status_of = lru_cache(maxsize=256)(self._status)
        self.whereabouts = lru_cache(maxsize=None)(self._whereabouts)
        self.weight = lru_cache(maxsize=None)(self._weight)

    @cached_property
    def rumours(self) -> Rumours:
        """All hearsay."""
        return rumours(self.view, self.atlas, self.journeys)

    def settle(self) -> None:
        """Work out what every process would work out for itself."""
        _ = self._by_author, self._by_place, self._position

    def company(self, person: str) -> Together:
        """Return whom a person was with."""
        self.trace.note((company_tag(person),))
        found = self._together(person)
        self.noted.note(company_tag(person), digest(found))
        return found

    def status(self, id_: str) -> Status:
        """Return where a person is."""
        found = self._status_of(id_)
        ids = self.atlas.ids(id_)
        # What reaches a person may be said of them, or of the place where they are and all it lies in.
        around = (*ids, *self.atlas.all_ids(found.path))
        self.trace.note(tag("subject", i) for i in ids)
        self.trace.note(tag("author", i) for i in ids)
        self.trace.note(tag("subject", i, "reach") for i in around)
        self.trace.entities(found.path)
        return found

    def _status(self, id_: str) -> Status:
        return status(self.view, id_, atlas=self.atlas)

    def _whereabouts(self, id_: str) -> str | None:
        """Return the innermost place where a person is; None where nobody knows."""
        known = self.noted[whereabouts_tag(id_)]
        if known is not None and known in self._places:
            return self._places[known]
        place = self._status_of(id_).place
        self.noted.note(whereabouts_tag(id_), tag("entity", place or ""))
        return place

    @cached_property
    def _places(self) -> dict[Tag, str | None]:
        nowhere: dict[Tag, str | None] = {tag("entity", ""): None}
        return nowhere | {tag("entity", e.id): e.id for e in self.view.entities("place")}

    def _weight(self, id_: str) -> int:
        """Return how many statements that somebody attests speak of an entity."""
        return self.view.weight(self.atlas.ids(id_))

    # ── letters ───────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _by_author(self) -> dict[str, list[Source]]:
        found: dict[str, list[Source]] = {}
        for source in self.view.sources():
            if source.author:
                found.setdefault(self.atlas.clusters.head(source.author), []).append(source)
        return found

    @cached_property
    def _by_place(self) -> dict[str, list[Source]]:
        found: dict[str, list[Source]] = {}
        for source in self.view.sources():
            if source.place:
                found.setdefault(self.atlas.clusters.head(source.place), []).append(source)
        return found

    @cached_property
    def _position(self) -> dict[str, int]:
        return {s.id: n for written in self._by_author.values() for n, s in enumerate(written)}

    def written_by(self, id_: str) -> tuple[Source, ...]:
        """Return the sources that somebody wrote, by date."""
        self.trace.note(tag("author", i) for i in self.atlas.ids(id_))
        return tuple(self._by_author.get(self.atlas.clusters.head(id_), ()))

    def written_in(self, ids: Iterable[str]) -> tuple[Source, ...]:
        """Return the sources that were written in some places, by date."""
        heads = tuple(dict.fromkeys(map(self.atlas.clusters.head, ids)))
        self.trace.note(tag("written in", i) for i in self.atlas.all_ids(heads))
        found = {s.id: s for head in heads for s in self._by_place.get(head, ())}
        return tuple(sorted(found.values(), key=lambda s: time_key(s.written)))

    def neighbours(self, source: Source) -> tuple[Source | None, Source | None]:
        """Return what its author wrote before a source, and after it."""
        found: tuple[Source | None, Source | None] = None, None
        if source.author:
            written = self._by_author[self.atlas.clusters.head(source.author)]
            at = self._position[source.id]
            found = (
                written[at - 1] if at else None,
                written[at + 1] if at + 1 < len(written) else None,
            )
        self.trace.note(tag("letter", s.id) for s in (source, *found) if s)
        return found
