"""What is missing: stays without a time, groups without members, people who vanish with their group.

In: the material. Out: questions and notes.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kartoteka.archive.columns import NO_DAY
from kartoteka.check.material import Material, begun
from kartoteka.check.rules import Rule
from kartoteka.model.findings import Finding
from kartoteka.model.statements import Attested
from kartoteka.relate.order import LAST

LOOSE = ("staff", "editors", "movement")
"""Sorts of groups whose members one does not expect to be named."""


def undated_stays(material: Material) -> Iterator[Finding]:
    """Yield, per person, the stays of which nobody says when they began.

    One finding per person and witness, so that it becomes one question. Stays of groups are not asked
    about: they are dated by those of their members.
    """
    undated: dict[tuple[str, str | None], list[Attested]] = {}
    dated = _dated(material)
    begun = material.table.b0 != NO_DAY
    for who, stays in material.stays.items():
        for found in stays.where(~begun) if material.kind(who) == "person" else ():
            when = found.statement.when
            place = material.head(found.statement.object or "")
            if (when is None or when.b0 is None) and (who, place) not in dated:
                undated.setdefault((who, material.whom(found, who)), []).append(found)
    for (who, asked), stays in undated.items():
        places = material.heads(f.statement.object for f in stays if f.statement.object)
        yield material.finding(
            "undated-stay",
            "ask",
            ("entity", who),
            *stays,
            asked=asked,
            ask="ask" if asked == who else "ask_other",
            reminder="",
            n=len(places),
            who=material.name(who),
            places=material.names(places),
        )


def _dated(material: Material) -> set[tuple[str, str]]:
    """Return who and where, for stays of which another statement says when they began."""
    table = material.table
    stays = material.of("stay").numbers
    stays = stays[table.b0[stays] != NO_DAY]
    pairs = np.stack((table.subject_head[stays], table.object_head[stays]), axis=1)
    each = np.unique(pairs, axis=0).tolist()
    return {(table.id(who), table.id(place) if place >= 0 else "") for who, place in each}


def nobody_in_group(material: Material) -> Iterator[Finding]:
    """Yield groups of which no member is known."""
    groups = np.unique(material.table.object_head[material.of("member").numbers]).tolist()
    known = {material.table.id(group) for group in groups if group >= 0}
    for group in material.atlas.heads("group"):
        loose = material.atlas.sort(group.id) in LOOSE or group.id in material.authors
        parts = any(part in known for part in material.atlas.below(group.id))
        if not loose and not parts:
            yield material.finding(
                "group-without-members",
                "note",
                ("entity", group.id),
                evidence=(group.id,),
                group=material.name(group.id),
            )


def vanished(material: Material) -> Iterator[Finding]:
    """Yield groups that dissolved without a word on where their members went."""
    continued = {material.head(f.statement.subject) for f in material.of("continued")}
    ended = [material.head(f.statement.subject) for f in material.of("dissolved")]
    of_these = material.table.among(ended)[material.table.object_head]
    members: dict[str, list[str]] = {}
    for found in material.of("member").where(of_these):
        if found.statement.object:
            group = members.setdefault(material.head(found.statement.object), [])
            group += [h for h in (material.head(found.statement.subject),) if h not in group]
    for found in material.of("dissolved"):
        group = material.head(found.statement.subject)
        lost = [m for m in members.get(group, ()) if not _seen_after(material, m, found)]
        if lost and group not in continued:
            yield material.finding(
                "vanished-with-group",
                "ask",
                ("entity", group),
                found,
                asked=material.whom(found),
                n=len(lost),
                group=material.name(group),
                when=material.date(found.statement.when),
                members=material.names(lost),
            )


def _seen_after(material: Material, who: str, dissolved: Attested) -> bool:
    """Whether a stay or a move of somebody lasted beyond, or began after, the end of a group."""
    end = begun(dissolved.statement.when)
    return any(
        f.statement.when is not None
        and (LAST if f.statement.when.e1 is None else f.statement.when.e1) > end
        for f in (*material.stays.get(who, ()), *material.moves.get(who, ()))
    )


RULES = (
    Rule("undated-stay", undated_stays),
    Rule("group-without-members", nobody_in_group, asks=False),
    Rule("vanished-with-group", vanished),
)
