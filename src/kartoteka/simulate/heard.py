"""What the witness heard: of the food elsewhere, of kinds of people, from the television.

In: a desk and a leg of the way. Out: reports whose claims carry the chain by which the word came.
"""

from __future__ import annotations

import math

from kartoteka.simulate.background import Backgrounds
from kartoteka.simulate.journey import Leg
from kartoteka.simulate.lexicon import FOOD, REPUTATIONS, TYPES
from kartoteka.simulate.reports import Claim, Desk

AT_MOST = 4
"""Tellings passed on in a letter, for each cell."""

BELIEVES, DOUBTS = 0.5, 0.25
"""Of the belief in the television: from here on a witness says that he believes; below, that he doubts."""


def tell_news(desk: Desk, leg: Leg) -> None:
    """Report some of what was told in the cell about the food in other prisons."""
    tellings = desk.knowledge.world.tellings
    heard = [
        row
        for row in tellings[desk.knowledge.tellings(leg.stay.cell, leg.first, leg.last)].tolist()
        if desk.task.witness not in (row[1], row[7])
    ]
    for row in desk.chance.sample(heard, min(AT_MOST, len(heard))):
        _tell_one(desk, leg, row)


def _tell_one(desk: Desk, leg: Leg, row: list[int]) -> None:
    day, teller, cell, prison, value, _, depth, origin, _ = row
    kind = "heard-own" if depth == 0 else "heard-once" if depth == 1 else "heard-far"
    report = desk.begin(kind, dated=True)
    if report.mistaken:
        value = -2 if value > 0 else 2
    said = (
        desk.on(day, report)
        if not report.mistaken
        else desk.calendar.on(day, desk.chance, vague=False)
    )
    cell_id, who = desk.naming.cell_id(cell), desk.who(teller)
    chain = [(who.id, cell_id, said.typed)]
    first = desk.who(origin) if depth > 0 else who
    if depth > 0:
        chain.append((first.id, "", ""))
    claim = Claim(desk.naming.prison_id(prison), "rating", value=str(value), saw=False)
    claim.roles, claim.told_by = {"aspect": "food"}, tuple(chain)
    claim.basis = "experienced" if depth < 2 else "unknown"
    report.claims.append(claim)
    if depth == 0:
        report.claims.append(_came_from(desk, who.id, prison, leg.stay.cell, said.typed))
    facts = {"name": who.said(desk.lang), "name_gen": who.said(desk.lang, "gen")}
    facts |= {"origin": first.said(desk.lang), "origin_gen": first.said(desk.lang, "gen")}
    place = desk.naming.prison(prison, desk.lang)
    words = FOOD[value][desk.lang == "ru"]
    cell_words = desk.cell(leg.stay.cell)
    desk.tell(report, when=said.words, cell=cell_words, prison=place, food=words, **facts)


def _came_from(desk: Desk, who: str, prison: int, cell: int, told: str) -> Claim:
    """Return what "who came from there" says besides: a move, at some time before it was told."""
    here = int(desk.knowledge.world.places.prison[cell])
    claim = Claim(who, "transfer", desk.naming.prison_id(here), basis="heard-said", saw=False)
    claim.when = f"../{told}" if told[:1].isdigit() and "/" not in told else ""
    claim.roles = {"from": desk.naming.prison_id(prison)}
    return claim


def tell_reputations(desk: Desk, leg: Leg, backgrounds: Backgrounds) -> None:
    """Report what the cell says of a kind of people: kinder where some of them live in it."""
    kind = desk.chance.randrange(len(TYPES))
    people = desk.knowledge.together(leg.stay.cell, leg.last, leg.last)
    known = any(int(backgrounds.type[s.person]) == kind for s in people)
    good = 1 if desk.chance.random() < (0.8 if known else 0.35) else -1
    english, russian = desk.chance.choice(REPUTATIONS[good])
    report = desk.begin("reputation", dated=False)
    report.mistaken = False
    value = russian if desk.lang == "ru" else english
    group = next(
        (
            n
            for n, g in desk.knowledge.groups(leg.stay.cell, leg.last, leg.last)
            if g.first <= leg.last <= desk.knowledge.ended(g.last)
        ),
        None,
    )
    claim = Claim(TYPES[kind].id, "reputation", value=value, basis="heard-said", saw=False)
    claim.when = desk.calendar.iso(leg.last)
    if group is not None:
        claim.roles = {"among": desk.group(group, leg.stay.cell)}
    report.claims.append(claim)
    cell = desk.cell(leg.stay.cell)
    desk.tell(report, cell=cell, type=TYPES[kind].said(desk.lang), value=value)


def tell_television(desk: Desk, leg: Leg) -> None:
    """Report whether the witness believes what the television says: first more and more, then less."""
    stays = [s for s in desk.knowledge.stays(desk.task.witness) if s.first <= desk.task.day]
    last = desk.task.day
    watched = sum(desk.knowledge.had_television(s.cell, s.first, min(s.last, last)) for s in stays)
    if not any(t == 1 for t, _ in desk.knowledge.things(leg.stay.cell, leg.last)):
        return
    share = belief(watched, desk.rules.tv_peak, desk.rules.tv_belief)
    past_peak = watched > desk.rules.tv_peak
    if share >= BELIEVES or (past_peak and share < DOUBTS):
        report = desk.begin("believes" if share >= BELIEVES else "doubts", dated=False)
        report.mistaken = False
        value = report.kind
        claim = Claim(desk.author, "attitude", value=value, when=desk.calendar.iso(last))
        claim.roles, claim.basis = {"toward": "television"}, "experienced"
        report.claims.append(claim)
        desk.tell(report, cell=desk.cell(leg.stay.cell))


def belief(days: float, peak: float, most: float) -> float:
    """Return the belief in the television after some days before it: it rises, then immunity wins.

    >>> [round(belief(d, 45, 0.9), 2) for d in (0, 20, 45, 200)]
    [0.0, 0.7, 0.9, 0.13]
    """
    return most * days / peak * math.exp(1 - days / peak)
