"""Who was in one place with somebody, at one time.

In: a reader and a person. Out: :class:`Companion`, one per person and place, possible or certain.
"""

from __future__ import annotations

from dataclasses import dataclass

from kartoteka.archive.reader import Reader
from kartoteka.model.statements import Attested
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.order import may_meet, surely_met
from kartoteka.relate.place import who_was_there


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
    there = who_was_there(reader, atlas.all_ids(tuple(by_place)), atlas) if by_place else ()
    for visitor in there:
        for stay in by_place[visitor.place] if visitor.who != head else ():
            key, certain = (visitor.who, visitor.place), surely_met(stay, visitor.attested)
            known = key in best and (best[key].certain or not certain)
            if may_meet(stay.statement.when, visitor.when) and not known:
                best[key] = Companion(*key, certain, (stay, visitor.attested))
    return tuple(best[key] for key in sorted(best))
