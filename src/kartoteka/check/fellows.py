"""Members of groups that live together, against where each of them was.

In: the material. Out: findings. Only certain days count, and only while somebody belonged.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kartoteka.check.material import Material
from kartoteka.check.presence import clashes
from kartoteka.check.rules import Rule
from kartoteka.check.spans import Span, Spans, Stretches, apart
from kartoteka.check.table import Ints, Mask, Table
from kartoteka.model.findings import Finding
from kartoteka.model.statements import Attested
from kartoteka.relate.heard import known_days

LIVING_TOGETHER = ("cellmates", "household", "family")
"""Sorts of groups whose members are in one place; a movement's are not."""

_AT_ONCE = 20_000
"""Memberships that are held against the stays of their members at a time."""


def members_apart(material: Material) -> Iterator[Finding]:
    """Yield members of groups that live together who certainly were in different places."""
    belonging: dict[str, list[Attested]] = {}
    for found in material.of("member").where(_may_be_apart(material)):
        if found.statement.object:
            belonging.setdefault(material.head(found.statement.object), []).append(found)
    for group, members in belonging.items():
        if material.atlas.sort(group) in LIVING_TOGETHER:
            yield from _first_apart(material, group, members)


def _may_be_apart(material: Material) -> Mask:
    """Return the statements that name a group (as object) whose members may have been in two places."""
    table, spans = material.table, material.spans
    members = material.of("member").numbers
    members = members[table.object[members] >= 0]
    certain = table.certain
    pieces = [
        _cut(table, spans, certain, members[n : n + _AT_ONCE])
        for n in range(0, len(members), _AT_ONCE)
    ]
    # What a group is told to have done itself counts as well.
    itself = np.isin(spans.who, table.object_head[members])
    own = (column[itself] for column in (spans.who, spans.place, spans.first, spans.last))
    rows = Stretches(*map(np.concatenate, zip(own, *pieces, strict=True)))
    found = apart(material.atlas, table, rows).tolist()
    return table.among(map(table.id, found))[table.object_head]


def _cut(table: Table, spans: Spans, certain: tuple[Ints, Ints], members: Ints) -> Stretches:
    """Return the certain stays of members, cut to their membership, as stays of their groups."""
    who = table.subject_head[members]
    begins, ends = (np.searchsorted(spans.who, who, side) for side in ("left", "right"))
    counts = ends - begins
    of = np.repeat(np.arange(len(members)), counts)
    # The rows of the first member's stays, then those of the second's …
    rows = np.arange(len(of)) - np.repeat(np.cumsum(counts) - counts, counts) + begins[of]
    begin, end = (days[members][of] for days in certain)
    first, last = np.maximum(spans.first[rows], begin), np.minimum(spans.last[rows], end)
    some = first <= last
    group = table.object_head[members][of]
    return Stretches(group[some], spans.place[rows][some], first[some], last[some]).joined()


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
    yield from material.spans.get(group)
    for member in members:
        days = known_days(member)
        if days is None:
            continue
        for span in material.spans.get(material.head(member.statement.subject)):
            first, last = max(span.first, days[0]), min(span.last, days[1])
            if first <= last:
                yield Span(first, last, span.place, span.found)


RULES = (Rule("members-apart", members_apart, asks=False),)
