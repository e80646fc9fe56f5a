"""Calls about the history: what was done, taking it back, doing it again.

In: numbers of edits. Out: edits in words.
"""

from __future__ import annotations

import json
from typing import Any

from kartoteka.archive.codec import CODECS
from kartoteka.archive.lists import EditLine
from kartoteka.errors import NotFound, UnknownName
from kartoteka.web.calls import At, call
from kartoteka.web.shapes import (
    Answer,
    Body,
    ChangeShape,
    EditName,
    EditShape,
    Id,
    Limit,
    Nothing,
    Offset,
)
from kartoteka.web.write_marks import edit_name
from kartoteka.wording.texts import say

SHOWN = 12
"""Changes of an edit that are shown."""


class OfHistory(Body, frozen=True, kw_only=True):
    """Of one record, or all."""

    id: Id | None = None
    offset: Offset = 0
    limit: Limit = 50


class History(Answer, frozen=True, kw_only=True):
    """A page of edits, the newest first."""

    total: int
    edits: list[EditShape]


@call("history", OfHistory, History)
def history(at: At, said: OfHistory) -> History:
    """What was done, when, by whom and why."""
    lists = at.known.archive.lists
    total = lists.count_edits(said.id) if said.id else at.known.edit
    lines = lists.edits(record=said.id, offset=said.offset, limit=said.limit, changes=SHOWN)
    return History(total=total, edits=edits(at, lines))


def edits(at: At, lines: list[EditLine]) -> list[EditShape]:
    """Return edits in words."""
    undone = at.known.archive.lists.undoes([line.edit for line in lines])
    return [
        EditShape(
            edit=line.edit,
            at=line.at,
            by=line.by,
            why=line.why,
            undoes=line.undoes,
            undone=undone[line.edit],
            changes=[_change(at, *change) for change in line.first],
            more=max(0, line.changes - len(line.first)),
        )
        for line in lines
    ]


def _change(at: At, kind: str, id_: str, before: str | None, after: str | None) -> ChangeShape:
    what = "added" if before is None else "removed" if after is None else "changed"
    row: dict[str, Any] = json.loads(after or before or "{}")
    return ChangeShape(kind, id_, what, _in_words(at, kind, row))


def _in_words(at: At, kind: str, row: dict[str, Any]) -> str:
    """Return a record in words, as it was then."""
    if kind == "statement":
        try:
            return "".join(t for t, _ in at.speaker.sentence(CODECS["statement"].from_row(row)))
        except UnknownName:  # its predicate is no more
            return row["predicate"]
    if kind == "identity":
        named = {k: at.speaker.name(row[k]).name for k in ("a", "b")}
        return say(f"serving.judged_{row['verdict']}", at.lang, **named)
    if kind == "term":
        return str(row["id"])
    words = {
        "entity": "label",
        "source": "title",
        "passage": "exact",
        "coding": "code",
        "memo": "title",
    }
    if kind == "telling":
        return at.speaker.name(row["speaker"]).name if row.get("speaker") else ""
    return str(row.get(words.get(kind, ""), ""))[:200]


class ToUndo(Body, frozen=True, kw_only=True):
    """Which edit; by default the newest that stands."""

    edit: int | None = None


class Undone(Answer, frozen=True, kw_only=True):
    """What was taken back or done again, and what comes next."""

    edit: int
    undone: int
    why: str
    undo: EditName | None
    redo: EditName | None


@call("undo", ToUndo, Undone, writes=True)
def undo(at: At, said: ToUndo) -> Undone:
    """Take back an edit; itself an edit."""
    return _turned(at, at.known.archive.undo(said.edit))


@call("redo", Nothing, Undone, writes=True)
def redo(at: At, said: Nothing) -> Undone:  # noqa: ARG001 - it says nothing
    """Do again what was taken back last."""
    return _turned(at, at.known.archive.redo())


def _turned(at: At, number: int) -> Undone:
    at.known.renew()
    lists = at.known.archive.lists
    line = lists.edit(number)
    if line is None:
        raise NotFound("edit", str(number))
    return Undone(
        edit=at.known.edit,
        undone=number,
        why=line.why,
        undo=edit_name(at, lists.to_undo()),
        redo=edit_name(at, lists.to_redo()),
    )
