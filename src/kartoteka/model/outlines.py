"""A statement's outline, and an excerpt of many: for questions about more than one wants to read.

In: what an archive holds. Out: an :class:`Outline` (who, what, where, when, whether it stands; no evidence
and no words), of which a hundred thousand can be looked through while a few thousand statements are read
whole; and an :class:`Excerpt`: the first few of many, and how many there are.
"""

from __future__ import annotations

from typing import NamedTuple

from kartoteka.model.dates import Day
from kartoteka.model.statements import Attested


class Outline(NamedTuple):
    """Who, what, where and when of one statement.

    Parameters
    ----------
    id, subject, predicate, object
        As in :class:`~kartoteka.model.statements.Statement`.
    b0, b1, e0, e1
        The four days of its time, all None where it has none.
    dated
        Whether it has a time at all.
    stands
        As in :attr:`~kartoteka.model.statements.Attested.stands`.
    affirmed
        Whether its polarity is 1 and its rank not ``deprecated``.
    stances
        The stances of its attestations, in order; empty where nobody attests it.
    roles
        The entities under its roles, as (term, entity), in order.
    """

    id: str
    subject: str
    predicate: str
    object: str | None
    b0: Day | None
    b1: Day | None
    e0: Day | None
    e1: Day | None
    dated: bool
    stands: bool
    affirmed: bool
    stances: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]

    def entities(self) -> tuple[str, ...]:
        """Every entity the statement names: subject, object, roles."""
        named = (self.subject, self.object, *(entity for _, entity in self.roles))
        return tuple(dict.fromkeys(n for n in named if n is not None))


class Link(NamedTuple):
    """That a statement which stands ties its subject to its object: who belonged to what, who stayed where.

    Parameters
    ----------
    subject, object
        Entity ids.
    begins, ends
        The earliest day on which it can have begun, the latest on which it can have ended.
    """

    subject: str
    object: str
    begins: Day | None
    ends: Day | None


class Excerpt(NamedTuple):
    """The first of many statements.

    Parameters
    ----------
    found
        Those that were asked for, whole.
    total
        How many there are in all.
    """

    found: tuple[Attested, ...]
    total: int

    @property
    def more(self) -> int:
        """How many are left out."""
        return self.total - len(self.found)
