"""Kartoteka: testimonies → an encyclopedia of lives, places, communities and human types.

Every sentence is traceable to who said it, where, when, and from whom they had it.

>>> import kartoteka, tempfile, pathlib
>>> path = pathlib.Path(tempfile.mkdtemp()) / "work.kartoteka"
>>> with kartoteka.new(path, by="ana") as archive:
...     archive.counts()["source"]
0

One verb, one name: each function here is also a command (``kartoteka life ARCHIVE ana``). Names are looked
up when they are first used, so that ``import kartoteka`` costs next to nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kartoteka.analyse.types import types
    from kartoteka.annotate.evidence import record
    from kartoteka.annotate.plain import export_plain
    from kartoteka.annotate.plain_import import import_plain
    from kartoteka.archive.archive import Archive
    from kartoteka.check import check, questions
    from kartoteka.errors import KartotekaError
    from kartoteka.importers.add import add
    from kartoteka.model.dates import read_edtf
    from kartoteka.publish.site import site
    from kartoteka.publish.view import View
    from kartoteka.relate.group import group
    from kartoteka.relate.hearsay import hearsay
    from kartoteka.relate.life import life
    from kartoteka.relate.place import place
    from kartoteka.relate.queries import cross, near, present, said, together
    from kartoteka.relate.status import status
    from kartoteka.relate.type import type  # noqa: A004 - the verb is `type`
    from kartoteka.search import save_as_code, search
    from kartoteka.simulate import simulate

__version__ = "0.1.0"

_HOME = {
    "Archive": "archive.archive",
    "KartotekaError": "errors",
    "View": "publish.view",
    "add": "importers.add",
    "check": "check",
    "cross": "relate.queries",
    "export_plain": "annotate.plain",
    "group": "relate.group",
    "hearsay": "relate.hearsay",
    "import_plain": "annotate.plain_import",
    "life": "relate.life",
    "near": "relate.queries",
    "place": "relate.place",
    "present": "relate.queries",
    "questions": "check",
    "read_edtf": "model.dates",
    "record": "annotate.evidence",
    "said": "relate.queries",
    "save_as_code": "search",
    "search": "search",
    "simulate": "simulate",
    "site": "publish.site",
    "status": "relate.status",
    "together": "relate.queries",
    "type": "relate.type",
    "types": "analyse.types",
}
"""Public name → the module it lives in."""


def new(path: Path | str, *, by: str | None = None) -> Archive:
    """Make an empty archive file and open it; NotAnArchive where the name is taken."""
    from kartoteka.archive import sqlite
    from kartoteka.archive.archive import Archive

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
    from kartoteka.archive.archive import Archive

    return Archive(path, by=by)


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever is public
    if name not in _HOME:
        raise AttributeError(f"module 'kartoteka' has no attribute {name!r}")
    found = getattr(import_module(f"kartoteka.{_HOME[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})


class _Api(ModuleType):
    """The package, on which ``check`` and ``search`` are verbs although stages have the same names.

    Importing ``kartoteka.check.rules`` would otherwise put the stage's module there.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Api

__all__ = [
    "Archive",
    "KartotekaError",
    "View",
    "__version__",
    "add",
    "check",
    "cross",
    "export_plain",
    "group",
    "hearsay",
    "import_plain",
    "life",
    "near",
    "new",
    "open",
    "place",
    "present",
    "questions",
    "read_edtf",
    "record",
    "said",
    "save_as_code",
    "search",
    "simulate",
    "site",
    "status",
    "together",
    "type",
    "types",
]
