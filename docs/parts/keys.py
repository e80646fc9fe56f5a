"""The keys of the workbench, from the list that the page itself shows.

In: ``frontend/src/workbench/keys-list.ts`` and the wording. Out: Markdown, a table a group, in
both languages.
"""

from __future__ import annotations

import re
from pathlib import Path

from kartoteka.wording.texts import say

LIST = Path(__file__).parents[2] / "frontend" / "src" / "workbench" / "keys-list.ts"
GROUP = re.compile(r"^  (keys_\w+): \[\n(.*?)^  \],", re.MULTILINE | re.DOTALL)
ROW = re.compile(r'\["([^"]+)", "(\w+)"\]')


def keys() -> str:
    """Return the tables."""
    groups = GROUP.findall(LIST.read_text(encoding="utf-8"))
    return "\n\n".join(_table(name, ROW.findall(rows)) for name, rows in groups)


def _table(name: str, rows: list[tuple[str, str]]) -> str:
    lines = [
        f"| {_kbd(pressed)} | {_said(what, 'en')} | {_said(what, 'ru')} |" for pressed, what in rows
    ]
    head = f"### {_said(name, 'en')} · {_said(name, 'ru')}"
    return "\n".join((head, "", "| | | |", "|---|---|---|", *lines))


def _said(key: str, lang: str) -> str:
    return say(f"workbench.{key}", lang)


def _kbd(pressed: str) -> str:
    return " ".join(f"<kbd>{key}</kbd>" for key in pressed.split())
