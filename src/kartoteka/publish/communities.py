"""The pages of a community and of a human type (or a custom).

In: a desk and an id. Out: :class:`CommunityPage`, :class:`TypePage`, frozen, for their templates.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from kartoteka.publish.desk import AlsoCalled, Desk, Ref, heard
from kartoteka.publish.drawing import Row, Span, timeline
from kartoteka.publish.prose import Quote, Said
from kartoteka.publish.rumours import Flow, flows
from kartoteka.relate.group import GroupBiography, Membership, group
from kartoteka.relate.hearsay import News
from kartoteka.relate.life import ABOUT_NAMES
from kartoteka.relate.type import type as type_profile


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who belonged to a community."""

    who: Ref
    when: str
    function: str
    said: Said


@dataclass(frozen=True, slots=True)
class CommunityPage:
    """Everything on the page of a community."""

    ref: Ref
    names: tuple[AlsoCalled, ...]
    places: tuple[Said, ...]
    turns: tuple[Said, ...]
    drawing: Markup
    members: tuple[Member, ...]
    neighbours: tuple[Ref, ...]
    practices: tuple[Said, ...]
    has: tuple[Said, ...]
    numbers: tuple[Said, ...]
    traits: tuple[Said, ...]
    events: tuple[Said, ...]
    before: tuple[Ref, ...]
    after: tuple[Ref, ...]
    told: tuple[Said, ...]
    mentions: tuple[Said, ...]


def community_page(desk: Desk, id_: str) -> CommunityPage:
    """Return the page of a community."""
    found = group(desk.view, id_, atlas=desk.atlas)
    shown = {f.statement.id for f in found.turns}
    shown |= {m.attested.statement.id for m in found.members}
    about = desk.view.statements(about=found.ids)
    return CommunityPage(
        ref=desk.ref(found.group),
        names=desk.other_names(found.group),
        places=desk.said((v.attested for v in found.places), found.group),
        turns=desk.said(found.turns, found.group),
        drawing=_membership(desk, found),
        members=tuple(_member(desk, member) for member in found.members),
        neighbours=desk.refs(v.who for v in found.neighbours),
        practices=desk.said(found.practices, found.group),
        has=desk.said(found.has, found.group),
        numbers=desk.said(found.numbers, found.group),
        traits=desk.said(found.traits, found.group),
        events=desk.said(found.events, found.group),
        before=desk.refs(found.before),
        after=desk.refs(found.after),
        told=desk.told_by(found.ids),
        mentions=desk.by_time(
            f
            for f in about
            if desk.head(f.statement.subject) != found.group
            and f.statement.id not in shown
            and f.statement.predicate not in ABOUT_NAMES
        ),
    )


def _member(desk: Desk, member: Membership) -> Member:
    return Member(
        who=desk.ref(member.who),
        when=desk.date(member.when),
        function=member.function or "",
        said=desk.prose.said(member.attested),
    )


def _membership(desk: Desk, found: GroupBiography) -> Markup:
    """Draw the community's own stays first, then a line for each member."""
    spans: dict[str, list[Span]] = {}
    for stay in found.places:
        if stay.when is not None:
            spans.setdefault(stay.place, []).append(Span(stay.when, "place", heard(stay.attested)))
    for member in found.members:
        if member.when is not None:
            spans.setdefault(member.who, []).append(Span(member.when, heard=heard(member.attested)))
    name = desk.atlas.name(found.group, desk.lang)
    return timeline(
        "members",
        [Row(desk.atlas.name(id_, desk.lang), tuple(s)) for id_, s in spans.items()],
        title=desk.say("members_title", name=name),
        description=desk.say("members_description"),
        months=desk.months,
        crowd=desk.say("crowd_description"),
    )


@dataclass(frozen=True, slots=True)
class Reputation:
    """What is said of a type, among whom, by whom."""

    among: Ref | None
    among_words: str
    value: str
    value_lang: str
    negative: bool
    witness: Ref | None
    quote: Quote


@dataclass(frozen=True, slots=True)
class TypePage:
    """Everything on the page of a type."""

    ref: Ref
    names: tuple[AlsoCalled, ...]
    definitions: tuple[Said, ...]
    criteria: tuple[Said, ...]
    members: tuple[Said, ...]
    not_members: tuple[Said, ...]
    counter_examples: tuple[Said, ...]
    reputations: tuple[Reputation, ...]
    practised: tuple[Said, ...]
    not_practised: tuple[Said, ...]
    broader: Ref | None
    narrower: tuple[Ref, ...]
    other: tuple[Said, ...]
    flows: tuple[Flow, ...]


def type_page(desk: Desk, id_: str) -> TypePage:
    """Return the page of a human type, or of a custom."""
    found = type_profile(desk.view, id_, atlas=desk.atlas, journeys=desk.journeys)
    return TypePage(
        ref=desk.ref(found.type),
        names=desk.other_names(found.type),
        definitions=desk.said(found.definitions, found.type),
        criteria=desk.said(found.criteria, found.type),
        members=desk.by_time(found.members),
        not_members=desk.by_time(found.not_members),
        counter_examples=desk.said(found.counter_examples),
        reputations=tuple(_reputation(desk, item) for item in found.reputations),
        practised=desk.by_time(found.practised),
        not_practised=desk.by_time(found.not_practised),
        broader=desk.ref(found.broader) if found.broader else None,
        narrower=desk.refs(found.narrower),
        other=desk.by_time(found.other, found.type),
        flows=flows(desk, (n for n in found.reputations if n.steps)),
    )


def _reputation(desk: Desk, item: News) -> Reputation:
    statement = item.statement
    among = next((r for r in statement.roles if r.term == "among"), None)
    return Reputation(
        among=desk.ref(among.entity) if among and among.entity else None,
        among_words=(among.value or "") if among else "",
        value=statement.value or "",
        value_lang=statement.lang or item.evidence.source.lang,
        negative=statement.polarity < 0,
        witness=desk.ref(item.witness) if item.witness else None,
        quote=desk.prose.quote(statement, item.evidence),
    )
