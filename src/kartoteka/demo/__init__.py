"""The demo archive: seventeen letters of fiction, with their evidence files.

What goes in: nothing. What comes out: the folder that ``kartoteka demo`` imports, records and publishes.
It is what every newcomer reads first, and what the tests of whole stories run on: every contradiction,
gap and false rumour in it was planted, and ``README.md`` beside this file says where.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["letters"]


def letters() -> Path:
    """Return the folder of the demo letters: ``NN-slug.md`` beside ``NN-slug.evidence.yaml``.

    Examples
    --------
    >>> sorted(letters().glob("*.md"))[0].name
    '01-the-corridor.md'
    >>> all(f.with_name(f.stem + ".evidence.yaml").exists() for f in letters().glob("*.md"))
    True
    """
    return Path(__file__).resolve().parent / "letters"
