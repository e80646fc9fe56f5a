"""The page of a place: who was there, how it is rated, what it has, what lies in it.

In: a desk and an id. Out: :class:`PlacePage`, frozen, for ``templates/place.html``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from markupsafe import Markup

from kartoteka.archive.reader import Reader
from kartoteka.model.statements import Attested
from kartoteka.publish.arcs import scale_dots
from kartoteka.publish.crowded import Within, told_from, within
from kartoteka.publish.desk import AlsoCalled, Desk, LetterRef, Ref, heard
from kartoteka.publish.drawing import Row, Span, timeline
from kartoteka.publish.prose import Quote, Said
from kartoteka.publish.rumours import Flow, flows
from kartoteka.relate.hearsay import News, hearsay
from kartoteka.relate.life import ABOUT_NAMES
from kartoteka.relate.place import PlaceProfile, Visitor, place


@dataclass(frozen=True, slots=True)
class Branch:
    """A place within a place, with what lies in it."""

    ref: Ref
    children: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Guest:
    """A line of "who was there"."""

    who: Ref
    place: Ref | None
    when: str
    regime: str
    said: Said


@dataclass(frozen=True, slots=True)
class RatingLine:
    """One rating: of what, how good, in which words, by whom, how old the news is."""

    aspect: str
    dots: Markup
    words: str
    against: str
    verbatim: str
    place: Ref | None
    witness: Ref | None
    quote: Quote
    age: str
    said_id: str


@dataclass(frozen=True, slots=True)
class PlacePage:
    """Everything on the page of a place."""

    ref: Ref
    names: tuple[AlsoCalled, ...]
    path: tuple[Ref, ...]
    tree: tuple[Branch, ...]
    numbers: tuple[Said, ...]
    drawing: Markup
    within: tuple[Within, ...]
    apart: bool
    """Whether what is said of the places within it is left to their pages."""
    guests: tuple[Guest, ...]
    first_hand: tuple[RatingLine, ...]
    by_hearsay: tuple[RatingLine, ...]
    practices: tuple[Said, ...]
    has: tuple[Said, ...]
    traits: tuple[Said, ...]
    events: tuple[Said, ...]
    flows: tuple[Flow, ...]
    groups: tuple[Ref, ...]
    letters: tuple[LetterRef, ...]
    mentions: tuple[Said, ...]


def place_page(desk: Desk, id_: str) -> PlacePage:
    """Return the page of a place."""
    head = desk.head(id_)
    shown_here = told_from(desk, head)
    reader = cast("Reader", shown_here)
    found = place(reader, id_, atlas=desk.atlas, journeys=desk.journeys)
    below = desk.atlas.below(found.place)
    ratings = tuple(_rating(desk, item, found.place) for item in found.ratings)
    hands = [item.standing for item in found.ratings]
    shown = {v.attested.statement.id for v in found.visitors}
    about = desk.view.statements(about=found.ids)
    told = hearsay(reader, found.place, atlas=desk.atlas, journeys=desk.journeys)
    return PlacePage(
        ref=desk.ref(found.place),
        names=desk.other_names(found.place),
        path=tuple(reversed(desk.refs(found.path[1:]))),
        tree=_branches(desk, found.children),
        numbers=desk.said(found.numbers, found.place),
        drawing=_presence(desk, found),
        within=within(desk, head) if shown_here.stays else (),
        apart=shown_here.said,
        guests=tuple(_guest(desk, visitor, found.place) for visitor in found.visitors),
        first_hand=tuple(r for r, h in zip(ratings, hands, strict=True) if h == "first-hand"),
        by_hearsay=tuple(r for r, h in zip(ratings, hands, strict=True) if h == "hearsay"),
        practices=desk.said(found.practices, found.place),
        has=desk.said(found.has, found.place),
        traits=desk.said(found.traits, found.place),
        events=desk.said(found.events, found.place),
        flows=flows(desk, (n for n in told if n.steps)),
        groups=desk.refs(
            sorted({v.who for v in found.visitors if desk.ref(v.who).kind == "group"})
        ),
        letters=tuple(map(desk.letter, desk.written_in(below))),
        mentions=desk.by_time(_mentions(desk, about, found.place, shown)),
    )


def _mentions(desk: Desk, about: Iterable[Attested], place: str, shown: set[str]) -> list[Attested]:
    return [
        f
        for f in about
        if desk.head(f.statement.subject) != place
        and f.statement.predicate not in ABOUT_NAMES
        and f.statement.id not in shown
    ]


def _branches(desk: Desk, ids: Sequence[str], depth: int = 0) -> tuple[Branch, ...]:
    # A place that lies in itself by mistake is a finding, not an endless page.
    if depth > 12:
        return ()
    found = (Branch(desk.ref(i), _branches(desk, desk.atlas.children(i), depth + 1)) for i in ids)
    return tuple(sorted(found, key=lambda b: b.ref.name))


def _guest(desk: Desk, visitor: Visitor, here: str) -> Guest:
    inside = desk.head(visitor.place) != here
    return Guest(
        who=desk.ref(visitor.who),
        place=desk.ref(visitor.place) if inside else None,
        when=desk.date(visitor.when),
        regime=desk.term("regime", visitor.regime),
        said=desk.prose.said(visitor.attested),
    )


def _rating(desk: Desk, item: News, here: str) -> RatingLine:
    statement = item.statement
    value = statement.number[0] if statement.number else 0.0
    words = desk.prose.said(Attested(statement)).statement.value or ""
    words = desk.say(f"scale_{round(value)}") if -2 <= value <= 2 else words
    subject = desk.head(statement.subject)
    return RatingLine(
        aspect=desk.term("aspect", statement.role("aspect")) or desk.say("in_general"),
        dots=scale_dots(value, words),
        words=words,
        against=_against(desk, item),
        verbatim=statement.role("verbatim") or "",
        place=desk.ref(subject) if subject != here else None,
        witness=desk.ref(item.witness) if item.witness else None,
        quote=desk.prose.quote(statement, item.evidence),
        age=age_in_words(desk, item.age),
        said_id=statement.id,
    )


def _against(desk: Desk, item: News) -> str:
    """Return that a passage denies or doubts a rating, or that it is negated; empty where it stands."""
    if item.evidence.attestation.stance != "asserts":
        return desk.say(f"stance_{item.evidence.attestation.stance}")
    return desk.say("rating_negated") if item.statement.polarity < 0 else ""


def age_in_words(desk: Desk, days: int | None) -> str:
    """Return how old news was when it was written down; empty where that is not known, or fresh."""
    if not days:
        return ""
    if days < 60:
        return desk.say("age_days", n=days)
    if days < 730:
        return desk.say("age_months", n=round(days / 30.4))
    return desk.say("age_years", n=round(days / 365.25))


def _presence(desk: Desk, found: PlaceProfile) -> Markup:
    """Draw who was there when: a line for each who."""
    spans: dict[str, list[Span]] = {}
    for visitor in found.visitors:
        if visitor.when is not None:
            look = "quarantine" if visitor.regime == "quarantine" else "stay"
            spans.setdefault(visitor.who, []).append(
                Span(visitor.when, look, heard(visitor.attested))
            )
    name = desk.atlas.name(found.place, desk.lang)
    return timeline(
        "presence",
        [Row(desk.atlas.name(who, desk.lang), tuple(s)) for who, s in spans.items()],
        title=desk.say("presence_title", name=name),
        description=desk.say("presence_description"),
        months=desk.months,
        crowd=desk.say("crowd_description"),
    )
