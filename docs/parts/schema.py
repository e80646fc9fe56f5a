"""The commented SQL of the archive → one section per table.

In: ``src/kartoteka/archive/migrations/*.sql``. Out: Markdown. The comments are the documentation: they
stand in every archive as well, so this page only lays them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

MIGRATIONS = Path(__file__).parents[2] / "src" / "kartoteka" / "archive" / "migrations"

_TABLE = re.compile(r"CREATE (?:VIRTUAL )?TABLE (\w+) (?:\(| )(?: *-- (.*))?\n")
_REFERENCE = re.compile(r"^\s*(\w+).*?REFERENCES (\w+)", re.MULTILINE)


def schema() -> str:
    """Return every migration: its introduction, then its tables."""
    return "\n\n".join("\n\n".join(_migration(file)) for file in sorted(MIGRATIONS.glob("*.sql")))


def _migration(file: Path) -> Iterator[str]:
    head, *blocks = re.split(r"\n(?=CREATE (?:VIRTUAL )?TABLE)", file.read_text(encoding="utf-8"))
    yield f"From `{file.name}`:"
    yield _quoted(head)
    for block in blocks:
        yield from _table(block)


def _quoted(comment: str) -> str:
    lines = [line.removeprefix("--").strip() for line in comment.strip().splitlines()]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _table(block: str) -> Iterator[str]:
    match = _TABLE.match(block)
    if match is None:
        return
    name, meaning = match.groups()
    yield f"## {name}"
    if meaning:
        yield meaning[0].upper() + meaning[1:].rstrip(".") + "."
    if links := sorted({(column, table) for column, table in _REFERENCE.findall(block)}):
        pointers = ", ".join(f"`{column}` → [{table}](#{table})" for column, table in links)
        yield f"Points at: {pointers}."
    yield f"```sql\n{block.strip()}\n```"
