"""What is looked for, as a tree: the question that :mod:`~kartoteka.archive.lookup` puts to the index.

The search makes such trees of what people type; nothing here knows of either SQL or the query language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kartoteka.model.days import Day


@dataclass(frozen=True, slots=True)
class Phrase:
    """Stems that follow each other; with ``prefix`` the last is only the beginning of one."""

    stems: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Phrases with at most ``distance`` words between them, in any order."""

    phrases: tuple[Phrase, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class Words:
    """Any of these stands in the text of the record."""

    any: tuple[Phrase | Near, ...]


@dataclass(frozen=True, slots=True)
class Having:
    """What is known of the record: ``field`` is one of ``lookup_fields.FIELDS``; any of the values.

    ``each``: asked of each record, where few come into question; else worked out as a set of records.
    """

    field: str
    values: tuple[str, ...]
    each: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """It may have been written between two days (both included; None: open)."""

    first: Day | None
    last: Day | None


@dataclass(frozen=True, slots=True)
class Rows:
    """It is one of these rows, by kind: what a regular expression found."""

    rows: Mapping[str, tuple[int, ...]] = field(hash=False)


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition


Condition = Words | Having | Written | Rows | All | Either | Not
