"""When a presence counts: for one who joined a group later, and at a time of which somebody speaks.

In: a :class:`~kartoteka.model.presence.Presence`. Out: the same, begun later; or whether it fits a time.
"""

from __future__ import annotations

from kartoteka.model.dates import Day, UncertainDate
from kartoteka.model.presence import Presence


def not_before(presence: Presence, day: Day | None) -> Presence:
    """Return a presence with a group for one who joined it later.

    Whoever joined a group later speaks for it, and was with it, only from then on.
    """
    if day is None or (presence.begins is not None and presence.begins >= day):
        return presence
    return presence._replace(begins=day)


def fits(presence: Presence, during: UncertainDate | None) -> bool:
    """Tell whether somebody may have been there at a time of which they speak."""
    if during is None or presence.statement is None:
        return True  # a letter's head shows one day of a stay of which we know no more
    left = presence.ends is not None and during.b0 is not None and presence.ends < during.b0
    came = presence.begins is not None and during.e1 is not None and presence.begins > during.e1
    return not (left or came)
