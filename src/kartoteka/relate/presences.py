"""Where some have been within a place: read from the archive when first asked for.

In: an atlas. Out: :class:`Presences`, from which ``standing`` asks. What was read is kept, up to a limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from kartoteka.model.presence import Presence
from kartoteka.relate.atlas import Atlas

_KEPT = 200_000
"""Presences kept in memory, about; beyond it they are read again."""

_Found = Mapping[str, list[Presence]]

Layer = Literal["stays", "rest"]
"""Stays are read first, by one index, and settle most questions; all else is read where they do not."""

LAYERS: tuple[Layer, Layer] = ("stays", "rest")


class Presences:
    """Where people and groups themselves have been: what statements, tellings and letters' heads say.

    Parameters
    ----------
    atlas
        Names and places.
    scope
        A place within which much will be asked: of somebody everything within it is read at once.
    """

    def __init__(self, atlas: Atlas, scope: str | None = None) -> None:
        self._atlas = atlas
        self._scope = None if scope is None else atlas.clusters.head(scope)
        self._known: dict[tuple[str, str | None, Layer], list[Presence]] = {}
        self._kept = 0

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

    def read_scope(self, heads: Iterable[str]) -> None:
        """Read where some have been within the scope, all that are not known yet at once."""
        if self._scope is not None:
            self.read(heads, self._scope)

    def _read(self, heads: Iterable[str], place: str | None, layer: Layer) -> None:
        wanted = [h for h in heads if (h, place, layer) not in self._known]
        if not wanted:
            return
        for wide in self._around(place):
            if wide is not None:
                self._read(wanted, wide, layer)
            known = {h for h in wanted if (h, wide, layer) in self._known}
            for head in known:  # all that is in it was read already
                around = self._known[head, wide, layer]
                here = [p for p in around if self._lies_in(p, place)]
                self._known[head, place, layer] = here
            wanted = [h for h in wanted if h not in known]
        if not wanted:
            return
        found = self._look(wanted, place, layer)
        inside = {h: [p for p in each if self._lies_in(p, place)] for h, each in found.items()}
        self._count(inside)
        self._known.update({(head, place, layer): each for head, each in inside.items()})

    def _around(self, place: str | None) -> tuple[str | None, ...]:
        """Return within what somebody's presences may have been read that has a place in it."""
        if place is None:
            return ()
        within = (
            self._scope
            and place != self._scope
            and self._atlas.within(place, self._scope)
            # What was read within the scope lacks what was in a place while that lay elsewhere.
            and not self._atlas.moving(sorted(self._atlas.above(place)))
        )
        return (None, self._scope) if within else (None,)

    def _lies_in(self, found: Presence, place: str | None) -> bool:
        return place is None or self._atlas.within(found.place, place, (found.begins, found.ends))

    def _count(self, found: _Found) -> None:
        """Forget what was read before, when it has become much."""
        size = sum(map(len, found.values())) + len(found)
        if self._kept + size > _KEPT:
            self._known.clear()
            self._kept = 0
        self._kept += size

    def _look(self, heads: list[str], place: str | None, layer: Layer) -> dict[str, list[Presence]]:
        """Return where some may have been: by stays, or by other statements, tellings and letters' heads."""
        atlas, head = self._atlas, self._atlas.clusters.head
        inside = None if place is None else atlas.all_ids(atlas.below(place))
        ids = atlas.all_ids(tuple(heads))
        found = {h: list[Presence]() for h in heads}
        for p in atlas.reader.presences(ids, inside, stays=layer == "stays"):
            found[head(p.who)].append(p._replace(who=head(p.who), place=head(p.place)))
        return found
