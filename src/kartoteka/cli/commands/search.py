"""The verb that looks for words: search, and what it finds put under a code.

In: an archive and a query. Out: a page, JSON or CSV of the hits; or an account of what was coded.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kartoteka.cli.complete import words_from
from kartoteka.cli.desk import Desk
from kartoteka.cli.verb import WholeType, archive_argument, argument, ids_option, option, verb

if TYPE_CHECKING:
    from kartoteka.archive.archive import Archive
    from kartoteka.cli.pages.page import Page
    from kartoteka.search import Found
    from kartoteka.search.saving import What

WHAT = ("passages", "sentences", "matches")


@verb(
    "search",
    archive_argument(),
    argument("query", nargs=-1, required=True),
    option("--limit", type=WholeType(), default=20),
    option("--offset", type=WholeType(), default=0),
    option("--regex", is_flag=True),
    option("--save-as-code", shell_complete=words_from()),
    option("--what", type=click.Choice(WHAT), default="passages"),
    option("--why"),
    click.Option(["--csv", "as_csv"], is_flag=True),
    ids_option(),
)
def search_verb(
    desk: Desk,
    archive: Path,
    query: tuple[str, ...],
    limit: int,
    offset: int,
    regex: bool,  # noqa: FBT001
    save_as_code: str | None,
    what: What,
    why: str | None,
    as_csv: bool,  # noqa: FBT001
) -> None:
    """Look for words, names, and what is known of records."""
    from kartoteka.cli.progress import progress_bar
    from kartoteka.search import search

    words = " ".join(query)
    with desk.open(archive) as opened:
        if save_as_code is not None:
            _save(desk, opened, words, save_as_code, what=what, regex=regex, why=why)
            return
        with progress_bar(desk.say("searching")) as progress:
            found = search(
                opened, words, limit=limit, offset=offset, regex=regex, progress=progress
            )
        _put(desk, opened, found, as_csv=as_csv)


def _put(desk: Desk, archive: Archive, found: Found, *, as_csv: bool) -> None:
    from kartoteka.cli.pages.found import found_page, found_table
    from kartoteka.cli.pages.voice import Voice
    from kartoteka.relate.atlas import Atlas

    if as_csv:
        from kartoteka.relate.queries.frames import csv

        click.echo(csv(found_table(found)), nl=False)
        return
    atlas = Atlas(archive)
    voice = Voice(atlas, desk.lang)
    desk.answer(found, lambda page: found_page(page, voice, found, archive.path), atlas=atlas)


def _save(
    desk: Desk, archive: Archive, query: str, code: str, *, what: What, regex: bool, why: str | None
) -> None:
    from kartoteka.cli.progress import progress_bar
    from kartoteka.search import save_as_code

    with progress_bar(desk.say("searching")) as progress:
        saved = save_as_code(
            archive, query, code, what=what, regex=regex, why=why, progress=progress
        )

    def page(sheet: Page) -> None:
        if saved.edit is None and not saved.already:
            sheet.put(desk.say("coded_none", what=desk.say(f"what_{what}"), code=code))
            return
        sheet.put(desk.say("coded", n=saved.coded, code=code))
        if saved.already:
            sheet.put(desk.say("coded_already", n=saved.already))
        if saved.edit is not None:
            sheet.put(desk.say("coded_undo"))
            sheet.command(f"kartoteka undo {archive.path} {saved.edit}")

    desk.answer(saved, page)
