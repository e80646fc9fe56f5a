"""Until when a thing is known to have held: an open end reaches to the day it was last heard of.

In: a statement with its evidence. Out: days. ``2025-03-05/..`` says "since 5 March, and still so"; but
still so *when somebody last said it*, not today. So an open stay is certain up to the newest source that
asserts it and no further; see ``docs/decisions/0005-status-is-as-of.md``.
"""

from __future__ import annotations

from kartoteka.model.dates import Day, UncertainDate
from kartoteka.model.gists import Days, still_so
from kartoteka.model.statements import Attested, Evidence


def spoken(evidence: Evidence) -> UncertainDate | None:
    """Return when the innermost speaker spoke: the first dated telling outwards, else the writing."""
    return next((t.when for t in evidence.chain if t.when is not None), evidence.written)


def last_heard(found: Attested, by: Day | None = None) -> Day | None:
    """Return the last day on which somebody certainly still said so (in what was written by a day)."""
    return max(_heard(found, by), default=None)


def _heard(found: Attested, by: Day | None) -> list[Day]:
    """Return the days on which somebody said so."""
    return [
        when.b0
        for e in found.evidence
        if e.attestation.stance == "asserts" and written_by(e.written, by)
        if (when := spoken(e)) is not None and when.b0 is not None
    ]


def written_by(written: UncertainDate | None, day: Day | None) -> bool:
    """Tell whether a source may have been written by a day; one without a date always may."""
    return day is None or written is None or written.b0 is None or written.b0 <= day


def known_days(found: Attested, by: Day | None = None) -> Days | None:
    """Return the first and last day on which it must have been so; None where there is no such day.

    Like :attr:`~kartoteka.model.dates.UncertainDate.certain_days`, with an open end held to reach to
    the day on which it was last heard of. What was told began before it was first told; what was only
    expected when it was told is not known.
    """
    when = found.statement.when
    if when is None:
        return None
    heard = _heard(found, by) if when.is_open_end else []
    if not heard or when.b1 is None:
        return when.certain_days
    return still_so(when.b0, when.b1, heard)
