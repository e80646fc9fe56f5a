"""The questions about many statements, answered from a sequence of whole ones.

In: whatever can hand out statements. Out: the same outlines and excerpts as the archive makes in SQL.
``publish.view.View``, which holds its statements in memory, answers through it; and it is the plain
reference that the archive's own answers are tested against.
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
    begins = _LAST if when.b1 is None else when.b1
    ends = _LAST if when.e1 is None else when.e1
    return begins, ends, _FIRST if when.b0 is None else when.b0


def excerpt(found: Iterable[Attested], limit: int | None, *, standing: bool) -> Excerpt:
    """Return the first of some statements by time, and how many they are."""
    kept = [f for f in found if (f.stands if standing else f.statement.rank != "deprecated")]
    kept.sort(key=in_time)
    return Excerpt(tuple(kept if limit is None else kept[:limit]), len(kept))
