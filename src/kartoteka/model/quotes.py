"""What one passage says, as a row of a table: the statement, the words, who said it to whom, and when.

In: what an archive holds. Out: :class:`Quote`, one for each attestation, with what is needed to tell whether
its speaker was there, and without the rest.
"""

from __future__ import annotations

from typing import NamedTuple

from kartoteka.model.dates import Day

_Days = tuple[Day | None, Day | None]


class Told(NamedTuple):
    """One telling of a chain: who told it, and on which days, if it has a date."""

    speaker: str | None
    dated: bool
    first: Day | None
    last: Day | None


class Quote(NamedTuple):
    """What one passage says.

    Parameters
    ----------
    statement, subject, predicate, object, value
        As in :class:`~kartoteka.model.statements.Statement`.
    place
        The place it is about: its subject, else its object; None if neither is one.
    edtf, days
        Its time, and the earliest and latest day of it.
    roles
        (term, entity or value) of its roles, in order.
    attestation, passage, basis, stance, certainty
        As in :class:`~kartoteka.model.statements.Attestation`.
    exact, source, author
        The words, the source they stand in, and whose they are.
    written
        The earliest and latest day on which they can have been written.
    chain
        The tellings, innermost first.
    """

    statement: str
    subject: str
    predicate: str
    object: str | None
    value: str | None
    place: str | None
    edtf: str | None
    days: _Days
    roles: tuple[tuple[str, str], ...]
    attestation: str
    passage: str
    basis: str
    stance: str
    certainty: int | None
    exact: str
    source: str
    author: str | None
    written: _Days
    chain: tuple[Told, ...]

    @property
    def witness(self) -> str | None:
        """Who knew: the innermost speaker, else the author."""
        return self.chain[0].speaker if self.chain else self.author

    @property
    def listeners(self) -> frozenset[str]:
        """Whom the words passed through after the innermost speaker, the author among them."""
        if not self.chain:
            return frozenset()
        through = (*(told.speaker for told in self.chain[1:]), self.author)
        return frozenset(who for who in through if who)

    @property
    def spoken_by(self) -> Day | None:
        """The latest day on which the innermost speaker can have spoken; None: not known."""
        return next((told.last for told in self.chain if told.dated), self.written[1])

    @property
    def age(self) -> int | None:
        """Days from the innermost telling (or, if undated, what was told) to the writing; None if unknown."""
        written = _latest(self.written)
        told = next((_latest((t.first, t.last)) for t in self.chain if t.dated), None)
        told = _latest(self.days) if told is None else told
        return None if written is None or told is None else max(0, written - told)


def _latest(days: _Days) -> Day | None:
    """Return the last day of a time; None for "at some time before", which says nothing of the age."""
    return None if days[0] is None else days[1]
