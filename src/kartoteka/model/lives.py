"""What is derived from statements: episodes and lives, and lives as sequences of states.

Views, never stored truths: each keeps the ids of its evidence. The second half are the nouns of
sequence analysis of life courses.

References: TraMineR (Gabadinho et al. 2011); WeightedCluster (Studer 2013).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kartoteka.model.dates import Day, Duration, UncertainDate
from kartoteka.model.statements import Attested


@dataclass(frozen=True, slots=True)
class Episode:
    """A dated state of a person, with the statement it was read from.

    ``what`` is the predicate (``stay``, ``transfer``, ``member``, ``event`` …); ``place`` is set where the
    episode is somewhere.
    """

    person: str
    what: str
    place: str | None
    when: UncertainDate | None
    duration: Duration | None
    attested: Attested

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of the statement, its attestations and their passages."""
        return self.attested.ids()


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that somebody claims, held against what the archive knows.

    Parameters
    ----------
    attested
        The statement with predicate ``count``.
    of
        What is counted: a sort of place, or words.
    low, high
        The number claimed.
    known
        The ids of what the archive knows of it, in the claimed time.
    window
        The first and last day of the claimed time (None: open).
    """

    attested: Attested
    of: str
    low: float
    high: float
    known: tuple[str, ...]
    window: tuple[Day | None, Day | None]

    @property
    def missing(self) -> int:
        """How many of the least number claimed the archive does not know."""
        return max(0, int(self.low) - len(self.known))


@dataclass(frozen=True, slots=True)
class Life:
    """What is known of a person, in order.

    Parameters
    ----------
    person
        The id that stands for the person; ``ids`` are all that are judged the same.
    journey
        The stays and transfers, in order.
    episodes
        Everything with a time (the journey, memberships, events …), in order.
    undated
        Statements about the person without a time.
    claims
        Numbers claimed ("three prisons"), against what is known.
    more
        How many further statements there are, where only the first were asked for.
    """

    person: str
    ids: tuple[str, ...]
    journey: tuple[Episode, ...]
    episodes: tuple[Episode, ...]
    undated: tuple[Attested, ...]
    claims: tuple[Claim, ...]
    more: int = 0

    @property
    def places(self) -> tuple[str, ...]:
        """The places of the journey, in order, repetitions in a row taken once."""
        found: list[str] = []
        for episode in self.journey:
            if episode.place and (not found or found[-1] != episode.place):
                found.append(episode.place)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class State:
    """One letter of an alphabet: a short code and what it means."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The states that a sequence may take, in a fixed order."""

    states: tuple[State, ...]

    def index(self, code: str) -> int:
        """Return the position of a state (from 0); ValueError where it is not in the alphabet."""
        return [state.code for state in self.states].index(code)


@dataclass(frozen=True, slots=True)
class Spell:
    """A run of one state: positions ``start`` (included) to ``end`` (excluded) of a sequence."""

    state: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """A life on a time grid: one state code per unit of time, None where nothing is known."""

    person: str
    states: tuple[str | None, ...]
    unit: str = "month"
    weight: float = 1.0

    def spells(self) -> tuple[Spell, ...]:
        """Return the runs of equal states, gaps left out.

        >>> Sequence("ana", ("F", "F", None, "P")).spells()
        (Spell(state='F', start=0, end=2), Spell(state='P', start=3, end=4))
        """
        spells: list[Spell] = []
        for position, state in enumerate(self.states):
            if state is None:
                continue
            if spells and spells[-1].state == state and spells[-1].end == position:
                spells[-1] = Spell(state, spells[-1].start, position + 1)
            else:
                spells.append(Spell(state, position, position + 1))
        return tuple(spells)


@dataclass(frozen=True, slots=True)
class Dissimilarity:
    """How far two sequences lie apart under a named measure; 0 for equal ones."""

    a: str
    b: str
    measure: str
    value: float


@dataclass(frozen=True, slots=True)
class Medoid:
    """The life nearest to all others of its type: its exemplar. ``radius`` is the mean distance."""

    person: str
    type: str
    radius: float


@dataclass(frozen=True, slots=True)
class Typology:
    """A found set of types: medoids as exemplars, and the members of each type."""

    name: str
    measure: str
    medoids: tuple[Medoid, ...]
    members: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: MappingProxyType({}), hash=False
    )
