"""From what is told of people to lives on a grid of time.

In: a reader, words for the alphabets, a unit of time. Out: :class:`~kartoteka.analyse.lives.LivesInTime`.
Of two states told of the same day the one of the shorter stay counts (a fortnight of quarantine within a year
in prison), but what the editor prefers above all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from kartoteka.analyse.grid import Grid, Unit, calendar, default_unit
from kartoteka.analyse.grid import since as grid_since
from kartoteka.analyse.lives import Channel, LivesInTime
from kartoteka.analyse.spans import PICK, Span, span
from kartoteka.analyse.states import KEPT, Alphabet, alphabet
from kartoteka.archive.reader import Reader
from kartoteka.errors import UsageError
from kartoteka.model.dates import Day
from kartoteka.model.lives import Episode
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.life import life
from kartoteka.wording.saying import Saying

_COMMON = 0.2
"""The share of the lives that must be known in a cell for the grid to begin or end there."""


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
        # What is painted last counts.
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
