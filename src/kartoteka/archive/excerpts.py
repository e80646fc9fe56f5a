"""The questions about many statements, answered from a sequence of whole ones.

In: whatever can hand out statements. Out: the same outlines and excerpts as the archive makes in SQL.
It is the plain reference that the answers of the archive, and of a
:class:`~kartoteka.archive.compact.Compact`, are tested against.
"""

from __future__ import annotations

from collections.abc import Iterable

from kartoteka.model.dates import Day
from kartoteka.model.outlines import Excerpt, Link, Outline
from kartoteka.model.statements import Attested

_LAST: Day = 10**9
_FIRST: Day = -(10**9)


def outline(found: Attested) -> Outline:
    """Return the outline of a statement."""
    s = found.statement
    when = s.when
    return Outline(
        s.id,
        s.subject,
        s.predicate,
        s.object,
        when and when.b0,
        when and when.b1,
        when and when.e0,
        when and when.e1,
        when is not None,
        found.stands,
        s.polarity > 0 and s.rank != "deprecated",
        tuple(e.attestation.stance for e in found.evidence),
        tuple((r.term, r.entity) for r in s.roles if r.entity is not None),
    )


def links(found: Iterable[Outline]) -> list[Link]:
    """Return whom statements that stand tie to what."""
    return [Link(s.subject, s.object, s.b0, s.e1) for s in found if s.stands and s.object]


def in_time(found: Attested) -> tuple[Day, Day, Day]:
    """Return the key by which excerpts are in order: as ``relate.order.time_key``."""
    when = found.statement.when
    if when is None:
        return _LAST, _LAST, _LAST
    return key_of(True, when.b0, when.b1, when.e0, when.e1)  # noqa: FBT003 - it has a time


def key_of(
    dated: bool,  # noqa: FBT001 - of the four days
    b0: Day | None,
    b1: Day | None,
    e0: Day | None,  # noqa: ARG001 - one of the four, and the only one that does not count
    e1: Day | None,
) -> tuple[Day, Day, Day]:
    """Return what :func:`in_time` returns, from the four days of a statement."""
    if not dated:
        return _LAST, _LAST, _LAST
    begins = _LAST if b1 is None else b1
    ends = _LAST if e1 is None else e1
    return begins, ends, _FIRST if b0 is None else b0


def excerpt(found: Iterable[Attested], limit: int | None, *, standing: bool) -> Excerpt:
    """Return the first of some statements by time, and how many they are."""
    kept = [f for f in found if (f.stands if standing else f.statement.rank != "deprecated")]
    kept.sort(key=in_time)
    return Excerpt(tuple(kept if limit is None else kept[:limit]), len(kept))
