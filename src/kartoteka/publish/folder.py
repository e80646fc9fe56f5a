"""A folder that appears whole or not at all: checked before, made durable, then put in place.

In: a folder that was built beside. Out: the folder asked for. QUALITY: files written in place were torn in 81
of 100 kills. A build that was killed leaves its folder beside; the next one takes it away, and puts the
earlier site back where it was killed between the two renames.
"""

from __future__ import annotations

import glob
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
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


def building_folder(out: Path) -> Path:
    """Return where a build of this process writes: beside the folder asked for, on the same disk."""
    return out.with_name(f".{out.name}.building-{os.getpid()}")


def clear_up(out: Path) -> None:
    """Take away what killed builds left beside a folder; put the earlier site back where one was moved."""
    for left in sorted(out.parent.glob(f".{glob.escape(out.name)}.*-*")):
        kind, _, process = left.name.removeprefix(f".{out.name}.").partition("-")
        if kind not in ("building", "old") or not process.isdigit() or _is_alive(int(process)):
            continue
        if kind == "old" and not out.exists():
            left.rename(out)
        else:
            shutil.rmtree(left, ignore_errors=True)


def _is_alive(process: int) -> bool:
    if os.name == "nt":
        return True  # there, asking ends the process
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def put_in_place(new: Path, out: Path) -> None:
    """Make everything durable, then exchange the folders: a reader sees the old site or the new one."""
    # Together: a disk makes many files durable in the time of one.
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(_sync, filter(_is_new, new.rglob("*"))))
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


def _is_new(path: Path) -> bool:
    """Tell whether a file is new: what has a second name was kept from the earlier site, and is durable."""
    return path.is_dir() or path.stat().st_nlink == 1


def _sync(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # folders cannot be opened there
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
