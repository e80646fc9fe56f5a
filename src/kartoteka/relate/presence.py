"""When a presence counts: for one who joined a group later, and at a time of which somebody speaks.

In: a :class:`~kartoteka.model.presence.Presence`. Out: the same, begun later; or whether it fits a time.
"""

from __future__ import annotations

from kartoteka.archive.reader import Stretch
from kartoteka.model.dates import Day
from kartoteka.model.presence import Presence


def not_before(presence: Presence, day: Day | None) -> Presence:
    """Return a presence with a group for one who joined it later.

    Whoever joined a group later speaks for it, and was with it, only from then on.
    """
    if day is None or (presence.begins is not None and presence.begins >= day):
        return presence
    return presence._replace(begins=day)


def fits(presence: Presence, during: Stretch) -> bool:
    """Tell whether somebody may have been there at a time of which they speak."""
    if presence.statement is None:
        return True  # a letter's head shows one day of a stay of which we know no more
    first, last = during
    left = presence.ends is not None and first is not None and presence.ends < first
    came = presence.begins is not None and last is not None and presence.begins > last
    return not (left or came)
