"""Changing what is recorded: ranks, access, the details of entities, sources and memos, the reading.

In: an id, and what is to be otherwise. Out: one edit. What was before stays in the history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kartoteka.annotate.anchor import make_passage
from kartoteka.annotate.notes import coding_of
from kartoteka.archive.archive import Archive
from kartoteka.archive.codec import Record
from kartoteka.errors import AnchorLost, NotFound, UnknownName, UsageError
from kartoteka.importers.details import checked
from kartoteka.model.coding import PENDING, READ, Coding
from kartoteka.model.entities import ACCESSES, Access, Entity
from kartoteka.model.sources import CodePoint, Passage, Source
from kartoteka.model.statements import RANKS, Rank
from kartoteka.wording.saying import Saying

Read = Mapping[str, str] | None
"""``KIND:ID`` → version of what the person looked at."""


def rank(archive: Archive, ranks: Mapping[str, Rank], *, why: str, read: Read = None) -> None:
    """Say which statements we prefer and which we hold wrong.

    Parameters
    ----------
    archive
        To change.
    ranks
        Statement id → ``preferred``, ``normal`` or ``deprecated``.
    why, read
        For the history; what the person looked at.

    Raises
    ------
    NotFound, UnknownName, Conflict
        No such statement; no such rank; changed since it was read.
    """
    for wanted in ranks.values():
        _among("rank", wanted, RANKS)
    with archive.edit(why=why, verb="rank", read=read) as edit:
        found = {a.statement.id: a.statement for a in archive.statements(ids=list(ranks))}
        for id_, wanted in ranks.items():
            if id_ not in found:
                raise NotFound("statement", id_)
            edit.replace(found[id_], replace(found[id_], rank=wanted))


def set_access(
    archive: Archive,
    kind: str,
    id: str,  # noqa: A002
    access: Access,
    *,
    why: str,
    read: Read = None,
) -> None:
    """Say whether an entity, statement, source or telling may be published.

    Raises
    ------
    NotFound, UnknownName, Conflict
        No such record; no such kind or access; changed since it was read.
    """
    _among("access", access, ACCESSES)
    with archive.edit(why=why, verb="access", read=read) as edit:
        record = _with_access(archive, kind, id)
        edit.replace(record, replace(record, access=access))


def _with_access(archive: Archive, kind: str, id_: str) -> Any:  # noqa: ANN401 - any of four records
    _among("kind", kind, ("entity", "statement", "source", "telling"))
    if kind == "entity":
        return archive.entity(id_)
    if kind == "source":
        return archive.source(id_)
    found: tuple[Record, ...] = archive.lists.records(kind, id_)
    if not found:
        raise NotFound(kind, id_)
    return found[0]


def edit_entity(
    archive: Archive,
    id: str,  # noqa: A002
    *,
    label: str | None = None,
    alias: str | None = None,
    access: Access | None = None,
    why: str,
    read: Read = None,
) -> Entity:
    """Change what an entity is called here and outside; what is None stays, an empty alias goes.

    Raises
    ------
    NotFound, UsageError, Conflict
        No such entity; an empty label; changed since it was read.
    """
    if access is not None:
        _among("access", access, ACCESSES)
    if label is not None and not label.strip():
        raise UsageError(Saying("serving.empty_label"))
    with archive.edit(why=why, verb="edit-entity", read=read) as edit:
        before = archive.entity(id)
        after = replace(
            before,
            label=before.label if label is None else label.strip(),
            alias=before.alias if alias is None else alias.strip() or None,
            access=access or before.access,
        )
        edit.replace(before, after)
    return after


def edit_source(
    archive: Archive,
    id: str,  # noqa: A002
    details: Mapping[str, str],
    *,
    why: str,
    read: Read = None,
) -> Source:
    """Change what is known of a source beside its text.

    Parameters
    ----------
    archive
        To change.
    id
        Of the source.
    details
        Field (``title``, ``author``, ``written`` … as with ``add``, but not ``id``) → text as typed; an
        empty one takes the value away.
    why, read
        For the history; what the person looked at.

    Raises
    ------
    UsageError
        A value cannot be understood, or the field must have one.
    NotFound, Conflict
        No such source; changed since it was read.
    """
    with archive.edit(why=why, verb="edit-source", read=read) as edit:
        before = archive.source(id)
        lang = details.get("lang") or before.lang
        values = {
            field: checked(field, typed, archive.vocabulary, lang)
            for field, typed in details.items()
        }
        for field in ("kind", "title", "lang", "access"):
            if field in values and values[field] is None:
                raise UsageError(Saying("serving.needs_value", field=field))
        after = replace(before, **values)
        edit.replace(before, after)
    return after


def edit_memo(
    archive: Archive,
    id: str,  # noqa: A002
    *,
    title: str | None = None,
    text: str | None = None,
    why: str,
    read: Read = None,
) -> None:
    """Change the words of a memo; what is None stays.

    Raises
    ------
    NotFound, UsageError, Conflict
        No such memo; no text left; changed since it was read.
    """
    if text is not None and not text.strip():
        raise UsageError(Saying("serving.needs_value", field="text"))
    with archive.edit(why=why, verb="edit-memo", read=read) as edit:
        found = archive.lists.memos(id)
        if not found:
            raise NotFound("memo", id)
        before = found[0]
        edit.replace(
            before,
            replace(
                before,
                title=before.title if title is None else title.strip(),
                text=before.text if text is None else text,
            ),
        )


def pend(
    archive: Archive,
    source: str,
    start: CodePoint,
    end: CodePoint,
    *,
    exact: str | None = None,
    why: str,
    read: Read = None,
) -> Passage:
    """Keep words for later: a passage under the code :data:`PENDING`.

    Raises
    ------
    UsageError
        The place is not in the text.
    AnchorLost
        Other words stand there than ``exact``.
    NotFound
        No such source.
    """
    text = archive.text(source)
    if not 0 <= start < end <= len(text):
        raise UsageError(Saying("serving.no_such_place", start=start, end=end, length=len(text)))
    if exact is not None and text[start:end] != exact:
        raise AnchorLost(exact, source)
    passage = make_passage(source, text, start, end)
    with archive.edit(why=why, verb="pend", read=read) as edit:
        coding = coding_of(Coding("", passage.id, PENDING, archive.by, archive.now()))
        edit.add(*[r for r in (passage, coding) if not edit.has(_kind(r), [r.id])])
    return passage


def mark_read(archive: Archive, source: str, to: CodePoint, *, why: str, read: Read = None) -> None:
    """Note how far the reading of a source went: to a code point; 0 for not at all.

    Raises
    ------
    NotFound, UsageError
        No such source; a place outside its text.
    """
    text = archive.text(source)
    if not 0 <= to <= len(text):
        raise UsageError(Saying("serving.no_such_place", start=0, end=to, length=len(text)))
    with archive.edit(why=why, verb="reading", read=read) as edit:
        wanted = make_passage(source, text, 0, to) if to else None
        for coding, passage in archive.lists.codings_of(source, READ):
            if wanted is None or passage.id != wanted.id:
                edit.remove(coding)
                if not edit.is_used("passage", passage.id):
                    edit.remove(passage)
        if wanted:
            coding = coding_of(Coding("", wanted.id, READ, archive.by, archive.now()))
            edit.add(*[r for r in (wanted, coding) if not edit.has(_kind(r), [r.id])])


def _kind(record: Passage | Coding) -> str:
    return "passage" if isinstance(record, Passage) else "coding"


def _among(kind: str, name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        raise UnknownName(kind, name, known)
