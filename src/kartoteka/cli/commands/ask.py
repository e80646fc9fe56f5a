"""The verbs that ask: life, status, place, group, type, hearsay.

In: an archive and a word. Out: a page (or JSON) of what the archive knows, down to the passages.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kartoteka.cli.desk import Desk
from kartoteka.cli.verb import archive_argument, day_option, entity_argument, ids_option, verb
from kartoteka.model.dates import Day
from kartoteka.model.entities import Kind

if TYPE_CHECKING:
    from kartoteka.archive.archive import Archive
    from kartoteka.cli.pages.page import Page
    from kartoteka.cli.pages.voice import Voice
    from kartoteka.relate.atlas import Atlas

Found = TypeVar("Found")


@dataclass
class _Asking:
    """An open archive, and whom the typed word means."""

    desk: Desk
    reader: Archive
    atlas: Atlas

    def id(self, typed: str, kind: Kind | None) -> str:
        from kartoteka.cli.names import find

        path = self.reader.path
        return find(self.atlas, typed, kind=kind, lang=self.desk.lang, archive=path).id

    def answer(self, found: Found, page: Callable[[Page, Found, Voice], None]) -> None:
        from kartoteka.cli.pages.voice import Voice

        voice = Voice(self.atlas, self.desk.lang)
        self.desk.answer(found, lambda sheet: page(sheet, found, voice), atlas=self.atlas)


@contextmanager
def _asking(desk: Desk, path: Path) -> Generator[_Asking]:
    from kartoteka.relate.atlas import Atlas

    with desk.open(path) as archive:
        yield _Asking(desk, archive, Atlas(archive))


@verb("life", archive_argument(), entity_argument("person"), ids_option())
def life_verb(desk: Desk, archive: Path, what: str) -> None:
    """Tell a life in order."""
    from kartoteka.cli.pages.life import life_page
    from kartoteka.relate.life import life

    with _asking(desk, archive) as asking:
        found = life(asking.reader, asking.id(what, "person"), atlas=asking.atlas)
        asking.answer(found, life_page)


@verb("status", archive_argument(), entity_argument("person"), day_option(), ids_option())
def status_verb(desk: Desk, archive: Path, what: str, as_of: Day | None) -> None:
    """Say where somebody is, as of when."""
    from kartoteka.cli.pages.status import status_page
    from kartoteka.relate.status import status

    with _asking(desk, archive) as asking:
        who = asking.id(what, "person")
        asking.answer(status(asking.reader, who, as_of=as_of, atlas=asking.atlas), status_page)


@verb("place", archive_argument(), entity_argument("place"), ids_option())
def place_verb(desk: Desk, archive: Path, what: str) -> None:
    """Describe a place."""
    from kartoteka.cli.pages.place import place_page
    from kartoteka.relate.place import place

    with _asking(desk, archive) as asking:
        where = asking.id(what, "place")
        asking.answer(place(asking.reader, where, atlas=asking.atlas), place_page)


@verb("group", archive_argument(), entity_argument("group"), ids_option())
def group_verb(desk: Desk, archive: Path, what: str) -> None:
    """Tell a community's biography."""
    from kartoteka.cli.pages.group import group_page
    from kartoteka.relate.group import group

    with _asking(desk, archive) as asking:
        found = group(asking.reader, asking.id(what, "group"), atlas=asking.atlas)
        asking.answer(found, group_page)


@verb("type", archive_argument(), entity_argument("type"), ids_option())
def type_verb(desk: Desk, archive: Path, what: str) -> None:
    """Describe a human type or a custom."""
    from kartoteka.cli.pages.type import type_page
    from kartoteka.relate.type import type as type_of

    with _asking(desk, archive) as asking:
        found = type_of(asking.reader, asking.id(what, "type"), atlas=asking.atlas)
        asking.answer(found, type_page)


@verb("hearsay", archive_argument(), entity_argument(required=False), ids_option())
def hearsay_verb(desk: Desk, archive: Path, what: str | None) -> None:
    """Show what reached us by hearsay."""
    from kartoteka.cli.pages.hearsay import hearsay_page
    from kartoteka.relate.hearsay import hearsay

    with _asking(desk, archive) as asking:
        about = asking.id(what, None) if what else None
        found = hearsay(asking.reader, about, atlas=asking.atlas)
        asking.answer(found, lambda page, news, voice: hearsay_page(page, news, voice, about))
