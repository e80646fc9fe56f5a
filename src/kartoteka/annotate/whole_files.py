"""Files that are there whole or not at all: written beside, brought to the disk, and renamed."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(folder: Path, name: str, content: bytes) -> str:
    """Write a file so that after a crash it is there whole, or as it was before."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    return name


def sync_folders(folder: Path) -> None:
    """Make sure that the names of the files are on the disk, too."""
    for each in (folder, *(p for p in folder.iterdir() if p.is_dir())):
        handle = os.open(each, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
