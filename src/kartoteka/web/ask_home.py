"""``home``: what came in, what waits, what was done last, how far the reading is.

In: nothing. Out: a few of each, with how many there are. The rules run in the back room; what they found last
is shown with the edit that it knows.
"""

from __future__ import annotations

from msgspec import Struct

from kartoteka.model.coding import PENDING
from kartoteka.model.findings import SEVERITIES
from kartoteka.web.ask_checks import failure_of
from kartoteka.web.calls import At, call
from kartoteka.web.shapes import (
    Answer,
    EditShape,
    Names,
    Nothing,
    PassageShape,
    SourceShape,
    State,
)
from kartoteka.web.write_edits import edits

FEW = 8


class SomeSources(Struct, frozen=True):
    """Some of many sources."""

    total: int
    sources: list[SourceShape]


class Waiting(Struct, frozen=True):
    """Words that were kept for later."""

    passage: PassageShape
    title: str


class SomeWaiting(Struct, frozen=True):
    """Some of what waits."""

    total: int
    marks: list[Waiting]


class FindingsHead(Struct, frozen=True):
    """How many findings, as far as is known."""

    state: State
    failure: str | None
    edit: int | None
    by_severity: dict[str, int]


class QuestionsHead(Struct, frozen=True):
    """How many questions, as far as is known."""

    state: State
    failure: str | None
    witnesses: int
    total: int


class ReadingProgress(Struct, frozen=True):
    """How much has been read."""

    sources: int
    read: int
    begun: int
    characters: int
    characters_read: int


class Home(Answer, frozen=True, kw_only=True):
    """The workbench at a glance."""

    recent_sources: list[SourceShape]
    unread: SomeSources
    pending: SomeWaiting
    findings: FindingsHead
    questions: QuestionsHead
    changed: list[EditShape]
    progress: ReadingProgress
    empty: bool
    names: Names


@call("home", Nothing, Home)
def home(at: At, said: Nothing) -> Home:  # noqa: ARG001 - it says nothing
    """What came in, what waits, what was done last."""
    known, room = at.known, at.server.room
    added = known.kept("as added", known.archive.lists.source_ids_as_added, of="sources")
    unread = known.kept("unread", lambda: _unread(at))
    rules, rules_state = room.job("findings", at.lang, edit=known.edit)
    asked, asked_state = room.job("questions", at.lang, edit=known.edit)
    counted = (rules.result or {}).get("by_severity", {})
    interviews = (asked.result or {}).get("interviews", [])
    return Home(
        recent_sources=[at.speaker.source(known.sources[i]) for i in added[:FEW]],
        unread=SomeSources(
            len(unread), [at.speaker.source(known.sources[i]) for i in unread[:FEW]]
        ),
        pending=_pending(at),
        findings=FindingsHead(
            rules_state,
            failure_of(at, rules),
            rules.edit,
            {s: counted.get(s, 0) for s in SEVERITIES},
        ),
        questions=QuestionsHead(
            asked_state,
            failure_of(at, asked),
            len(interviews),
            sum(len(i["questions"]) for i in interviews),
        ),
        changed=edits(at, known.archive.lists.edits(limit=FEW, changes=4)),
        progress=known.kept("progress", lambda: _progress(at)),
        empty=not known.sources,
        names=at.speaker.names(),
    )


def _unread(at: At) -> list[str]:
    """Return the sources in which nothing is marked, the oldest first."""
    progress = at.known.progress
    return [
        s.id
        for s in at.known.sources.values()
        if not (row := progress.of(s.id))["marks"] and not row["read_to"]
    ]


def _pending(at: At) -> SomeWaiting:
    found = at.known.archive.lists.newest_codings(PENDING, FEW)
    waiting = [Waiting(at.speaker.passage(p), at.known.sources[p.source].title) for _, p in found]
    return SomeWaiting(at.known.progress.pending, waiting)


def _progress(at: At) -> ReadingProgress:
    done = begun = characters = reached = 0
    for source in at.known.sources.values():
        row = at.known.progress.of(source.id)
        finished = row["read_to"] >= source.length > 0
        characters += source.length
        reached += min(row["read_to"], source.length)
        done += finished
        begun += not finished and bool(row["marks"] or row["read_to"])
    return ReadingProgress(len(at.known.sources), done, begun, characters, reached)
