"""The page of a person: where they are, their life in order, their company, what they told.

In: a desk and a person. Out: :class:`PersonPage`, frozen, for ``templates/person.html``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from kartoteka.model.lives import Claim, Life
from kartoteka.model.statements import Attested
from kartoteka.publish.company import Together
from kartoteka.publish.desk import AlsoCalled, Chapter, Desk, LetterRef, Ref, heard
from kartoteka.publish.drawing import Row, Span, timeline
from kartoteka.publish.prose import Said
from kartoteka.relate.life import ABOUT_NAMES, life

TRAITS = ("occupation", "charge", "trait", "reputation", "attitude")
BONDS = ("kin", "relation", "member")


@dataclass(frozen=True, slots=True)
class StatusBox:
    """Where somebody is, as of when, on whose word."""

    path: tuple[Ref, ...]
    since: str
    regime: str
    as_of: str
    reach: tuple[str, ...]
    letter: LetterRef | None
    stay: Said | None


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A number claimed, and what the archive knows of it."""

    said: Said
    of: str
    known: tuple[Ref, ...]
    missing: int
    countable: bool


@dataclass(frozen=True, slots=True)
class Company:
    """Somebody who was in the same place at the same time."""

    who: Ref
    places: tuple[Ref, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything on the page of a person."""

    ref: Ref
    names: tuple[AlsoCalled, ...]
    pseudonym: bool
    portrait: tuple[Said, ...]
    status: StatusBox | None
    drawing: Markup
    years: tuple[Chapter, ...]
    undated: tuple[Said, ...]
    bonds: tuple[Said, ...]
    claims: tuple[ClaimLine, ...]
    company: tuple[Company, ...]
    crowds: tuple[Ref, ...]
    letters: tuple[LetterRef, ...]
    told: tuple[Said, ...]
    mentions: tuple[Said, ...]


def person_page(desk: Desk, id_: str) -> PersonPage:
    """Return the page of a person."""
    story = life(desk.view, id_, atlas=desk.atlas)
    entity = desk.atlas.entity(story.person)
    shown = {e.attested.statement.id for e in story.episodes}
    portrait = [f for f in story.undated if f.statement.predicate in TRAITS]
    bonds = [f for f in story.undated if f.statement.predicate in BONDS]
    shown |= {f.statement.id for f in (*portrait, *bonds)}
    about = desk.view.statements(about=story.ids)
    together = desk.facts.company(story.person)
    return PersonPage(
        ref=desk.ref(story.person),
        names=desk.other_names(story.person),
        pseudonym=bool(entity.alias),
        portrait=desk.said(portrait, story.person),
        status=person_status(desk, story.person),
        drawing=_journey(desk, story),
        years=by_year(desk, [e.attested for e in story.episodes], story.person),
        undated=desk.said((f for f in story.undated if f.statement.id not in shown), story.person),
        bonds=desk.said(bonds, story.person),
        claims=tuple(_claim(desk, claim, story.person) for claim in story.claims),
        company=_company(desk, together),
        crowds=desk.refs(together.crowds),
        letters=tuple(desk.letter(s) for i in story.ids for s in desk.written_by(i)),
        told=desk.told_by(story.ids),
        mentions=desk.by_time(
            f
            for f in about
            if desk.head(f.statement.subject) != story.person
            and f.statement.predicate not in ABOUT_NAMES
        ),
    )


def by_year(desk: Desk, found: Iterable[Attested], subject: str) -> tuple[Chapter, ...]:
    """Return statements (in order) as chapters, one a year."""
    said = desk.said(found, subject)
    return tuple(
        Chapter(year, tuple(lines)) for year, lines in groupby(said, key=lambda line: line.year)
    )


def person_status(desk: Desk, id_: str) -> StatusBox | None:
    """Return where a person is, as far as is known; None where nothing is."""
    found = desk.facts.status(id_)
    if found.place is None:
        return None
    return StatusBox(
        path=desk.refs(found.path),
        since=desk.date(found.since),
        regime=desk.term("regime", found.regime),
        as_of=desk.day(found.as_of),
        reach=tuple(_reach(desk, f) for f in found.reach[:3]),
        letter=desk.letter(found.letter) if found.letter else None,
        stay=desk.prose.said(found.stay, found.person) if found.stay else None,
    )


def _reach(desk: Desk, found: Attested) -> str:
    what = desk.term("reach", found.statement.value)
    when = desk.date(found.statement.when)
    return f"{what} ({when})" if when else what


def _claim(desk: Desk, claim: Claim, person: str) -> ClaimLine:
    countable = desk.atlas.vocabulary.has("sort", claim.of)
    return ClaimLine(
        said=desk.prose.said(claim.attested, person),
        of=desk.term("sort", claim.of),
        known=desk.refs(claim.known),
        missing=claim.missing,
        countable=countable,
    )


def _company(desk: Desk, found: Together) -> tuple[Company, ...]:
    company = (
        Company(desk.ref(who), desk.refs(places), who in found.certain)
        for who, places in found.places.items()
    )
    return tuple(sorted(company, key=lambda c: (not c.certain, c.who.name)))


def _journey(desk: Desk, story: Life) -> Markup:
    """Draw the journey: a line for each place, nested ones below the prison they lie in."""
    spans: dict[str, list[Span]] = {}
    for stay in story.journey:
        if stay.place and stay.when and stay.what == "stay":
            look = (
                "quarantine" if stay.attested.statement.role("regime") == "quarantine" else "stay"
            )
            spans.setdefault(desk.head(stay.place), []).append(
                Span(stay.when, look, heard(stay.attested))
            )
    letters = desk.written_by(story.person)
    name = desk.atlas.name(story.person, desk.lang)
    return timeline(
        "journey",
        [Row(desk.atlas.name(place, desk.lang), tuple(found)) for place, found in spans.items()],
        title=desk.say("journey_title", name=name),
        description=desk.say("journey_description"),
        marks=[s.written.e1 for s in letters if s.written and s.written.e1 is not None],
        months=desk.months,
        crowd=desk.say("crowd_description"),
    )
