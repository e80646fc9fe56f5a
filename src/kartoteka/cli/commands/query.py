"""The verbs that compare: together, present, said, near, cross.

In: an archive and what is asked. Out: a page, JSON, or (with ``--csv``) a table; each row carries the ids of
its evidence.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kartoteka.cli.commands.ask import asking
from kartoteka.cli.complete import entities_named, words_from
from kartoteka.cli.desk import Desk
from kartoteka.cli.names import code_called
from kartoteka.cli.verb import WholeType, archive_argument, argument, ids_option, option, verb

if TYPE_CHECKING:
    import polars as pl

    from kartoteka.cli.commands.ask import Asking
    from kartoteka.cli.pages.page import Page


def _csv_option() -> click.Option:
    return click.Option(["--csv", "as_csv"], is_flag=True)


def _put(
    desk: Desk,
    asked: Asking,
    frame: Callable[[], pl.DataFrame],
    page: Callable[[Page], None],
    *,
    as_csv: bool,
) -> None:
    """Put an answer down: a table for a program, else a page."""
    from kartoteka.relate.queries.frames import csv

    if as_csv:
        click.echo(csv(frame()), nl=False)
    else:
        result = frame().to_dicts() if desk.json else ()
        desk.answer(result, page, atlas=asked.atlas)


@verb(
    "together",
    archive_argument(),
    argument("who", required=False, shell_complete=entities_named("person", "group")),
    argument("other", required=False, shell_complete=entities_named("person", "group")),
    option("--place", shell_complete=entities_named("place")),
    option("--level", shell_complete=words_from("prison", "cell", "town")),
    option("--during"),
    option("--certain", is_flag=True),
    _csv_option(),
    ids_option(),
)
def together_verb(
    desk: Desk,
    archive: Path,
    who: str | None,
    other: str | None,
    place: str | None,
    level: str | None,
    during: str | None,
    certain: bool,  # noqa: FBT001
    as_csv: bool,  # noqa: FBT001
) -> None:
    """Say who was with whom, where and when."""
    from kartoteka.cli.pages.queries import together_page
    from kartoteka.cli.pages.voice import Voice
    from kartoteka.relate.queries.together import meetings, together

    with asking(desk, archive) as asked:
        person, company = (asked.id(name, None) if name else None for name in (who, other))
        where = asked.id(place, "place") if place else None
        how: dict[str, Any] = {"place": where, "level": level, "during": during}
        how |= {"certain": certain, "atlas": asked.atlas}
        voice = Voice(asked.atlas, desk.lang)

        def page(sheet: Page) -> None:
            found = meetings(asked.reader, person, company, **how)
            together_page(sheet, found, voice, person, during)

        _put(
            desk, asked, lambda: together(asked.reader, person, company, **how), page, as_csv=as_csv
        )


@verb(
    "present",
    archive_argument(),
    argument("what", shell_complete=entities_named("place")),
    option("--during"),
    option("--certain", is_flag=True),
    _csv_option(),
    ids_option(),
)
def present_verb(
    desk: Desk,
    archive: Path,
    what: str,
    during: str | None,
    certain: bool,  # noqa: FBT001
    as_csv: bool,  # noqa: FBT001
) -> None:
    """Say who was in a place at a time."""
    from kartoteka.cli.pages.queries import present_page
    from kartoteka.cli.pages.voice import Voice
    from kartoteka.relate.queries.present import present, those_present

    with asking(desk, archive) as asked:
        place = asked.id(what, "place")
        how: dict[str, Any] = {"certain": certain, "atlas": asked.atlas}
        voice = Voice(asked.atlas, desk.lang)

        def page(sheet: Page) -> None:
            found = those_present(asked.reader, place, during, **how)
            present_page(sheet, found, voice, place, during)

        _put(desk, asked, lambda: present(asked.reader, place, during, **how), page, as_csv=as_csv)


@verb(
    "said",
    archive_argument(),
    argument("what", shell_complete=entities_named()),
    click.Option(["--from", "by"], type=click.Choice(("there", "elsewhere"))),
    click.Option(["--predicate", "predicates"], multiple=True),
    _csv_option(),
    ids_option(),
)
def said_verb(
    desk: Desk,
    archive: Path,
    what: str,
    by: str | None,
    predicates: tuple[str, ...],
    as_csv: bool,  # noqa: FBT001
) -> None:
    """Say what is said of something, by those who were there and by those who were not."""
    from kartoteka.cli.pages.queries import said_page
    from kartoteka.cli.pages.voice import Voice
    from kartoteka.relate.queries.said import said
    from kartoteka.relate.standing import Journeys

    with asking(desk, archive) as asked:
        about = asked.id(what, None)
        journeys = Journeys(asked.atlas, scope=about)
        found = said(
            asked.reader,
            about,
            by=by,
            predicate=predicates or None,
            atlas=asked.atlas,
            journeys=journeys,
        )
        voice = Voice(asked.atlas, desk.lang)
        _put(
            desk,
            asked,
            lambda: found,
            lambda page: said_page(page, found, voice, about, journeys),
            as_csv=as_csv,
        )


@verb(
    "near",
    archive_argument(),
    argument("code"),
    argument("other_code"),
    option("--within", type=WholeType(), default="0"),
    option("--same-source", is_flag=True),
    _csv_option(),
    ids_option(),
)
def near_verb(
    desk: Desk,
    archive: Path,
    code: str,
    other_code: str,
    within: int,
    same_source: bool,  # noqa: FBT001
    as_csv: bool,  # noqa: FBT001
) -> None:
    """Show passages under one code near passages under another."""
    from kartoteka.cli.pages.queries import near_page
    from kartoteka.cli.pages.voice import Voice
    from kartoteka.relate.queries.near import as_frame, neighbours

    with asking(desk, archive) as asked:
        apart = None if same_source else within
        known = asked.reader.vocabulary
        codes = code_called(known, code), code_called(known, other_code)
        found = tuple(neighbours(asked.reader, *codes, within=apart))
        voice = Voice(asked.atlas, desk.lang)
        _put(
            desk,
            asked,
            lambda: as_frame(found),
            lambda page: near_page(page, found, voice, codes),
            as_csv=as_csv,
        )


@verb(
    "cross",
    archive_argument(),
    argument("attribute"),
    option("--code"),
    option("--depth", type=WholeType()),
    _csv_option(),
    ids_option(),
)
def cross_verb(
    desk: Desk,
    archive: Path,
    attribute: str,
    code: str | None,
    depth: int | None,
    as_csv: bool,  # noqa: FBT001
) -> None:
    """Count codes against an attribute."""
    from kartoteka.cli.pages.crossing import cross_page
    from kartoteka.cli.pages.voice import Voice
    from kartoteka.relate.queries.cross import as_frame, cells

    with asking(desk, archive) as asked:
        wanted = code_called(asked.reader.vocabulary, code) if code else None
        found = cells(asked.reader, attribute, code=wanted, depth=depth, atlas=asked.atlas)
        voice = Voice(asked.atlas, desk.lang)
        _put(
            desk,
            asked,
            lambda: as_frame(found, attribute),
            lambda page: cross_page(page, found, voice, attribute),
            as_csv=as_csv,
        )
