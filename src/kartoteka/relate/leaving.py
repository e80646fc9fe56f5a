"""By when somebody must have left, although nobody says so: they were elsewhere.

In: stays and transfers. Out: the last day on which an open stay is possible. "Since 3 March, and still so"
(``2025-03-03/..``) is possible without end; but whoever was moved to another prison in May was not in the
cell in June. Only what began after the stay was last heard of bounds it: what contradicts it outright is for
``check``, not for a bound.

Measured against simulated worlds (``docs/explanation/what-the-archive-recovers.md``): without this bound half
of the days on which somebody was possibly in a cell were wrong.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import islice

from kartoteka.archive.gists import gist
from kartoteka.archive.reader import Reader, Stretch
from kartoteka.model.dates import Day
from kartoteka.model.gists import Gist
from kartoteka.model.outlines import Outline
from kartoteka.model.statements import Attested
from kartoteka.relate.atlas import Atlas

MOVES = ("stay", "transfer")


class Leavings:
    """Where people turned up, to tell by when they had left.

    Parameters
    ----------
    moves
        Stays and transfers of everybody who is asked about.
    atlas
        What lies in what: to be in a prison is not to have left its cell.
    """

    def __init__(self, moves: Iterable[Outline], atlas: Atlas) -> None:
        self._atlas = atlas
        self._turns: dict[str, list[tuple[Day, Day, str]]] = {}
        head = atlas.clusters.head
        for found in moves:
            if found.stands and found.object and found.b0 is not None and found.b1 is not None:
                turn = (found.b0, found.b1, head(found.object))
                self._turns.setdefault(head(found.subject), []).append(turn)
        for turns in self._turns.values():
            turns.sort()

    def possible(self, stay: Attested) -> Stretch:
        """Return the first and the last day on which a stay is possible."""
        when = stay.statement.when
        return (when.b0 if when else None), self.last_day(stay)

    def of(self, stay: Gist) -> Stretch:
        """Return the first and the last day on which a stay is possible."""
        open_ = stay.dated and stay.e1 is None
        return stay.b0, self._left(stay) if open_ else stay.e1

    def last_day(self, stay: Attested) -> Day | None:
        """Return the last day on which a stay is possible; None where it is without end."""
        when = stay.statement.when
        if when is None or when.e1 is not None:
            return when.e1 if when else None
        return self._left(gist(stay))

    def _left(self, stay: Gist) -> Day | None:
        known = stay.known_days()
        heard = known[1] if known else stay.b1
        if heard is None:
            return None
        turns = self._turns.get(self._atlas.clusters.head(stay.subject), [])
        place, left = stay.object or "", None
        for first, last, at in islice(turns, bisect_right(turns, (heard + 1,)), None):
            if left is not None and first >= left:
                break  # nor does any after this one end earlier
            if (left is None or last < left) and not self._atlas.nested(at, place):
                left = last
        return left


def leavings(reader: Reader, stays: Iterable[Attested], atlas: Atlas) -> Leavings:
    """Return by when those must have left whose stays have no end; one query."""
    open_ = (f.statement.subject for f in stays if f.statement.when and f.statement.when.e1 is None)
    return _leavings_of(reader, open_, atlas)


def leavings_of_gists(reader: Reader, stays: Iterable[Gist], atlas: Atlas) -> Leavings:
    """Return the same as :func:`leavings`, of gists."""
    return _leavings_of(reader, (s.subject for s in stays if s.dated and s.e1 is None), atlas)


def _leavings_of(reader: Reader, who: Iterable[str], atlas: Atlas) -> Leavings:
    heads = tuple(sorted(set(map(atlas.clusters.head, who))))
    ids = atlas.all_ids(heads)
    moves = reader.outlines(subject=ids, predicate=MOVES, brief=True) if heads else ()
    return Leavings(moves, atlas)
