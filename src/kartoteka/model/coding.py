"""Qualitative analysis: codings, memos, cases.

References: REFI-QDA ``Coding``, ``Note``, ``Case``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kartoteka.model.terms import Vocabulary

PENDING = "pending"
"""The code of words that were kept for later: there is something in them, and nobody has said what yet."""

READ = "read"
"""The code of the stretch of a source that has been read, from its beginning."""

WORKING = (PENDING, READ)
"""Codes about the work, not about the material: they stand in no codebook and leave with no site."""


def is_about_work(code: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a code is one of :data:`WORKING`, or stands under one.

    >>> is_about_work("pending/ask-ida", Vocabulary([])), is_about_work("reading", Vocabulary([]))
    (True, False)
    """
    return code.partition("/")[0] in WORKING or any(
        vocabulary.within("code", code, work) for work in WORKING
    )


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
