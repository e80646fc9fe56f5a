"""The verbs that ask: life, status, place, group, type, hearsay.

In: an archive and a word. Out: a page (or JSON) of what the archive knows, down to the passages.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kartoteka.cli.desk import Desk
from kartoteka.cli.verb import (
    archive_argument,
    day_option,
    entity_argument,
    ids_option,
    limit_option,
    verb,
)
from kartoteka.model.dates import Day
from kartoteka.model.entities import Kind

if TYPE_CHECKING:
    from kartoteka.archive.archive import Archive
    from kartoteka.cli.pages.page import Page
    from kartoteka.cli.pages.voice import Voice
    from kartoteka.relate.atlas import Atlas
    from kartoteka.relate.hearsay import News

Found = TypeVar("Found")


@dataclass
class Asking:
    """An open archive, and whom the typed word means."""

    desk: Desk
    reader: Archive
    atlas: Atlas

    def id(self, typed: str, kind: Kind | None) -> str:
        """Return the id of what a typed word means."""
        from kartoteka.cli.names import find

        path = self.reader.path
        return find(self.atlas, typed, kind=kind, lang=self.desk.lang, archive=path).id

    def answer(self, found: Found, page: Callable[[Page, Found, Voice], None]) -> None:
        """Put an answer down as a page, in the voice of the archive."""
        from kartoteka.cli.pages.voice import Voice

        voice = Voice(self.atlas, self.desk.lang)
        self.desk.answer(found, lambda sheet: page(sheet, found, voice), atlas=self.atlas)


SHOWN = 30
"""Statements in each section of a page, where nobody says how many."""


def shown(desk: Desk, limit: int | None) -> int | None:
    """Return how many statements a section may have; a program that does not ask for fewer gets all."""
    if limit is None:
        return None if desk.json else SHOWN
    return limit or None


@contextmanager
def asking(desk: Desk, path: Path) -> Generator[Asking]:
    """Open an archive for questions about whom the typed words mean."""
    from kartoteka.relate.atlas import Atlas

    with desk.open(path) as archive:
        yield Asking(desk, archive, Atlas(archive))


@verb("life", archive_argument(), entity_argument("person"), limit_option(), ids_option())
def life_verb(desk: Desk, archive: Path, what: str, limit: int | None) -> None:
    """Tell a life in order."""
    from kartoteka.cli.pages.life import life_page
    from kartoteka.relate.life import life

    with asking(desk, archive) as asked:
        found = life(
            asked.reader, asked.id(what, "person"), atlas=asked.atlas, limit=shown(desk, limit)
        )
        asked.answer(found, life_page)


@verb("status", archive_argument(), entity_argument("person"), day_option(), ids_option())
def status_verb(desk: Desk, archive: Path, what: str, as_of: Day | None) -> None:
    """Say where somebody is, as of when."""
    from kartoteka.cli.pages.status import status_page
    from kartoteka.relate.status import status

    with asking(desk, archive) as asked:
        who = asked.id(what, "person")
        asked.answer(status(asked.reader, who, as_of=as_of, atlas=asked.atlas), status_page)


@verb("place", archive_argument(), entity_argument("place"), limit_option(), ids_option())
def place_verb(desk: Desk, archive: Path, what: str, limit: int | None) -> None:
    """Describe a place."""
    from kartoteka.cli.pages.place import place_page
    from kartoteka.relate.place import place

    with asking(desk, archive) as asked:
        where = asked.id(what, "place")
        found = place(asked.reader, where, atlas=asked.atlas, limit=shown(desk, limit))
        asked.answer(found, place_page)


@verb("group", archive_argument(), entity_argument("group"), limit_option(), ids_option())
def group_verb(desk: Desk, archive: Path, what: str, limit: int | None) -> None:
    """Tell a community's biography."""
    from kartoteka.cli.pages.group import group_page
    from kartoteka.relate.group import group

    with asking(desk, archive) as asked:
        found = group(
            asked.reader, asked.id(what, "group"), atlas=asked.atlas, limit=shown(desk, limit)
        )
        asked.answer(found, group_page)


@verb("type", archive_argument(), entity_argument("type"), limit_option(), ids_option())
def type_verb(desk: Desk, archive: Path, what: str, limit: int | None) -> None:
    """Describe a human type or a custom."""
    from kartoteka.cli.pages.type import type_page
    from kartoteka.relate.type import type as type_of

    with asking(desk, archive) as asked:
        found = type_of(
            asked.reader, asked.id(what, "type"), atlas=asked.atlas, limit=shown(desk, limit)
        )
        asked.answer(found, type_page)


@verb("hearsay", archive_argument(), entity_argument(required=False), limit_option(), ids_option())
def hearsay_verb(desk: Desk, archive: Path, what: str | None, limit: int | None) -> None:
    """Show what reached us by hearsay."""
    from kartoteka.cli.pages.hearsay import hearsay_page
    from kartoteka.relate.hearsay import each_hearsay

    with asking(desk, archive) as asked:
        about = asked.id(what, None) if what else None
        most = shown(desk, limit)
        each = each_hearsay(asked.reader, about, atlas=asked.atlas)
        found = tuple(islice(each, most))
        more = most is not None and next(each, None) is not None

        def page(sheet: Page, news: tuple[News, ...], voice: Voice) -> None:
            hearsay_page(sheet, news, voice, about, more=more)

        asked.answer(found, page)
