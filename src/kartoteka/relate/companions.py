"""Who was in one place with somebody, at one time.

In: a reader and a person. Out: :class:`Companion`, one per person and place, possible or certain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kartoteka.archive.reader import Reader, Stretch
from kartoteka.model.dates import Day
from kartoteka.model.outlines import Outline
from kartoteka.model.statements import Attested
from kartoteka.relate.atlas import Atlas, stretch, touch
from kartoteka.relate.leaving import leavings
from kartoteka.relate.order import outline_key, surely_met
from kartoteka.relate.place import Visitor, visitors_of


@dataclass(frozen=True, slots=True)
class Companion:
    """That two were in one place at one time: possibly, or certainly."""

    who: str
    place: str
    certain: bool
    stays: tuple[Attested, Attested]


def companions(reader: Reader, person: str, *, atlas: Atlas | None = None) -> tuple[Companion, ...]:
    """Return who was in one place with somebody, and whether certainly; by name of the place.

    Being in one prison is not being together: only stays in the same innermost place count.
    """
    atlas = atlas or Atlas(reader)
    head = atlas.clusters.head(person)
    own = [
        f
        for f in reader.statements(subject=atlas.ids(head), predicate="stay")
        if f.stands and f.statement.object
    ]
    by_place: dict[str, list[Attested]] = {}
    for stay in own:
        where = atlas.clusters.head(stay.statement.object or "")
        if not atlas.children(where):
            by_place.setdefault(where, []).append(stay)
    best: dict[tuple[str, str], Companion] = {}
    met = _may_have_met(reader, head, by_place, atlas)
    gone = leavings(reader, (*own, *(visitor.attested for visitor in met)), atlas)
    for visitor in met:
        for stay in by_place[visitor.place]:
            key, certain = (visitor.who, visitor.place), surely_met(stay, visitor.attested)
            known = key in best and (best[key].certain or not certain)
            if touch(gone.possible(stay), gone.possible(visitor.attested)) and not known:
                best[key] = Companion(*key, certain, (stay, visitor.attested))
    return tuple(best[key] for key in sorted(best))


def _may_have_met(
    reader: Reader, head: str, stays: Mapping[str, list[Attested]], atlas: Atlas
) -> tuple[Visitor, ...]:
    """Return who else was in some places at a time that may be the same; only they are read whole."""
    met: list[Outline] = []
    for place, own in stays.items():
        times = [stretch(f.statement.when) for f in own]
        for said in reader.outlines(object=atlas.ids(place), predicate="stay", during=hull(times)):
            other = said.stands and atlas.clusters.head(said.subject) != head
            if other and any(touch((said.b0, said.e1), time) for time in times):
                met.append(said)
    met.sort(key=outline_key)
    whole = {f.statement.id: f for f in reader.statements(ids=[m.id for m in met])}
    return visitors_of((whole[m.id] for m in met), atlas)


def hull(times: Iterable[Stretch]) -> Stretch:
    """Return the stretch of days from the first beginning to the last end of several.

    >>> hull([(5, 9), (None, 3)]), hull([(5, 9), (1, 3)])
    ((None, 9), (1, 9))
    """
    first, last = zip(*times, strict=True)
    return _unless_open(min, first), _unless_open(max, last)


def _unless_open(pick: Callable[[Iterable[Day]], Day], days: Iterable[Day | None]) -> Day | None:
    known = list(days)
    return None if None in known else pick(d for d in known if d is not None)
