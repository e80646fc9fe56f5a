"""Whom and what the testimonies speak of: persons, places, groups, human types, things.

An entity is hardly more than an id: its names, sort and place in the world are statements, so that
each can have its own evidence. Nothing is ever merged: that two entities are the same is an
:class:`Identity`, a signed judgement that can be withdrawn.

References: CIDOC-CRM E21 Person, E53 Place, E74 Group, E55 Type, E18 Physical Thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["person", "place", "group", "type", "thing"]
"""The five kinds of entity."""

KINDS: tuple[Kind, ...] = ("person", "place", "group", "type", "thing")

Access = Literal["public", "restricted"]
"""``public`` may be published; ``restricted`` never leaves the archive under its own name."""

ACCESSES: tuple[Access, ...] = ("public", "restricted")

Verdict = Literal["same", "different", "maybe"]

VERDICTS: tuple[Verdict, ...] = ("same", "different", "maybe")


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, place, group, human type or thing.

    Parameters
    ----------
    id
        Short and stable: the slug a person gave (``kapotnya-cell``) or a kind-prefixed one.
    kind
        One of :data:`KINDS`.
    label
        What to call it: a cache of its best name; the names themselves are statements.
    alias
        The public name. Where one is given, a published page shows it instead of every name.
    access
        Whether the entity may be published under its own name.
    """

    id: str
    kind: Kind
    label: str
    alias: str | None = None
    access: Access = "public"


@dataclass(frozen=True, slots=True)
class Identity:
    """A signed, dated, reversible judgement on whether two entities are one.

    Parameters
    ----------
    id
        Of this judgement.
    a, b
        Entity ids, in alphabetical order.
    verdict
        ``same``, ``different`` or ``maybe``. Of several judgements on a pair the newest that has
        not been withdrawn counts.
    reason
        Why, in the words of the person who judged.
    created_by, created_at, withdrawn_at
        Who, and when (UTC, ISO 8601, seconds).
    """

    id: str
    a: str
    b: str
    verdict: Verdict
    reason: str
    created_by: str
    created_at: str
    withdrawn_at: str | None = None
