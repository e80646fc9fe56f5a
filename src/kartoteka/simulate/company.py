"""Whom the witness lives with: who was there, who came, who was taken away, what sort of people they are.

In: a desk and a leg of the witness's way. Out: reports on the others in the cell. Several people stand in
one sentence, each with their own date, as people write them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from kartoteka.simulate.background import Backgrounds
from kartoteka.simulate.calendar_words import Said
from kartoteka.simulate.journey import Leg
from kartoteka.simulate.knowledge import Stay
from kartoteka.simulate.reports import Claim, Desk, Report

AT_MOST, DATED, DESCRIBED = 12, 6, 3
"""People in a sentence: only named, each with a date, each described."""

MET = 9
"""People described in a letter at most."""

_T = TypeVar("_T")


def tell_company(desk: Desk, leg: Leg) -> list[int]:
    """Report who was with the witness; return whom he met for the first time."""
    others = [
        s
        for s in desk.knowledge.together(leg.stay.cell, leg.first, leg.last)
        if s.person != desk.task.witness
    ]
    came = [s for s in others if s.first > leg.first]
    # Of a cell that he has left himself, a witness does not know how long the others stayed.
    still = [s for s in came if s.last >= leg.last and leg.goes_on]
    gone = [s for s in others if s.last < leg.last or (s in came and not leg.goes_on)]
    stayed = [s for s in others if s.first <= leg.first and s.last >= leg.last]
    for some in _chunks(stayed, AT_MOST):
        _tell_with(desk, leg, some)
    for some in _chunks(still, DATED):
        _tell_came(desk, leg, some)
    for some in _chunks(gone, DATED):
        _tell_gone(desk, leg, some)
    for pairs in _chunks(list(_sent_on(desk, [s for s in gone if s.last < leg.last])), DATED):
        _tell_sent(desk, pairs)
    return [s.person for s in (others if leg.begins else came)]


def _chunks(items: Sequence[_T], size: int) -> list[Sequence[_T]]:
    return [items[i : i + size] for i in range(0, len(items), size)]


def _tell_with(desk: Desk, leg: Leg, stays: Sequence[Stay]) -> None:
    report = desk.begin("with-me", dated=True)
    said = desk.between(leg.first, leg.last, report)
    report.claims += [_stay(desk, s, said.typed) for s in stays]
    names = desk.names([desk.who(s.person) for s in stays])
    desk.tell(report, when=said.words, names=names, cell=desk.cell(leg.stay.cell))


def _stay(desk: Desk, stay: Stay, when: str) -> Claim:
    return Claim(desk.who(stay.person).id, "stay", desk.naming.cell_id(stay.cell), when=when)


def _tell_came(desk: Desk, leg: Leg, stays: Sequence[Stay]) -> None:
    """Report newcomers who are still there: each has been there since the day on which they came."""
    report = desk.begin("came", dated=True)
    off = desk.off(report)
    since = [desk.calendar.since(s.first + off, vague=report.vague) for s in stays]
    report.claims += [_stay(desk, s, d.typed) for s, d in zip(stays, since, strict=True)]
    desk.tell(report, cell=desk.cell(leg.stay.cell), names=_dated(desk, stays, since))


def _tell_gone(desk: Desk, leg: Leg, stays: Sequence[Stay]) -> None:
    """Report who is there no more, with the days that the witness spent beside them."""
    report = desk.begin("gone", dated=True)
    off = desk.off(report)
    days = [(max(s.first, leg.first) + off, min(s.last, leg.last) + off) for s in stays]
    dates = [desk.calendar.between(*d, vague=report.vague) for d in days]
    report.claims += [_stay(desk, s, d.typed) for s, d in zip(stays, dates, strict=True)]
    desk.tell(report, cell=desk.cell(leg.stay.cell), names=_dated(desk, stays, dates))


def _dated(desk: Desk, stays: Sequence[Stay], dates: Sequence[Said]) -> str:
    named = [desk.who(s.person).said(desk.lang) for s in stays]
    return ", ".join(f"{n} ({d.words})" for n, d in zip(named, dates, strict=True))


def _sent_on(desk: Desk, gone: Sequence[Stay]) -> Iterator[tuple[Stay, int]]:
    """Yield who was taken to another prison, and to which: so far the corridor knows it."""
    prisons = desk.knowledge.world.places.prison
    for stay in gone:
        for after in desk.knowledge.stays(stay.person):
            if after.first == stay.last + 1 and prisons[after.cell] != prisons[stay.cell]:
                yield stay, int(prisons[after.cell])


def _tell_sent(desk: Desk, pairs: Sequence[tuple[Stay, int]]) -> None:
    report = desk.begin("sent", dated=True)
    off, said = desk.off(report), list[str]()
    for stay, prison in pairs:
        when = desk.calendar.on(stay.last + 1 + off, desk.chance, vague=report.vague)
        who, to = desk.who(stay.person), desk.naming.prison(prison, desk.lang)
        claim = Claim(who.id, "transfer", desk.naming.prison_id(prison), when=when.typed)
        origin = int(desk.knowledge.world.places.prison[stay.cell])
        claim.roles = {"from": desk.naming.prison_id(origin)}
        report.claims.append(claim)
        said.append(desk.filled("sent-one", name=who.said(desk.lang), prison=to, when=when.words))
    desk.tell(report, list=", ".join(said))


def tell_acquaintances(desk: Desk, people: Sequence[int], backgrounds: Backgrounds) -> None:
    """Describe some of those whom the witness met since the last letter."""
    unique = list(dict.fromkeys(people))
    desk.chance.shuffle(unique)
    for some in _chunks(unique[:MET], DESCRIBED):
        report = desk.begin("acquaint", dated=False)
        said = [_describe(desk, person, backgrounds, report) for person in some]
        desk.tell(report, list="; ".join(said))


def _describe(desk: Desk, person: int, backgrounds: Backgrounds, report: Report) -> str:
    who = desk.who(person)
    trade, charge, kind = backgrounds.of(person, shifted=report.mistaken)
    report.claims += [
        Claim(who.id, "occupation", trade.id, basis="heard-said", saw=False),
        Claim(who.id, "charge", charge.id, basis="heard-said", saw=False),
        Claim(who.id, "trait", kind.id),
    ]
    words = {"trade": trade, "charge": charge, "type": kind}
    said = {name: word.said(desk.lang) for name, word in words.items()}
    return desk.filled("acquaint-one", name=who.said(desk.lang), **said)
