"""Calls that write about stretches of a text: a memo on words, whose words they are.

In: where the words stand. Out: :class:`~kartoteka.web.shapes.Written`; each call is one edit.
"""

from __future__ import annotations

from typing import Any

from kartoteka.annotate.evidence import say
from kartoteka.annotate.remarks import remark
from kartoteka.archive.archive import Archive
from kartoteka.errors import NotFound
from kartoteka.model.sources import Part
from kartoteka.web.calls import At, call
from kartoteka.web.newcomers import with_ids
from kartoteka.web.shapes import Id, Line, Point, Words, Write, Written
from kartoteka.web.write_marks import written
from kartoteka.wording.texts import say as in_words

Entry = dict[str, Any]


class ToRemark(Write, frozen=True, kw_only=True):
    """Words of a source, and what is thought of them."""

    source: Id
    at: tuple[Point, Point]
    exact: Words | None = None
    title: Line = ""
    text: Words


@call("remark", ToRemark, Written, writes=True)
def remark_on_words(at: At, said: ToRemark) -> Written:
    """Write a memo about words of a source, in one edit."""
    passage, memo = remark(
        at.known.archive,
        said.source,
        *said.at,
        text=said.text,
        title=said.title,
        exact=said.exact,
        why=said.why or in_words("serving.why_memos", at.lang, n=1),
        read=said.read,
    )
    ids = {"passage": [passage.id], "memo": [memo.id]}
    return written(at, at.known.archive.lists.newest_edit(), ids)


class ToEditPart(Write, frozen=True, kw_only=True):
    """A part by id, and what is to be said of it instead: the keys of an evidence file's ``parts``."""

    id: Id
    part: Entry
    entities: dict[Id, Entry | None] = {}


@call("edit-part", ToEditPart, Written, writes=True)
def edit_part(at: At, said: ToEditPart) -> Written:
    """Say otherwise whose words a stretch of a text is; where it stands, too."""
    archive = at.known.archive
    part = _part(archive, said.id)
    entry = {"at": [part.start, part.end], **said.part}
    document = with_ids(
        at.known, {"source": part.source, "entities": said.entities, "parts": [entry]}
    )
    why = said.why or in_words("serving.why_edit_part", at.lang)
    with archive.edit(why=why, verb="edit-part", read=said.read) as edit:
        edit.remove(part)
        recorded = say(archive, edit, document, lang=at.lang)
        number = edit.number
    ids = {kind: list(ids) for kind, ids in recorded.said.items()}
    return written(at, number, ids, dict(recorded.added), [part.source])


class ToRemovePart(Write, frozen=True, kw_only=True):
    """A part, by id."""

    id: Id


@call("remove-part", ToRemovePart, Written, writes=True)
def remove_part(at: At, said: ToRemovePart) -> Written:
    """Take back that a stretch of a text is in another voice: the words are the author's again."""
    archive = at.known.archive
    part = _part(archive, said.id)
    why = said.why or in_words("serving.why_remove_part", at.lang)
    with archive.edit(why=why, verb="remove-part", read=said.read) as edit:
        edit.remove(part)
        number = edit.number
    return written(at, number, {"part": [said.id]}, sources=[part.source])


def _part(archive: Archive, id_: str) -> Part:
    """Return a part; its id begins with that of its source."""
    source = archive.find_source(id_.rpartition(":")[0])
    found = next((p for p in archive.parts(source.id) if p.id == id_), None) if source else None
    if found is None:
        raise NotFound("part", id_)
    return found
