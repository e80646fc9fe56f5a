"""Hearsay as a page shows it: one flow for each piece of news, and a drawing of how news travelled.

In: :class:`~kartoteka.relate.hearsay.News`. Out: :class:`Flow` (who told whom, where), and arcs from the
place that is spoken of to the place where it was told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from kartoteka.model.statements import Attested
from kartoteka.publish.arcs import Arc, arcs
from kartoteka.publish.desk import Desk, Ref
from kartoteka.publish.prose import Quote, Said
from kartoteka.relate.hearsay import News, hearsay


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
    legs: tuple[Leg, ...]
    told: tuple[Flow, ...]
    unplaced: tuple[Flow, ...]


def hearsay_page(desk: Desk) -> HearsayPage:
    """Return all hearsay of the archive."""
    news = hearsay(desk.view, atlas=desk.atlas, journeys=desk.journeys)
    legs = _legs(desk, news)
    return HearsayPage(
        drawing=_draw(desk, legs),
        legs=tuple(Leg(desk.ref(a), desk.ref(b), n) for (a, b), (n, _) in legs.items()),
        told=flows(desk, (n for n in news if n.steps)),
        unplaced=flows(desk, (n for n in news if not n.steps)),
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


def _legs(desk: Desk, news: Iterable[News]) -> dict[tuple[str, str], tuple[int, str]]:
    """Return (place spoken of, place where it was told) → how often, and whether good or bad."""
    counts: Counter[tuple[str, str]] = Counter()
    tone: dict[tuple[str, str], float] = {}
    for item in news:
        entity = desk.atlas.find(item.statement.subject)
        where = next((s.place for s in item.steps if s.place), None) or item.evidence.source.place
        if entity is None or entity.kind != "place" or where is None:
            continue
        leg = _outer(desk, entity.id), _outer(desk, where)
        counts[leg] += 1
        rating = item.statement.predicate == "rating" and item.statement.number
        tone[leg] = tone.get(leg, 0.0) + (rating[0] if rating else 0.0)
    return {
        leg: (n, "good" if tone[leg] > 0 else "bad" if tone[leg] < 0 else "plain")
        for leg, n in sorted(counts.items())
    }


def _outer(desk: Desk, place: str) -> str:
    """Return the prison of a cell: cells would make the drawing a thicket."""
    return desk.atlas.of_sort(place, "institution") or desk.head(place)


def _draw(desk: Desk, legs: dict[tuple[str, str], tuple[int, str]]) -> Markup:
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
