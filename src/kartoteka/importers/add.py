"""``add``: a file, or a folder of them, into the archive.

In: paths and what is known of the texts. Out: sources with their originals, and an account of what was
added, what was there already and what could not be read. The same bytes are one source, so adding twice
changes nothing. A folder is read in batches, each one edit: memory stays flat, and a bad file loses nobody
else's letter.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kartoteka.errors import UnreadableSource, UsageError
from kartoteka.importers.account import Added, Batch
from kartoteka.importers.details import FIELDS, checked
from kartoteka.importers.drafts import Draft, draft_of, read_draft
from kartoteka.importers.reasons import Reason

if TYPE_CHECKING:
    from kartoteka.archive.archive import Archive

SUFFIXES = (".txt", ".md", ".markdown", ".text")
"""What is taken from a folder; a single file may have any name."""

BATCH_FILES, BATCH_BYTES = 500, 16 * 1024 * 1024
"""A batch ends with whichever comes first."""

Progress = Callable[[int, int], None]
"""Called with (files done, files in all)."""


def add(
    archive: Archive,
    path: Path | str,
    *,
    id: str | None = None,  # noqa: A002 - the field's name everywhere
    kind: str | None = None,
    title: str | None = None,
    author: str | None = None,
    addressee: str | None = None,
    written: str | None = None,
    place: str | None = None,
    lang: str | None = None,
    rights: str | None = None,
    access: str | None = None,
    release_after: str | None = None,
    progress: Progress | None = None,
) -> Added:
    """Add a text file, or every text file of a folder, to an archive.

    A file's front matter says the same things as the options. For one file the options win; for a folder
    they are said of the files that do not say it themselves.

    Parameters
    ----------
    archive
        Open for writing.
    path
        A plain-text or Markdown file in any usual encoding, or a folder (searched with its folders;
        hidden files and evidence files are left out).
    id
        Short and stable; by default made from the file's name. Not for a folder.
    kind
        ``letter`` (the default), ``diary``, ``interview`` …: the list ``source-kind``.
    title
        By default the first heading, the first line, or the file's name. Not for a folder.
    author, addressee, place
        Entity ids; they may be new to the archive.
    written
        EDTF, or words ("25 March 2025", «весной 2024»).
    lang
        BCP 47; by default found from the text, ``und`` where it is too short.
    rights, access, release_after
        Whose it is, ``public`` or ``restricted``, and the day (ISO) from which it may be published.
    progress
        Called after each file with (done, all).

    Returns
    -------
    Added
        What became of each file.

    Raises
    ------
    UnreadableSource
        The one file cannot be read, or the folder has no texts. Of a folder's files, those that cannot be
        read are returned instead, and the others added.
    UsageError
        An option cannot be understood, the id belongs to another text, or the same text is there
        already and something else is said of it. (What was not said of it before is added.)
    """
    typed = (
        id,
        kind,
        title,
        author,
        addressee,
        written,
        place,
        lang,
        rights,
        access,
        release_after,
    )
    said = {field: value for field, value in zip(FIELDS, typed, strict=True) if value is not None}
    options = {
        field: value
        for field, text in said.items()
        if (value := checked(field, text, archive.vocabulary, lang)) is not None
    }
    path = Path(path)
    if path.is_dir():
        return _add_folder(archive, path, options, progress)
    draft = read_draft(path, options, archive.vocabulary, options_win=True)
    added = add_drafts(archive, [draft], why=f"add {path.name}")
    if added.unreadable:
        raise UsageError(added.unreadable[0].reason)
    if progress:
        progress(1, 1)
    return added


def add_files(
    archive: Archive,
    files: Sequence[tuple[str, bytes]],
    details: Mapping[str, str],
    *,
    why: str,
) -> Added:
    """Add files whose bytes are here already, in one edit; a bad one loses nobody else's.

    Parameters
    ----------
    archive
        Open for writing.
    files
        (name, bytes).
    details
        Field → text as typed, said of those files that do not say it themselves.
    why
        For the history.

    Raises
    ------
    UsageError
        A detail cannot be understood.
    """
    lang = details.get("lang")
    options = {
        field: value
        for field, text in details.items()
        if (value := checked(field, text, archive.vocabulary, lang)) is not None
    }
    drafts: list[Draft] = []
    refused: list[UnreadableSource] = []
    for name, data in files:
        try:
            drafts.append(
                draft_of(Path(name), data, options, archive.vocabulary, options_win=False)
            )
        except UnreadableSource as error:
            refused.append(error)
    added = add_drafts(archive, drafts, why=why) if drafts else Added()
    return added + Added(unreadable=tuple(refused))


def _add_folder(
    archive: Archive, folder: Path, options: Mapping[str, Any], progress: Progress | None
) -> Added:
    if own := [field for field in ("id", "title") if field in options]:
        raise UsageError(Reason("not_for_folder", field=own[0], folder=folder))
    files = texts_in(folder)
    if not files:
        raise UnreadableSource(folder, Reason("no_texts", suffixes=", ".join(SUFFIXES)))
    account = Added()
    for drafts, refused in _batches(archive, files, options, progress):
        if drafts:
            why = f"add {len(drafts)} texts from {folder.resolve().name}"
            account += add_drafts(archive, drafts, why=why)
        account += Added(unreadable=tuple(refused))
    return account


def texts_in(folder: Path) -> tuple[Path, ...]:
    """Return the text files of a folder and its folders, in an order that does not depend on the disk."""
    found: list[Path] = []
    for top, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(top, name) for name in names if _is_text(name)]
    return tuple(sorted(found, key=_natural))


def _is_text(name: str) -> bool:
    lower = name.lower()
    return lower.endswith(SUFFIXES) and not lower.startswith(".") and ".evidence." not in lower


def _natural(path: Path) -> tuple[tuple[tuple[int, str], ...], str]:
    """Sort ``letter-2`` before ``letter-10``."""
    pieces = re.findall(r"\d+|\D+", path.as_posix().lower())
    return tuple((int(p), "") if p.isdecimal() else (-1, p) for p in pieces), path.as_posix()


def _batches(
    archive: Archive, files: Sequence[Path], options: Mapping[str, Any], progress: Progress | None
) -> Iterator[tuple[list[Draft], list[UnreadableSource]]]:
    """Yield (what was read, what was refused), never more than a batch at once."""
    drafts: list[Draft] = []
    refused: list[UnreadableSource] = []
    size = 0
    for done, file in enumerate(files, 1):
        try:
            drafts.append(read_draft(file, options, archive.vocabulary, options_win=False))
            size += len(drafts[-1].data)
        except UnreadableSource as error:
            refused.append(error)
        if progress:
            progress(done, len(files))
        if len(drafts) == BATCH_FILES or size >= BATCH_BYTES or done == len(files):
            yield drafts, refused
            drafts, refused, size = [], [], 0


def add_drafts(archive: Archive, drafts: Sequence[Draft], *, why: str) -> Added:
    """Add texts that are in memory, in one edit; return what became of them.

    Where everything is there already, nothing at all is written, and no edit made.
    """
    known = archive.sources_of_originals([draft.sha256 for draft in drafts])
    if all(draft.sha256 in known for draft in drafts):
        there = Batch(archive, known).account(drafts)
        if not there.completed:
            return there
    with archive.edit(why=why, verb="add") as edit:
        # Asked again now that nobody else can write.
        known = archive.sources_of_originals([draft.sha256 for draft in drafts])
        return Batch(archive, known).written(drafts, edit)
