"""Members of groups that live together, against where each of them was.

In: the material. Out: findings. Only certain days count, and only while somebody belonged.
"""

from __future__ import annotations

from collections.abc import Iterator

from kartoteka.check.material import Material, Span
from kartoteka.check.presence import clashes
from kartoteka.check.rules import Rule
from kartoteka.model.findings import Finding
from kartoteka.model.statements import Attested
from kartoteka.relate.heard import known_days

LIVING_TOGETHER = ("cellmates", "household", "family")
"""Sorts of groups whose members are in one place; a movement's are not."""


def members_apart(material: Material) -> Iterator[Finding]:
    """Yield members of groups that live together who certainly were in different places."""
    belonging: dict[str, list[Attested]] = {}
    for found in material.of("member"):
        if found.statement.object:
            belonging.setdefault(material.head(found.statement.object), []).append(found)
    for group, members in belonging.items():
        if material.atlas.sort(group) in LIVING_TOGETHER:
            yield from _first_apart(material, group, members)


def _first_apart(material: Material, group: str, members: list[Attested]) -> Iterator[Finding]:
    """Yield the first pair of a group that was apart: one wrong date often parts many."""
    spans = sorted(_while_members(material, group, members), key=lambda s: s[:2])
    pairs = (
        p
        for p in clashes(material, spans)
        if material.head(p.a.found.statement.subject) != material.head(p.b.found.statement.subject)
    )
    for pair in pairs:
        a, b = pair.a.found, pair.b.found
        yield material.finding(
            "members-apart",
            "warning",
            ("entity", group),
            a,
            b,
            group=material.name(group),
            days=material.days(pair.first, pair.last),
            a=material.name(a.statement.subject),
            b=material.name(b.statement.subject),
            place_a=material.name(pair.a.place),
            place_b=material.name(pair.b.place),
        )
        return


def _while_members(material: Material, group: str, members: list[Attested]) -> Iterator[Span]:
    """Yield the certain stays of members and of the group itself, cut to their membership."""
    yield from material.spans.get(group, ())
    for member in members:
        days = known_days(member)
        if days is None:
            continue
        for span in material.spans.get(material.head(member.statement.subject), ()):
            first, last = max(span.first, days[0]), min(span.last, days[1])
            if first <= last:
                yield Span(first, last, span.place, span.found)


RULES = (Rule("members-apart", members_apart),)
