"""The files that all pages share: style, icon, scripts and fonts.

In: what is installed with the program. Out: name and content of each file.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable

from kartoteka.errors import MissingExtra

STYLES = ("base", "entries", "letter", "drawings", "found", "fronts", "print")
"""The parts of the style sheet, in order."""


def shared_files() -> Iterator[tuple[str, str | bytes]]:
    """Yield the name of each file below the folder of the site, and what is in it.

    Raises
    ------
    MissingExtra
        The scripts and fonts were not built.
    """
    static = resources.files("kartoteka.publish") / "static"
    styles = [(static / f"{part}.css").read_text(encoding="utf-8") for part in STYLES]
    yield "site.css", "\n".join(styles)
    yield "icon.svg", (static / "icon.svg").read_text(encoding="utf-8")
    built = static / "built"
    if not (built / "site.js").is_file():
        raise MissingExtra("The site's scripts and fonts", "pip install --editable .")
    yield from ((name, content) for name, content in _files_of(built, "") if name != "stamp")


def _files_of(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for item in sorted(folder.iterdir(), key=lambda i: i.name):
        if item.is_dir():
            yield from _files_of(item, f"{prefix}{item.name}/")
        else:
            yield f"{prefix}{item.name}", item.read_bytes()
