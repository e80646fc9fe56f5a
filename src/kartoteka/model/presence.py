"""That somebody was somewhere, and which statements say so.

In: what a statement names. Out: who was where, and when: by a stay, a transfer, a meeting or an event with a
place. :class:`Presence` is one such fact, as ``relate.standing`` asks for it and the archive keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kartoteka.model.dates import Day

MOVES = ("stay", "transfer")
"""The predicates that lead somebody somewhere."""

STAY = "stay"
"""Half of all that is told are stays, and they settle most questions."""

MEMBER = "member"
"""Who belonged to a group was where the group was."""

PLACING = (STAY, "transfer", "met", "event")
"""The predicates of statements that place somebody."""

Placed = tuple[str, str, Day | None, Day | None]
"""Who, where, from when, until when."""

Roles = Sequence[tuple[str, str | None]]
"""(term, entity) of a statement's roles, in order."""


class Turn(NamedTuple):
    """That somebody turned up somewhere: a stay or a move, and on which day at the earliest and latest."""

    who: str
    place: str
    first: Day
    last: Day


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


def placed(
    subject: str,
    predicate: str,
    object: str | None,  # noqa: A002
    roles: Roles,
    begins: Day | None,
    ends: Day | None,
) -> Iterator[Placed]:
    """Yield who was where by a statement, from when and until when.

    Parameters
    ----------
    subject, predicate, object, roles
        As in :class:`~kartoteka.model.statements.Statement`.
    begins, ends
        Its earliest beginning and its latest end (``b0``, ``e1``).
    """
    if predicate == STAY and object:
        yield subject, object, begins, ends
    elif predicate == "transfer" and object:
        passed, start = _under(roles, "via"), _under(roles, "from")
        for who in (subject, *_under(roles, "with")):
            yield who, object, begins, None
            yield from ((who, via, begins, ends) for via in passed)
            yield from ((who, place, None, ends) for place in start[:1])
    elif predicate in ("met", "event"):
        met = object if predicate == "met" else None
        for place in _under(roles, "place")[:1]:
            yield from ((who, place, begins, ends) for who in (subject, met) if who)


def _under(roles: Iterable[tuple[str, str | None]], term: str) -> list[str]:
    return [entity for role, entity in roles if role == term and entity is not None]
