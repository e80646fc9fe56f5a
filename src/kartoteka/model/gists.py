"""The gist of a statement: who, what, where, when, and since when and until when it was said; no words.

In: what an archive holds. Out: :class:`Gist`, of which a hundred thousand can be compared in a second. It
carries the ids of its evidence, so that whoever needs the words reads the few statements that matter whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kartoteka.model.dates import Day

Days = tuple[Day, Day]
"""A first and a last day."""


class Mention(NamedTuple):
    """That an attestation says so, and when.

    Parameters
    ----------
    attestation, passage
        Ids.
    asserts
        Whether it asserts the statement, and does not deny or doubt it.
    first_written, last_written
        The earliest and the latest day on which the words can have been written; None: not known.
    spoken
        Of a statement with an open end, which reaches to the day it was last heard of: the earliest day on
        which the innermost speaker can have spoken; None: not known.
    """

    attestation: str
    passage: str
    asserts: bool
    first_written: Day | None
    last_written: Day | None
    spoken: Day | None

    def written_by(self, day: Day | None) -> bool:
        """Whether it may have been written by a day; what has no date always may."""
        return day is None or self.first_written is None or self.first_written <= day


class Gist(NamedTuple):
    """Who, what, where and when of a statement that stands, and when it was said.

    Parameters
    ----------
    id, subject, predicate, object
        As in :class:`~kartoteka.model.statements.Statement`.
    b0, b1, e0, e1
        The four days of its time, all None where it has none.
    dated
        Whether it has a time at all.
    is_open_end
        Whether it was still so when last heard.
    role
        The entity or the value under the role that was asked for; None where there is none.
    mentions
        Its attestations, in the order of recording.
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
    is_open_end: bool
    role: str | None
    mentions: tuple[Mention, ...]

    def ids(self) -> tuple[str, ...]:
        """Return its id and those of its attestations and passages."""
        if len(self.mentions) == 1:
            mention = self.mentions[0]
            return self.id, mention.attestation, mention.passage
        under = (i for m in self.mentions for i in (m.attestation, m.passage))
        return tuple(dict.fromkeys((self.id, *under)))

    def last_heard(self, by: Day | None = None) -> Day | None:
        """Return the last day on which somebody certainly still said so; see ``relate.heard``."""
        return max(self._heard(by), default=None)

    def _heard(self, by: Day | None) -> list[Day]:
        heard = (m.spoken for m in self.mentions if m.asserts and m.written_by(by))
        return [day for day in heard if day is not None]

    def known_days(self, by: Day | None = None) -> Days | None:
        """Return the first and last day on which it must have been so; see ``relate.heard``."""
        if self.is_open_end and self.b1 is not None:
            heard = self._heard(by)
            if heard:
                return still_so(self.b0, self.b1, heard)
        if self.b1 is None or self.e0 is None or self.b1 > self.e0:
            return None
        return self.b1, self.e0


def still_so(b0: Day | None, b1: Day, heard: Iterable[Day]) -> Days | None:
    """Return from when to when something began between two days and was still so when it was heard of.

    >>> still_so(1, 31, [10, 80]), still_so(1, 31, [40]), still_so(50, 60, [10])
    ((10, 80), (31, 40), None)
    """
    days = [day for day in heard if b0 is None or day >= b0]
    return (min(b1, *days), max(days)) if days else None
