"""Group biographies: members, practices, beginnings, ends, and what came out of what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import polars as pl

from benchmarks.recovery.planted import Planted, Score, share
from kartoteka.archive.archive import Archive
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.group import GroupBiography, group

Interval = tuple[int, int]


class _Truth:
    """When who belonged, and what was done, by group."""

    def __init__(self, planted: Planted) -> None:
        self.members = _intervals(planted, "memberships", "group", "person")
        self.practices = _intervals(planted, "practices", "group", "practice")
        groups = planted.table("groups")
        self.formed = {g: d.toordinal() for g, d in groups.select("group", "formed").iter_rows()}
        ended = groups.filter(pl.col("dissolved").is_not_null())
        self.ended = {
            g: d.toordinal() + 1 for g, d in ended.select("group", "dissolved").iter_rows()
        }
        self.came_from: dict[str, str | None] = dict(
            groups.select("group", "came_from").iter_rows()
        )


def _intervals(planted: Planted, table: str, *keys: str) -> dict[tuple[str, str], list[Interval]]:
    found: dict[tuple[str, str], list[Interval]] = {}
    frame = planted.table(table).with_columns(pl.col("last").fill_null(planted.end))
    for a, b, first, last in frame.select(*keys, "first", "last").iter_rows():
        found.setdefault((a, b), []).append((first.toordinal(), last.toordinal()))
    return found


def biographies(archive: Archive, planted: Planted) -> list[Score]:
    """Compare the biography of every community that a letter tells of."""
    atlas, truth = Atlas(archive), _Truth(planted)
    known = [g for g in truth.formed if atlas.find(g)]
    told = [group(archive, g, atlas=atlas) for g in known]
    return [
        _held("members", _members(told, planted), truth.members, known),
        _held("practices", _practices(told), truth.practices, known),
        _turn("communities formed", told, "formed", truth.formed),
        _turn("communities dissolved", told, "dissolved", truth.ended),
        _lineage(told, truth, known),
    ]


_Claim = tuple[str, str, int | None, int | None]
"""Group, what is said of it, the first and last day on which it may have been so."""


def _members(told: Iterable[GroupBiography], planted: Planted) -> Iterator[_Claim]:
    for one in told:
        for member in one.members:
            when = member.when
            person = planted.person_of.get(member.who, member.who)
            first, last = (when.b0, when.e1) if when else (None, None)
            yield one.group, person, first, last


def _practices(told: Iterable[GroupBiography]) -> Iterator[_Claim]:
    for one in told:
        for found in one.practices:
            if found.stands and found.statement.object and (when := found.statement.when):
                yield one.group, found.statement.object, when.b0, when.e1


def _held(
    what: str,
    said: Iterable[_Claim],
    true: dict[tuple[str, str], list[Interval]],
    known: list[str],
) -> Score:
    right, total, found = 0, 0, set[tuple[str, str]]()
    for one, other, first, last in said:
        spans = true.get((one, other), ())
        holds = any((last is None or a <= last) and (first is None or first <= b) for a, b in spans)
        right, total = right + holds, total + 1
        if holds:
            found.add((one, other))
    groups = set(known)
    wanted = [key for key in true if key[0] in groups]
    return Score(
        f"communities: {what}", share(right, total), share(len(found), len(wanted)), len(wanted)
    )


def _turn(what: str, told: list[GroupBiography], predicate: str, true: dict[str, int]) -> Score:
    said = right = 0
    for one in told:
        for turn in one.turns:
            when = turn.statement.when
            if turn.statement.predicate == predicate and when and turn.statement.subject in one.ids:
                said += 1
                day = true.get(one.group)
                right += day is not None and (when.b0 or 0) <= day <= (when.e1 or 10**9)
    groups = {one.group for one in told}
    wanted = sum(g in groups for g in true)
    return Score(what, share(right, said), share(right, wanted), wanted)


def _lineage(told: list[GroupBiography], truth: _Truth, known: list[str]) -> Score:
    said = {(one.group, before) for one in told for before in one.before}
    wanted = {(g, f) for g in known if (f := truth.came_from[g])}
    right = len(said & wanted)
    return Score(
        "communities: what came of what",
        share(right, len(said)),
        share(right, len(wanted)),
        len(wanted),
    )
