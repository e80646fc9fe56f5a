"""What goes in and out as JSON: one struct per noun of the API.

In: JSON. Out: the same types, checked (``docs/reference/workbench-api.md`` says what each means).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from kartoteka.model.entities import Access, Kind
from kartoteka.model.findings import Severity
from kartoteka.model.statements import Method, Rank, Stance

Id = Annotated[str, Meta(max_length=400)]
Line = Annotated[str, Meta(max_length=2_000)]
Words = Annotated[str, Meta(max_length=100_000)]
Point = Annotated[int, Meta(ge=0, le=2**31)]
Offset = Annotated[int, Meta(ge=0, le=10**9)]
Limit = Annotated[int, Meta(ge=1, le=200)]
Ids = Annotated[list[Id], Meta(max_length=1_000)]
Versions = dict[Id, Annotated[str, Meta(max_length=64)]]

Segments = list[tuple[str, str | None]]
State = Literal["none", "running", "fresh", "stale", "failed"]


class Body(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a call says; a word that the call does not know is refused."""


class Nothing(Body, frozen=True):
    """A call that says nothing."""


class Write(Body, frozen=True, kw_only=True):
    """A call that writes: why, and which versions the person looked at."""

    why: Line | None = None
    read: Versions = msgspec.field(default_factory=dict[str, str])


class Answer(Struct, frozen=True, kw_only=True):
    """What a call is answered with."""


# ── nouns ─────────────────────────────────────────────────────────────────────────────────────────


class Name(Struct, frozen=True):
    """What an entity is called; ``kind`` is None where nobody has described it yet."""

    name: str
    kind: Kind | None
    alias: str | None = None
    access: Access = "public"
    sort: str | None = None


Names = dict[str, Name]


class When(Struct, frozen=True):
    """A date: as typed, its words, in words, and its four days (ISO)."""

    edtf: str
    words: str | None
    said: str
    b0: str | None
    b1: str | None
    e0: str | None
    e1: str | None


class Lasting(Struct, frozen=True):
    """A duration: ISO 8601, and in words."""

    text: str
    said: str


class PassageShape(Struct, frozen=True):
    """Words of a source."""

    id: str
    source: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    locator: str | None


class TellingShape(Struct, frozen=True):
    """A speech act of a chain."""

    telling: str
    version: str
    speaker: str | None
    when: When | None
    place: str | None
    reliability: int | None
    access: Access


class SourceHead(Struct, frozen=True):
    """As much of a source as evidence shows."""

    id: str
    title: str
    written: When | None
    author: str | None


class EvidenceShape(Struct, frozen=True):
    """One attestation with all it stands on."""

    attestation: str
    version: str
    passage: PassageShape
    source: SourceHead
    author: str | None
    witness: str | None
    standing: Literal["first-hand", "hearsay"]
    heard: bool
    basis: str
    stance: Stance
    certainty: int | None
    method: Method
    created_by: str
    created_at: str
    chain: list[TellingShape]


class RoleShape(Struct, frozen=True):
    """A qualification of a statement."""

    term: str
    entity: str | None
    value: str | None


class Said(Struct, frozen=True):
    """A statement with its evidence and its sentence."""

    id: str
    version: str
    subject: str
    predicate: str
    object: str | None
    value: str | None
    lang: str | None
    when: When | None
    duration: Lasting | None
    polarity: Literal[1, -1]
    rank: Rank
    access: Access
    roles: list[RoleShape]
    sentence: Segments
    stands: bool
    independent: int
    attestations: int
    evidence: list[EvidenceShape]


class Reading(Struct, frozen=True):
    """How far the reading of a source went."""

    marks: int
    pending: int
    read_to: int
    done: bool


class SourceShape(Struct, frozen=True):
    """A source without its text."""

    id: str
    version: str
    kind: str
    title: str
    author: str | None
    addressee: str | None
    written: When | None
    place: str | None
    lang: str
    length: int
    rights: str | None
    access: Access
    release_after: str | None
    reading: Reading


class PartShape(Struct, frozen=True):
    """A stretch of a source in another voice."""

    id: str
    version: str
    start: int
    end: int
    start16: int
    end16: int
    author: str | None
    written: When | None
    locator: str | None


class CodingRef(Struct, frozen=True):
    """A coding by id, with its code."""

    id: str
    code: str


class MarkShape(Struct, frozen=True):
    """A passage and what is noted of it, by id."""

    id: str
    start: int
    end: int
    start16: int
    end16: int
    statements: list[str]
    codings: list[CodingRef]
    memos: list[str]
    pending: bool
    read: bool


class CodingShape(Struct, frozen=True):
    """A passage under a code."""

    id: str
    version: str
    code: str
    passage: str
    created_by: str
    created_at: str


class MemoShape(Struct, frozen=True):
    """A note about anything."""

    id: str
    version: str
    about: str
    about_kind: str
    about_name: str
    title: str
    text: str
    created_by: str
    created_at: str
    passage: PassageShape | None


class WhereShape(Struct, frozen=True):
    """A place of a finding."""

    file: str | None = None
    line: int | None = None
    key: str | None = None
    kind: str | None = None
    id: str | None = None


class FixShape(Struct, frozen=True):
    """What one click would do: a call of the API."""

    label: str
    verb: str
    body: dict[str, Any]


class FindingShape(Struct, frozen=True):
    """Something that the owner should know."""

    id: str
    rule: str
    severity: Severity
    message: str
    fix: str
    where: WhereShape
    evidence: list[str]
    question: str | None = None
    ask: str | None = None
    passages: list[PassageShape] = []
    fixes: list[FixShape] = []


class ChangeShape(Struct, frozen=True):
    """One record of an edit."""

    kind: str
    id: str
    what: Literal["added", "changed", "removed"]
    sentence: str


class EditShape(Struct, frozen=True):
    """One edit of the history."""

    edit: int
    at: str
    by: str
    why: str
    undoes: int | None
    undone: bool
    changes: list[ChangeShape]
    more: int


class EditName(Struct, frozen=True):
    """An edit that can be taken back or done again."""

    edit: int
    why: str
    at: str = ""
    by: str = ""


class Written(Answer, frozen=True, kw_only=True):
    """What a write did."""

    edit: int | None
    undo: EditName | None
    added: dict[str, int]
    ids: dict[str, list[str]]
    marks: dict[str, list[MarkShape]]
    names: Names
