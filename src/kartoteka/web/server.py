"""One server's parts, and how a call goes through them.

In: a path. Out: :class:`Server`: a desk, a back room, keys, a folder for previews.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from kartoteka.annotate.evidence import RefusedDocument
from kartoteka.errors import KartotekaError, Refused
from kartoteka.web.backroom import Backroom
from kartoteka.web.calls import At
from kartoteka.web.desk import Desk
from kartoteka.web.edge import RefusedCallError
from kartoteka.web.explain import refusal_of
from kartoteka.web.findings import kept, shown
from kartoteka.web.keys import Keys
from kartoteka.web.known import Known
from kartoteka.web.refusals import Refusal

T = TypeVar("T")


@dataclass
class Server:
    """What one server works with.

    Parameters
    ----------
    path
        The archive.
    by
        Who is working; by default the computer's user.
    lang
        Of whoever does not say.
    """

    path: Path
    by: str | None = None
    lang: str = "en"
    keys: Keys = field(default_factory=Keys)
    port: int = 0
    desk: Desk = field(init=False)
    room: Backroom = field(init=False)
    preview: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    folder: Path = field(init=False)
    _closed: bool = False

    def __post_init__(self) -> None:
        self.desk = Desk(self.path, by=self.by)
        self.room = Backroom(self.path, self.by)
        # mkdtemp makes a folder that only this user can read.
        self.folder = Path(tempfile.mkdtemp(prefix="kartoteka-preview-"))

    def link(self) -> str:
        """Return a link that opens once."""
        return f"http://127.0.0.1:{self.port}/#key={self.keys.new_key()}"

    async def work(self, lang: str, do: Callable[[At], T]) -> tuple[T, int]:
        """Do something at the desk; return its answer and the newest edit.

        Raises
        ------
        RefusedCallError
            With what to say instead.
        """

        def guarded(known: Known) -> tuple[T, int]:
            at = At(known, lang, self)
            try:
                return do(at), known.edit
            except KartotekaError as error:
                raise RefusedCallError(_refusal(at, error)) from error

        return await self.desk.work(guarded)

    def close(self) -> None:
        """End everything, and remove the preview; twice is once."""
        if self._closed:
            return
        self._closed = True
        self.room.close()
        self.desk.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _refusal(at: At, error: KartotekaError) -> Refusal:
    findings: list[dict[str, Any]] = []
    if isinstance(error, RefusedDocument):
        shapes = [shown(at, f, error.path_of(f)) for f in error.findings]
        findings = [msgspec.to_builtins(s) for s in shapes]
    elif isinstance(error, Refused):
        findings = [dict(kept(f)) for f in error.findings]
    return refusal_of(error, at.lang, at.known.archive, findings=findings)
