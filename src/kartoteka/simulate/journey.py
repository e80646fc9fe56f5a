"""The witness's own way: stays, transfers, quarantine, what got through, how many prisons it makes.

In: a desk, the witness's stays since the last letter. Out: reports on it.
"""

from __future__ import annotations

from dataclasses import dataclass

from kartoteka.simulate.knowledge import Stay
from kartoteka.simulate.reports import Claim, Desk

_COUNTED = {
    ("en", "prison"): ("prison", "prisons", "prisons"),
    ("en", "cell"): ("cell", "cells", "cells"),
    ("ru", "prison"): ("тюрьма", "тюрьмы", "тюрем"),
    ("ru", "cell"): ("камера", "камеры", "камер"),
}


@dataclass(frozen=True, slots=True)
class Leg:
    """A stay of the witness as this letter sees it.

    Parameters
    ----------
    before
        The stay before it, where there was one.
    first, last
        The part of it since the last letter, up to the day of writing.
    begins, goes_on
        Whether it began since the last letter, and whether it lasts on the day of writing.
    """

    stay: Stay
    before: Stay | None
    first: int
    last: int
    begins: bool
    goes_on: bool


def legs(desk: Desk) -> list[Leg]:
    """Return the witness's stays since the last letter."""
    task, before = desk.task, None
    found: list[Leg] = []
    for stay in desk.knowledge.stays(task.witness):
        if stay.first <= task.day and stay.last >= task.first - 1:
            first, last = max(stay.first, task.first), min(stay.last, task.day)
            begins, goes_on = stay.first >= task.first, stay.last >= task.day
            found.append(Leg(stay, before, first, last, begins, goes_on))
        before = stay
    return found


def tell_leg(desk: Desk, leg: Leg) -> None:
    """Report a stay where it began or ended since the last letter, and how the witness came there."""
    places = desk.knowledge.world.places
    if leg.begins and leg.before and _prison(desk, leg.before) != _prison(desk, leg.stay):
        _tell_transfer(desk, leg.before, leg.stay)
    if not leg.begins and leg.goes_on:
        return
    quarantine = bool(places.quarantine[leg.stay.cell])
    kind = "stay-quarantine" if quarantine else "stay-now" if leg.goes_on else "stay-then"
    report = desk.begin(kind, dated=True)
    said = (
        desk.since(leg.stay.first, report)
        if leg.goes_on
        else desk.between(leg.stay.first, leg.last, report)
    )
    claim = Claim(desk.author, "stay", desk.naming.cell_id(leg.stay.cell), basis="experienced")
    claim.when, claim.roles = said.typed, {"regime": "quarantine" if quarantine else "common"}
    report.claims.append(claim)
    desk.tell(report, when=said.words, cell=desk.cell(leg.stay.cell))
    if leg.begins:
        _tell_reach(desk, leg, quarantine=quarantine)


def _prison(desk: Desk, stay: Stay) -> int:
    return int(desk.knowledge.world.places.prison[stay.cell])


def _tell_transfer(desk: Desk, before: Stay, stay: Stay) -> None:
    report = desk.begin("transfer", dated=True)
    said = desk.on(stay.first, report)
    origin, prison = _prison(desk, before), _prison(desk, stay)
    claim = Claim(desk.author, "transfer", desk.naming.prison_id(prison), basis="experienced")
    claim.when, claim.roles = said.typed, {"from": desk.naming.prison_id(origin)}
    report.claims.append(claim)
    names = {
        k: desk.naming.prison(p, desk.lang) for k, p in (("origin", origin), ("prison", prison))
    }
    desk.tell(report, when=said.words, **names)


def _tell_reach(desk: Desk, leg: Leg, *, quarantine: bool) -> None:
    if not quarantine and desk.chance.random() > 0.3:
        return
    report = desk.begin("reach-none" if quarantine else "reach-parcels", dated=False)
    values = ("none",) if quarantine != report.mistaken else ("letters", "parcels")
    when = desk.calendar.between(leg.stay.first, leg.last, vague=False).typed
    for value in values:
        claim = Claim(desk.author, "reach", value=value, when=when, basis="experienced")
        report.claims.append(claim)
    desk.tell(report, cell=desk.cell(leg.stay.cell))


def tell_count(desk: Desk) -> None:
    """Report how many prisons and cells it has been so far."""
    stays = [s for s in desk.knowledge.stays(desk.task.witness) if s.first <= desk.task.day]
    report = desk.begin("count", dated=False)
    wrong = 1 if report.mistaken else 0
    numbers = {
        "prison": len({_prison(desk, s) for s in stays}) + wrong,
        "cell": len({s.cell for s in stays}) + wrong,
    }
    first = stays[0].first
    when = desk.calendar.between(first, desk.task.day, vague=False).typed
    for sort, n in numbers.items():
        claim = Claim(desk.author, "count", value=str(n), when=when, roles={"of": sort})
        claim.basis = "experienced"
        report.claims.append(claim)
    said = {f"{sort}s": _counted(desk.lang, sort, n) for sort, n in numbers.items()}
    desk.tell(report, since=desk.calendar.day(first), **said)


def _counted(lang: str, sort: str, n: int) -> str:
    one, few, many = _COUNTED[lang, sort]
    if n % 10 == 1 and n % 100 != 11 and (lang == "ru" or n == 1):
        return f"{n} {one}"
    is_few = n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14)
    return f"{n} {few if is_few else many}"
