"""Calls about the workbench itself: who is working, what the newest edit is, links, settings.

In: nothing much. Out: small answers, cheap enough to be asked every few seconds.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kartoteka import __version__
from kartoteka.web.calls import At, call
from kartoteka.web.shapes import Answer, Body, EditName, Nothing
from kartoteka.web.write_marks import edit_name

Lang = Literal["en", "ru"]


class Hello(Answer, frozen=True, kw_only=True):
    """What the page needs at first."""

    archive: str
    by: str
    lang: str
    edit: int
    undo: EditName | None
    redo: EditName | None
    counts: dict[str, int]
    program: str
    read_only: bool


@call("hello", Nothing, Hello)
def hello(at: At, said: Nothing) -> Hello:  # noqa: ARG001 - it says nothing
    """Which archive this is, who is working, and what there is."""
    archive, lists = at.known.archive, at.known.archive.lists
    return Hello(
        archive=archive.path.name,
        by=archive.by,
        lang=at.server.lang,
        edit=at.known.edit,
        undo=edit_name(at, lists.to_undo()),
        redo=edit_name(at, lists.to_redo()),
        counts=at.known.kept("counts", archive.counts),
        program=__version__,
        read_only=archive.read_only,
    )


class Busy(Struct, frozen=True):
    """Slow work under way."""

    what: str
    done: int
    total: int


class Pulse(Answer, frozen=True, kw_only=True):
    """The newest edit, what undo and redo would do, what is under way."""

    edit: int
    undo: EditName | None
    redo: EditName | None
    busy: list[Busy]


@call("pulse", Nothing, Pulse)
def pulse(at: At, said: Nothing) -> Pulse:  # noqa: ARG001 - it says nothing
    """Whether anything has changed."""
    lists = at.known.archive.lists
    return Pulse(
        edit=at.known.edit,
        undo=at.known.kept("undo", lambda: edit_name(at, lists.to_undo())),
        redo=at.known.kept("redo", lambda: edit_name(at, lists.to_redo())),
        busy=[Busy(*each) for each in at.server.room.busy()],
    )


class Link(Answer, frozen=True, kw_only=True):
    """A link that opens once."""

    link: str


@call("link", Nothing, Link)
def link(at: At, said: Nothing) -> Link:  # noqa: ARG001 - it says nothing
    """A link for another browser; it opens once."""
    return Link(link=at.server.link())


class ToSet(Body, frozen=True, kw_only=True):
    """What is to be otherwise."""

    lang: Lang | None = None


class Settings(Answer, frozen=True, kw_only=True):
    """As it is now."""

    lang: str


@call("settings", ToSet, Settings)
def settings(at: At, said: ToSet) -> Settings:
    """The language, kept as long as the server runs."""
    if said.lang:
        at.server.lang = said.lang
    return Settings(lang=at.server.lang)
