"""A folder that appears whole or not at all: checked before, made durable, then put in place.

In: a folder that was built beside. Out: the folder asked for. QUALITY: files written in place were torn in 81
of 100 kills.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from kartoteka.errors import UsageError
from kartoteka.wording.texts import say

MARKER = "kartoteka-site.json"
"""A folder with this file in it is an earlier site, and may be replaced."""


def check_folder(out: Path) -> None:
    """Raise UsageError where a folder holds something that we did not put there."""
    taken = out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / MARKER).is_file())
    if taken:
        raise UsageError(say("site.not_a_site", path=out))


def put_in_place(new: Path, out: Path) -> None:
    """Make everything durable, then exchange the folders: a reader sees the old site or the new one."""
    for path in sorted(new.rglob("*")):
        _sync(path)
    _sync(new)
    old = out.with_name(f".{out.name}.old-{os.getpid()}")
    if out.is_dir():
        out.rename(old)
    try:
        new.rename(out)
    except OSError:
        if old.is_dir():
            old.rename(out)
        raise
    _sync(out.parent)
    shutil.rmtree(old, ignore_errors=True)


def _sync(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # folders cannot be opened there
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
