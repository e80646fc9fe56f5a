"""Where some have been within a place: read from the archive when first asked for.

In: an atlas. Out: :class:`Presences`, from which ``standing`` asks. What was read is kept, up to a limit.

To read of all witnesses of a page at once was tried: at a million statements it took longer, because most
are settled by one stay in one cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Literal

from kartoteka.model.outlines import Outline
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.presence import Presence, placed

_MEETING = ("transfer", "met", "event")
"""What places somebody in other ways than by a stay."""

_KEPT = 200_000
"""Presences kept in memory, about; beyond it they are read again."""

_Found = Mapping[str, list[Presence]]

Layer = Literal["stays", "rest"]
"""Stays are read first, by one index, and settle most questions; all else is read where they do not."""

LAYERS: tuple[Layer, Layer] = ("stays", "rest")


class Presences:
    """Where people and groups themselves have been: what statements, tellings and letters' heads say."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._known: dict[tuple[str, str | None, Layer], list[Presence]] = {}
        self._kept = 0
        # Where an author's letters were written does not depend on the place that is asked for.
        self._letters: dict[str, list[Presence]] = {}

    def own(self, head: str, place: str | None) -> Iterator[Presence]:
        """Yield where somebody was themself, within a place (None: anywhere); stays first."""
        for layer in LAYERS:
            yield from self.of_layer(head, place, layer)

    def of_layer(self, head: str, place: str | None, layer: Layer) -> list[Presence]:
        """Return where somebody was themself, within a place, by their stays or by all else."""
        if (head, place, layer) not in self._known:
            self._read([head], place, layer)
        return self._known[head, place, layer]

    def read(self, heads: Iterable[str], place: str | None) -> None:
        """Read where some have been within a place, all that are not known yet at once."""
        among = list(dict.fromkeys(heads))
        for layer in LAYERS:
            self._read(among, place, layer)

    def _read(self, heads: Iterable[str], place: str | None, layer: Layer) -> None:
        wanted = [h for h in heads if (h, place, layer) not in self._known]
        if place is not None:  # of some everything was read already
            widely = [h for h in wanted if (h, None, layer) in self._known]
            for head in widely:
                everywhere = self._known[head, None, layer]
                here = [p for p in everywhere if self._lies_in(p, place)]
                self._known[head, place, layer] = here
            wanted = [h for h in wanted if h not in widely]
        if not wanted:
            return
        found = self._look(wanted, place, layer)
        inside = {h: [p for p in each if self._lies_in(p, place)] for h, each in found.items()}
        self._count(inside)
        self._known.update({(head, place, layer): each for head, each in inside.items()})

    def _lies_in(self, found: Presence, place: str | None) -> bool:
        return place is None or self._atlas.within(found.place, place, (found.begins, found.ends))

    def _count(self, found: _Found) -> None:
        """Forget what was read before, when it has become much."""
        size = sum(map(len, found.values())) + len(found)
        if self._kept + size > _KEPT:
            self._known.clear()
            self._letters.clear()
            self._kept = 0
        self._kept += size

    def _look(self, heads: list[str], place: str | None, layer: Layer) -> dict[str, list[Presence]]:
        """Return where some may have been: by stays, or by other statements, tellings and letters' heads."""
        ids = self._atlas.all_ids(tuple(heads))
        inside = None if place is None else self._atlas.all_ids(self._atlas.below(place))
        found = {h: list[Presence]() for h in heads}
        read = self._stays if layer == "stays" else self._elsewhere
        for presence in read(ids, inside):
            if presence.who in found:
                found[presence.who].append(presence)
        if layer == "rest":
            self._read_letters(heads)
            for head in heads:
                found[head].extend(self._letters[head])
        return found

    def _stays(self, ids: tuple[str, ...], inside: tuple[str, ...] | None) -> Iterator[Presence]:
        # Half of all that is told are stays, and who stayed where is read off one index.
        return self._placed(
            self._atlas.reader.outlines(subject=ids, object=inside, predicate="stay")
        )

    def _elsewhere(
        self, ids: tuple[str, ...], inside: tuple[str, ...] | None
    ) -> Iterator[Presence]:
        rest = self._atlas.reader.outlines(about=ids, predicate=_MEETING, touching=inside)
        return chain(self._placed(rest), self._told(ids, inside))

    def _placed(self, outlines: Iterable[Outline]) -> Iterator[Presence]:
        head = self._atlas.clusters.head
        for said in outlines:
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
