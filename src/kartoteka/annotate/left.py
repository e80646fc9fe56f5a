"""What the archive has on a source and its evidence file no longer says.

In: the sources that files speak of, and the ids they make. Out: the attestations and codings left over;
and, where the files are to decide, their removal with whatever nobody else uses.
"""

from __future__ import annotations

from collections.abc import Iterable

from kartoteka.archive.archive import Archive
from kartoteka.archive.edit import Edit
from kartoteka.model.coding import Coding
from kartoteka.model.sources import Part, Passage
from kartoteka.model.statements import Attested, Evidence, Telling


class Left:
    """Keeps, for every source spoken of, what was there before and has not been said again.

    Parameters
    ----------
    archive
        Asked once for each source, before anything is written about it.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._left: dict[str, set[str]] = {}

    def touch(self, source: str) -> None:
        """Begin with a source, where that has not happened yet."""
        if source not in self._left:
            codings = (coding.id for coding, _ in self._archive.codings(source=source))
            self._left[source] = {*self._archive.attestation_ids(source), *codings}

    def said(self, source: str, id: str) -> None:  # noqa: A002
        """Note that an attestation or coding is said by the files."""
        self._left[source].discard(id)

    def ids(self) -> tuple[str, ...]:
        """Return what is left over."""
        return tuple(sorted(id_ for left in self._left.values() for id_ in left))

    def remove(self, edit: Edit, declared: dict[str, list[Part]]) -> tuple[str, ...]:
        """Remove what is left over, and the parts of these sources that are not declared; return its ids."""
        ids = frozenset(self.ids())
        for source in self._left:
            wanted = {part.id for part in declared.get(source, ())}
            for part in self._archive.parts(source):
                if part.id not in wanted:
                    edit.remove(part)
        sources = [source for source, left in self._left.items() if left]
        memos = {memo.about for memo in self._archive.memos()} if sources else set[str]()
        loose = _Loose(edit, memos)
        for attested in self._archive.statements(source=sources) if sources else ():
            self._unsay(attested, ids, loose)
        for source in sources:
            for coding, passage in self._archive.codings(source=source):
                if coding.id in ids:
                    loose.coding(coding, passage)
        for source in sources:
            loose.sweep(source, self._archive)
        return tuple(sorted(ids))

    def _unsay(self, attested: Attested, ids: frozenset[str], loose: _Loose) -> None:
        gone = [e for e in attested.evidence if e.attestation.id in ids]
        for evidence in gone:
            loose.evidence(evidence)
        predicate = attested.statement.predicate
        vocabulary = self._archive.vocabulary
        declared = (
            vocabulary.has("predicate", predicate)
            and vocabulary.get("predicate", predicate).unattested
        )  # an entity's declaration may say it, too
        if len(gone) == len(attested.evidence) and not declared:
            loose.statement(attested)


class _Loose:
    """Removes records, and remembers the passages and tellings that may have become useless."""

    def __init__(self, edit: Edit, memos: Iterable[str]) -> None:
        self._edit, self._memos = edit, frozenset(memos)
        self._passages: dict[str, Passage] = {}
        self._tellings: dict[str, Telling] = {}

    def evidence(self, evidence: Evidence) -> None:
        self._edit.remove(evidence.attestation)
        self._passages[evidence.passage.id] = evidence.passage
        self._tellings |= {telling.id: telling for telling in evidence.chain}

    def statement(self, attested: Attested) -> None:
        if attested.statement.id not in self._memos:
            self._edit.remove(attested.statement)

    def coding(self, coding: Coding, passage: Passage) -> None:
        self._edit.remove(coding)
        self._passages[passage.id] = passage

    def sweep(self, source: str, archive: Archive) -> None:
        """Remove a source's loose passages and tellings that nothing uses any more."""
        still = [e for a in archive.statements(source=source) for e in a.evidence]
        used = {e.passage.id for e in still} | {p.id for _, p in archive.codings(source=source)}
        used |= {t.id for e in still for t in e.chain} | self._memos
        for record in (*self._passages.values(), *self._tellings.values()):
            if record.source == source and record.id not in used:
                self._edit.remove(record)
