"""Hearsay as a page shows it: one flow for each piece of news, and a drawing of how news travelled.

In: :class:`~kartoteka.relate.hearsay.News`. Out: :class:`Flow` (who told whom, where), and arcs from the
place that is spoken of to the place where it was told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from kartoteka.model.statements import Attested
from kartoteka.publish.arcs import Arc, arcs
from kartoteka.publish.prose import Quote, Said
from kartoteka.publish.view import View
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.hearsay import News, each_hearsay
from kartoteka.relate.standing import Journeys

if TYPE_CHECKING:
    from kartoteka.publish.desk import Desk, Ref


MOST_NEWS = 600
"""Pieces of news of each kind on the page of hearsay; all stand on the pages of what they are about."""

MOST_DRAWN = 80
"""Ways that are drawn."""

Way = tuple[str, str]
"""From the place that is spoken of to the place where it was told, by id."""


@dataclass(frozen=True, slots=True)
class Station:
    """Somebody whom the news passed through; ``place`` and ``when`` are of their telling it on."""

    who: Ref | None
    place: Ref | None
    when: str
    reliability: int | None
    role: str
    """``knew`` (the innermost), ``passed`` or ``wrote``."""


@dataclass(frozen=True, slots=True)
class Flow:
    """One piece of news and its way to us."""

    said: Said
    quote: Quote
    stations: tuple[Station, ...]


@dataclass(frozen=True, slots=True)
class Leg:
    """News of one place told in another: a line of the drawing's table."""

    about: Ref
    told_in: Ref
    count: int


@dataclass(frozen=True, slots=True)
class HearsayPage:
    """Everything on the page of hearsay."""

    drawing: Markup
    drawn: int
    legs: tuple[Leg, ...]
    leg_count: int
    told: tuple[Flow, ...]
    told_kept: int
    told_count: int
    unplaced: tuple[Flow, ...]
    unplaced_kept: int
    unplaced_count: int


@dataclass(frozen=True, slots=True)
class Rumours:
    """All hearsay of an archive, once for all languages: the ways it took, and the first pieces of it.

    Parameters
    ----------
    legs
        (Place spoken of, place where it was told) → how often, and whether good or bad.
    told, unplaced
        What somebody told the author; what an author says of a place without having been there.
    told_count, unplaced_count
        How many there are of each.
    """

    legs: dict[Way, tuple[int, str]]
    told: tuple[News, ...]
    unplaced: tuple[News, ...]
    told_count: int
    unplaced_count: int


def rumours(view: View, atlas: Atlas, journeys: Journeys) -> Rumours:
    """Read all hearsay once; no more of it is held than the page shows."""
    told, unplaced = list[News](), list[News]()
    told_count = unplaced_count = 0
    counts: Counter[Way] = Counter()
    tone: dict[Way, float] = {}
    for item in each_hearsay(view, atlas=atlas, journeys=journeys):
        kept, number = (told, told_count) if item.steps else (unplaced, unplaced_count)
        if number < MOST_NEWS:
            kept.append(item)
        told_count += bool(item.steps)
        unplaced_count += not item.steps
        if leg := _leg(item, atlas):
            counts[leg] += 1
            rating = item.statement.predicate == "rating" and item.statement.number
            tone[leg] = tone.get(leg, 0.0) + (rating[0] if rating else 0.0)
    looks = {leg: _look(tone[leg]) for leg in counts}
    legs = {leg: (n, looks[leg]) for leg, n in sorted(counts.items())}
    return Rumours(legs, tuple(told), tuple(unplaced), told_count, unplaced_count)


def _look(tone: float) -> str:
    return "good" if tone > 0 else "bad" if tone < 0 else "plain"


def hearsay_page(desk: Desk) -> HearsayPage:
    """Return the hearsay of the archive."""
    found = desk.facts.rumours
    busiest = sorted(found.legs, key=lambda leg: -found.legs[leg][0])[:MOST_DRAWN]
    return HearsayPage(
        drawing=_draw(desk, {leg: found.legs[leg] for leg in sorted(busiest)}),
        drawn=len(busiest),
        legs=tuple(Leg(desk.ref(a), desk.ref(b), n) for (a, b), (n, _) in found.legs.items()),
        leg_count=len(found.legs),
        told=flows(desk, found.told),
        told_kept=len(found.told),
        told_count=found.told_count,
        unplaced=flows(desk, found.unplaced),
        unplaced_kept=len(found.unplaced),
        unplaced_count=found.unplaced_count,
    )


def flows(desk: Desk, news: Iterable[News]) -> tuple[Flow, ...]:
    """Return each piece of news with everybody it passed through."""
    return tuple(_flow(desk, item) for item in news)


def _flow(desk: Desk, item: News) -> Flow:
    stations = [
        Station(
            who=desk.ref(step.speaker) if step.speaker else None,
            place=desk.ref(step.place) if step.place else None,
            when=desk.date(step.when),
            reliability=step.reliability,
            role="passed" if position else "knew",
        )
        for position, step in enumerate(item.steps)
    ]
    evidence = item.evidence
    stations.append(
        Station(
            who=desk.ref(evidence.author) if evidence.author else None,
            place=desk.ref(evidence.source.place) if evidence.source.place else None,
            when=desk.date(evidence.written),
            reliability=None,
            role="wrote",
        )
    )
    return Flow(
        said=desk.prose.said(Attested(item.statement, (evidence,))),
        quote=desk.prose.quote(item.statement, evidence),
        stations=tuple(stations),
    )


def _leg(item: News, atlas: Atlas) -> Way | None:
    """Return the place that is spoken of, and the place where it was told; None where one is not known."""
    entity = atlas.find(item.statement.subject)
    where = next((s.place for s in item.steps if s.place), None) or item.evidence.source.place
    if entity is None or entity.kind != "place" or where is None:
        return None
    return _outer(atlas, entity.id), _outer(atlas, where)


def _outer(atlas: Atlas, place: str) -> str:
    """Return the prison of a cell: cells would make the drawing a thicket."""
    return atlas.of_sort(place, "institution") or atlas.clusters.head(place)


def _draw(desk: Desk, legs: Mapping[Way, tuple[int, str]]) -> Markup:
    nodes = list(dict.fromkeys(place for leg in legs for place in leg))
    nodes.sort(key=lambda place: desk.atlas.name(place, desk.lang))
    drawn = [
        Arc(nodes.index(about), nodes.index(told), look, n)
        for (about, told), (n, look) in legs.items()
    ]
    return arcs(
        "news",
        [desk.atlas.name(place, desk.lang) for place in nodes],
        drawn,
        title=desk.say("news_title"),
        description=desk.say("news_description"),
    )
