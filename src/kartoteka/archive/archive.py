"""The archive: opening, asking, editing, history, undo.

In: a path to a ``NAME.kartoteka`` file. Out: frozen records, and statements with all their evidence
(:class:`~kartoteka.model.statements.Attested`). All writing goes through :meth:`Archive.edit`, which
nobody can go around: permission, atomicity, history and undo live there.
"""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kartoteka.archive import (
    changes,
    damage,
    first,
    gists,
    lists,
    packing,
    presences,
    query,
    quotes,
    reindex,
    relisted,
    room,
    sqlite,
    stayed,
    tables,
    versions,
)
from kartoteka.archive.codec import CODECS
from kartoteka.archive.compact import Compact
from kartoteka.archive.edit import Edit
from kartoteka.archive.finder import Finder
from kartoteka.archive.index import Index
from kartoteka.archive.reader import ANY_TIME, Ids, Stretch
from kartoteka.archive.vocabulary import default_vocabulary
from kartoteka.errors import BrokenReference, NotAllowed, NotFound, UsageError
from kartoteka.model.change import Change
from kartoteka.model.coding import Coding, Memo
from kartoteka.model.dates import Day
from kartoteka.model.entities import Entity, Identity, Kind
from kartoteka.model.gists import Gist
from kartoteka.model.near import nearest
from kartoteka.model.outlines import Excerpt, Link, Outline
from kartoteka.model.presence import Presence, Turn
from kartoteka.model.quotes import Quote
from kartoteka.model.sources import Original, Part, Passage, Source
from kartoteka.model.statements import Attested, Telling
from kartoteka.model.terms import Term, Vocabulary

Policy = Callable[[str, str], str | None]
"""(who, verb) → why not, or None where it is allowed."""


def _everything(_who: str, _verb: str) -> str | None:
    return None


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _any_of(**columns: Ids | None) -> tuple[str, ...]:
    """Return a condition that each column has one of some ids (None: any), and its values."""
    asked = {c: [i] if isinstance(i, str) else list(i) for c, i in columns.items() if i is not None}
    where = " AND ".join(f"{column} IN (SELECT value FROM json_each(?))" for column in asked)  # noqa: S608
    return where or "1", *map(json.dumps, asked.values())


class Archive:
    """One body of work. Get one from :func:`kartoteka.open` or :func:`kartoteka.new`.

    An open archive belongs to one thread; several threads, processes or people each open their own, and
    their edits wait for each other.

    Parameters
    ----------
    path
        The archive file.
    by
        Who is working: stands in the history and on every attestation.
    policy
        Who may do what; by default everybody may do everything (a single person's archive).
    clock
        The time for the history (UTC, ISO 8601, seconds).
    """

    def __init__(
        self,
        path: Path | str,
        *,
        by: str | None = None,
        policy: Policy = _everything,
        clock: Callable[[], str] = _now,
    ) -> None:
        self.path = Path(path)
        self.by = by or getpass.getuser()
        self.now = clock
        self._policy = policy
        self._editing = False
        self._vocabulary: Vocabulary | None = None
        self._vocabulary_version = -1
        self._db = sqlite.connect(self.path)
        self._index = Index(self._db)
        self.lists = lists.Lists(self._db, self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; everything acknowledged is on the disk already."""
        self._db.close()

    @property
    def read_only(self) -> bool:
        """Whether the file cannot be written."""
        return bool(self._execute("PRAGMA query_only").fetchone()[0]) or not (
            os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK)
        )

    # ── asking ────────────────────────────────────────────────────────────────────────────────────

    @property
    def vocabulary(self) -> Vocabulary:
        """The terms: the default ones and the archive's own."""
        # data_version counts what other connections commit; our own edits forget the vocabulary themselves.
        version = self._execute("PRAGMA data_version").fetchone()[0]
        if self._vocabulary is None or self._vocabulary_version != version:
            self._vocabulary = default_vocabulary().extended(self.own_terms())
            self._vocabulary_version = version
        return self._vocabulary

    def own_terms(self) -> tuple[Term, ...]:
        """Return the terms that this archive adds to the default vocabulary."""
        return tuple(self._records("term", "1", order="rowid"))

    def entity(self, id: str) -> Entity:  # noqa: A002
        """Return an entity; NotFound (with near names) where there is none."""
        if found := self.find_entity(id):
            return found
        raise NotFound("entity", id, nearest(id, self._names("entity", "label")))

    def find_entity(self, id: str) -> Entity | None:  # noqa: A002
        """Return an entity, or None."""
        return next(self._records("entity", "id = ?", id), None)

    def entities(self, kind: Kind | None = None) -> Iterator[Entity]:
        """Yield the entities, by id."""
        where = ("kind = ?", kind) if kind else ("1",)
        return self._records("entity", *where, order="id")

    def source(self, id: str) -> Source:  # noqa: A002
        """Return a source; NotFound (with near names) where there is none."""
        if found := self.find_source(id):
            return found
        raise NotFound("source", id, nearest(id, self._names("source", "title")))

    def find_source(self, id: str) -> Source | None:  # noqa: A002
        """Return a source, or None."""
        return next(self._records("source", "id = ?", id), None)

    def sources(self, author: Ids | None = None) -> Iterator[Source]:
        """Yield the sources (of some authors), by date of writing (undated last), then id."""
        where = _any_of(author=author)
        return self._records("source", *where, order="b0 IS NULL, b0, id")

    def text(self, source: str) -> str:
        """Return a source's text."""
        row = self._execute(
            "SELECT text FROM text JOIN source ON text.sha256 = text_sha256 WHERE id = ?", source
        ).fetchone()
        if row is None:
            raise NotFound("source", source, nearest(source, self._names("source", "title")))
        return row["text"]

    def original(self, sha256: str) -> Original:
        """Return the bytes as they came; NotFound where nothing has this SHA-256."""
        row = self._execute("SELECT * FROM original WHERE sha256 = ?", sha256).fetchone()
        if row is None:
            raise NotFound("original", sha256)
        return Original(**dict(row))

    def sources_of_original(self, sha256: str) -> tuple[Source, ...]:
        """Return the sources made from a file of this SHA-256."""
        return self.sources_of_originals([sha256]).get(sha256, ())

    def sources_of_originals(self, sha256s: Iterable[str]) -> dict[str, tuple[Source, ...]]:
        """Return SHA-256 → the sources made from that file, for those that are there."""
        found: dict[str, tuple[Source, ...]] = {}
        where = "sha256 IN (SELECT value FROM json_each(?))"
        source: Source
        for source in self._records("source", where, json.dumps(list(sha256s)), order="rowid"):
            found[source.sha256] = (*found.get(source.sha256, ()), source)
        return found

    def parts(self, source: str) -> tuple[Part, ...]:
        """Return the parts of a source, by position."""
        return tuple(self._records("part", "source = ?", source, order="start, end"))

    def passages(self, source: str) -> tuple[Passage, ...]:
        """Return the passages of a source, by position."""
        return tuple(self._records("passage", "source = ?", source, order="start, end"))

    def statements(
        self,
        *,
        subject: Ids | None = None,
        object: Ids | None = None,  # noqa: A002
        predicate: Ids | None = None,
        about: Ids | None = None,
        speaker: Ids | None = None,
        source: Ids | None = None,
        ids: Ids | None = None,
        during: Stretch = ANY_TIME,
        attestation: Ids | None = None,
        passage: Ids | None = None,
    ) -> tuple[Attested, ...]:
        """Return statements with all their evidence; see :meth:`Reader.statements`.

        An archive can also be asked by ``attestation`` and ``passage``.
        """
        with sqlite.explained(self.path):
            return query.statements(
                self._db,
                subject=subject,
                object=object,
                predicate=predicate,
                about=about,
                speaker=speaker,
                source=source,
                ids=ids,
                during=during,
                attestation=attestation,
                passage=passage,
            )

    def stream(self, *, during: Stretch = ANY_TIME, **conditions: Ids | None) -> Iterator[Attested]:
        """Yield statements with all their evidence, a batch at a time; see :meth:`Reader.stream`."""
        with sqlite.explained(self.path):
            yield from query.stream(self._db, during=during, **conditions)

    def packed(self, *, words: bool = True) -> Compact:
        """Return all statements with all their evidence, held in little memory: to look at all of them.

        Without ``words`` there are only columns of numbers, from which nothing can be unpacked.
        """
        with sqlite.explained(self.path):
            return packing.packed(self._db, words=words)

    def rest(self) -> None:
        """Give back the memory through which answers were read: for a while nothing will be asked."""
        self._execute("PRAGMA shrink_memory")

    def outlines(
        self,
        *,
        during: Stretch = ANY_TIME,
        touching: Ids | None = None,
        kind: Kind | None = None,
        brief: bool = False,
        **conditions: Ids | None,
    ) -> Iterator[Outline]:
        """Yield who, what, where and when of statements; see :meth:`Reader.outlines`."""
        asked = {**conditions, "touching": touching, "kind": kind}
        with sqlite.explained(self.path):
            yield from stayed.outlines(self._db, brief=brief, during=during, **asked)

    def gists(
        self, *, role: str | None = None, during: Stretch = ANY_TIME, **conditions: Ids | None
    ) -> Iterator[Gist]:
        """Yield who, what, where, when of what stands, and when it was said; see :meth:`Reader.gists`."""
        with sqlite.explained(self.path):
            yield from gists.gists(self._db, role=role, during=during, **conditions)

    def quotes(self, **conditions: Ids | None) -> Iterator[Quote]:
        """Yield what each passage says of some statements; see :meth:`Reader.quotes`."""
        with sqlite.explained(self.path):
            yield from quotes.quotes(self._db, **conditions)

    def links(
        self,
        predicate: str,
        *,
        subject: Ids | None = None,
        object: Ids | None = None,  # noqa: A002
        kind: Kind | None = None,
    ) -> Iterable[Link]:
        """Return whom a predicate ties to what; see :meth:`Reader.links`."""
        with sqlite.explained(self.path):
            return query.links(self._db, predicate, subject=subject, object=object, kind=kind)

    def excerpt(
        self,
        limit: int | None,
        *,
        standing: bool = False,
        polarity: int | None = None,
        without: Collection[str] | None = None,
        during: Stretch = ANY_TIME,
        **conditions: Ids | None,
    ) -> Excerpt:
        """Return the first statements by time, and how many there are; see :meth:`Reader.excerpt`."""
        more = {"polarity": polarity, "without": without, **conditions}
        with sqlite.explained(self.path):
            return first.excerpt(self._db, limit, standing=standing, during=during, **more)

    def presences(self, who: Ids, places: Ids | None = None, *, stays: bool) -> Iterable[Presence]:
        """Return where some were, by stays or by all else; see :meth:`Reader.presences`."""
        ids = (who,) if isinstance(who, str) else who
        inside = (places,) if isinstance(places, str) else places
        with sqlite.explained(self.path):
            return presences.kept(self._db, ids, inside, stays=stays)

    def turns(self, since: Mapping[str, Day]) -> Iterable[Turn]:
        """Return where each of some turned up after a day; see :meth:`Reader.turns`."""
        with sqlite.explained(self.path):
            return presences.turns(self._db, since)

    def tellings(
        self,
        source: str | None = None,
        *,
        speaker: Ids | None = None,
        place: Ids | None = None,
    ) -> tuple[Telling, ...]:
        """Return the tellings (in a source, of some speakers, in some places), in the order of recording."""
        where, *values = _any_of(source=source, speaker=speaker, place=place)
        return tuple(self._records("telling", where, *values, order="rowid"))

    def identities(self) -> tuple[Identity, ...]:
        """Return the identity judgements, withdrawn ones included, oldest first."""
        return tuple(self._records("identity", "1", order="rowid"))

    def codings(
        self, *, source: str | None = None, code: str | None = None
    ) -> tuple[tuple[Coding, Passage], ...]:
        """Return the codings with their passages, by source and position."""
        with sqlite.explained(self.path):
            return query.codings(self._db, source=source, code=code)

    def memos(self, about: str | None = None) -> tuple[Memo, ...]:
        """Return the memos, in the order of writing."""
        where = ("about = ?", about) if about else ("1",)
        return tuple(self._records("memo", *where, order="rowid"))

    def attestation_ids(self, source: str) -> frozenset[str]:
        """Return the ids of every attestation on a source."""
        rows = self._execute(
            "SELECT a.id FROM attestation a JOIN passage p ON p.id = a.passage WHERE p.source = ?",
            source,
        )
        return frozenset(row["id"] for row in rows)

    @property
    def finder(self) -> Finder:
        """What the search asks of the index; the publishing view has none."""
        return Finder(self._db, self.path)

    def sources_of_statements(self) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
        """Yield (id, subject, predicate, sources of its attestations) of every statement, as recorded."""
        with sqlite.explained(self.path):
            yield from query.sources_of_statements(self._db)

    def tables(self) -> Iterator[tables.Table]:
        """Yield the archive as tables for spreadsheets; write nothing while they are read."""
        with sqlite.explained(self.path):
            yield from tables.tables(self._db)

    def sparing(self) -> AbstractContextManager[None]:
        """Take little memory for a while, where everything is read and hardly anything twice."""
        return room.little(self._db)

    def counts(self) -> dict[str, int]:
        """Return kind of record → how many there are."""
        kinds = (*CODECS, "original", "change")
        return {t: self._execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in kinds}  # noqa: S608

    # ── editing ───────────────────────────────────────────────────────────────────────────────────

    def edit(
        self, *, why: str, verb: str = "edit", read: Mapping[str, str] | None = None
    ) -> AbstractContextManager[Edit]:
        """Open an edit: everything written in it is kept together, or nothing is.

        Parameters
        ----------
        why
            Said to whoever reads the history.
        verb
            What is being done, for the permission.
        read
            What the writer looked at: ``KIND:ID`` → version (``archive.versions``).

        Raises
        ------
        NotAllowed
            The policy forbids it.
        UsageError
            No reason was given, or an edit is open already.
        Locked
            Another program has been writing for ten seconds.
        Conflict
            One of the records in ``read`` has another version by now; nothing was written.
        BrokenReference
            At the end: something refers to a record that is not there (a Conflict).
        CannotWrite
            The disk is full or the file read-only; nothing of the edit was kept.
        """
        return self._edit(why=why, verb=verb, undoes=None, read=read)

    @contextmanager
    def _edit(
        self, *, why: str, verb: str, undoes: int | None, read: Mapping[str, str] | None = None
    ) -> Generator[Edit]:
        self._permit(verb, why)
        with sqlite.explained(self.path):
            # IMMEDIATE: a deferred BEGIN fails half the edits of two writers at once.
            self._db.execute("BEGIN IMMEDIATE")
            self._editing = True
            edit: Edit | None = None
            committed = False
            try:
                self._db.execute("PRAGMA defer_foreign_keys=ON")
                versions.compare(self._db, read or {})
                ledger = changes.Ledger(self._db, at=self.now(), by=self.by, why=why, undoes=undoes)
                self._index.begin()
                edit = Edit(self._db, ledger, self._index)
                yield edit
                edit.close()
                self._commit()
                committed = True
            except sqlite.IntegrityError as error:
                raise UsageError(
                    f"The archive cannot keep one of these records: {error}"
                ) from error
            finally:
                if edit:
                    edit.abandon()
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                if edit:
                    edit.room.give_back()
                if not committed:
                    self._index.abandoned()
                self._editing = False
                self._vocabulary = None

    def _permit(self, verb: str, why: str) -> None:
        if not why.strip():
            raise UsageError("An edit needs a reason: archive.edit(why='…').")
        if self._editing:
            raise UsageError("An edit of this archive is open already. Finish it first.")
        if refusal := self._policy(self.by, verb):
            raise NotAllowed(self.by, verb, refusal)

    def _commit(self) -> None:
        try:
            self._db.execute("COMMIT")
        except sqlite.IntegrityError as error:
            raise BrokenReference(damage.broken_references(self._db)) from error

    def undo(self, edit: int | None = None) -> int:
        """Take back an edit (by default the newest that stands); itself an edit, so it can be undone.

        Returns
        -------
        int
            The number of the edit that was taken back.

        Raises
        ------
        NotFound
            No such edit, or nothing left to undo.
        Conflict
            A later edit changed the same records, or refers to them.
        UsageError
            It stands taken back already.
        """
        number = edit
        if number is None:
            with sqlite.explained(self.path):
                number = changes.newest_standing_edit(self._db)
        if number is None:
            raise NotFound("edit", "to undo")
        with self._edit(why=f"undo edit {number}", verb="undo", undoes=number) as taking:
            taking.take_back(number)
        return number

    def redo(self) -> int:
        """Take back the newest undo, where nothing but undoing came after it; return the edit done again.

        Raises
        ------
        NotFound
            Nothing to do again.
        """
        with sqlite.explained(self.path):
            number = changes.newest_undo(self._db)
        if number is None:
            raise NotFound("edit", "to redo")
        self.undo(number)
        return changes.line_of(self._db, number)[0]

    def history(self, id: str | None = None) -> Iterator[Change]:  # noqa: A002
        """Yield the changes of one record, or of everything, oldest first."""
        with sqlite.explained(self.path):
            if id is None:
                yield from changes.all_changes(self._db)
            else:
                yield from changes.changes_of_record(self._db, id)

    def verify(self) -> tuple[str, ...]:
        """Return what is wrong with the file, its references, its texts or its history; () if nothing."""
        with sqlite.explained(self.path):
            return tuple(damage.damages(self._db))

    def reindex(self, progress: reindex.Progress | None = None) -> None:
        """Make the search index anew from the tables; nothing else changes, and the history has no line.

        So are the lists beside the tables (``archive.beside``). Edits keep both equal to the tables; this is
        for an archive whose index or lists ``verify`` calls wrong.
        """
        self._permit("reindex", "reindex")
        with sqlite.explained(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                reindex.rebuild(self._db, progress)
                relisted.rebuild(self._db)
                self._db.execute("COMMIT")
                self._index = Index(self._db)
            finally:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")

    def withdraw(
        self, judgement: Identity, *, why: str, read: Mapping[str, str] | None = None
    ) -> Identity:
        """Withdraw an identity judgement; it stays on record, and counts no more."""
        withdrawn = replace(judgement, withdrawn_at=self.now())
        with self.edit(why=why, verb="withdraw", read=read) as edit:
            edit.replace(judgement, withdrawn)
        return withdrawn

    # ── below ─────────────────────────────────────────────────────────────────────────────────────

    def _execute(self, sql: str, *values: object) -> Any:  # noqa: ANN401 - a driver's cursor
        with sqlite.explained(self.path):
            return self._db.execute(sql, values)

    def _rows(
        self, kind: str, where: str = "1", *values: object, order: str = "1"
    ) -> Iterator[Mapping[str, Any]]:
        columns = ", ".join(CODECS[kind].columns)
        sql = f"SELECT {columns} FROM {kind} WHERE {where} ORDER BY {order}"  # noqa: S608
        with sqlite.explained(self.path):  # a damaged page shows itself only when it is reached
            for row in self._db.execute(sql, values):
                yield dict(row)

    def _names(self, kind: str, title: str) -> dict[str, str]:
        """Return what somebody may call a record → its id, which counts most."""
        rows = list(self._rows(kind))
        return {row[title]: row["id"] for row in rows} | {row["id"]: row["id"] for row in rows}

    def _records(self, kind: str, where: str, *values: object, order: str = "1") -> Iterator[Any]:
        from_row = CODECS[kind].from_row
        return (from_row(row) for row in self._rows(kind, where, *values, order=order))
