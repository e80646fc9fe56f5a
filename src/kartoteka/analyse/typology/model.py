"""A found typology: what ``kartoteka types`` answers.

Values only. Every type is tied to lives, every life to statements: no part of an answer stands without
the ids of what it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kartoteka.analyse.lives import LivesInTime
from kartoteka.analyse.quality.indices import Quality

MarkKind = Literal["state", "place", "group", "practice", "type"]

CautionKind = Literal[
    "few_lives",
    "small_types",
    "no_structure",
    "weak_structure",
    "clear_structure",
    "like_chance",
    "not_chance",
    "no_chance",
    "like_chance_duration",
    "not_chance_duration",
    "like_chance_both",
    "not_chance_both",
    "like_chance_moments",
    "not_chance_moments",
    "like_chance_markov",
    "not_chance_markov",
    "like_chance_independent",
    "not_chance_independent",
    "uncertain_dates",
    "sure_dates",
    "leave_one_out",
    "gaps",
    "left_out",
    "undated",
    "not_a_sample",
    "hidden_small",
]


@dataclass(frozen=True, slots=True)
class Mark:
    """What distinguishes a type from the others.

    Parameters
    ----------
    kind
        ``state`` (share of the known time), ``place``, ``group``, ``practice`` or ``type`` (share of the
        lives).
    what
        A state (see ``states``), or an entity id.
    share, elsewhere
        In this type, and in all other types, 0 … 1.
    evidence
        Ids of the statements behind it, of the members of this type.
    """

    kind: MarkKind
    what: str
    share: float
    elsewhere: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A life in a type.

    Parameters
    ----------
    person
        Whose.
    strength
        Membership, 0 … 1: how near the life is to this type's exemplar against all exemplars.
    distance
        From the exemplar of the type.
    width
        Silhouette, −1 … 1: 0 on the border to the next type.
    survives
        In what share of the other ways the dates may have been, and of the archives with one life less, the
        life stays in this type.
    known
        The share of the cells of time of which anything is known.
    nearest
        The type that is next nearest.
    evidence
        Ids of the statements from which the sequence is read.
    """

    person: str
    strength: float
    distance: float
    width: float
    survives: float
    known: float
    nearest: str | None
    evidence: tuple[str, ...]

    @property
    def borderline(self) -> bool:
        """Whether it could as well be in another type."""
        return self.width < 0.1 or self.survives < 0.75


@dataclass(frozen=True, slots=True)
class FoundType:
    """One type: its exemplar, its members, and what distinguishes it.

    Parameters
    ----------
    id
        ``type-1`` is the largest.
    names
        Language → a name made from what distinguishes it.
    medoid
        Whose life is nearest to all of the type.
    path
        The states that most of its members are in, in order of time, each once in a row.
    members
        The nearest to the exemplar first.
    marks
        The most telling first.
    radius
        Mean distance of the members from the exemplar.
    survives
        How much of the type is found again where dates or lives are otherwise (mean Jaccard index, 0 … 1).
    """

    id: str
    names: dict[str, str]
    medoid: str
    path: tuple[str, ...]
    members: tuple[Member, ...]
    marks: tuple[Mark, ...]
    radius: float
    survives: float

    @property
    def people(self) -> tuple[str, ...]:
        """Whose lives they are."""
        return tuple(member.person for member in self.members)


@dataclass(frozen=True, slots=True)
class Caution:
    """Something that the typology can or cannot claim; ``facts`` are put into its sentence."""

    kind: CautionKind
    facts: dict[str, float | int | str] = field(default_factory=dict[str, float | int | str])


@dataclass(frozen=True, slots=True)
class FoundTypology:
    """Types found among the lives of an archive.

    Parameters
    ----------
    states
        The alphabets, as they were asked for.
    unit, times
        Of the grid of time.
    since
        The event from which is counted; None: the calendar.
    measure
        Name of the dissimilarity.
    indel
        What leaving out a state costs in it; None: as the measure has it.
    types
        The largest first.
    quality
        Over the numbers of types that were tried.
    separation
        Number of types → mean silhouette width, by which the number is chosen; a life alone in its type
        has 0.
    cautions
        What it can and cannot claim.
    left_out
        Person → in how many cells anything is known: too few to be placed.
    undated
        People of whom no dated state is known at all.
    null
        The null model that the types were held against: what of the lives archives of chance keep.
    seed
        Of everything drawn by chance.
    lives
        The lives on their grid; not part of a written answer.
    distances
        Between them, condensed; not part of a written answer.
    """

    states: tuple[str, ...]
    unit: str
    times: tuple[str, ...]
    since: str | None
    measure: str
    types: tuple[FoundType, ...]
    quality: tuple[Quality, ...]
    separation: dict[int, float]
    cautions: tuple[Caution, ...]
    left_out: dict[str, int]
    undated: tuple[str, ...]
    null: str
    seed: int
    indel: float | None = field(default=None, kw_only=True)
    lives: LivesInTime = field(repr=False, compare=False)
    distances: tuple[float, ...] = field(repr=False, compare=False)

    @property
    def k(self) -> int:
        """How many types."""
        return len(self.types)

    @property
    def sequences(self) -> dict[str, tuple[str | None, ...]]:
        """Person → the state in every cell of time, None where nothing is known; the first channel."""
        states, codes = self.lives.channels[0].states, self.lives.codes[0]
        rows: list[list[int]] = codes.tolist()
        return {
            who: tuple(states[code] if code >= 0 else None for code in row)
            for who, row in zip(self.lives.people, rows, strict=True)
        }

    def of(self, person: str) -> FoundType | None:
        """Return the type of a person, or None."""
        return next((t for t in self.types if person in t.people), None)
