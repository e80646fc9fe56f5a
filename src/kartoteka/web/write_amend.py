"""Calls that change what is recorded: ranks, access, details, judgements, memos.

In: an id, what is to be otherwise, and the versions the person looked at. Out:
:class:`~kartoteka.web.shapes.Written`.
"""

from __future__ import annotations

from typing import Literal

from kartoteka.annotate import amend
from kartoteka.annotate.evidence import record_document
from kartoteka.errors import NotFound
from kartoteka.model.entities import Access, Verdict
from kartoteka.model.statements import Rank
from kartoteka.web.calls import At, call
from kartoteka.web.shapes import Id, Line, Words, Write, Written
from kartoteka.web.write_marks import written
from kartoteka.wording.texts import say


def _why(at: At, said: Write, key: str) -> str:
    return said.why or say(f"serving.why_{key}", at.lang)


def _done(at: At, **ids: list[str]) -> Written:
    return written(at, at.known.archive.lists.newest_edit(), ids)


class ToRank(Write, frozen=True, kw_only=True):
    """Statement → rank."""

    ranks: dict[Id, Rank]


@call("rank", ToRank, Written, writes=True)
def rank(at: At, said: ToRank) -> Written:
    """Say which of several statements we prefer, which we hold wrong."""
    amend.rank(at.known.archive, said.ranks, why=_why(at, said, "rank"), read=said.read)
    return _done(at, statement=list(said.ranks))


class ToAccess(Write, frozen=True, kw_only=True):
    """A record, and who may see it."""

    kind: Literal["entity", "statement", "source", "telling"]
    id: Id
    access: Access


@call("access", ToAccess, Written, writes=True)
def access(at: At, said: ToAccess) -> Written:
    """Say whether something may be published."""
    why = _why(at, said, "access")
    amend.set_access(at.known.archive, said.kind, said.id, said.access, why=why, read=said.read)
    return _done(at, **{said.kind: [said.id]})


class ToEditEntity(Write, frozen=True, kw_only=True):
    """An entity, and what is to be otherwise."""

    id: Id
    label: Line | None = None
    alias: Line | None = None
    access: Access | None = None


@call("edit-entity", ToEditEntity, Written, writes=True)
def edit_entity(at: At, said: ToEditEntity) -> Written:
    """Change what an entity is called, here and outside."""
    amend.edit_entity(
        at.known.archive,
        said.id,
        label=said.label,
        alias=said.alias,
        access=said.access,
        why=_why(at, said, "edit_entity"),
        read=said.read,
    )
    return _done(at, entity=[said.id])


class ToEditSource(Write, frozen=True, kw_only=True):
    """A source, and its details as typed; an empty text takes one away."""

    id: Id
    kind: Line | None = None
    title: Line | None = None
    author: Line | None = None
    addressee: Line | None = None
    written: Line | None = None
    place: Line | None = None
    lang: Line | None = None
    rights: Line | None = None
    access: Line | None = None
    release_after: Line | None = None


_DETAILS = (
    *("kind", "title", "author", "addressee", "written"),
    *("place", "lang", "rights", "access", "release_after"),
)


@call("edit-source", ToEditSource, Written, writes=True)
def edit_source(at: At, said: ToEditSource) -> Written:
    """Change what is known of a source; its text never changes."""
    details = {name: value for name in _DETAILS if (value := getattr(said, name)) is not None}
    why = _why(at, said, "edit_source")
    amend.edit_source(at.known.archive, said.id, details, why=why, read=said.read)
    return _done(at, source=[said.id])


class ToJudge(Write, frozen=True, kw_only=True):
    """Two entities, and whether they are one."""

    a: Id
    b: Id
    verdict: Verdict
    reason: Words = ""


@call("judge", ToJudge, Written, writes=True)
def judge(at: At, said: ToJudge) -> Written:
    """Judge whether two entities are the same."""
    reason = said.reason.strip() or say("serving.judged_by_hand", at.lang)
    entry = {"a": said.a, "b": said.b, "verdict": said.verdict, "reason": reason}
    recorded = record_document(
        at.known.archive,
        {"identities": [entry]},
        lang=at.lang,
        why=_why(at, said, f"judge_{said.verdict}"),
        read=said.read,
    )
    return _done(at, identity=list(recorded.said.get("identity", ())), entity=[said.a, said.b])


class ToWithdraw(Write, frozen=True, kw_only=True):
    """A judgement, by id."""

    identity: Id


@call("withdraw", ToWithdraw, Written, writes=True)
def withdraw(at: At, said: ToWithdraw) -> Written:
    """Withdraw a judgement; it stays on record, and counts no more."""
    found = at.known.archive.lists.records("identity", said.identity)
    if not found:
        raise NotFound("identity", said.identity)
    judgement = found[0]
    why = _why(at, said, "withdraw")
    at.known.archive.withdraw(judgement, why=why, read=said.read)
    return _done(at, identity=[judgement.id], entity=[judgement.a, judgement.b])


class ToEditMemo(Write, frozen=True, kw_only=True):
    """A memo, and its new words."""

    id: Id
    title: Line | None = None
    text: Words | None = None


@call("edit-memo", ToEditMemo, Written, writes=True)
def edit_memo(at: At, said: ToEditMemo) -> Written:
    """Change the words of a memo."""
    why = _why(at, said, "edit_memo")
    amend.edit_memo(
        at.known.archive, said.id, title=said.title, text=said.text, why=why, read=said.read
    )
    return _done(at, memo=[said.id])
