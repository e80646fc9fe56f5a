"""An earlier build in the folder: which of its files may be kept, and why none where none may.

In: the folder and what is to be printed with. Out: :class:`Earlier`, asked file by file. A file is kept only
where the manifest has it with the same mark *and* its bytes are the ones that were written: what somebody
has changed or removed by hand is printed anew. Whenever there is doubt, everything is.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from kartoteka.publish.folder import MARKER
from kartoteka.publish.manifest import Manifest, hash_of, program_mark, read_manifest

Whole = Literal["new", "asked", "unknown", "program", "titles"]
"""Why everything is printed: nothing was there; it was asked for; the folder has no manifest that can be
read; another version of the program printed it; its title or its languages were others."""


class Earlier:
    """The files of an earlier build.

    Parameters
    ----------
    folder
        Where it stands, if it does.
    titles
        Language → title, of the new build.
    full
        Whether to keep nothing.

    Attributes
    ----------
    whole
        Why everything is printed; None where files may be kept.
    """

    def __init__(self, folder: Path, titles: Mapping[str, str], *, full: bool = False) -> None:
        self._folder = folder
        found = read_manifest(folder)
        self.whole: Whole | None = _why_whole(folder, found, titles, full=full)
        self._files = found.files if found else {}

    def content(self, path: str, mark: str) -> bytes | None:
        """Return the bytes of a file that may be kept; None where it must be printed."""
        entry = self._files.get(path)
        if self.whole or entry is None or entry.mark != mark:
            return None
        content = self._read(path)
        return content if content is not None and hash_of(content) == entry.sha else None

    def is_damaged(self, path: str, mark: str) -> bool:
        """Tell whether a file would have been kept, had nobody changed or removed it."""
        entry = self._files.get(path)
        return not self.whole and entry is not None and entry.mark == mark

    def put(self, path: str, to: Path, content: bytes) -> None:
        """Put a kept file into the new folder: the same file under a second name, where that can be done."""
        try:
            os.link(self._folder / path, to, follow_symlinks=False)
        except (OSError, NotImplementedError):
            to.write_bytes(content)
            shutil.copystat(self._folder / path, to)

    def gone(self, files: Mapping[str, object]) -> int:
        """Return how many pages there were that are no more."""
        return sum(path.endswith(".html") and path not in files for path in self._files)

    def _read(self, path: str) -> bytes | None:
        file = self._folder / path
        try:
            # A link leads to what is not ours.
            return None if file.is_symlink() else file.read_bytes()
        except OSError:
            return None


def _why_whole(
    folder: Path, found: Manifest | None, titles: Mapping[str, str], *, full: bool
) -> Whole | None:
    if not (folder / MARKER).is_file():
        return "new"
    if full:
        return "asked"
    if found is None:
        return "unknown"
    if found.program != program_mark():
        return "program"
    if list(found.titles.items()) != list(titles.items()):
        return "titles"
    return None
