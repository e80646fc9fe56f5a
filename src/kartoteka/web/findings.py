"""Findings for the page: their places, and what one click can do about them.

In: findings of a check or of a refused call. Out: structs with an id that stays the same from one check to
the next, and calls of the API as fixes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from kartoteka.annotate.document import KeyPath
from kartoteka.model.findings import Finding
from kartoteka.web.calls import At
from kartoteka.web.fixes import fixes
from kartoteka.web.shapes import FindingShape, WhereShape


def finding_id(rule: str, where: str, evidence: Sequence[str]) -> str:
    """Return an id made from what a finding is about, so that it is known again after the next check."""
    content = "\n".join((rule, where, *evidence))
    return "f_" + hashlib.blake2b(content.encode(), digest_size=8).hexdigest()


def shown(at: At, finding: Finding, path: KeyPath = ()) -> FindingShape:  # noqa: ARG001
    """Return a finding about a call, with the key it is about."""
    where = finding.where
    key = ".".join(str(step) for step in path) or None
    return FindingShape(
        id=finding_id(finding.rule, str(where), finding.evidence),
        rule=finding.rule,
        severity=finding.severity,
        message=finding.message,
        fix=finding.fix,
        where=WhereShape(where.file, where.line, key, where.kind, where.id),
        evidence=list(finding.evidence),
        question=finding.question,
        ask=finding.ask,
        fixes=[],
    )


def kept(finding: Finding) -> Mapping[str, Any]:
    """Return a finding as plain values, to come back from another process."""
    where = finding.where
    return {
        "id": finding_id(finding.rule, str(where), finding.evidence),
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "fix": finding.fix,
        "where": {"file": where.file, "line": where.line, "kind": where.kind, "id": where.id},
        "evidence": list(finding.evidence),
        "question": finding.question,
        "ask": finding.ask,
        "facts": {k: v for k, v in finding.facts.items() if isinstance(v, str | int | float)},
    }


def from_job(at: At, finding: Mapping[str, Any]) -> FindingShape:
    """Return a finding of the back room, with its passages and what can be done about it."""
    archive = at.known.archive
    passages = archive.lists.passages(finding["evidence"])
    facts = finding["facts"]
    shape = msgspec.convert(finding, FindingShape)
    return msgspec.structs.replace(
        shape,
        passages=[at.speaker.passage(p) for p in passages[:12]],
        fixes=fixes(at, shape, facts),
    )
