"""What a card says: one struct for each of its sections.

In: nothing. Out: the types that ``ask_cards`` fills (``docs/reference/workbench-api.md``, Card).
"""

from __future__ import annotations

from msgspec import Struct

from kartoteka.model.entities import Access, Kind, Verdict
from kartoteka.web.shapes import (
    Answer,
    EditShape,
    FindingShape,
    MemoShape,
    Names,
    Said,
    Segments,
    SourceShape,
    When,
)
from kartoteka.web.suggestions import Suggestion


class EntityShape(Struct, frozen=True):
    """An entity."""

    id: str
    version: str
    kind: Kind
    label: str
    alias: str | None
    access: Access
    sort: str | None
    gender: str | None
    ids: list[str]


class KnownName(Struct, frozen=True):
    """A name, with the statement that gave it."""

    value: str
    lang: str | None
    kind: str | None
    statement: str


class Group(Struct, frozen=True):
    """What is said of an entity by one predicate."""

    predicate: str
    label: str
    cardinality: str
    total: int
    statements: list[Said]
    conflict: bool
    conflicts: list[list[str]]


class Some(Struct, frozen=True):
    """Some of many statements."""

    total: int
    statements: list[Said]


class Total(Struct, frozen=True):
    """How many."""

    total: int


class Stop(Struct, frozen=True):
    """A stay, a move, an event: a stop of a journey; ``statements`` are all that tell of it."""

    statement: str
    statements: list[str]
    predicate: str
    place: str | None
    sentence: Segments
    when: When | None
    days: tuple[str | None, str | None, str | None, str | None]
    stands: bool


class ClaimShape(Struct, frozen=True):
    """A number somebody claims, against what is known."""

    statement: str
    of: str
    low: float
    high: float
    known: list[str]
    missing: int


class Visitor(Struct, frozen=True):
    """Somebody who was in a place."""

    id: str
    when: When | None
    certain: bool
    statement: str


class PlaceShape(Struct, frozen=True):
    """How a place lies, and who was there."""

    path: list[str]
    children: list[str]
    people: list[Visitor]
    people_total: int


class Member(Struct, frozen=True):
    """A member of a group."""

    id: str
    when: When | None
    role: str | None
    statement: str


class Judged(Struct, frozen=True):
    """A judgement that can be withdrawn."""

    identity: str
    version: str
    other: str
    verdict: Verdict
    reason: str
    created_by: str
    created_at: str


class Card(Answer, frozen=True, kw_only=True):
    """All that is known of one entity."""

    entity: EntityShape
    names_known: list[KnownName]
    groups: list[Group]
    mentioned: Some
    said_by: Total
    journey: list[Stop]
    timeline: list[Stop]
    claims: list[ClaimShape]
    place: PlaceShape | None
    members: list[Member] | None
    same: list[Judged]
    suggestions: list[Suggestion]
    questions: list[str]
    findings: list[FindingShape]
    history: list[EditShape]
    memos: list[MemoShape]
    sources: list[SourceShape]
    names: Names
