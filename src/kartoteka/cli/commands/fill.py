"""The verbs that fill an archive, and empty it into plain files: add, record, import, export.

In: files. Out: an account of what became of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kartoteka.cli.desk import Desk
from kartoteka.cli.edge import FILES, OK
from kartoteka.cli.explain import explain
from kartoteka.cli.progress import counting, progress_bar
from kartoteka.cli.verb import FILE, archive_argument, argument, option, verb

if TYPE_CHECKING:
    from kartoteka.cli.pages.page import Page
    from kartoteka.importers.add import Added


@verb(
    "add",
    archive_argument(),
    argument("path", type=FILE),
    option("--id"),
    option("--kind"),
    option("--title"),
    option("--author"),
    option("--addressee"),
    option("--written"),
    option("--place"),
    # Of a text, as everywhere in the evidence; the page's language stands before the verb.
    option("--lang"),
    option("--rights"),
    option("--access", type=click.Choice(("public", "restricted"))),
    option("--release-after"),
)
def add_verb(desk: Desk, archive: Path, path: Path, lang: str | None, **facts: str | None) -> int:
    """Add a text, or a folder of texts."""
    from kartoteka.importers.add import add

    with desk.open(archive) as opened, progress_bar(desk.say("adding")) as progress:
        added = add(opened, path, lang=lang, progress=progress, **facts)
    desk.answer(added, lambda page: _added_page(page, desk, added, archive))
    return FILES if added.unreadable else OK


def _added_page(page: Page, desk: Desk, added: Added, archive: Path) -> None:
    _some(page, desk, "added", added.added)
    _some(page, desk, "already", tuple(i for i in added.already if i not in added.completed))
    _some(page, desk, "completed", added.completed)
    for refused in added.unreadable:
        page.put(f"✗ {explain(refused, desk.lang)}", hang=2)
    if added.added:
        page.blank()
        page.put(desk.say("added_next"))
        page.command(f"kartoteka record {archive} {added.added[0]}.evidence.yaml")


def _some(page: Page, desk: Desk, key: str, ids: tuple[str, ...]) -> None:
    if ids:
        shown = ", ".join(ids[:8]) + (" …" if len(ids) > 8 else "")
        page.put(f"{desk.say(key, n=len(ids))}: {shown}", hang=2)


@verb(
    "record",
    archive_argument(),
    argument("paths", nargs=-1, required=True, type=FILE),
    option("--replace", is_flag=True),
)
def record_verb(desk: Desk, archive: Path, paths: tuple[Path, ...], replace: bool) -> None:  # noqa: FBT001
    """Record evidence files."""
    from kartoteka.annotate.evidence import record

    with desk.open(archive) as opened, counting(desk.say("recording")) as step:
        recorded = record(opened, *paths, lang=desk.lang, replace=replace, progress=step)

    def page(sheet: Page) -> None:
        sheet.put(desk.say("recorded", n=len(recorded.files)))
        _counts(sheet, recorded.entries)
        sheet.put(desk.say("recorded_new"))
        _counts(sheet, recorded.added)
        if recorded.left:
            key = "removed_left" if replace else "left"
            sheet.put(desk.say(key, n=len(recorded.left)), hang=2)
        sheet.blank()
        sheet.put(desk.say("recorded_next"))
        sheet.command(f"kartoteka entities {archive}")
        sheet.command(f"kartoteka check {archive} --questions")

    desk.answer(recorded, page)


def _counts(page: Page, counts: Mapping[str, int]) -> None:
    said = [page.say(f"record_{kind}", n=n) for kind, n in counts.items() if n]
    page.put(", ".join(said) if said else page.say("nothing_new"), indent=2, hang=2)


@verb("export", archive_argument(), option("--plain", type=FILE), option("--csv", type=FILE))
def export_verb(desk: Desk, archive: Path, plain: Path | None, csv: Path | None) -> None:
    """Write the whole archive as texts and evidence files, or as tables."""
    from kartoteka.annotate.csv_export import export_csv
    from kartoteka.annotate.plain import export_plain
    from kartoteka.errors import UsageError

    if plain is None and csv is None:
        raise UsageError(desk.say("export_as_what", archive=archive))
    exported: list[Path] = []
    with desk.open(archive) as opened:
        exported += [export_plain(opened, plain)] if plain else []
        exported += [export_csv(opened, csv)] if csv else []

    def page(sheet: Page) -> None:
        if plain:
            sheet.put(desk.say("exported", folder=plain))
        if csv:
            sheet.put(desk.say("exported_csv", folder=csv))

    desk.answer(exported[0] if len(exported) == 1 else exported, page)


@verb("import", archive_argument(), option("--plain", required=True, type=FILE))
def import_verb(desk: Desk, archive: Path, plain: Path) -> None:
    """Read what export wrote into an empty archive."""
    from kartoteka.annotate.plain_import import import_plain

    with desk.open(archive) as opened:
        imported = import_plain(opened, plain, lang=desk.lang)
    desk.answer(imported, lambda page: page.put(desk.say("imported", folder=plain), hang=2))
