"""Where people were, against itself: two places at once, meetings of people who were apart.

In: the material. Out: findings. Only *certain* days contradict each other: a stay "in March" contradicts
nothing. Nested places are one place. A day on which one stay ends and the next begins belongs to both, and
a single day elsewhere (in court, in hospital) interrupts no stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from kartoteka.check.material import Material
from kartoteka.check.rules import Rule
from kartoteka.check.spans import SHARED, Span, Spans
from kartoteka.model.dates import Day
from kartoteka.model.findings import Finding
from kartoteka.model.statements import Attested
from kartoteka.relate.atlas import stretch
from kartoteka.relate.order import FIRST, LAST


class Clash(NamedTuple):
    """Two stays in two places, and the days on which both are certain."""

    a: Span
    b: Span
    first: Day
    last: Day


def at_once(material: Material) -> Iterator[Finding]:
    """Yield the subjects of one-at-a-time predicates that are in two places on the same days."""
    for term in material.atlas.vocabulary.terms("predicate"):
        if term.cardinality == "one-at-a-time":
            always = (FIRST, LAST) if term.unattested else None
            spans = _spans(material, term.id, always)
            for who in spans.in_two_places(material.atlas):
                for pairs in _contradictions(material, spans.get(who)):
                    yield _clash(material, pairs)


def _spans(material: Material, predicate: str, always: tuple[Day, Day] | None) -> Spans:
    if predicate == "stay":
        return material.spans
    return Spans(material.table, material.compact, material.of(predicate), always)


def clashes(material: Material, spans: Iterable[Span]) -> Iterator[Clash]:
    """Sweep through the days; those still lasting are few, because nested stays are few."""
    lasting: list[Span] = []
    for span in spans:
        lasting = [s for s in lasting if s.last >= span.first]
        for other in lasting:
            first, last = max(span.first, other.first), min(span.last, other.last)
            shared = last - first + 1 >= SHARED
            if shared and not material.atlas.nested(span.place, other.place, (first, last)):
                yield Clash(other, span, first, last)
        lasting.append(span)


def _contradictions(material: Material, spans: Iterable[Span]) -> Iterator[list[Clash]]:
    """Yield the clashes of two places together, as long as they go on: ten witnesses tell one contradiction.

    Another year's is another: the last of them has ended before it begins.
    """
    going_on: dict[frozenset[str], list[Clash]] = {}
    ends: dict[frozenset[str], Day] = {}
    for pair in clashes(material, spans):
        places = frozenset((pair.a.place, pair.b.place))
        until = ends.get(places)
        if until is not None and pair.first > until + 1:
            yield going_on.pop(places)
            until = None
        going_on.setdefault(places, []).append(pair)
        ends[places] = pair.last if until is None else max(until, pair.last)
    yield from going_on.values()


def _clash(material: Material, pairs: list[Clash]) -> Finding:
    pair = next((p for p in pairs if _is_hard(p)), pairs[0])
    a, b = pair.a.found, pair.b.found
    others = {f.statement.id: f for p in pairs for f in (p.a.found, p.b.found)}
    who = material.head(a.statement.subject)
    text = "two-places-at-once" if a.statement.predicate == "stay" else "two-at-once"
    if a.statement.subject != b.statement.subject:
        text = "one-in-two-places"  # two ids that somebody judged the same: perhaps wrongly
    facts: dict[str, Any] = {
        "who": material.name(who),
        "a": material.dated(pair.a.place, a.statement.when),
        "b": material.dated(pair.b.place, b.statement.when),
    }
    if text == "one-in-two-places":
        facts |= {"x": a.statement.subject, "y": b.statement.subject}
    if text == "two-places-at-once":
        facts["days"] = material.days(pair.first, pair.last)
    return material.finding(
        "two-places-at-once",
        "error" if material.kind(who) != "group" and _is_hard(pair) else "warning",
        ("statement", b.statement.id),
        a,
        b,
        *others.values(),
        text=text,
        **facts,
    )


def _is_hard(pair: Clash) -> bool:
    """Whether both are certain by their own dates; an open end may only have gone untold."""
    for found in (pair.a.found, pair.b.found):
        when = found.statement.when
        days = when.certain_days if when else (pair.first, pair.last)
        if days is None or min(days[1], pair.last) - max(days[0], pair.first) + 1 < SHARED:
            return False
    return True


def met_apart(material: Material) -> Iterator[Finding]:
    """Yield meetings of people who were certainly in different places the whole time."""
    for found in material.of("met"):
        when, other = found.statement.when, found.statement.object
        if when is None or when.b0 is None or when.e1 is None or other is None:
            continue
        days = when.b0, when.e1
        mine = material.covering(found.statement.subject, *days)
        theirs = material.covering(other, *days)
        apart = (
            (a, b)
            for a in mine
            for b in theirs
            if not material.atlas.nested(a.place, b.place, days)
        )
        if pair := next(apart, None):
            yield _met_apart(material, found, pair)
        elif elsewhere := _elsewhere(material, found, [*mine, *theirs]):
            yield material.finding(
                "met-but-apart",
                "error",
                ("statement", found.statement.id),
                found,
                elsewhere.found,
                text="met-but-elsewhere",
                who=material.name(elsewhere.found.statement.subject),
                met=material.dated(found.statement.role("place") or "", when),
                place=material.dated(elsewhere.place, elsewhere.found.statement.when),
            )


def _met_apart(material: Material, found: Attested, pair: tuple[Span, Span]) -> Finding:
    a, b = pair
    return material.finding(
        "met-but-apart",
        "error",
        ("statement", found.statement.id),
        found,
        a.found,
        b.found,
        a=material.name(found.statement.subject),
        b=material.name(found.statement.object or ""),
        when=material.date(found.statement.when),
        place_a=material.dated(a.place, a.found.statement.when),
        place_b=material.dated(b.place, b.found.statement.when),
    )


def _elsewhere(material: Material, found: Attested, spans: list[Span]) -> Span | None:
    place = found.statement.role("place")
    if place is None:
        return None
    days = stretch(found.statement.when)
    return next((s for s in spans if not material.atlas.nested(s.place, place, days)), None)


def transfer_misfits(material: Material) -> Iterator[Finding]:
    """Yield transfers in the midst of a stay elsewhere, of whoever was moved or came along."""
    for found in material.of("transfer"):
        when, to = found.statement.when, found.statement.object
        if when is None or when.b0 is None or when.e1 is None or to is None:
            continue
        along = [r.entity for r in found.statement.roles if r.term == "with" and r.entity]
        for who in (found.statement.subject, *along):
            for stay in material.covering(who, when.b0 - 1, when.e1 + 1):
                if not material.atlas.nested(stay.place, to, (when.b0, when.e1)):
                    yield material.finding(
                        "transfer-does-not-fit",
                        "warning",
                        ("statement", found.statement.id),
                        found,
                        stay.found,
                        who=material.name(who),
                        to=material.dated(to, when),
                        place=material.dated(stay.place, stay.found.statement.when),
                    )
                    break


RULES = (
    Rule("two-places-at-once", at_once, asks=False),
    Rule("met-but-apart", met_apart, asks=False),
    Rule("transfer-does-not-fit", transfer_misfits, asks=False),
)
