"""The stays that ``together`` compares: what counts as one place, and as the time asked about.

In: a reader, and what is asked. Out: :class:`~kartoteka.relate.queries.stays.Pairs` of stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kartoteka.archive.reader import ANY_TIME, Reader, Stretch
from kartoteka.model.gists import Gist
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.companions import hull
from kartoteka.relate.leaving import leavings_of_gists
from kartoteka.relate.queries.frames import shared
from kartoteka.relate.queries.stays import Pairs, Stay, Stays, met, pairs
from kartoteka.relate.told_again import stays_told


class Asking:
    """One question: what counts as one place, and as the time asked about."""

    def __init__(
        self, reader: Reader, atlas: Atlas, level: str | None, during: Stretch, place: str | None
    ) -> None:
        self._reader, self._atlas = reader, atlas
        self._level, self._during = level, during
        self._place = atlas.clusters.head(atlas.entity(place).id) if place else None

    def of_one(self, person: str, other: str | None) -> Pairs:
        """Return the meetings of one person, with one other or with anybody."""
        head = self._atlas.clusters.head(self._atlas.entity(person).id)
        own = self._stays(self._said(subject=self._atlas.ids(head)))
        if not own:
            return Pairs.of(Stays.of([]), iter(()), self._during)
        where = {i for spot in {spot for _, _, spot, _ in own} for i in self._ids_at(spot)}
        whose = self._atlas.ids(self._atlas.entity(other).id) if other else None
        days = hull(possible for *_, possible in own)
        found = self._stays(self._said(subject=whose, object=sorted(where), during=days))
        others = [stay for stay in found if stay[1] != head]
        stays = Stays.of([*own, *others])
        return Pairs.of(stays, met(stays, len(own)), self._during)

    def of_all(self) -> Pairs:
        """Return everybody's meetings, each pair of stays once."""
        below = self._atlas.all_ids(self._atlas.below(self._place)) if self._place else None
        stays = Stays.of(self._stays(self._said(object=below)))
        return Pairs.of(stays, pairs(stays), self._during)

    def _said(
        self,
        *,
        subject: Collection[str] | None = None,
        object: Collection[str] | None = None,  # noqa: A002
        during: Stretch = ANY_TIME,
    ) -> Iterable[Gist]:
        days = shared(self._during, during)
        return self._reader.gists(subject=subject, object=object, predicate="stay", during=days)

    def _stays(self, found: Iterable[Gist]) -> list[Stay]:
        head = self._atlas.clusters.head
        at = [
            (told, spot)
            for told in stays_told(found, self._atlas)
            if (spot := self._spot(told[0].object, (told[0].b0, told[0].e1)))
        ]
        gone = leavings_of_gists(self._reader, (told[0] for told, _ in at), self._atlas)
        return [(told, head(told[0].subject), spot, gone.of(told[0])) for told, spot in at]

    def _spot(self, where: str | None, during: Stretch) -> str | None:
        """Return what counts as the one place of a stay; None where it does not count."""
        if where is None:
            return None
        if self._place and not self._atlas.within(where, self._place, during):
            return None
        if self._level:
            return self._atlas.of_sort(where, self._level, during)
        return None if self._atlas.children(where) else self._atlas.clusters.head(where)

    def _ids_at(self, spot: str) -> tuple[str, ...]:
        return (
            self._atlas.all_ids(self._atlas.below(spot)) if self._level else self._atlas.ids(spot)
        )
