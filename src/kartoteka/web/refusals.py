"""A refusal as an answer: status, class, and a sentence in the reader's language.

In: what was refused. Out: the JSON that every error has (``docs/reference/workbench-api.md``, Errors).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from kartoteka.wording.texts import say


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a call gets no answer.

    Parameters
    ----------
    status
        HTTP's.
    name
        The class of the error; its sentence is ``serving.NAME`` where there is no message.
    message
        Whole, in the language of the call.
    facts, findings, conflict
        For programs; see the reference.
    """

    status: int
    name: str
    message: str | None = None
    facts: dict[str, Any] = field(default_factory=dict[str, Any])
    findings: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    conflict: dict[str, Any] | None = None


def refusal_body(refusal: Refusal, lang: str) -> bytes:
    """Return a refusal as JSON."""
    said = refusal.message or say(f"serving.{refusal.name}", lang, **refusal.facts)
    error: dict[str, Any] = {"class": refusal.name, "message": said, "facts": refusal.facts}
    if refusal.findings:
        error["findings"] = refusal.findings
    if refusal.conflict:
        error["conflict"] = refusal.conflict
    return json.dumps({"error": error}, ensure_ascii=False).encode()
