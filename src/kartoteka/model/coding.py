"""Qualitative analysis: codings, memos, cases.

References: REFI-QDA ``Coding``, ``Note``, ``Case``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

PENDING = "pending"
"""The code of words that were kept for later: there is something in them, and nobody has said what yet."""

READ = "read"
"""The code of the stretch of a source that has been read, from its beginning."""

WORKING = (PENDING, READ)
"""Codes about the work, not about the material: they stand in no codebook and leave with no site."""


@dataclass(frozen=True, slots=True)
class Coding:
    """A passage under a code."""

    id: str
    passage: str
    code: str
    created_by: str = ""
    created_at: str = ""


@dataclass(frozen=True, slots=True)
class Memo:
    """A note about anything: ``about`` is the id of an entity, source, statement, passage or code."""

    id: str
    about: str
    title: str
    text: str
    created_by: str = ""
    created_at: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A person seen as a case with attributes (attribute → value), for tables and comparison."""

    person: str
    attributes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
