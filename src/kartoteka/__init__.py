"""Kartoteka: testimonies → an encyclopedia of lives, places, communities and human types.

Every sentence is traceable to who said it, where, when, and from whom they had it.

>>> import kartoteka, tempfile, pathlib
>>> path = pathlib.Path(tempfile.mkdtemp()) / "work.kartoteka"
>>> with kartoteka.new(path, by="ana") as archive:
...     archive.counts()["source"]
0
"""

from __future__ import annotations

from pathlib import Path

from kartoteka.archive.archive import Archive
from kartoteka.errors import KartotekaError

__version__ = "0.1.0"


def new(path: Path | str, *, by: str | None = None) -> Archive:
    """Make an empty archive file and open it; NotAnArchive where the name is taken."""
    from kartoteka.archive import sqlite

    sqlite.create(Path(path))
    return Archive(path, by=by)


def open(path: Path | str, *, by: str | None = None) -> Archive:  # noqa: A001 - the verb is `open`
    """Open an archive.

    Parameters
    ----------
    path
        The ``*.kartoteka`` file.
    by
        Who is working; by default the name of the computer's user.

    Raises
    ------
    NotAnArchive, NewerFormat, CannotWrite
        The file cannot be used; the message says why and what to do.
    """
    return Archive(path, by=by)


__all__ = ["Archive", "KartotekaError", "__version__", "new", "open"]
