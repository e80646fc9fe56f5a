"""The page of the history: edits, each with who, when, why and what it touched; or one record's changes.

In: changes. Out: a page.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.text import Text

from kartoteka.cli.pages.page import Page
from kartoteka.model.change import Change

LONGEST_VALUE = 60


@dataclass(frozen=True, slots=True)
class EditLine:
    """One edit of the history: its number, when, by whom, why, and how many records of each kind."""

    edit: int
    at: str
    by: str
    why: str
    records: dict[str, int]


def edits_of(changes: Iterable[Change]) -> tuple[EditLine, ...]:
    """Return the edits that changes belong to, oldest first; memory holds one line an edit."""
    found: dict[int, EditLine] = {}
    counts: dict[int, Counter[str]] = {}
    for change in changes:
        found.setdefault(change.edit, EditLine(change.edit, change.at, change.by, change.why, {}))
        counts.setdefault(change.edit, Counter())[change.kind] += 1
    for number, line in found.items():
        line.records.update(counts[number])
    return tuple(found.values())


def edits_page(page: Page, edits: Sequence[EditLine]) -> None:
    """Set the history of an archive, newest first: that is what undo takes back."""
    page.title(page.say("history"), page.say("history_note", n=len(edits)))
    if edits:
        page.blank()
    for edit in reversed(edits):
        page.row(page.say("edit", number=edit.edit), Text(edit.why, style="bold"))
        touched = ", ".join(page.say(f"record_{kind}", n=n) for kind, n in edit.records.items())
        page.beside(touched)
        page.beside(f"{_moment(edit.at)}, {edit.by}", style="dim")


def record_page(page: Page, id_: str, changes: Sequence[Change]) -> None:
    """Set the history of one record, oldest first, with what changed."""
    page.title(id_, page.say("record_history"))
    for change in changes:
        page.blank()
        what = "made" if change.before is None else "removed" if change.after is None else "changed"
        page.row(
            page.say("edit", number=change.edit),
            Text(f"{page.say(what)}: {change.why}", style="bold"),
        )
        page.beside(f"{_moment(change.at)}, {change.by} · {change.kind}", style="dim")
        for line in _differences(change):
            page.beside(line, hang=2)


def _moment(at: str) -> str:
    return at.replace("T", " ").replace("Z", " UTC")


def _differences(change: Change) -> list[str]:
    before, after = _fields(change.before), _fields(change.after)
    lines: list[str] = []
    for field in sorted({*before, *after} - {"row"}):
        old, new = before.get(field), after.get(field)
        if old == new:
            continue
        said = [_short(value) for value in (old, new) if value is not None]
        lines.append(
            f"{field}: {' → '.join(said)}"
            if old is None or new is not None
            else f"{field}: {said[0]} → –"
        )
    return lines


def _fields(line: str | None) -> dict[str, object]:
    return json.loads(line) if line else {}


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
