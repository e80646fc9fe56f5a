"""Time against itself: ends before beginnings, lengths that do not fit, news told before it happened.

In: the material. Out: findings. A date is held against another only at its outer bounds: what can be, is let
be. A reversed interval (``2025-04/2025-02``) cannot be recorded in the first place.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kartoteka.archive.columns import NO_DAY
from kartoteka.check.material import Material
from kartoteka.check.rules import Rule
from kartoteka.check.table import NEVER, Mask
from kartoteka.model.dates import Day, Duration, UncertainDate
from kartoteka.model.findings import Finding
from kartoteka.model.statements import Attested, Evidence
from kartoteka.relate.order import begins_after

TOLERANCE = 1.15
"""How much longer than said a thing may have lasted: people say "two weeks" for sixteen days."""

GRACE = 1
"""Days by which counting may differ: from the 5th to the 18th is thirteen days, or fourteen."""


def misfitting_durations(material: Material) -> Iterator[Finding]:
    """Yield what lasted longer or shorter than its dates leave room for."""
    for found in material.statements.where(material.table.timed):
        statement = found.statement
        if statement.duration is None or statement.when is None or statement.predicate == "count":
            continue
        if not _fits(statement.duration, statement.when):
            yield material.finding(
                "duration-does-not-fit",
                "warning",
                ("statement", statement.id),
                found,
                who=material.name(statement.subject),
                what=material.name(statement.object) if statement.object else statement.predicate,
                when=material.date(statement.when),
                duration=material.duration(statement.duration),
            )


def _fits(duration: Duration, when: UncertainDate) -> bool:
    if not when.is_interval or when.b0 is None or when.e1 is None:
        return True
    longest = when.e1 - when.b0 + 1 + GRACE
    shortest = max(0, (when.e0 or 0) - (when.b1 or 0) + 1 - GRACE)
    return duration.days_min <= longest and shortest <= duration.days_max * TOLERANCE


def outside_group_life(material: Material) -> Iterator[Finding]:
    """Yield groups that ended before they began, and who belonged to one before or after it was."""
    formed = _bounds(material, "formed", earliest=True)
    dissolved = _bounds(material, "dissolved", earliest=False)
    for group in (g for g in formed if g in dissolved):
        begin, end = formed[group], dissolved[group]
        if end[0] < begin[0]:
            yield material.finding(
                "group-out-of-time",
                "error",
                ("entity", group),
                begin[1],
                end[1],
                text="dissolved-before-formed",
                group=material.name(group),
                formed=material.date(begin[1].statement.when),
                dissolved=material.date(end[1].statement.when),
            )
    told = material.of("member", "stay", "practice")
    for found in told.where(_may_be_out(material, formed, dissolved)):
        group = found.statement.object if found.statement.predicate == "member" else None
        group = material.head(group or found.statement.subject)
        yield from _before_or_after(material, group, found, formed.get(group), dissolved.get(group))


_Bound = tuple[Day, Attested]


def _bounds(material: Material, predicate: str, *, earliest: bool) -> dict[str, _Bound]:
    """Return group → the earliest day it can have formed, or the latest it can have dissolved.

    Where somebody tells of it without a date, nothing is out of time.
    """
    bounds: dict[str, _Bound] = {}
    undated: set[str] = set()
    for found in material.of(predicate):
        when, group = found.statement.when, material.head(found.statement.subject)
        day = when and (when.b0 if earliest else when.e1)
        if day is None:
            undated.add(group)
        elif group not in bounds or (day < bounds[group][0]) == earliest:
            bounds[group] = day, found
    return {g: bound for g, bound in bounds.items() if g not in undated}


def _may_be_out(
    material: Material, formed: dict[str, _Bound], dissolved: dict[str, _Bound]
) -> Mask:
    """Return which statements are of a time before their group formed, or after it dissolved."""
    table = material.table
    group = np.where(table.said("member"), table.object_head, table.subject_head)
    # What names no group as its object speaks of its subject.
    group = np.where(group < 0, table.subject_head, group)
    begun = table.by_head({g: day for g, (day, _) in formed.items()}, NO_DAY)[group]
    ended = table.by_head({g: day for g, (day, _) in dissolved.items()}, NEVER)[group]
    before = (table.e1 != NO_DAY) & (table.e1 < begun)
    return before | (table.b0 > ended)


def _before_or_after(
    material: Material, group: str, found: Attested, formed: _Bound | None, dissolved: _Bound | None
) -> Iterator[Finding]:
    when = found.statement.when
    turn = None
    if formed and when and when.e1 is not None and when.e1 < formed[0]:
        turn = formed[1]
    elif dissolved and when and when.b0 is not None and when.b0 > dissolved[0]:
        turn = dissolved[1]
    if turn is not None:
        yield material.finding(
            "group-out-of-time",
            "warning",
            ("statement", found.statement.id),
            found,
            turn,
            text="before-it-formed" if formed and turn is formed[1] else "after-it-dissolved",
            group=material.name(group),
            said=material.sentence(found),
            turn=material.date(turn.statement.when),
        )


def told_too_early(material: Material) -> Iterator[Finding]:
    """Yield what was written, or told, before it began; one finding per statement."""
    for found in material.attested.where(_may_be_early(material)):
        for evidence in found.evidence:
            late = begins_after(found.statement.when, evidence.written)
            chained = any(begins_after(t.when, evidence.written) for t in evidence.chain)
            if late or chained:
                yield _too_early(material, found, evidence, chained=chained and not late)
                break


def _may_be_early(material: Material) -> Mask:
    """Return which statements, or tellings of them, are of a day after one of their letters."""
    table = material.table
    written = table.written.e1[table.place]
    late = np.maximum(table.b0[table.owner], table.latest[table.chain]) > written
    return table.any(late & (written != NO_DAY))


def _too_early(
    material: Material, found: Attested, evidence: Evidence, *, chained: bool
) -> Finding:
    telling = next((t for t in evidence.chain if begins_after(t.when, evidence.written)), None)
    when = telling.when if chained and telling else found.statement.when
    return material.finding(
        "told-before-it-happened",
        "warning",
        ("attestation", evidence.attestation.id),
        text="telling-after-writing" if chained else None,
        evidence=(found.statement.id, evidence.attestation.id, evidence.passage.id),
        said=material.sentence(found),
        when=material.date(when),
        source=evidence.source.title,
        written=material.date(evidence.written),
    )


RULES = (
    Rule("duration-does-not-fit", misfitting_durations, asks=False),
    Rule("group-out-of-time", outside_group_life, asks=False),
    Rule("told-before-it-happened", told_too_early, asks=False),
)
