"""``import``: files dropped on the page → sources, and evidence files → statements.

In: the bytes of up to 64 files, and details said of all. Out: what became of each. Texts are one edit,
evidence another; what cannot be read is told by name, and keeps nobody else's letter out.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct

from kartoteka.annotate.evidence import record
from kartoteka.annotate.files import SUFFIXES
from kartoteka.errors import Refused, UnreadableSource
from kartoteka.importers.add import add_files
from kartoteka.web.calls import At
from kartoteka.web.findings import shown
from kartoteka.web.shapes import Answer, FindingShape, Names, SourceShape
from kartoteka.wording.saying import Saying
from kartoteka.wording.texts import say

FILES = 64
"""Files a call."""

_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")

Files = Sequence[tuple[str, bytes]]


class RefusedFile(Struct, frozen=True):
    """A file that could not be taken, and why."""

    name: str
    message: str


class Imported(Answer, frozen=True, kw_only=True):
    """What became of the files."""

    added: list[SourceShape]
    already: list[str]
    titles: dict[str, str]
    completed: list[str]
    refused: list[RefusedFile]
    recorded: dict[str, int] | None
    findings: list[FindingShape]
    edit: int
    names: Names


def import_files(at: At, files: Files, details: Mapping[str, str]) -> Imported:
    """Add texts, then record evidence files."""
    named = [(safe_name(name), data) for name, data in files]
    texts = [(n, d) for n, d in named if not n.endswith(SUFFIXES)]
    evidence = [(n, d) for n, d in named if n.endswith(SUFFIXES)]
    why = say("serving.why_import", at.lang, n=len(texts))
    added = add_files(at.known.archive, texts, details, why=why)
    recorded, findings, unread = _record(at, evidence) if evidence else (None, [], [])
    at.known.renew()
    new = [at.speaker.source(at.known.sources[i]) for i in added.added]
    refused = [RefusedFile(e.path.name, _said(e, at.lang)) for e in (*added.unreadable, *unread)]
    return Imported(
        added=new,
        already=list(added.already),
        titles={i: at.known.sources[i].title for i in (*added.already, *added.completed)},
        completed=list(added.completed),
        refused=refused,
        recorded=recorded,
        findings=findings,
        edit=at.known.edit,
        names=at.speaker.names(),
    )


def _said(error: UnreadableSource, lang: str) -> str:
    reason = error.reason
    return reason.said(lang) if isinstance(reason, Saying) else str(reason)


def _record(
    at: At, files: Files
) -> tuple[dict[str, int] | None, list[FindingShape], list[UnreadableSource]]:
    """Record evidence files by way of a folder that only this user can read."""
    folder = Path(tempfile.mkdtemp(prefix="kartoteka-import-"))
    try:
        paths = [folder / f"{number:02d}" / name for number, (name, _) in enumerate(files)]
        for path, (_, data) in zip(paths, files, strict=True):
            path.parent.mkdir()
            path.write_bytes(data)
        why = say("serving.why_record", at.lang, names=", ".join(n for n, _ in files[:5]))
        recorded = record(at.known.archive, *paths, lang=at.lang, why=why)
        return dict(recorded.added), [], []
    except Refused as error:
        return None, [_bare(shown(at, f)) for f in error.findings[:200]], []
    except UnreadableSource as error:
        return None, [], [error]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _bare(finding: FindingShape) -> FindingShape:
    """Return a finding that names the file as the person knows it."""
    name = Path(finding.where.file or "").name
    where = msgspec.structs.replace(finding.where, file=name)
    return msgspec.structs.replace(finding, where=where)


def safe_name(name: str) -> str:
    r"""Return the last part of a file's name, without what no file system takes.

    >>> safe_name("../../etc/passwd"), safe_name("C:\\letters\\7.txt"), safe_name("\x00")
    ('passwd', '7.txt', 'text')
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    return _UNSAFE.sub("", last).strip(". ")[-200:] or "text"
