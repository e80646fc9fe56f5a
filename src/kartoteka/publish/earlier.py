"""An earlier build in the folder: which of its files may be kept, and why none where none may.

In: the folder and what is to be printed with. Out: :class:`Earlier`, asked file by file. A file is kept only
where its bytes are the ones that the manifest tells of: what somebody has changed or removed by hand is
printed anew. Whenever there is doubt, everything is.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Literal

from kartoteka.publish.folder import MARKER
from kartoteka.publish.manifest import Entry, Manifest, hash_of, program_mark, read_manifest

Whole = Literal["new", "asked", "unknown", "program", "titles", "doubt"]
"""Why everything is printed: nothing was there; it was asked for; the folder has no manifest that can be
read; another version of the program printed it; its title or its languages were others; a page that was
to be kept turned out to be another one, which must not happen."""


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

    def whole_file(self, path: str) -> bytes | None:
        """Return the bytes of a file; None where it may not be kept, or somebody changed or removed it."""
        entry = self._files.get(path)
        if self.whole or entry is None:
            return None
        content = self.read(path)
        return content if content is not None and hash_of(content) == entry.sha else None

    def entry(self, path: str) -> Entry:
        """Return what the manifest has of a file that is kept."""
        return self._files[path]

    def had(self, path: str, sha: str) -> bool:
        """Tell whether a file was built with these bytes, whatever became of it."""
        entry = self._files.get(path)
        return not self.whole and entry is not None and entry.sha == sha

    def put(self, path: str, to: Path, content: bytes) -> None:
        """Put a kept file into the new folder: the same file under a second name, where that can be done."""
        try:
            os.link(self._folder / path, to, follow_symlinks=False)
        except FileExistsError:
            return  # it was put there before
        except (OSError, NotImplementedError):
            to.write_bytes(content)
            shutil.copystat(self._folder / path, to)

    def gone(self, files: Container[str]) -> tuple[str, ...]:
        """Return the pages that there were and that are no more."""
        return tuple(p for p in self._files if p.endswith(".html") and p not in files)

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file as it is now; None where there is none of ours."""
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
