"""Calls that ask across the archive: together, present, said, near, cross; and what a row rests on.

In: the arguments of the verb of the library. Out: a page of its table (``tables``), or all of it as CSV.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from kartoteka.web.calls import At, call
from kartoteka.web.shapes import (
    Answer,
    Body,
    Id,
    Ids,
    Line,
    Names,
    Nothing,
    PassageShape,
    Point,
    Said,
)
from kartoteka.web.tables import OfTable, Table, table_of


class OfTogether(OfTable, frozen=True, kw_only=True):
    """Of whom, where, when; nothing said: everybody, everywhere, ever."""

    person: Id | None = None
    other: Id | None = None
    place: Id | None = None
    level: Id | None = None
    during: Line | None = None
    certain: bool = False


@call("together", OfTogether, Table)
def together(at: At, said: OfTogether) -> Table:
    """Who was with whom, where and when."""
    return table_of(at, "together", said)


class OfPresent(OfTable, frozen=True, kw_only=True):
    """Where, when."""

    place: Id
    during: Line | None = None
    certain: bool = False


@call("present", OfPresent, Table)
def present(at: At, said: OfPresent) -> Table:
    """Who was in a place at a time."""
    return table_of(at, "present", said)


class OfSaid(OfTable, frozen=True, kw_only=True):
    """Of what, by whom."""

    about: Id
    by: Literal["there", "elsewhere"] | None = None
    predicate: Id | None = None


@call("said", OfSaid, Table)
def what_is_said(at: At, said: OfSaid) -> Table:
    """What is said of something, by those who were there and by the others."""
    return table_of(at, "said", said)


class OfNear(OfTable, frozen=True, kw_only=True):
    """Two codes; ``within``: characters between their passages, null: anywhere in one source."""

    code: Id
    other: Id
    within: Point | None = 0

    def asked(self) -> dict[str, Any]:
        """Return the arguments; null has a meaning here."""
        return {"code": self.code, "other": self.other, "within": self.within}


@call("near", OfNear, Table)
def near(at: At, said: OfNear) -> Table:
    """Passages under one code near passages under another."""
    return table_of(at, "near", said)


class OfCross(OfTable, frozen=True, kw_only=True):
    """Codes against an attribute of where the coded words stand."""

    attribute: Line
    code: Id | None = None
    depth: Annotated[int, Meta(ge=1, le=20)] | None = None


@call("cross", OfCross, Table)
def cross(at: At, said: OfCross) -> Table:
    """How often codes occur with each value of an attribute."""
    return table_of(at, "cross", said)


# ── what a row rests on ───────────────────────────────────────────────────────────────────────────


class OfEvidence(Body, frozen=True, kw_only=True):
    """Ids of statements, attestations, codings, passages, as a row has them."""

    ids: Ids


class Quoted(Struct, frozen=True):
    """A passage, and the title of its source."""

    passage: PassageShape
    title: str


class Grounds(Answer, frozen=True, kw_only=True):
    """What some ids rest on; of passages only those that no statement here shows already."""

    statements: list[Said]
    passages: list[Quoted]
    names: Names


MOST = 100
"""Statements, and passages, of one row that are shown."""


@call("evidence", OfEvidence, Grounds)
def evidence(at: At, said: OfEvidence) -> Grounds:
    """The statements and the words that a row of a table rests on."""
    lists = at.known.archive.lists
    statements = at.speaker.said([i for i in said.ids if i.startswith("st_")][:MOST])
    shown = {e.passage.id for s in statements for e in s.evidence}
    passages = [p for p in lists.passages(said.ids) if p.id not in shown and not statements]
    quoted = [
        Quoted(at.speaker.passage(p), at.known.sources[p.source].title) for p in passages[:MOST]
    ]
    return Grounds(statements=statements, passages=quoted, names=at.speaker.names())


class Attributes(Answer, frozen=True, kw_only=True):
    """What codes can be counted against: of the source, and, after a dot, of whom or what it names."""

    own: list[str]
    who: list[str]


@call("attributes", Nothing, Attributes)
def attributes(at: At, said: Nothing) -> Attributes:  # noqa: ARG001 - it says nothing
    """The attributes that codes can be counted against."""
    from kartoteka.relate.queries.cross import ATTRIBUTES, WHO

    return Attributes(own=list(ATTRIBUTES), who=list(WHO))
