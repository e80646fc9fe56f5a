"""Files of entries → records, inside one edit: first what they declare, then what they say.

In: a context, an edit, files. Out: :class:`Recorded`; what is wrong is gathered in the trouble, and whoever
called decides (``record`` and ``import_plain`` refuse, and nothing of the edit is kept).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from kartoteka.annotate.context import Context
from kartoteka.annotate.declare import Declarations, declare_entities, declare_terms
from kartoteka.annotate.declared import declared_statements
from kartoteka.annotate.entries import Claims, read_entry
from kartoteka.annotate.entry import Entry, EvidenceFile
from kartoteka.annotate.left import Left
from kartoteka.annotate.notes import read_memo
from kartoteka.annotate.parts import overlap, read_part
from kartoteka.annotate.shapes import Fields
from kartoteka.annotate.trouble import Trouble
from kartoteka.annotate.writing import Writer
from kartoteka.annotate.yaml12 import Text
from kartoteka.archive.codec import Record
from kartoteka.archive.edit import Edit
from kartoteka.model.coding import Coding
from kartoteka.model.statements import Attestation

Progress = Callable[[int], None]
"""Called now and then with the number of entries read so far."""

Heard = Callable[[Entry, Sequence[Record]], None]
"""Called with an entry that says something and the records that were made of it."""

_DECLARED = ("term", "entity", "part")
_STEP = 200


def _nothing() -> Mapping[str, int]:
    return MappingProxyType({})


def _no_ids() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FileRecorded:
    """What became of one file.

    Parameters
    ----------
    path
        As given.
    entries
        Kind of entry (``statement``, ``coding``, ``memo``, ``entity`` …) → how many the file has.
    added
        Kind of record (``statement``, ``passage``, ``attestation`` …) → how many are new in the archive.
    """

    path: str
    entries: Mapping[str, int] = field(default_factory=_nothing, hash=False)
    added: Mapping[str, int] = field(default_factory=_nothing, hash=False)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a call of :func:`record`.

    Parameters
    ----------
    files
        One by one.
    said
        Kind of record → ids of what they say, new or not, in their order; only from a document in hand.
    left
        Ids of attestations and codings that the archive has on the same sources and the files do not
        say; with ``replace`` they are the ones that were removed.
    """

    files: tuple[FileRecorded, ...]
    left: tuple[str, ...] = ()
    said: Mapping[str, tuple[str, ...]] = field(default_factory=_no_ids, hash=False)

    @property
    def entries(self) -> Mapping[str, int]:
        """Kind of entry → how many, in all files together."""
        return _summed(f.entries for f in self.files)

    @property
    def added(self) -> Mapping[str, int]:
        """Kind of record → how many are new, from all files together."""
        return _summed(f.added for f in self.files)


def _summed(counts: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    total: dict[str, int] = {}
    for each in counts:
        for kind, n in each.items():
            total[kind] = total.get(kind, 0) + n
    return MappingProxyType(total)


class Recording:
    """One call of :func:`record`, inside its edit. Raises nothing about the material: see ``trouble``."""

    def __init__(
        self,
        context: Context,
        edit: Edit,
        trouble: Trouble,
        files: list[EvidenceFile],
        progress: Progress | None = None,
        heard: Heard | None = None,
        *,
        keep: bool = False,
    ) -> None:
        self._heard = heard
        self._context, self._trouble, self._files = context, trouble, files
        self._edit, self._progress = edit, progress
        self._writer = Writer(edit)
        self._writer.kept = {} if keep else None
        self._left = Left(context.archive)
        self._entries: dict[str, dict[str, int]] = {file.name: {} for file in files}
        self._memos: list[Entry] = []
        self._claims = Claims(context)
        self._changed: list[tuple[Record, Record]] = []
        self._read = 0

    def run(self) -> Recorded:
        """Declare, read, write; return what was done (or would have been, had there been no trouble)."""
        self._declare()
        for file in self._files:
            self._touch(file.source)
            for entry in file.entries(self._trouble):
                self._one(entry)
        for entry in self._memos:
            self._memo(entry)
        self._say_progress(force=True)
        left = () if self._trouble else self._finish()
        said = {kind: tuple(ids) for kind, ids in (self._writer.kept or {}).items()}
        return Recorded(tuple(map(self._of_file, self._entries)), left, MappingProxyType(said))

    def _of_file(self, name: str) -> FileRecorded:
        entries, added = self._entries[name], self._writer.added.get(name, {})
        return FileRecorded(name, MappingProxyType(entries), MappingProxyType(added))

    # ── first walk ────────────────────────────────────────────────────────────────────────────────

    def _declare(self) -> None:
        entries: dict[str, list[Entry]] = {kind: [] for kind in _DECLARED}
        silent = Trouble()  # lines that cannot be read are noted when they are read again
        for file in self._files:
            for entry in file.entries(silent):
                if entry.kind in _DECLARED:
                    entries[entry.kind].append(entry)
        declared = Declarations()
        declare_terms(self._context, entries["term"], self._trouble, declared)
        declare_entities(self._context, entries["entity"], self._trouble, declared)
        self._changed += declared.changed
        for name, new in declared.new:
            self._put(name, [new])
        for id_, entry, fields in declared.entities:
            self._put(entry.file, declared_statements(self._context, id_, fields))
        for entry in entries["part"]:
            self._part(entry)

    def _part(self, entry: Entry) -> None:
        fields = entry.fields(self._trouble)
        part = read_part(self._context, entry, fields) if fields else None
        if fields is None or part is None:
            return
        self._touch(entry.source)
        stored = {p.id: p for p in self._context.archive.parts(part.source)}
        known = {} if self._context.replace else dict(stored)
        known |= {p.id: p for p in self._context.parts.get(part.source, ())}
        if known.get(part.id, part) != part:
            fields.wrong("part-differs", start=part.start, end=part.end)
        elif not self._context.trusting and (cut := overlap(part, [*known.values()])):
            facts = {"other": f"{cut.start}–{cut.end}", "this": f"{part.start}–{part.end}"}
            fields.wrong("part-overlaps", **facts)
        elif part.id not in known:
            self._context.add_part(part)
        if part.id in stored and stored[part.id] != part:
            self._changed.append((stored[part.id], part))
        self._put(entry.file, [part])

    # ── second walk ───────────────────────────────────────────────────────────────────────────────

    def _one(self, entry: Entry) -> None:
        counts = self._entries.setdefault(entry.file, {})
        counts[entry.kind] = counts.get(entry.kind, 0) + 1
        self._read += 1
        self._say_progress()
        if entry.kind == "memo":
            self._memos.append(entry)  # may be about a statement that comes later
        elif entry.kind not in _DECLARED and (fields := entry.fields(self._trouble)):
            self._put(entry.file, self._said(entry, fields))

    def _touch(self, source: Text | None) -> None:
        if source and source.text:
            self._left.touch(source.text)

    def _said(self, entry: Entry, fields: Fields) -> list[Record]:
        records = read_entry(self._context, entry, fields, self._claims)
        for record in records:
            if isinstance(record, Attestation | Coding) and entry.source and entry.source.text:
                self._touch(entry.source)
                self._left.said(entry.source.text, record.id)
        if self._heard:
            self._heard(entry, records)
        return records

    def _memo(self, entry: Entry) -> None:
        if fields := entry.fields(self._trouble):
            self._writer.flush()
            about = fields.text("about") or ""
            here = {about} if self._is_written(about) else set[str]()
            records = read_memo(self._context, entry, fields, here)
            self._put(entry.file, records if self._claims.stand(fields, records) else [])

    def _is_written(self, about: str) -> bool:
        return any(
            self._edit.has(kind, [about]) for kind in ("statement", "passage", "attestation")
        )

    # ── writing ───────────────────────────────────────────────────────────────────────────────────

    def _put(self, file: str, records: Iterable[Record]) -> None:
        self._writer.put(file, records)

    def _finish(self) -> tuple[str, ...]:
        self._writer.flush()
        for stored, wanted in (*self._changed, *self._claims.changed):
            self._edit.replace(stored, wanted)
        if not self._context.replace:
            return self._left.ids()
        return self._left.remove(self._edit, self._context.parts)

    def _say_progress(self, *, force: bool = False) -> None:
        if self._progress and (force or self._read % _STEP == 0):
            self._progress(self._read)
