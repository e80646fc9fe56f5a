"""Stays on the days on which they are certain: per person, made when asked for.

In: statements that put somebody somewhere, and the table. Out: :class:`Spans`; and whose of very many spans
lie in two places on the same days (:func:`apart`), found with arrays, so that a rule compares only theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from kartoteka.archive.compact import Compact
from kartoteka.archive.kept import Kept, KeptAll
from kartoteka.check.table import Ints, Table
from kartoteka.model.dates import Day
from kartoteka.model.statements import Attested
from kartoteka.relate.atlas import Atlas

SHARED = 2
"""From so many days in two places on it is a contradiction."""

_NEXT = 64
"""Spans after each that it is held against; whoever has more that last so long is looked at anyhow."""


class Span(NamedTuple):
    """A stay on the days on which it is certain."""

    first: Day
    last: Day
    place: str
    found: Attested


class Spans:
    """Who → their certain stays, by their beginning.

    Parameters
    ----------
    table, compact
        Where the statements lie.
    found
        The statements.
    always
        The days of those without a time; by default these have none.
    """

    def __init__(
        self,
        table: Table,
        compact: Compact,
        found: KeptAll,
        always: tuple[Day, Day] | None = None,
    ) -> None:
        self._table, self._compact = table, compact
        numbers = found.numbers
        first, last = (days[numbers] for days in table.certain)
        if always is not None:
            undated = ~table.dated[numbers]
            first[undated], last[undated] = always
        some = (first <= last) & (table.object[numbers] >= 0)
        numbers, first, last = numbers[some], first[some], last[some]
        who = table.subject_head[numbers]
        order = np.lexsort((last, first, who))
        self.numbers, self.first, self.last = numbers[order], first[order], last[order]
        self.who = who[order]
        self.place = table.object_head[self.numbers]
        heads, begins, counts = np.unique(self.who, return_index=True, return_counts=True)
        self._of = {
            table.id(int(h)): slice(int(b), int(b + n))
            for h, b, n in zip(heads, begins, counts, strict=True)
        }
        order = np.argsort(_first_told(self.numbers, begins), kind="stable")
        self._order: list[int] = order.tolist()

    def get(self, who: str) -> list[Span]:
        """Return the certain stays of somebody; none where there is none."""
        found = self._of.get(who)
        return [] if found is None else list(self._made(found))

    def in_two_places(self, atlas: Atlas) -> Iterator[str]:
        """Yield who may be in two places on the same days, in the order in which they are first told of."""
        rows = Stretches(self.who, self.place, self.first, self.last)
        found = set(map(self._table.id, apart(atlas, self._table, rows).tolist()))
        everybody: list[str] = list(self._of)
        return (who for n in self._order if (who := everybody[n]) in found)

    def rows(self, who: str) -> slice:
        """Return which rows are somebody's."""
        return self._of.get(who, slice(0, 0))

    def _made(self, rows: slice) -> Iterator[Span]:
        columns = (self.first, self.last, self.place, self.numbers)
        for first, last, place, number in zip(*(c[rows].tolist() for c in columns), strict=True):
            yield Span(first, last, self._table.id(place), Kept(self._compact, number))


def _first_told(numbers: Ints, begins: Ints) -> Ints:
    return np.minimum.reduceat(numbers, begins) if len(numbers) else numbers


class Stretches(NamedTuple):
    """Who (people, or groups) was in which place, and when; a row each."""

    who: Ints
    place: Ints
    first: Ints
    last: Ints

    def joined(self) -> Stretches:
        """Return them with those of one place that share a day as one: forty witnesses tell of one stay."""
        who, place, first, last = (c[np.lexsort((self.first, self.place, self.who))] for c in self)
        if not len(who):
            return self
        begins = np.append(True, (who[1:] != who[:-1]) | (place[1:] != place[:-1]))
        # The last day of any so far: days by their ranks, so that later places start above earlier ones.
        days, ranks = np.unique(last, return_inverse=True)
        above = np.cumsum(begins) * len(days)
        until = days[np.maximum.accumulate(ranks + above) - above]
        begins[1:] |= first[1:] > until[:-1]
        starts = np.flatnonzero(begins)
        ends = np.append(starts[1:], len(who)) - 1
        return Stretches(who[starts], place[starts], first[starts], until[ends])


def apart(atlas: Atlas, table: Table, rows: Stretches) -> Ints:
    """Return who (by number) may have been in two places on the same days."""
    joined = rows.joined()
    who, place, first, last = (
        c[np.lexsort((joined.last, joined.first, joined.who))] for c in joined
    )
    found = [who[:0]]
    unclear: dict[int, bool] = {}
    for step in range(1, len(who)):
        a, b = slice(None, -step), slice(step, None)
        # They are in the order of their first days: what is over now is over for all that follow.
        lasting = (who[a] == who[b]) & (last[a] >= first[b])
        if step > _NEXT or not bool(lasting.any()):
            found.append(who[a][lasting])
            break
        shared = np.minimum(last[a], last[b]) - first[b] + 1 >= SHARED
        some = np.flatnonzero(lasting & shared & (place[a] != place[b]))
        pairs = place[a][some].astype(np.int64) * len(table.heads) + place[b][some]
        kinds, which = np.unique(pairs, return_inverse=True)
        for pair in kinds.tolist():
            if pair not in unclear:
                x, y = divmod(pair, len(table.heads))
                unclear[pair] = _may_be_apart(atlas, table.id(x), table.id(y))
        wanted = np.array([unclear[pair] for pair in kinds.tolist()], dtype=np.bool_)
        found.append(who[a][some][wanted[which]])
    return np.unique(np.concatenate(found))


def _may_be_apart(atlas: Atlas, a: str, b: str) -> bool:
    """Whether two places are two at any time."""
    return not atlas.nested(a, b) or atlas.moving([*atlas.above(a), *atlas.above(b)])
