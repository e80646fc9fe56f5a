"""What the people of a cell have and do together: circles, practices, appliances, beds, food.

In: a desk and the leg that the letter is written from. Out: reports on the cell and its communities.
"""

from __future__ import annotations

from collections.abc import Sequence

from kartoteka.simulate.groups import CONSENSUS, VOTE, Group
from kartoteka.simulate.journey import Leg
from kartoteka.simulate.lexicon import FOOD, PRACTICES, SHORTAGE, THINGS
from kartoteka.simulate.reports import Claim, Desk

AT_MOST = 12
"""Members named in a sentence."""


def tell_commons(desk: Desk, leg: Leg) -> None:
    """Report on communities, appliances and size of the cell where the letter is written."""
    for number, group in desk.knowledge.groups(leg.stay.cell, leg.first, leg.last):
        _tell_turns(desk, leg, number, group)
        if desk.knowledge.ended(group.last) >= leg.last:
            _tell_members(desk, leg, number, group)
            _tell_practices(desk, leg, number)
    _tell_things(desk, leg)
    _tell_size(desk, leg)


def _cell(desk: Desk, leg: Leg) -> str:
    return desk.cell(leg.stay.cell)


def _tell_turns(desk: Desk, leg: Leg, number: int, group: Group) -> None:
    """Report how a group formed, formed anew, split off or dissolved, where the witness saw it."""
    id_, place = desk.group(number, group.cell), desk.naming.cell_id(group.cell)
    if leg.first <= group.first <= leg.last:
        report = desk.begin(group.origin, dated=True)
        said = desk.on(group.first, report)
        report.claims.append(Claim(id_, "formed", place, when=said.typed))
        if group.came_from >= 0:
            old = desk.group(group.came_from, group.cell)
            pair = (id_, "split", old) if group.origin == "split" else (old, "continued", id_)
            report.claims.append(Claim(*pair, when=said.typed))
        desk.tell(report, when=said.words, cell=_cell(desk, leg))
    end = desk.knowledge.ended(group.last) + 1
    if leg.first <= end <= leg.last:
        report = desk.begin("dissolved", dated=True)
        said = desk.on(end, report)
        report.claims.append(Claim(id_, "dissolved", place, when=said.typed))
        desk.tell(report, when=said.words, cell=_cell(desk, leg))


def _tell_members(desk: Desk, leg: Leg, number: int, group: Group) -> None:
    members = desk.knowledge.members(number, leg.last)
    kind = "members-of-split" if group.origin == "split" else "members"
    id_ = desk.group(number, group.cell)
    for start in range(0, len(members), AT_MOST):
        some = members[start : start + AT_MOST]
        report = desk.begin(kind, dated=False)
        when = desk.calendar.iso(leg.last + desk.off(report))
        people = [desk.who(m.person) for m in some]
        report.claims += [Claim(p.id, "member", id_, when=when) for p in people]
        desk.tell(report, names=desk.names(people), cell=_cell(desk, leg))


def _tell_practices(desk: Desk, leg: Leg, number: int) -> None:
    id_ = desk.group(number, leg.stay.cell)
    held = [practice for practice, _ in desk.knowledge.practices(number, leg.last)]
    when = desk.calendar.iso(leg.last)
    for practice in held:
        report = desk.begin(f"practice-{PRACTICES[practice].id}", dated=False)
        if report.mistaken and practice in (VOTE, CONSENSUS):
            report.kind = "no-vote" if practice == VOTE else "practice-voting"
        wrong = report.kind == "practice-voting" and practice == CONSENSUS
        claim = Claim(id_, "practice", PRACTICES[VOTE if wrong else practice].id, when=when)
        claim.negative = report.kind == "no-vote"
        report.mistaken = wrong or claim.negative
        report.claims.append(claim)
        desk.tell(report, cell=_cell(desk, leg))
    if VOTE not in held and desk.chance.random() < 0.5:
        report = desk.begin("no-vote", dated=False)
        report.mistaken = False
        report.claims.append(Claim(id_, "practice", "voting", when=when, negative=True))
        desk.tell(report, cell=_cell(desk, leg))


def _tell_things(desk: Desk, leg: Leg) -> None:
    """Report which appliances there are and which not; a mistake turns the first of them round."""
    cell, when = desk.naming.cell_id(leg.stay.cell), desk.calendar.iso(leg.last)
    owners = dict(desk.knowledge.things(leg.stay.cell, leg.last))
    report = desk.begin("has", dated=False)
    said: dict[bool, list[str]] = {True: [], False: []}
    for number, thing in enumerate(THINGS):
        here = (number in owners) != (report.mistaken and number == 0)
        claim = Claim(cell, "has", thing.id, when=when, negative=not here)
        words = thing.said(desk.lang)
        if here and owners.get(number, -1) >= 0:
            who = desk.who(owners[number])
            claim.roles = {"owner": who.id}
            words = desk.filled("thanks-to", thing=words, name=who.said(desk.lang))
        said[here].append(words)
        report.claims.append(claim)
    report.kind = "has-both" if said[True] and said[False] else "has" if said[True] else "has-not"
    lists = {"there": desk.joined(said[True]), "absent": desk.joined(said[False])}
    desk.tell(report, cell=_cell(desk, leg), **lists)


def _tell_size(desk: Desk, leg: Leg) -> None:
    cell, when = leg.stay.cell, desk.calendar.iso(leg.last)
    people = desk.knowledge.together(cell, leg.last, leg.last)
    numbers = [("population", len(people), when)]
    if leg.begins:
        numbers.append(("capacity", int(desk.knowledge.world.places.beds[cell]), ""))
    for kind, n, dated in numbers:
        report = desk.begin(kind, dated=False)
        value = n + 2 if report.mistaken else n
        claim = Claim(desk.naming.cell_id(cell), kind, value=str(value), when=dated)
        report.claims.append(claim)
        desk.tell(report, cell=_cell(desk, leg), n=value)


def tell_prisons(desk: Desk, legs: Sequence[Leg]) -> None:
    """Report first-hand on the prisons of these legs: the food, the staff."""
    places = desk.knowledge.world.places
    for prison in dict.fromkeys(int(places.prison[leg.stay.cell]) for leg in legs):
        days = [leg for leg in legs if places.prison[leg.stay.cell] == prison]
        first, last = days[0].first, min(days[-1].last, desk.rules.days - 1)
        _tell_food(desk, prison, first, last)
        if places.short[prison] and any(leg.begins for leg in days):
            report = desk.begin("short-of-staff", dated=False)
            report.mistaken = False
            report.claims.append(Claim(desk.naming.prison_id(prison), "trait", SHORTAGE.id))
            desk.tell(report, prison=desk.naming.prison(prison, desk.lang))


def _tell_food(desk: Desk, prison: int, first: int, last: int) -> None:
    report = desk.begin("food", dated=True)
    value = int(desk.knowledge.world.places.food[prison, last])
    if desk.chance.random() < desk.rules.taste:
        value = max(-2, min(2, value + desk.chance.choice((-1, 1))))
    if report.mistaken:
        value = -2 if value > 0 else 2
    said = desk.calendar.between(first, last, vague=report.vague)
    id_ = desk.naming.prison_id(prison)
    claim = Claim(id_, "rating", value=str(value), when=said.typed, basis="experienced")
    claim.roles = {"aspect": "food"}
    report.claims.append(claim)
    words = FOOD[value][desk.lang == "ru"]
    desk.tell(report, when=said.words, prison=desk.naming.prison(prison, desk.lang), food=words)
