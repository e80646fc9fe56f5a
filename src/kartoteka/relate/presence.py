"""What places somebody: a stay, a transfer, a meeting or an event with a place.

In: a statement's outline. Out: who was where, and when; and :class:`Presence`, one such fact as
``standing`` keeps it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kartoteka.model.dates import Day, UncertainDate
from kartoteka.model.outlines import Outline


class Presence(NamedTuple):
    """That somebody was somewhere.

    Parameters
    ----------
    who, place
        Entity ids; ``who`` may be a member of the group asked about, or a group of the person.
    statement
        Id of the statement it is read from; None for a letter's head or the place of a telling.
    begins, ends
        The earliest day on which it can have begun, the latest on which it can have ended.
    source
        The source whose head or telling it is read from.
    """

    who: str
    place: str
    statement: str | None
    begins: Day | None
    source: str | None = None
    ends: Day | None = None


def placed(said: Outline) -> Iterator[tuple[str, str, Day | None, Day | None]]:
    """Yield who was where, from when and until when, by a stay, a transfer, a meeting or an event."""
    if said.predicate == "stay" and said.object:
        yield said.subject, said.object, said.b0, said.e1
    elif said.predicate == "transfer" and said.object:
        passed, start = _under(said, "via"), _under(said, "from")
        for who in (said.subject, *_under(said, "with")):
            yield who, said.object, said.b0, None
            yield from ((who, via, said.b0, said.e1) for via in passed)
            yield from ((who, place, None, said.e1) for place in start[:1])
    elif said.predicate in ("met", "event"):
        met = said.object if said.predicate == "met" else None
        for place in _under(said, "place")[:1]:
            yield from ((who, place, said.b0, said.e1) for who in (said.subject, met) if who)


def _under(said: Outline, term: str) -> list[str]:
    return [entity for role, entity in said.roles if role == term]


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
