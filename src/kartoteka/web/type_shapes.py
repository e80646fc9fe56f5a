"""What the calls about found types say and are answered.

In: the settings of a search. Out: the structs that ``ask_types`` fills.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from kartoteka.web.shapes import Answer, Body, Id, Line, Names, Said, State, Write

Cost = Annotated[float, Meta(gt=0, le=100)]
Count = Annotated[int, Meta(ge=2, le=50)]
Unit = Literal["day", "week", "month"]
MeasureName = Literal["matching", "om", "lcs", "omspell"]


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the lives are made of, the grid of time, the measure, how many types (null: the clearest)."""

    states: Annotated[list[Line], Meta(min_length=1, max_length=3)] = msgspec.field(
        default_factory=lambda: ["kept"]
    )
    unit: Unit | None = None
    since: Line | None = None
    measure: MeasureName = "matching"
    indel: Cost | None = None
    k: Count | None = None

    def key(self) -> str:
        """Return them as JSON, the same for the same settings."""
        return msgspec.json.encode(self).decode()


class OfTypes(Body, frozen=True, kw_only=True):
    """Which search; ``begin``: only look, search where nothing was found yet, or search anew."""

    settings: Settings = msgspec.field(default_factory=Settings)
    begin: Literal["never", "missing", "again"] = "never"


class StateShape(Struct, frozen=True):
    """A state of the alphabet, and what it is called."""

    id: str
    name: str


class MarkWords(Struct, frozen=True):
    """What distinguishes a type, in words, and the statements behind it."""

    kind: str
    said: str
    evidence: list[str]


class MemberShape(Struct, frozen=True):
    """A life in a type; shares are 0 … 1."""

    person: str
    strength: float
    width: float
    survives: float
    known: float
    nearest: str | None
    borderline: bool


class TypeShape(Struct, frozen=True):
    """A found type; the members nearest to the exemplar first."""

    id: str
    name: str
    names: dict[str, str]
    medoid: str
    survives: float
    marks: list[MarkWords]
    members: list[MemberShape]


class JoinShape(Struct, frozen=True):
    """Two branches of the tree (its leaves, then the joins in their order), and how far apart they are."""

    a: int
    b: int
    height: float


class LeafShape(Struct, frozen=True):
    """A leaf of the tree: a life, or so many lives that join further down."""

    person: str
    lives: int


class TreeShape(Struct, frozen=True):
    """How the lives join; ``order``: the leaves as they are drawn."""

    leaves: list[LeafShape]
    joins: list[JoinShape]
    order: list[int]


class FoundShape(Struct, frozen=True):
    """A found typology. ``runs``: for each of ``people`` (state, −1: not known; number of cells)."""

    period: str
    unit: Unit
    times: list[str]
    states: list[StateShape]
    people: list[str]
    runs: list[list[tuple[int, int]]]
    types: list[TypeShape]
    separation: list[tuple[int, float]]
    quality: list[dict[str, Any]]
    claims: list[str]
    left_out: list[tuple[str, int]]
    left_out_total: int
    tree: TreeShape


class Types(Answer, frozen=True, kw_only=True):
    """A search for types, as it stands."""

    state: State
    edit: int | None
    done: int
    total: int
    failure: str | None
    found: FoundShape | None
    names: Names


class OfMoved(Body, frozen=True, kw_only=True):
    """Another cost, another number of types."""

    settings: Settings
    indel: Cost | None = None
    k: Count


class Moved(Answer, frozen=True, kw_only=True):
    """The group of each of ``people``, its exemplars, and who left the type they were in."""

    labels: list[int]
    medoids: list[str]
    width: float
    stays: list[bool]


class OfLife(Body, frozen=True, kw_only=True):
    """A life of a search."""

    settings: Settings
    person: Id


class RunShape(Struct, frozen=True):
    """A stretch of a life in one state, and the statements it is read from."""

    state: int
    first: str
    last: str
    statements: list[str]


class LifeInStates(Answer, frozen=True, kw_only=True):
    """A life as a sequence, with its statements."""

    runs: list[RunShape]
    statements: list[Said]
    names: Names


class ToDeclare(Write, frozen=True, kw_only=True):
    """Found types that somebody stands for: which, under which names, in each language."""

    settings: Settings
    only: Annotated[list[Id], Meta(max_length=50)] = []
    names: dict[Id, dict[Id, Line]] = {}
