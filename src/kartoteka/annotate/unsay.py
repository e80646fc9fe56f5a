"""Taking back what was recorded of a text: attestations, statements, codings, memos, whole marks.

In: ids. Out: an edit that removes them, and whatever nothing rests on any more: a statement nobody attests, a
passage nothing is noted of, a telling that carries nothing. The opposite of ``annotate.evidence``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from kartoteka.archive.archive import Archive
from kartoteka.archive.codec import Record
from kartoteka.archive.edit import Edit
from kartoteka.errors import NotFound
from kartoteka.model.sources import Passage
from kartoteka.model.statements import Attested, Telling

Ids = Collection[str]


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What was taken back.

    Parameters
    ----------
    sources
        Ids of the texts whose marks changed.
    removed
        Kind of record → ids.
    """

    sources: tuple[str, ...]
    removed: Mapping[str, tuple[str, ...]] = field(hash=False)


def unsay(
    archive: Archive,
    *,
    attestations: Ids = (),
    statements: Ids = (),
    codings: Ids = (),
    memos: Ids = (),
    passages: Ids = (),
    why: str,
    read: Mapping[str, str] | None = None,
) -> Unsaid:
    """Take back what was recorded, in one edit.

    Parameters
    ----------
    archive
        To change.
    attestations
        That passages say something. A statement made together with the last of its attestations goes too.
    statements
        With all their attestations.
    codings, memos
        As they are.
    passages
        Everything noted of them.
    why
        For the history.
    read
        ``KIND:ID`` → version of what the person looked at.

    Raises
    ------
    NotFound
        Nothing has one of these ids.
    Conflict
        Something has changed since it was read.
    """
    with archive.edit(why=why, verb="unsay", read=read) as edit:
        taking = Unsaying(archive, edit)
        taking.passages(passages)
        taking.attestations(attestations)
        taking.statements(statements)
        taking.codings(codings)
        taking.memos(memos)
        return taking.finish()


class Unsaying:
    """The work of :func:`unsay` inside an open edit."""

    def __init__(self, archive: Archive, edit: Edit) -> None:
        self._archive, self._edit = archive, edit
        self._loose: dict[str, Passage] = {}
        self._tellings: dict[str, Telling] = {}
        self._removed: dict[str, list[str]] = {}

    def passages(self, ids: Ids) -> None:
        """Take back everything noted of passages."""
        if not ids:
            return
        found = {p.id: p for p in self._archive.lists.passages(ids)}
        _all_there("passage", ids, found)
        for attested in self._archive.statements(passage=ids):
            self._unsay(
                attested, {e.attestation.id for e in attested.evidence if e.passage.id in ids}
            )
        for coding, _ in self._archive.lists.codings(passages=ids):
            self._remove("coding", coding.id, coding)
        for passage in found.values():
            for memo in self._archive.memos(passage.id):
                self._remove("memo", memo.id, memo)
            self._loose[passage.id] = passage

    def attestations(self, ids: Ids) -> None:
        """Take back that passages say something."""
        found = self._archive.statements(attestation=ids) if ids else ()
        _all_there("attestation", ids, {e.attestation.id for f in found for e in f.evidence})
        for attested in found:
            self._unsay(attested, set(ids))

    def statements(self, ids: Ids) -> None:
        """Take back statements, whoever attests them."""
        found = self._archive.statements(ids=ids) if ids else ()
        _all_there("statement", ids, {f.statement.id for f in found})
        for attested in found:
            self._unsay(attested, {e.attestation.id for e in attested.evidence}, wholly=True)

    def codings(self, ids: Ids) -> None:
        """Take back codings."""
        found = self._archive.lists.codings(ids=ids) if ids else ()
        _all_there("coding", ids, {coding.id for coding, _ in found})
        for coding, passage in found:
            self._remove("coding", coding.id, coding)
            self._loose[passage.id] = passage

    def memos(self, ids: Ids) -> None:
        """Take back memos."""
        found = self._archive.lists.memos(ids) if ids else ()
        _all_there("memo", ids, {memo.id for memo in found})
        for memo in found:
            self._remove("memo", memo.id, memo)
            for passage in self._archive.lists.passages([memo.about]):
                self._loose[passage.id] = passage

    def finish(self) -> Unsaid:
        """Sweep what nothing rests on any more; return what was taken back."""
        sources = {p.source: None for p in self._loose.values()}
        for passage in self._loose.values():
            if not self._edit.is_used("passage", passage.id):
                self._remove("passage", passage.id, passage)
        self._sweep_tellings()
        removed = {kind: tuple(ids) for kind, ids in self._removed.items()}
        return Unsaid(tuple(sources), removed)

    def _sweep_tellings(self) -> None:
        """Remove tellings that carry nothing, the inner ones first: an outer one may carry several."""
        loose = dict(self._tellings)
        while unused := [t for t in loose.values() if not self._edit.is_used("telling", t.id)]:
            for telling in unused:
                self._remove("telling", telling.id, telling)
                del loose[telling.id]

    def _unsay(self, attested: Attested, ids: Collection[str], *, wholly: bool = False) -> None:
        gone = [e for e in attested.evidence if e.attestation.id in ids]
        for evidence in gone:
            self._remove("attestation", evidence.attestation.id, evidence.attestation)
            self._loose[evidence.passage.id] = evidence.passage
            self._tellings |= {telling.id: telling for telling in evidence.chain}
        statement = attested.statement
        if wholly or (len(gone) == len(attested.evidence) and self._came_with(attested)):
            self._remove("statement", statement.id, statement)

    def _came_with(self, attested: Attested) -> bool:
        """Tell whether a statement was made for its attestations, and not by an entity's declaration."""
        statement, vocabulary = attested.statement, self._archive.vocabulary
        if self._edit.is_used("statement", statement.id):
            return False  # a memo is about it
        known = vocabulary.has("predicate", statement.predicate)
        if not (known and vocabulary.get("predicate", statement.predicate).unattested):
            return True
        first = {e.attestation.id for e in attested.evidence}
        made = self._archive.lists.made_in("statement", statement.id)
        return any(self._archive.lists.made_in("attestation", id_) == made for id_ in first)

    def _remove(self, kind: str, id_: str, record: Record) -> None:
        if id_ not in self._removed.setdefault(kind, []):
            self._removed[kind].append(id_)
            self._edit.remove(record)


def _all_there(kind: str, wanted: Ids, found: Collection[str]) -> None:
    for id_ in wanted:
        if id_ not in found:
            raise NotFound(kind, id_)
