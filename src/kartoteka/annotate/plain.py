"""The whole archive as texts and evidence files, for whoever has no Kartoteka, today or in fifty years.

In: an archive. Out: a folder::

    README.txt                    what this is, in English and Russian
    plain.yaml                    the files, and in which order their statements and memos were recorded
    archive.evidence.yaml         terms, entities, judgements, what nobody attests, memos
    sources/ID.txt                a text, exactly
    sources/ID.source.yaml        who wrote it, when, where; its hashes
    originals/SHA256              the bytes as they came, where they are not the text
    evidence/ID.evidence.yaml     what the text says: the format of ``record``

Everything but the history is kept; :mod:`kartoteka.annotate.plain_import` makes an archive of it again.
Passages, tellings and attestations are found again by what they say, so their own ids are not written;
tellings and passages that nothing uses are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kartoteka.annotate.describe import Describer
from kartoteka.annotate.describe_dates import given
from kartoteka.annotate.described import Described
from kartoteka.annotate.emit import Value, emit
from kartoteka.annotate.plain_names import (
    ARCHIVE,
    MANIFEST,
    OF_ARCHIVE,
    README,
    README_TEXT,
    file_stems,
    is_ours,
)
from kartoteka.annotate.whole_files import sync_folders, write_whole
from kartoteka.annotate.yaml12 import Seq, Text, YamlTrouble, read_yaml
from kartoteka.archive.archive import Archive
from kartoteka.errors import CannotWrite
from kartoteka.importers.reasons import Reason
from kartoteka.model.sources import Source

FORMAT = "1"

Run = tuple[str, int]
"""A file, and how many of its entries come next."""


@dataclass(slots=True)
class _Sections:
    """The entries of one evidence file while it is put together."""

    source: str | None = None
    parts: list[Described] = field(default_factory=list[Described])
    statements: list[Described] = field(default_factory=list[Described])
    codings: list[Described] = field(default_factory=list[Described])
    memos: list[Described] = field(default_factory=list[Described])
    identities: list[Described] = field(default_factory=list[Described])

    def document(self, terms: list[Value], entities: Mapping[str, Value]) -> dict[str, Value]:
        """Return the whole file; who recorded most of it, and when, is said once."""
        noted = (*self.statements, *self.codings, *self.memos, *self.identities)
        stamps = Counter(d.recorded for d in noted if d.recorded is not None)
        usual = min(stamps, key=lambda s: (-stamps[s], s)) if stamps else None
        sections: dict[str, Value] = {
            "source": self.source or "",
            "recorded": _stamp(usual) if usual else "",
            "terms": terms,
            "entities": entities,
            "parts": [d.said for d in self.parts],
            **{
                name: [d.stamped(usual) for d in getattr(self, name)]
                for name in ("statements", "codings", "memos", "identities")
            },
        }
        return {name: section for name, section in sections.items() if section}


def _stamp(recorded: tuple[str, str]) -> dict[str, Value]:
    return {"by": recorded[0], "at": recorded[1]}


def export_plain(archive: Archive, folder: Path | str) -> Path:
    """Write the whole archive as texts and evidence files.

    Parameters
    ----------
    archive
        To write out; it is not changed.
    folder
        New, empty, or an earlier export, whose files are then renewed.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    CannotWrite
        The folder holds something else, or the disk does not take it.
    """
    folder = Path(folder)
    earlier = _earlier_files(folder)
    stems = file_stems(source.id for source in archive.sources())
    try:
        written = list(_write_sources(archive, folder, stems))
        files, order = _write_evidence(archive, folder, stems)
        written += files
        _write_manifest(folder, written, order)
        for name in sorted(earlier - {*written, MANIFEST, README}):
            (folder / name).unlink(missing_ok=True)
        sync_folders(folder)
    except OSError as error:
        raise CannotWrite(folder, error.strerror or str(error)) from error
    return folder


def _earlier_files(folder: Path) -> set[str]:
    """Return the files of an earlier export; refuse a folder of anything else."""
    if not folder.exists():
        return set()
    if not folder.is_dir():
        raise CannotWrite(folder, Reason("export_is_a_folder"))
    if not any(folder.iterdir()):
        return set()
    manifest = folder / MANIFEST
    try:
        top = read_yaml(manifest.read_bytes())
    except (OSError, YamlTrouble):
        raise CannotWrite(folder, Reason("not_empty")) from None
    listed = top.entries.get("files")
    names = listed.items if isinstance(listed, Seq) else []
    return {n.text for n in names if isinstance(n, Text) and n.text and is_ours(n.text)}


# ── sources ───────────────────────────────────────────────────────────────────────────────────────


def _write_sources(archive: Archive, folder: Path, stems: Mapping[str, str]) -> Iterator[str]:
    for source in archive.sources():
        text = archive.text(source.id).encode()
        original = archive.original(source.sha256)
        stem = stems[source.id]
        yield write_whole(folder, f"sources/{stem}.txt", text)
        about = _about(source, original.name, original.media_type)
        yield write_whole(folder, f"sources/{stem}.source.yaml", emit(about).encode())
        if original.bytes != text:
            yield write_whole(folder, f"originals/{source.sha256}", original.bytes)


def _about(source: Source, name: str, media_type: str) -> dict[str, Value]:
    when = source.written
    facts: dict[str, Value | None] = {
        "id": source.id,
        "kind": source.kind,
        "title": source.title,
        "author": source.author,
        "addressee": source.addressee,
        "written": given(when) if when else None,
        "place": source.place,
        "lang": source.lang,
        "rights": source.rights,
        "access": source.access,
        "release_after": source.release_after,
        "text_sha256": source.text_sha256,
        "original": {"name": name, "media_type": media_type, "sha256": source.sha256},
    }
    return {key: value for key, value in facts.items() if value is not None}


# ── evidence ──────────────────────────────────────────────────────────────────────────────────────


def _write_evidence(
    archive: Archive, folder: Path, stems: Mapping[str, str]
) -> tuple[list[str], dict[str, list[Run]]]:
    describer = Describer(archive)
    common = _Sections()
    order = {"statements": _order_of_statements(describer, common, stems)}
    memos = _memos(describer, common, stems)
    order["memos"] = memos.runs
    common.identities = [describer.identity(identity) for identity in archive.identities()]
    terms: list[Value] = [describer.term(term) for term in archive.own_terms()]
    written: list[str] = []
    for id_, stem in stems.items():
        sections = _of_source(describer, id_, memos.of_source.get(id_, []))
        document = sections.document([], {})
        if len(document) > 1:
            name = f"evidence/{stem}.evidence.yaml"
            written.append(write_whole(folder, name, emit(document).encode()))
    entities = {e.id: describer.entity(e) for e in describer.entities()}
    document = common.document(terms, entities)
    if document:
        written.append(write_whole(folder, ARCHIVE, emit(document).encode()))
    return written, order


def _of_source(describer: Describer, source: str, memos: list[Described]) -> _Sections:
    """Return what one source says: no more than one is in memory at a time."""
    archive = describer.archive
    sections = _Sections(source=source, memos=memos)
    sections.parts = [describer.part(part) for part in archive.parts(source)]
    sections.codings = [describer.coding(c, p) for c, p in archive.codings(source=source)]
    sections.statements = [
        describer.attested(found.statement, evidence)
        for found in archive.statements(source=source)
        for evidence in found.evidence
        if evidence.source.id == source
    ]
    return sections


def _order_of_statements(
    describer: Describer, common: _Sections, stems: Mapping[str, str]
) -> list[Run]:
    """Return how to put the statements of all files in order again; describe what nobody attests."""
    runs: list[Run] = []
    for id_, sources in describer.order():
        for source in sources:
            _run(runs, stems[source])
        if not sources:
            (found,) = describer.archive.statements(ids=id_)
            common.statements.append(describer.statement(found.statement))
            _run(runs, OF_ARCHIVE)
    return runs


@dataclass(slots=True)
class _Memos:
    of_source: dict[str, list[Described]]
    runs: list[Run]


def _memos(describer: Describer, common: _Sections, stems: Mapping[str, str]) -> _Memos:
    memos = _Memos({}, [])
    for memo in describer.archive.memos():
        here = memos.of_source.setdefault(memo.about, []) if memo.about in stems else common.memos
        here.append(describer.memo(memo))
        _run(memos.runs, stems.get(memo.about, OF_ARCHIVE))
    return memos


def _run(runs: list[Run], stem: str) -> None:
    if runs and runs[-1][0] == stem:
        runs[-1] = (stem, runs[-1][1] + 1)
    else:
        runs.append((stem, 1))


def _write_manifest(folder: Path, files: Iterable[str], order: Mapping[str, list[Run]]) -> None:
    manifest: dict[str, Value] = {"kartoteka": "plain", "format": FORMAT, "files": sorted(files)}
    for name, runs in order.items():
        manifest[f"order_of_{name}"] = [{"file": stem, "entries": n} for stem, n in runs]
    write_whole(folder, README, README_TEXT.encode())
    write_whole(folder, MANIFEST, emit({k: v for k, v in manifest.items() if v}).encode())
