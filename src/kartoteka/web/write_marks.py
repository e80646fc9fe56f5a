"""Calls that write about a text: record, restate, unsay, keep for later, note the reading.

In: what the person says, in the words of an evidence file. Out: :class:`~kartoteka.web.shapes.Written`. All
of it goes through ``annotate``, so that what is made is what an evidence file would make.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kartoteka.annotate.amend import mark_read, pend
from kartoteka.annotate.evidence import Recorded, say
from kartoteka.annotate.unsay import Unsaying
from kartoteka.archive.edit import Edit
from kartoteka.model.coding import PENDING
from kartoteka.web.ask_texts import drawn
from kartoteka.web.calls import At, call
from kartoteka.web.newcomers import with_ids
from kartoteka.web.shapes import EditName, Id, Ids, Point, Words, Write, Written
from kartoteka.web.whys import why_recorded
from kartoteka.wording.texts import say as in_words

Entry = dict[str, Any]
Entries = list[Entry]


class ToRecord(Write, frozen=True, kw_only=True):
    """The keys of an evidence file."""

    source: Id | None = None
    terms: Entries = []
    entities: dict[Id, Entry | None] = {}
    parts: Entries = []
    statements: Entries = []
    codings: Entries = []
    memos: Entries = []
    identities: Entries = []

    def said(self) -> dict[str, Any]:
        """Return what is said, without what is not."""
        names = (
            *("source", "terms", "entities", "parts"),
            *("statements", "codings", "memos", "identities"),
        )
        return {name: value for name in names if (value := getattr(self, name))}


@call("record", ToRecord, Written, writes=True)
def record(at: At, said: ToRecord) -> Written:
    """Everything that an evidence file can say, in one edit."""
    archive = at.known.archive
    document = with_ids(at.known, said.said())
    why = said.why or why_recorded(at, document)
    with archive.edit(why=why, verb="record", read=said.read) as edit:
        recorded = say(archive, edit, document, lang=at.lang)
        _settle(at, edit, recorded)
        number = edit.number
    return _written(at, number, recorded, document)


def _settle(at: At, edit: Edit, recorded: Recorded) -> None:
    """Take passages off the list of those kept for later, now that something is said of them."""
    said = recorded.said
    passages: Iterable[str] = said.get("passage", ()) if _says_something(said) else ()
    memos = at.known.archive.lists.memos(said.get("memo", ()))
    for coding, _ in at.known.archive.lists.codings(
        passages=[*passages, *(m.about for m in memos)]
    ):
        if coding.code == PENDING and coding.id not in said.get("coding", ()):
            edit.remove(coding)


def _says_something(said: Mapping[str, Iterable[str]]) -> bool:
    return any(kind in said for kind in ("attestation", "coding", "memo"))


def _written(at: At, number: int, recorded: Recorded, document: Mapping[str, Any]) -> Written:
    kinds = {"statement", "attestation", "passage", "coding", "memo", "identity", "telling", "part"}
    ids = {kind: list(ids) for kind, ids in recorded.said.items() if kind in kinds}
    ids["entity"] = list(document.get("entities", {}))
    changed = any(recorded.added.values()) or recorded.said.keys() - kinds
    return written(at, number if changed else None, ids, dict(recorded.added))


def written(
    at: At,
    number: int | None,
    ids: Mapping[str, list[str]],
    added: Mapping[str, int] | None = None,
    sources: Iterable[str] = (),
) -> Written:
    """Return what a write did: its edit, the ids, the marks of the passages touched.

    Parameters
    ----------
    at
        The circumstances.
    number
        Of the edit; None where nothing was new.
    ids, added
        Kind of record → ids; → how many were new.
    sources
        Texts all of whose marks are shown again, because some went.
    """
    known = at.known
    known.renew()
    passages = known.archive.lists.passages(ids.get("passage", ()))
    marks = {
        source: drawn(at, source, [p.id for p in passages if p.source == source])
        for source in {p.source for p in passages}
    }
    marks |= {source: drawn(at, source) for source in sources}
    at.speaker.note(*ids.get("entity", ()))
    real = number if number is not None and number <= known.edit else None
    return Written(
        edit=real,
        undo=edit_name(at, known.archive.lists.to_undo()),
        added=dict(added or {}),
        ids=dict(ids),
        marks=marks,
        names=at.speaker.names(),
    )


def edit_name(at: At, number: int | None) -> EditName | None:
    """Return an edit by name, as undo and redo show it."""
    line = at.known.archive.lists.edit(number) if number else None
    return EditName(line.edit, line.why, line.at, line.by) if line else None


class ToRestate(Write, frozen=True, kw_only=True):
    """An attestation, and what is to be said instead."""

    attestation: Id
    statement: Entry
    source: Id
    entities: dict[Id, Entry | None] = {}


@call("restate", ToRestate, Written, writes=True)
def restate(at: At, said: ToRestate) -> Written:
    """Say otherwise what a passage attests: one taken back, one recorded, in one edit."""
    archive = at.known.archive
    document = with_ids(
        at.known,
        {"source": said.source, "entities": said.entities, "statements": [said.statement]},
    )
    why = said.why or in_words("serving.why_restate", at.lang)
    with archive.edit(why=why, verb="record", read=said.read) as edit:
        taking = Unsaying(archive, edit)
        taking.attestations([said.attestation])
        recorded = say(archive, edit, document, lang=at.lang)
        unsaid = taking.finish()
        number = edit.number
    ids = {kind: list(ids) for kind, ids in recorded.said.items()}
    return written(at, number, ids, dict(recorded.added), unsaid.sources)


class ToUnsay(Write, frozen=True, kw_only=True):
    """Ids of what is to be taken back."""

    attestations: Ids = []
    statements: Ids = []
    codings: Ids = []
    memos: Ids = []
    passages: Ids = []


@call("unsay", ToUnsay, Written, writes=True)
def unsay(at: At, said: ToUnsay) -> Written:
    """Take back what was recorded; what nothing rests on any more goes with it."""
    archive = at.known.archive
    why = said.why or in_words("serving.why_unsay", at.lang)
    with archive.edit(why=why, verb="unsay", read=said.read) as edit:
        taking = Unsaying(archive, edit)
        taking.passages(said.passages)
        taking.attestations(said.attestations)
        taking.statements(said.statements)
        taking.codings(said.codings)
        taking.memos(said.memos)
        unsaid = taking.finish()
        number = edit.number
    removed = {kind: list(ids) for kind, ids in unsaid.removed.items()}
    return written(at, number, removed, sources=unsaid.sources)


class ToPend(Write, frozen=True, kw_only=True):
    """Words to be kept for later."""

    source: Id
    at: tuple[Point, Point]
    exact: Words | None = None


@call("pend", ToPend, Written, writes=True)
def keep_for_later(at: At, said: ToPend) -> Written:
    """Keep words for later: a mark that waits for its statement."""
    why = said.why or in_words("serving.why_pend", at.lang)
    passage = pend(
        at.known.archive, said.source, *said.at, exact=said.exact, why=why, read=said.read
    )
    return written(at, at.known.archive.lists.newest_edit(), {"passage": [passage.id]})


class ToRead(Write, frozen=True, kw_only=True):
    """How far the reading went."""

    source: Id
    to: Point


@call("reading", ToRead, Written, writes=True)
def reading(at: At, said: ToRead) -> Written:
    """Note how far a source has been read."""
    why = said.why or in_words("serving.why_reading", at.lang)
    mark_read(at.known.archive, said.source, said.to, why=why, read=said.read)
    return written(at, at.known.archive.lists.newest_edit(), {}, sources=[said.source])
