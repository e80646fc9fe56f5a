"""Calls about slow work: the findings, the questions for the next letter, the preview of the encyclopedia.

In: nothing much. Out: the last result at once, with the edit that it knows, and whether a newer one is on its
way.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from msgspec import Struct

from kartoteka.model.findings import SEVERITIES, Severity
from kartoteka.web.backroom import Job
from kartoteka.web.calls import At, call
from kartoteka.web.findings import from_job
from kartoteka.web.shapes import (
    Answer,
    Body,
    FindingShape,
    Id,
    Limit,
    Names,
    Offset,
    State,
)
from kartoteka.wording.texts import say


class OfFindings(Body, frozen=True, kw_only=True):
    """Which findings; ``again`` runs the rules anew."""

    severity: Severity | None = None
    rule: Id | None = None
    offset: Offset = 0
    limit: Limit = 50
    again: bool = False


class Findings(Answer, frozen=True, kw_only=True):
    """A page of findings, the gravest first."""

    state: State
    edit: int | None
    total: int
    shown: int
    by_severity: dict[str, int]
    by_rule: dict[str, int]
    findings: list[FindingShape]
    failure: str | None
    names: Names


@call("findings", OfFindings, Findings)
def findings(at: At, said: OfFindings) -> Findings:
    """What the rules found."""
    job, state = at.server.room.job("findings", at.lang, edit=at.known.edit, again=said.again)
    result: dict[str, Any] = job.result or {}
    kept = [
        f
        for f in result.get("findings", ())
        if said.severity in (None, f["severity"]) and said.rule in (None, f["rule"])
    ]
    page = [from_job(at, f) for f in kept[said.offset : said.offset + said.limit]]
    counted: dict[str, int] = result.get("by_severity", {})
    return Findings(
        state=state,
        edit=job.edit,
        total=_total(result, said),
        shown=len(kept),
        by_severity={s: counted.get(s, 0) for s in SEVERITIES},
        by_rule=result.get("by_rule", {}),
        findings=page,
        failure=failure_of(at, job),
        names=at.speaker.names(),
    )


def _total(result: dict[str, Any], said: OfFindings) -> int:
    if said.rule:
        return result.get("by_rule", {}).get(said.rule, 0)
    if said.severity:
        return result.get("by_severity", {}).get(said.severity, 0)
    return result.get("total", 0)


def failure_of(at: At, job: Job) -> str | None:
    """Return what went wrong, in the language of the call."""
    if job.failure is None:
        return None
    said: dict[str, str] = job.failure.get("message") or {}
    return said.get(at.lang) or say("serving.job_ended", at.lang)


class QuestionShape(Struct, frozen=True):
    """A question, and what it rests on."""

    text: str
    evidence: list[str]
    rule: str


class InterviewShape(Struct, frozen=True):
    """What to ask one witness."""

    witness: str
    name: str
    questions: list[QuestionShape]


class Questions(Answer, frozen=True, kw_only=True):
    """The questions for the next letters."""

    state: State
    edit: int | None
    interviews: list[InterviewShape]
    failure: str | None


class OfQuestions(Body, frozen=True, kw_only=True):
    """``again`` asks anew."""

    again: bool = False


@call("questions", OfQuestions, Questions)
def questions(at: At, said: OfQuestions) -> Questions:
    """What to ask, witness by witness."""
    job, state = at.server.room.job("questions", at.lang, edit=at.known.edit, again=said.again)
    interviews = msgspec.convert((job.result or {}).get("interviews", []), list[InterviewShape])
    return Questions(
        state=state, edit=job.edit, interviews=interviews[:200], failure=failure_of(at, job)
    )


class ToPreview(Body, frozen=True, kw_only=True):
    """Whether to build anew."""

    again: bool = False


class Preview(Answer, frozen=True, kw_only=True):
    """The preview, as it stands."""

    state: Literal["none", "running", "ready", "stale", "blocked", "failed"]
    edit: int | None
    address: str | None
    done: int
    total: int
    held_back: list[str]
    findings: list[FindingShape]
    failure: str | None


@call("preview", ToPreview, Preview)
def preview(at: At, said: ToPreview) -> Preview:
    """The encyclopedia as a reader will see it, built when it is asked for."""
    server, room, edit = at.server, at.server.room, at.known.edit
    args = (str(server.folder / "site"), server.lang, server.preview)
    job, state = room.look("preview", *args, edit=edit)
    if said.again and state != "running":
        job, state = room.job("preview", *args, edit=edit, again=True)
    failure: dict[str, Any] = job.failure or {}
    blocked = failure.get("class") == "PublishBlocked"
    built = job.result is not None
    stands: dict[str, Any] = {"fresh": "ready", "failed": "blocked" if blocked else "failed"}
    return Preview(
        state=stands.get(state, state),
        edit=job.edit,
        address=f"/preview/{server.preview}/index.html" if built else None,
        done=job.done,
        total=job.total,
        held_back=(job.result or {}).get("held_back", {}).get(at.lang, []),
        findings=[from_job(at, f) for f in failure.get("findings", [])[:50]],
        failure=None if blocked else failure_of(at, job),
    )
