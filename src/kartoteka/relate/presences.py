"""Where some have been within a place: read from the archive when first asked for, or of many at once.

In: an atlas. Out: :class:`Presences`, from which ``standing`` asks. What was read is kept, up to a limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from kartoteka.relate.atlas import Atlas
from kartoteka.relate.presence import Presence, placed

_MEETING = ("transfer", "met", "event")
"""What places somebody in other ways than by a stay."""

_KEPT = 200_000
"""Presences kept in memory, about; beyond it they are read again."""

_Found = Mapping[str, list[Presence]]


class Presences:
    """Where people and groups themselves have been: what statements, tellings and letters' heads say."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._known: dict[tuple[str, str | None], list[Presence]] = {}
        self._kept = 0
        # Of one area: of whom everything is known that may have been in it, whichever place of it is asked for.
        self._area: str | None = None
        self._in_area: dict[str, list[Presence]] = {}
        # Where an author's letters were written does not depend on the place that is asked for.
        self._letters: dict[str, list[Presence]] = {}

    def own(self, head: str, place: str | None) -> list[Presence]:
        """Return where somebody was themself, within a place (None: anywhere)."""
        if (head, place) not in self._known:
            self.read([head], place)
        return self._known[head, place]

    def read(self, heads: Iterable[str], place: str | None) -> None:
        """Read where some have been within a place, all that are not known yet at once."""
        wanted = [h for h in dict.fromkeys(heads) if (h, place) not in self._known]
        if not wanted:
            return
        gathered = [h for h in wanted if h in self._in_area] if self._covers(place) else []
        found = {h: self._in_area[h] for h in gathered}
        if len(gathered) < len(wanted):
            found |= self._look([h for h in wanted if h not in found], place)
        inside = {h: [p for p in each if self._lies_in(p, place)] for h, each in found.items()}
        self._keep(inside, place)

    def gather(self, heads: Iterable[str], area: str) -> None:
        """Read where some have been in an area; what is asked of places within it is answered from that."""
        known = self._in_area if area == self._area else {}
        unread = sorted(h for h in set(heads) if h not in known)
        found = self._look(unread, area) if unread else {}
        self._count(found)
        self._area, self._in_area = area, {**known, **found}

    def _covers(self, place: str | None) -> bool:
        area = self._area
        return area is not None and place is not None and self._atlas.within(place, area)

    def _lies_in(self, found: Presence, place: str | None) -> bool:
        return place is None or self._atlas.within(found.place, place, (found.begins, found.ends))

    def _keep(self, found: _Found, place: str | None) -> None:
        self._count(found)
        self._known.update({(head, place): each for head, each in found.items()})

    def _count(self, found: _Found) -> None:
        """Forget what was read before, when it has become much."""
        size = sum(map(len, found.values())) + len(found)
        if self._kept + size > _KEPT:
            self._known.clear()
            self._letters.clear()
            self._area, self._in_area, self._kept = None, {}, 0
        self._kept += size

    def _look(self, heads: list[str], place: str | None) -> dict[str, list[Presence]]:
        """Return where some may have been: what statements say, then what tellings, then letters' heads."""
        ids = self._atlas.all_ids(tuple(heads))
        inside = None if place is None else self._atlas.all_ids(self._atlas.below(place))
        found = {h: list[Presence]() for h in heads}
        for presence in chain(self._said(ids, inside), self._told(ids, inside)):
            if presence.who in found:
                found[presence.who].append(presence)
        self._read_letters(heads)
        for head, each in found.items():
            each += self._letters[head]
        return found

    def _said(self, ids: tuple[str, ...], inside: tuple[str, ...] | None) -> Iterator[Presence]:
        reader, head = self._atlas.reader, self._atlas.clusters.head
        # Half of all that is told are stays, and who stayed where is read off one index.
        stays = reader.outlines(subject=ids, object=inside, predicate="stay")
        rest = reader.outlines(about=ids, predicate=_MEETING, touching=inside)
        for said in chain(stays, rest):
            if said.stands:
                for who, place, begins, ends in placed(said):
                    yield Presence(head(who), head(place), said.id, begins, None, ends)

    def _told(self, ids: tuple[str, ...], inside: tuple[str, ...] | None) -> Iterator[Presence]:
        head = self._atlas.clusters.head
        for t in self._atlas.reader.tellings(speaker=ids, place=inside):
            if t.speaker and t.place:
                begins, ends = (t.when.b0, t.when.e1) if t.when else (None, None)
                yield Presence(head(t.speaker), head(t.place), None, begins, t.source, ends)

    def _read_letters(self, heads: Iterable[str]) -> None:
        """Read from where some wrote letters, of all of whom it has not been read yet at once."""
        unread = {h: list[Presence]() for h in heads if h not in self._letters}
        if not unread:
            return
        head = self._atlas.clusters.head
        for s in self._atlas.reader.sources(author=self._atlas.all_ids(tuple(unread))):
            if s.author and s.place:
                begins, ends = (s.written.b0, s.written.e1) if s.written else (None, None)
                found = Presence(head(s.author), head(s.place), None, begins, s.id, ends)
                unread[found.who].append(found)
        self._letters.update(unread)
