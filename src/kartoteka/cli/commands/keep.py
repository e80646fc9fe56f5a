"""The verbs that keep an archive: new, history, undo, verify.

In: an archive's file. Out: an account.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kartoteka.cli.desk import Desk
from kartoteka.cli.edge import ARCHIVE, OK
from kartoteka.cli.verb import WholeType, archive_argument, argument, verb

if TYPE_CHECKING:
    from kartoteka.cli.pages.page import Page


@verb("new", archive_argument())
def new_verb(desk: Desk, archive: Path) -> None:
    """Make an empty archive."""
    import kartoteka

    kartoteka.new(archive, by=desk.by).close()

    def page(sheet: Page) -> None:
        sheet.put(desk.say("made", archive=archive))
        sheet.command(desk.say("made_next", archive=archive))

    desk.answer({"archive": str(archive)}, page)


@verb("history", archive_argument(), argument("record_id", required=False))
def history_verb(desk: Desk, archive: Path, record_id: str | None) -> None:
    """Show the edits of an archive, or the changes of one record."""
    from kartoteka.cli.pages.history import edits_of, edits_page, record_page
    from kartoteka.errors import NotFound

    with desk.open(archive) as opened:
        if record_id is None:
            edits = edits_of(opened.history())
            desk.answer(edits, lambda page: edits_page(page, edits))
            return
        changes = tuple(opened.history(record_id))
        if not changes:
            raise NotFound("record", record_id)
        desk.answer(changes, lambda page: record_page(page, record_id, changes))


@verb("undo", archive_argument(), argument("edit", required=False, type=WholeType()))
def undo_verb(desk: Desk, archive: Path, edit: int | None) -> None:
    """Take back an edit."""
    with desk.open(archive) as opened:
        number = opened.undo(edit)
        edits = {change.edit: change.why for change in opened.history()}
    undone = {"undone": number, "why": edits[number], "by_edit": max(edits)}

    def page(sheet: Page) -> None:
        sheet.put(desk.say("undone", number=number, why=edits[number]))
        sheet.command(f"kartoteka undo {archive} {max(edits)}")

    desk.answer(undone, page)


@verb("verify", archive_argument())
def verify_verb(desk: Desk, archive: Path) -> int:
    """Check the file itself: its pages, references, texts and history."""
    with desk.open(archive) as opened:
        damages = opened.verify()
        counts = {} if damages else opened.counts()  # a damaged table may not be countable

    def page(sheet: Page) -> None:
        for damage in damages:
            sheet.put(f"✗ {damage}", hang=2)
        key = "damaged" if damages else "sound"
        sheet.put(desk.say(key, n=len(damages) or counts.get("change", 0), archive=archive), hang=2)

    desk.answer({"damages": damages, "counts": counts}, page)
    return ARCHIVE if damages else OK
