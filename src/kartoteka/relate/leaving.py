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
from kartoteka.model.presence import Turn
from kartoteka.model.statements import Attested
from kartoteka.relate.atlas import Atlas


class Leavings:
    """Where people turned up, to tell by when they had left.

    Parameters
    ----------
    turns
        Stays and moves of everybody who is asked about, after their stays were last heard of.
    atlas
        What lies in what: to be in a prison is not to have left its cell.
    """

    def __init__(self, turns: Iterable[Turn], atlas: Atlas) -> None:
        self._atlas = atlas
        self._turns: dict[str, list[tuple[Day, Day, str]]] = {}
        head = atlas.clusters.head
        for who, place, first, last in turns:
            self._turns.setdefault(head(who), []).append((first, last, head(place)))
        for each in self._turns.values():
            each.sort()

    def possible(self, stay: Attested) -> Stretch:
        """Return the first and the last day on which a stay is possible."""
        when = stay.statement.when
        return (when.b0 if when else None), self.last_day(stay)

    def of(self, stay: Gist) -> Stretch:
        """Return the first and the last day on which a stay is possible."""
        return stay.b0, self._left(stay) if _is_open(stay) else stay.e1

    def last_day(self, stay: Attested) -> Day | None:
        """Return the last day on which a stay is possible; None where it is without end."""
        when = stay.statement.when
        if when is None or when.e1 is not None:
            return when.e1 if when else None
        return self._left(gist(stay))

    def _left(self, stay: Gist) -> Day | None:
        heard = _heard(stay)
        turns = self._turns.get(self._atlas.clusters.head(stay.subject), ())
        if heard is None or not turns:
            return None
        place, left = stay.object or "", None
        for first, last, at in islice(turns, bisect_right(turns, (heard + 1,)), None):
            if left is not None and first >= left:
                break  # nor does any after this one end earlier
            if (left is None or last < left) and not self._atlas.nested(at, place):
                left = last
        return left


def _is_open(stay: Gist) -> bool:
    return stay.dated and stay.e1 is None


def _heard(stay: Gist) -> Day | None:
    """Return the day on which an open stay was last heard of; None where nothing can bound it."""
    known = stay.known_days()
    return known[1] if known else stay.b1


def leavings(reader: Reader, stays: Iterable[Attested], atlas: Atlas) -> Leavings:
    """Return by when those must have left whose stays have no end; one query."""
    open_ = (f for f in stays if f.statement.when and f.statement.when.e1 is None)
    return leavings_of_gists(reader, map(gist, open_), atlas)


def leavings_of_gists(reader: Reader, stays: Iterable[Gist], atlas: Atlas) -> Leavings:
    """Return the same as :func:`leavings`, of gists."""
    since: dict[str, Day] = {}
    for stay in filter(_is_open, stays):
        heard = _heard(stay)
        if heard is not None:
            for who in atlas.ids(stay.subject):
                since[who] = min(heard, since.get(who, heard))
    return Leavings(reader.turns(since) if since else (), atlas)
