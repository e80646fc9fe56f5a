"""One thing told more than once: the same content in other words, put together where a person reads it.

In: statements, or their gists. Out: those that say the same, together, in the order of the first. The same
is: the same subject, predicate, object, value and roles, the same days and length, as far as the archive
knows who is whom. Two letters that say "in March" and "March 2025" make two statements, because each keeps
its words; a page has one entry with both. Whatever else differs, be it a day, stays apart: it may be a
contradiction, and to put it together would hide it.

The reasons are in ``docs/decisions/0015-told-twice-is-one-entry.md``.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

from kartoteka.model.gists import Days, Gist
from kartoteka.model.lives import Episode
from kartoteka.model.statements import Attested
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.order import FIRST

Same = TypeVar("Same")

_DOUBTS = "?%~[{"
"""What changes no day, and is said nevertheless: doubt, about, one of several, all of several."""


def stays_told(stays: Iterable[Gist], atlas: Atlas) -> list[tuple[Gist, ...]]:
    """Return the stays that are the same, together; of each the one known longest first.

    An open stay reaches to the day it was last heard of, so that of several the last heard counts. Where one
    names a role that another does not, that other's goes with it; where they name different ones, they stay
    apart, and so do those that name none.
    """
    groups = _grouped((_stay_key(stay, atlas), stay) for stay in stays)
    return [
        tuple(sorted(same, key=_until, reverse=True)) if len(same) > 1 else (same[0],)
        for group in groups
        for same in (_one_role(group) if len(group) > 1 else (group,))
    ]


def _stay_key(stay: Gist, atlas: Atlas) -> Hashable:
    head = atlas.clusters.head
    days = stay.b0, stay.b1, stay.e0, stay.e1, stay.dated, stay.is_open_end
    return head(stay.subject), stay.predicate, stay.object and head(stay.object), days


def known_of(told: Iterable[Gist]) -> Days | None:
    """Return from when to when one stay is known, by all who tell of it: each of them tells of the same."""
    known = [days for stay in told if (days := stay.known_days())]
    return (min(a for a, _ in known), max(b for _, b in known)) if known else None


def _until(stay: Gist) -> int:
    known = stay.known_days()
    return known[1] if known else FIRST


def _one_role(same: list[Gist]) -> list[list[Gist]]:
    """Part stays that name different roles, and from them those that name none: it could be any."""
    roles = list(dict.fromkeys(stay.role or "" for stay in same))
    if len([role for role in roles if role]) < 2:
        return [same]
    return [[stay for stay in same if (stay.role or "") == role] for role in roles]


def told(found: Iterable[Attested], atlas: Atlas) -> list[tuple[Attested, ...]]:
    """Return the statements that say the same, together."""
    return [tuple(same) for same in _grouped((said_key(f, atlas), f) for f in found)]


def episodes_told(episodes: Iterable[Episode], atlas: Atlas) -> list[tuple[Episode, ...]]:
    """Return the episodes that are the same, together, each with its own statement."""
    return [tuple(same) for same in _grouped((said_key(e.attested, atlas), e) for e in episodes)]


def said_key(found: Attested, atlas: Atlas) -> Hashable:
    """Return what a statement says, whatever the words of its time: equal for those that say the same."""
    head, s = atlas.clusters.head, found.statement
    roles = [(r.term, head(r.entity) if r.entity else r.value) for r in s.roles]
    when = s.when and (s.when.b0, s.when.b1, s.when.e0, s.when.e1, s.when.is_open_end)
    doubt = s.when and tuple(sign for sign in _DOUBTS if sign in s.when.edtf)
    what = s.value, s.lang, s.object and head(s.object), s.duration and s.duration.text
    return (
        head(s.subject),
        s.predicate,
        *what,
        s.polarity,
        s.rank,
        found.stands,
        when,
        doubt,
        *sorted(map(str, roles)),
    )


def _grouped(keyed: Iterable[tuple[Hashable, Same]]) -> list[list[Same]]:
    groups: dict[Hashable, list[Same]] = {}
    for key, one in keyed:
        groups.setdefault(key, []).append(one)
    return list(groups.values())
