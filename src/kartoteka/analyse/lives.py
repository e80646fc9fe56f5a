"""From what is told of people to lives as sequences: each cell a state, with the statements behind it.

In: a reader, a word for the alphabet, a grid of time. Out: :class:`LivesInTime`: whose lives, which
states, what is not known, and for every cell the ids of its statements. Gaps stay gaps: a cell of which
nothing is told has no state. Uncertain dates are laid out on demand: earliest, middle, latest, or drawn
by chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.grid import Grid, Unit, calendar, default_unit
from kartoteka.analyse.grid import since as grid_since
from kartoteka.analyse.sequences import MISSING, Sequences, sequences
from kartoteka.analyse.spans import PICK, Dates, Pick, Span, span
from kartoteka.analyse.states import KEPT, Alphabet, alphabet
from kartoteka.archive.reader import Reader
from kartoteka.errors import UsageError
from kartoteka.model.dates import Day
from kartoteka.model.lives import Episode
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.life import life
from kartoteka.wording.saying import Saying

UNKNOWN = -1
"""The code of a cell of which nothing is known."""

Codes = NDArray[np.int16]

_COMMON = 0.2
"""The share of the lives that must be known in a cell for the grid to begin or end there."""


@dataclass(frozen=True, eq=False)
class Channel:
    """One alphabet over all lives: its states, and the spans of each life, coarse ones first."""

    word: str
    states: tuple[str, ...]
    spans: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, eq=False)
class LivesInTime:
    """Lives laid on a grid of time.

    Parameters
    ----------
    people
        Whose, (N,).
    grid
        The cells of time, L.
    channels
        One or several alphabets.
    origins
        The day from which each life is counted (0 on the calendar), (N,).
    weights
        How much each life counts, (N,).
    left_out
        Whose lives were not laid out, and in how many cells each is known.
    """

    people: tuple[str, ...]
    grid: Grid
    channels: tuple[Channel, ...]
    origins: tuple[Day, ...]
    weights: tuple[float, ...]
    left_out: tuple[tuple[str, int], ...] = ()

    def __len__(self) -> int:
        """How many lives."""
        return len(self.people)

    @cached_property
    def codes(self) -> tuple[Codes, ...]:
        """For each channel the state of every cell, (N, L), uncertain dates taken in the middle."""
        return self.laid(PICK["middle"])

    def laid(self, pick: Pick) -> tuple[Codes, ...]:
        """Return for each channel the state of every cell, (N, L), for one choice of days."""
        return tuple(
            np.array(
                [
                    _row(spans, channel.states, self.grid, origin, pick)
                    for spans, origin in zip(channel.spans, self.origins, strict=True)
                ],
                np.int16,
            ).reshape(len(self), len(self.grid))
            for channel in self.channels
        )

    def drawn(self, chance: np.random.Generator) -> tuple[Codes, ...]:
        """Return the states for days drawn by chance, each evenly from those on which it can have been."""
        return self.laid(lambda first, last: int(chance.integers(first, last + 1)))

    def dated(self, dates: Dates) -> tuple[Codes, ...]:
        """Return the states with every uncertain date as early, or as late, as can be."""
        return self.laid(PICK[dates])

    @property
    def uncertain(self) -> bool:
        """Whether any date could have been otherwise."""
        return any(s.uncertain for c in self.channels for spans in c.spans for s in spans)

    def evidence(self, row: int, cell: int) -> tuple[str, ...]:
        """Return the ids of the statements behind a cell, in every channel."""
        return tuple(dict.fromkeys(s.statement for s in self.spans_at(row, cell)))

    def spans_at(self, row: int, cell: int) -> Iterable[Span]:
        """Yield the spans that give a cell its state, in every channel."""
        low, high = (
            self.grid.edges[cell] + self.origins[row],
            self.grid.edges[cell + 1] + self.origins[row],
        )
        for channel, codes in zip(self.channels, self.codes, strict=True):
            state = codes[row, cell]
            for found in channel.spans[row]:
                first, last = found.days(PICK["middle"])
                if (
                    first < high
                    and last >= low
                    and channel.states[state] == found.state
                    and state >= 0
                ):
                    yield found

    def sequences(self, codes: Sequence[Codes] | None = None) -> Sequences:
        """Return the lives as sequences of one alphabet, gaps as the state "not known".

        Several channels become one: a state is a combination, and unknown where any of them is.
        """
        laid = self.codes if codes is None else codes
        mixed, states = laid[0].astype(np.int64), self.channels[0].states
        for codes_of, channel in zip(laid[1:], self.channels[1:], strict=True):
            gap = (mixed < 0) | (codes_of < 0)
            mixed = np.where(gap, UNKNOWN, mixed * len(channel.states) + codes_of)
            states = tuple(f"{one} + {other}" for one, other in product(states, channel.states))
        used: list[int] = np.unique(mixed[mixed >= 0]).tolist()
        renumbered = np.full(len(states) + 1, len(used), np.int16)
        renumbered[used] = np.arange(len(used))
        return sequences(
            renumbered[np.where(mixed < 0, len(states), mixed)],
            (*(states[i] for i in used), MISSING),
            ids=self.people,
            weights=self.weights,
            times=self.grid.times,
            missing=len(used),
        )

    def known(self) -> NDArray[np.int64]:
        """Return in how many cells each life is known in every channel, (N,)."""
        return np.all([codes >= 0 for codes in self.codes], axis=0).sum(axis=1)


def lives_in_time(
    reader: Reader,
    *,
    states: str | Sequence[str] = KEPT,
    unit: Unit | None = None,
    since: str | None = None,
    first: Day | None = None,
    last: Day | None = None,
    known: float = 0.25,
    weights: Mapping[str, float] | None = None,
    atlas: Atlas | None = None,
) -> LivesInTime:
    """Lay the lives of an archive on a grid of time.

    Parameters
    ----------
    reader
        An archive, or a view of one.
    states
        The alphabet (see ``states``), or several: one channel each.
    unit
        Of a cell; by default what makes a readable number of cells.
    since
        The event from which each life is counted: ``first`` (the first known day), a predicate, or words
        of an event (``arrested``). By default the calendar.
    first, last
        Days between which the grid lies; by default where at least a fifth of the lives are known.
    known
        The share of the cells in which a life must be known to be laid out.
    weights
        Person → how much a life counts; 1 where it is not said.

    Raises
    ------
    UnknownName
        No such alphabet.
    UsageError
        No life has a dated state of that alphabet.
    """
    atlas = atlas or Atlas(reader)
    words = (states,) if isinstance(states, str) else tuple(states)
    alphabets = [alphabet(word, atlas) for word in words]
    told = {e.id: life(reader, e.id, atlas=atlas).episodes for e in atlas.heads("person")}
    channels = [_spans(told, one) for one in alphabets]
    origins = {who: _origin(told[who], [c[who] for c in channels], since) for who in told}
    people = [w for w in told if origins[w] is not None and all(c[w] for c in channels)]
    if not people:
        key = "no_states" if since is None else "no_states_since"
        raise UsageError(Saying(f"types.{key}", states=", ".join(words), event=since))
    laid = LivesInTime(
        tuple(people),
        Grid("day", np.array([0, 1])),
        tuple(
            _channel(word, [c[w] for w in people]) for word, c in zip(words, channels, strict=True)
        ),
        tuple(origins[w] or 0 for w in people),
        tuple(float((weights or {}).get(w, 1.0)) for w in people),
    )
    laid = replace(laid, grid=_grid(laid, unit, since, first, last))
    return _well_known(laid, known)


def _spans(told: Mapping[str, Sequence[Episode]], one: Alphabet) -> dict[str, tuple[Span, ...]]:
    """Return the dated states of everybody in one alphabet, coarse ones first."""
    found: dict[str, tuple[Span, ...]] = {}
    for who, episodes in told.items():
        shown = (e for e in episodes if e.what in one.predicates and e.attested.stands)
        read = ((e, one.read(e)) for e in shown)
        spans = [made for e, state in read if state and (made := span(e, state))]
        # Of two that hold at once the shorter counts (a fortnight of quarantine within a year in prison),
        # but what the editor prefers above all: it is painted last.
        spans.sort(key=lambda s: (s.preferred, -(s.end[1] - s.begin[0])))
        found[who] = tuple(spans)
    return found


def _channel(word: str, spans: Sequence[tuple[Span, ...]]) -> Channel:
    weight: dict[str, int] = {}
    for one in (s for life_spans in spans for s in life_spans):
        first, last = one.days(PICK["middle"])
        weight[one.state] = weight.get(one.state, 0) + last - first + 1
    return Channel(word, tuple(sorted(weight, key=lambda s: (-weight[s], s))), tuple(spans))


def _origin(
    episodes: Sequence[Episode], channels: Sequence[tuple[Span, ...]], since: str | None
) -> Day | None:
    if since is None:
        return 0
    if since == "first":
        return min((s.days(PICK["middle"])[0] for spans in channels for s in spans), default=None)
    for episode in episodes:
        statement = episode.attested.statement
        named = episode.what == since or since.casefold() in (statement.value or "").casefold()
        if named and episode.attested.stands and episode.when and (made := span(episode, "")):
            return made.days(PICK["middle"])[0]
    return None


def _grid(
    laid: LivesInTime, unit: Unit | None, since: str | None, first: Day | None, last: Day | None
) -> Grid:
    """Return the cells: those asked for, else those in which enough lives are known."""
    ends = np.array(
        [
            [day - origin for day in s.days(PICK["middle"])]
            for c in laid.channels
            for spans, origin in zip(c.spans, laid.origins, strict=True)
            for s in spans
        ]
    )
    low = int(ends[:, 0].min()) if first is None else first
    high = int(ends[:, 1].max()) if last is None else last
    if first is None or last is None:
        coarse = Grid("month", np.arange(low, high + 31, 30), since)
        known = np.all([c >= 0 for c in replace(laid, grid=coarse).codes], axis=0).mean(axis=0)
        often = np.flatnonzero(known >= min(_COMMON, float(known.max())))
        low = int(coarse.edges[often[0]]) if first is None else first
        high = min(high, int(coarse.edges[often[-1] + 1]) - 1) if last is None else last
    chosen = unit or default_unit(high - low + 1)
    return calendar(low, high, chosen) if since is None else grid_since(high + 1, chosen, since)


def _well_known(laid: LivesInTime, share: float) -> LivesInTime:
    known = laid.known()
    kept = [int(i) for i in np.flatnonzero(known >= max(1, share * len(laid.grid)))]
    if not kept:
        raise UsageError(Saying("types.little_known", percent=round(100 * share)))
    return replace(
        laid,
        people=tuple(laid.people[i] for i in kept),
        origins=tuple(laid.origins[i] for i in kept),
        weights=tuple(laid.weights[i] for i in kept),
        channels=tuple(replace(c, spans=tuple(c.spans[i] for i in kept)) for c in laid.channels),
        left_out=tuple((w, int(known[i])) for i, w in enumerate(laid.people) if i not in set(kept)),
    )


def _row(
    spans: Sequence[Span], states: Sequence[str], grid: Grid, origin: Day, pick: Pick
) -> NDArray[np.int16]:
    """Paint the days of a life, and take for each cell the state of most of its days."""
    start = int(grid.edges[0])
    days = np.full(int(grid.edges[-1]) - start, UNKNOWN, np.int64)
    numbers = {state: i for i, state in enumerate(states)}
    for one in spans:
        first, last = (day - origin - start for day in one.days(pick))
        if last >= 0:
            days[max(first, 0) : last + 1] = numbers[one.state]
    cells = np.repeat(np.arange(len(grid)), np.diff(grid.edges))
    told = days >= 0
    votes = np.zeros((len(grid), max(len(states), 1)))
    np.add.at(votes, (cells[told], days[told]), 1)
    return np.where(votes.any(axis=1), votes.argmax(axis=1), UNKNOWN).astype(np.int16)
