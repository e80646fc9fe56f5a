"""The whole archive as CSV: for spreadsheets, R, Stata, or whatever one counts with.

In: an archive. Out: a folder with one file for each kind of record and ``evidence.csv``, one row for each
attestation with everything it stands on. UTF-8 with a mark at the beginning, so that spreadsheets take it for
that; cells that would be taken for formulas stand behind an apostrophe (:mod:`kartoteka.archive.cells`).
"""

from __future__ import annotations

import csv
import os
from codecs import BOM_UTF8
from itertools import islice
from pathlib import Path

from kartoteka.annotate.whole_files import sync_folders
from kartoteka.archive.archive import Archive
from kartoteka.archive.tables import Table
from kartoteka.errors import CannotWrite
from kartoteka.importers.reasons import Reason


def export_csv(archive: Archive, folder: Path | str) -> Path:
    """Write the archive as tables; those of an earlier export are renewed, other files left alone.

    Parameters
    ----------
    archive
        To write out; it is not changed.
    folder
        Made where it is not there.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    CannotWrite
        The disk does not take it; or a file of such a name is there that is no earlier export.
    """
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for table in archive.tables():
            _write(folder, table)
        sync_folders(folder)
    except OSError as error:
        raise CannotWrite(folder, error.strerror or str(error)) from error
    return folder


def _is_ours(path: Path, table: Table) -> bool:
    """Tell whether a file has the columns of a table of ours."""
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        return any(row == list(table.columns) for row in islice(csv.reader(file), 1))


def _write(folder: Path, table: Table) -> None:
    """Write one table so that after a crash it is there whole, or as it was before."""
    path = folder / f"{table.name}.csv"
    if path.exists() and not _is_ours(path, table):
        raise CannotWrite(folder, Reason("other_table", name=path.name))
    temporary = path.with_name(f".{path.name}.part")
    try:
        with temporary.open("wb", buffering=1 << 20) as file:
            file.write(BOM_UTF8 + ",".join(table.columns).encode() + b"\r\n")
            file.writelines(table.lines)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
