"""``record``: evidence files → records of the archive, all or nothing.

In: an archive and files (:mod:`kartoteka.annotate.files`). Out: :class:`Recorded`, or
:class:`~kartoteka.errors.Refused` with everything that is wrong with them; then nothing at all was written.
The files are walked twice: first for what they declare (terms, entities, parts), so that their order does
not matter, then for what they say. Recording a file again changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kartoteka.annotate.context import Context
from kartoteka.annotate.document import Document, KeyPath
from kartoteka.annotate.entry import EvidenceFile
from kartoteka.annotate.files import find_files, open_file
from kartoteka.annotate.recording import FileRecorded, Heard, Progress, Recorded, Recording
from kartoteka.annotate.records import Records, Said
from kartoteka.annotate.trouble import Trouble
from kartoteka.archive.archive import Archive
from kartoteka.archive.edit import Edit
from kartoteka.errors import Refused
from kartoteka.model.findings import Finding

__all__ = ["FileRecorded", "Recorded", "record", "record_document", "record_said", "say"]


def record(
    archive: Archive,
    *paths: Path | str,
    lang: str = "en",
    replace: bool = False,
    progress: Progress | None = None,
    why: str | None = None,
) -> Recorded:
    """Record evidence files: all of what they say, or nothing.

    Parameters
    ----------
    archive
        To record in.
    *paths
        Files (``*.evidence.yaml``, ``*.evidence.jsonl``), or folders of them. What one declares can be
        used in every other.
    lang
        Of the findings.
    replace
        Whether the files decide where they differ from the archive: what the archive has on the same
        sources and they do not say is removed, and an entity's label, alias and access are changed.
    progress
        Called now and then with the number of entries read so far.
    why
        For the history; by default the files' names.

    Returns
    -------
    Recorded
        What was there and what was new.

    Raises
    ------
    Refused
        Something is wrong: all findings at once, each with file and line; nothing was written.
    UnreadableSource
        A file is not there or cannot be read.
    """
    found = find_files(paths)
    why = why or "record " + ", ".join(path.name for path in found[:5]) + (
        " …" if found[5:] else ""
    )

    def opened(now: str, trouble: Trouble) -> list[EvidenceFile]:
        return [open_file(path, archive.by, now, trouble) for path in found]

    return _record(archive, opened, why, Trouble(lang), replace=replace, progress=progress)


def record_said(
    archive: Archive,
    said: Sequence[Said],
    *,
    why: str,
    name: str = "",
    lang: str = "en",
    heard: Heard | None = None,
) -> Recorded:
    """Record entries that a program made, as :func:`record` does those of a file: all or nothing.

    Parameters
    ----------
    said
        Mappings like the lines of ``*.evidence.jsonl``.
    why
        For the history.
    name
        What findings call them; by default ``why``.
    heard
        Called with each statement, coding or identity and the records made of it.

    Raises
    ------
    Refused
        Something is wrong; the "line" of a finding is the number of the entry.
    """

    def opened(now: str, _trouble: Trouble) -> list[EvidenceFile]:
        return [Records(name or why, said, archive.by, now)]

    return _record(archive, opened, why, Trouble(lang), heard=heard)


def _record(
    archive: Archive,
    opened: Callable[[str, Trouble], list[EvidenceFile]],
    why: str,
    trouble: Trouble,
    *,
    replace: bool = False,
    progress: Progress | None = None,
    heard: Heard | None = None,
) -> Recorded:
    with archive.edit(why=why, verb="record") as edit:
        files = opened(archive.now(), trouble)
        context = Context(archive, replace=replace)
        recording = Recording(context, edit, trouble, files, progress, heard)
        recorded = recording.run()
        if trouble:
            raise Refused(trouble.findings())
    return recorded


def record_document(
    archive: Archive,
    said: Mapping[str, Any],
    *,
    lang: str = "en",
    why: str,
    read: Mapping[str, str] | None = None,
) -> Recorded:
    """Record what an evidence file would say, given as JSON values: all of it, or nothing.

    What is made is the same as if it had been written into a file and recorded, ids included.

    Parameters
    ----------
    archive
        To record in.
    said
        The keys of an evidence file: ``source``, ``entities``, ``statements`` ….
    lang
        Of the findings.
    why
        For the history.
    read
        ``KIND:ID`` → version of what the person looked at; see ``Archive.edit``.

    Raises
    ------
    Refused
        All that is wrong; the places count entries in their section (``annotate.document``).
    Conflict
        Something of ``read`` has changed since.
    """
    with archive.edit(why=why, verb="record", read=read) as edit:
        return say(archive, edit, said, lang=lang)


def say(archive: Archive, edit: Edit, said: Mapping[str, Any], *, lang: str = "en") -> Recorded:
    """Record a document inside an edit that is open already; see :func:`record_document`."""
    trouble = Trouble(lang)
    document = Document(said, archive.by, archive.now(), trouble)
    recording = Recording(Context(archive), edit, trouble, [document], keep=True)
    recorded = recording.run()
    if trouble:
        raise RefusedDocument(trouble.findings(), document)
    return recorded


class RefusedDocument(Refused):
    """A document was refused; ``path_of`` tells which key of its entry a finding is about."""

    def __init__(self, findings: Sequence[Finding], document: Document) -> None:
        super().__init__(findings)
        self._document = document

    def path_of(self, finding: Finding) -> KeyPath:
        """Return where the wrong value stands in its entry: ``("told_by", 0, "speaker")``."""
        return self._document.path(finding.where.column)
