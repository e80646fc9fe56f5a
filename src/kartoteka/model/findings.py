"""Findings: what the archive's owner should know about the material.

Checks return them, all at once, each with a place and a way out; they are never raised.

References: beancount ``ops/validation.py`` and papis ``doctor`` showed the shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Severity = Literal["error", "warning", "ask", "note"]
"""``error`` cannot stand; ``warning`` is probably wrong; ``ask`` a witness; ``note`` for the record."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "ask", "note")


@dataclass(frozen=True, slots=True)
class Where:
    """A place: in a file (line and column count from 1), or a record of the archive."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    kind: str | None = None
    id: str | None = None

    def __str__(self) -> str:
        if self.file is not None:
            return ":".join(str(p) for p in (self.file, self.line, self.column) if p is not None)
        return " ".join(p for p in (self.kind, self.id) if p)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the archive's owner should know.

    Parameters
    ----------
    rule
        The check's name, e.g. ``count-not-reached``.
    severity
        See :data:`Severity`.
    message, fix
        What, and the way out; in the language that was asked for.
    where
        The place.
    evidence
        Ids of statements, attestations and passages that it stands on.
    facts
        The values in the message, for programs.
    question
        For ``ask``: the question as one would put it to ``ask``, the witness (entity id) concerned.
    """

    rule: str
    severity: Severity
    message: str
    fix: str
    where: Where
    evidence: tuple[str, ...] = ()
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    question: str | None = None
    ask: str | None = None

    def __str__(self) -> str:
        return f"{self.where}: {self.severity}: {self.message} [{self.rule}]\n  → {self.fix}"
