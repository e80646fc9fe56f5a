"""What places somebody: a stay, a transfer, a meeting or an event with a place.

In: a statement. Out: who was where, and when; and :class:`Presence`, one such fact as ``standing`` keeps it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kartoteka.model.dates import Day, UncertainDate
from kartoteka.model.statements import Attested, Statement


@dataclass(frozen=True, slots=True)
class Presence:
    """That somebody was somewhere.

    Parameters
    ----------
    who, place
        Entity ids; ``who`` may be a member of the group asked about, or a group of the person.
    attested
        The statement it is read from; None for a letter's head or the place of a telling.
    begins, ends
        The earliest day on which it can have begun, the latest on which it can have ended.
    source
        The source whose head or telling it is read from.
    """

    who: str
    place: str
    attested: Attested | None
    begins: Day | None
    source: str | None = None
    ends: Day | None = None


def placed(statement: Statement) -> Iterator[tuple[str, str, UncertainDate | None]]:
    """Yield who was where, and when, by a stay, a transfer, a meeting or an event."""
    place, when = statement.role("place"), statement.when
    if statement.predicate == "stay" and statement.object:
        yield statement.subject, statement.object, when
    elif statement.predicate == "transfer" and statement.object:
        companions = [r.entity for r in statement.roles if r.term == "with" and r.entity]
        passed = [r.entity for r in statement.roles if r.term == "via" and r.entity]
        for who in (statement.subject, *companions):
            yield who, statement.object, _since(when)
            yield from ((who, via, when) for via in passed)
            if start := statement.role("from"):
                yield who, start, _until(when)
    elif place and statement.predicate in ("met", "event"):
        met = statement.object if statement.predicate == "met" else None
        yield from ((who, place, when) for who in (statement.subject, met) if who)


def _since(when: UncertainDate | None) -> UncertainDate | None:
    return when and UncertainDate(when.edtf, when.b0, when.b1, when.b1, None)


def _until(when: UncertainDate | None) -> UncertainDate | None:
    return when and UncertainDate(when.edtf, None, when.e1, when.e0, when.e1)


def not_before(presence: Presence, day: Day | None) -> Presence:
    """Return a presence with a group for one who joined it later.

    Whoever joined a group later speaks for it, and was with it, only from then on.
    """
    if day is None or (presence.begins is not None and presence.begins >= day):
        return presence
    return replace(presence, begins=day)


def fits(presence: Presence, during: UncertainDate | None) -> bool:
    """Tell whether somebody may have been there at a time of which they speak."""
    if during is None or presence.attested is None:
        return True  # a letter's head shows one day of a stay of which we know no more
    left = presence.ends is not None and during.b0 is not None and presence.ends < during.b0
    came = presence.begins is not None and during.e1 is not None and presence.begins > during.e1
    return not (left or came)
