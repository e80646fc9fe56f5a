"""Spells and events → sequences: from what happened when to a state at each position.

In: frames with one spell a row (SPELL) or one event a row (TSE). Out: sequences on a grid of whole numbers
(months counted from anywhere, ages, years) or, with ``origin``, counted since an event of each life.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

import polars as pl

from kartoteka.analyse.forms import AS_TRAMINER, Cell, Frame, Handling, from_cells, read_frame
from kartoteka.analyse.sequences import Sequences
from kartoteka.errors import UnknownName, UnusableSequences
from kartoteka.model.near import nearest
from kartoteka.wording.saying import Saying

Spell: TypeAlias = tuple[str, int, int, str]
"""Whose, first position, last position (inclusive), which state."""

After: TypeAlias = Mapping[str, str] | Callable[[str, str], str]
"""What state an event leads to: by event, or by the state before and the event."""


def from_spells(
    source: Frame,
    *,
    id: str = "id",  # noqa: A002 - the column's name
    begin: str = "begin",
    end: str = "end",
    state: str = "state",
    origin: Mapping[str, int] | None = None,
    first: int | None = None,
    last: int | None = None,
    states: Sequence[str] | None = None,
    handling: Handling = AS_TRAMINER,
) -> Sequences:
    """Read one spell a row (SPELL): whose, from when to when (both inclusive), in which state.

    Parameters
    ----------
    source
        A frame or a file; times are whole numbers.
    id, begin, end, state
        The columns.
    origin
        Whose → the time that is 0 for them (a birth, an arrest); times become positions since then.
    first, last
        The grid; by default the earliest beginning and the latest end.
    states, handling
        As in :func:`~kartoteka.analyse.forms.from_wide`. Where no spell is, the state is not known.

    Notes
    -----
    Where two spells of one life overlap, the one that stands later in the frame has the position.

    Examples
    --------
    >>> frame = pl.DataFrame(
    ...     {"id": ["a", "a", "b"], "begin": [1, 3, 2], "end": [2, 4, 3], "state": ["X", "Y", "X"]}
    ... )
    >>> from_spells(frame).spelled(0), from_spells(frame).spelled(1)
    (('X', 'X', 'Y', 'Y'), ('*', 'X', 'X'))
    >>> from_spells(frame, origin={"a": 1, "b": 2}).spelled(1)
    ('X', 'X')
    """
    frame = _named(read_frame(source), (id, begin, end, state))
    since = _origins(origin, frame[id].to_list())
    spells: list[Spell] = []
    for who, start, stop, what in frame.iter_rows():
        zero = since.get(who, 0)
        spells.append((str(who), int(start) - zero, int(stop) - zero, str(what)))
    return _on_grid(spells, first, last, states, handling)


def from_events(
    source: Frame,
    *,
    after: After,
    initial: str | None = None,
    id: str = "id",  # noqa: A002 - the column's name
    time: str = "time",
    event: str = "event",
    origin: Mapping[str, int] | None = None,
    first: int | None = None,
    last: int | None = None,
    states: Sequence[str] | None = None,
    handling: Handling = AS_TRAMINER,
) -> Sequences:
    """Read one event a row (TSE): whose, when, what; the state lasts until the next event.

    Parameters
    ----------
    source
        A frame or a file; times are whole numbers.
    after
        The state that an event leads to: a mapping from events, or a function of the state before (empty
        where none is) and the event.
    initial
        The state before the first event; by default it is not known.
    id, time, event
        The columns.
    origin, first, last, states, handling
        As in :func:`from_spells`; the last state lasts to the end of the grid.

    Examples
    --------
    >>> frame = pl.DataFrame({"id": ["a", "a"], "time": [2, 4], "event": ["arrest", "release"]})
    >>> after = {"arrest": "cell", "release": "free"}
    >>> from_events(frame, after=after, initial="free", first=1, last=5).spelled(0)
    ('free', 'cell', 'cell', 'free', 'free')
    """
    frame = _named(read_frame(source), (id, time, event))
    since = _origins(origin, frame[id].to_list())
    by_life: dict[str, list[tuple[int, str]]] = {}
    for who, when, what in frame.iter_rows():
        by_life.setdefault(str(who), []).append((int(when) - since.get(who, 0), str(what)))
    times = [when for events in by_life.values() for when, _ in events]
    start = first if first is not None else min(times, default=0)
    stop = last if last is not None else max(times, default=-1)
    spells = [
        (who, begin, stop, state)
        for who, events in by_life.items()
        for begin, state in _states_of(events, after, initial, start)
    ]
    return _on_grid(spells, start, stop, states, handling, lives=by_life)


def _states_of(
    events: list[tuple[int, str]], after: After, initial: str | None, start: int
) -> Iterable[tuple[int, str]]:
    """Yield from when each state holds (until the next)."""
    state = initial or ""
    if initial is not None:
        yield start, initial
    for when, what in sorted(events, key=lambda event: event[0]):
        if callable(after):
            state = after(state, what)
        elif what in after:
            state = after[what]
        else:
            raise UnknownName("event", what, nearest(what, {name: name for name in after}))
        yield when, state


def _on_grid(
    spells: list[Spell],
    first: int | None,
    last: int | None,
    states: Sequence[str] | None,
    handling: Handling,
    lives: Iterable[str] = (),
) -> Sequences:
    start = first if first is not None else min((spell[1] for spell in spells), default=0)
    stop = last if last is not None else max((spell[2] for spell in spells), default=start - 1)
    length = max(stop - start + 1, 0)
    rows: dict[str, list[Cell]] = {who: [None] * length for who in lives}
    for who, begin, end, state in spells:
        if end < begin:
            raise UnusableSequences(who, Saying("sequences.ends_early", begin=begin, end=end))
        row = rows.setdefault(who, [None] * length)
        low, high = max(begin - start, 0), min(end - start + 1, length)
        row[low:high] = [state] * max(high - low, 0)
    times = tuple(map(str, range(start, stop + 1)))
    return from_cells(
        list(rows.values()), times=times, ids=tuple(rows), states=states, handling=handling
    )


def _named(frame: pl.DataFrame, columns: tuple[str, ...]) -> pl.DataFrame:
    """Return the columns that are asked for; each must be there and full."""
    for name in columns:
        if name not in frame.columns:
            raise UnknownName("column", name, nearest(name, {c: c for c in frame.columns}))
        if frame[name].null_count():
            row = frame[name].is_null().arg_max() or 0
            raise UnusableSequences(name, Saying("sequences.empty_cell", row=row + 1))
    return frame.select(columns)


def _origins(origin: Mapping[str, int] | None, lives: Iterable[str]) -> Mapping[str, int]:
    """Return the origins, none if none are asked for; else every life needs one."""
    if origin is None:
        return {}
    for who in lives:
        if who not in origin:
            raise UnusableSequences(str(who), Saying("sequences.no_origin"))
    return origin
