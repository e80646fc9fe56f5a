"""In which order things happened, as far as it is known.

Uncertain dates have no single order. We sort by the latest day on which a thing can have begun, then the
latest on which it can have ended, then the earliest beginning, then the order of recording: whoever reads
a letter records it from beginning to end, so things "at some time before the letter" stay in its order.
"""

from __future__ import annotations

from kartoteka.model.dates import Day, UncertainDate
from kartoteka.model.gists import Gist
from kartoteka.model.outlines import Outline
from kartoteka.model.statements import Attested
from kartoteka.relate.heard import known_days

LAST: Day = 10**9
FIRST: Day = -(10**9)


def time_key(when: UncertainDate | None) -> tuple[Day, Day, Day]:
    """Return a key by which to sort (stably) things that have a time; undated ones come last.

    >>> from kartoteka.model.dates import read_edtf
    >>> sorted(["2025-03~/..", "../2025-03-25", "2023-07/2023-12"], key=lambda t: time_key(read_edtf(t)))
    ['2023-07/2023-12', '../2025-03-25', '2025-03~/..']
    """
    if when is None:
        return LAST, LAST, LAST
    begins = LAST if when.b1 is None else when.b1
    ends = LAST if when.e1 is None else when.e1
    return begins, ends, FIRST if when.b0 is None else when.b0


def outline_key(said: Outline | Gist) -> tuple[Day, Day, Day]:
    """Return what :func:`time_key` returns for the time of an outline, or of a gist."""
    if not said.dated:
        return LAST, LAST, LAST
    begins = LAST if said.b1 is None else said.b1
    ends = LAST if said.e1 is None else said.e1
    return begins, ends, FIRST if said.b0 is None else said.b0


def overlap(a: UncertainDate | None, b: UncertainDate | None) -> tuple[bool, bool]:
    """Tell whether two times can have had a day in common, and whether they certainly had.

    An unknown time can be any; so it is possible with everything and certain with nothing.

    >>> from kartoteka.model.dates import read_edtf
    >>> overlap(read_edtf("2025-03-01/2025-03-10"), read_edtf("2025-03-10/2025-04-02"))
    (True, True)
    >>> overlap(read_edtf("2025-03"), read_edtf("2025-03-05"))
    (True, False)
    """
    if a is None or b is None:
        return True, False
    certain_a, certain_b = a.certain_days, b.certain_days
    if certain_a is None or certain_b is None:
        return may_meet(a, b), False
    return may_meet(a, b), certain_a[0] <= certain_b[1] and certain_b[0] <= certain_a[1]


def may_meet(a: UncertainDate | None, b: UncertainDate | None) -> bool:
    """Tell whether two times can have had a day in common; an unknown time can be any.

    >>> from kartoteka.model.dates import read_edtf
    >>> may_meet(read_edtf("2024"), read_edtf("2024-06/..")), may_meet(read_edtf("2023"), read_edtf("2024"))
    (True, False)
    """
    return a is None or b is None or not (_before(a.e1, b.b0) or _before(b.e1, a.b0))


def begins_after(when: UncertainDate | None, written: UncertainDate | None) -> bool:
    """Tell whether a thing certainly began only after it was written of: it was expected, not known.

    >>> from kartoteka.model.dates import read_edtf
    >>> [begins_after(read_edtf(t), read_edtf("2025-03-25")) for t in ("2025-03", "2025-06/..", "../2026")]
    [False, True, False]
    """
    return when is not None and written is not None and _before(written.e1, when.b0)


def surely_met(a: Attested, b: Attested) -> bool:
    """Tell whether two states certainly had a day in common, open ends reaching to the last word."""
    days_a, days_b = known_days(a), known_days(b)
    if days_a is None or days_b is None:
        return False
    return days_a[0] <= days_b[1] and days_b[0] <= days_a[1]


def _before(end: Day | None, begin: Day | None) -> bool:
    return end is not None and begin is not None and end < begin
