"""The manifest of a built site: which files it has, and their hashes, so that the next build may keep some.

In: hashes of files. Out: ``kartoteka-pages.json`` in the folder. It is published with the site and tells
nothing that the site does not: the paths of its pages and of its search data, and hashes of them. Nothing of
what was held back goes into it, not even hashed: a hash lets a guess be tested.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib import resources
from importlib.metadata import version
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, cast

MANIFEST = "kartoteka-pages.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file: the hash of its bytes."""

    sha: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a site was printed with, and its files.

    Parameters
    ----------
    program
        The mark of the program: another one may print another page from the same content.
    titles
        Language → title of the encyclopedia, the first language first.
    files
        Path → entry, of pages and search data.
    """

    program: str
    titles: dict[str, str]
    files: dict[str, Entry]

    def to_json(self) -> str:
        """Return the text of the file: the same for the same site."""
        lines = [
            f"{json.dumps(path, ensure_ascii=False)}:{json.dumps([e.sha])}"
            for path, e in sorted(self.files.items())
        ]
        titles = json.dumps(self.titles, ensure_ascii=False)
        files = ",\n".join(lines)
        return f'{{"program":"{self.program}",\n"titles":{titles},\n"files":{{\n{files}\n}}}}\n'


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of a folder; None where there is none, or none that can be understood."""
    try:
        data: Any = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = {str(p): Entry(str(sha)) for p, (sha, *_) in data["files"].items()}
        titles = cast("dict[str, str]", dict(data["titles"]))
        return Manifest(str(data["program"]), titles, files)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def hash_of(content: bytes) -> str:
    """Return the hash of a file's bytes."""
    return blake2b(content, digest_size=16).hexdigest()


@cache
def program_mark() -> str:
    """Return the mark of the program that prints: any changed file of it, or printing library, counts."""
    digest = blake2b(digest_size=16)
    for name in ("Jinja2", "MarkupSafe", "PyStemmer"):
        digest.update(f"{name} {version(name)}\n".encode())
    _add_folder(digest, resources.files("kartoteka"), "")
    return digest.hexdigest()


def _add_folder(digest: blake2b, folder: Traversable, prefix: str) -> None:
    for item in sorted(folder.iterdir(), key=lambda i: i.name):
        if item.is_dir():
            if item.name != "__pycache__":
                _add_folder(digest, item, f"{prefix}{item.name}/")
        elif not item.name.endswith((".pyc", ".woff2")):
            content = item.read_bytes()
            digest.update(f"{prefix}{item.name} {len(content)}\n".encode())
            digest.update(content)
