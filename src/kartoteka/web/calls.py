"""The calls of the API: name, what is said, what is answered, and the function between.

In: the functions of ``ask*`` and ``write*``. Out: :data:`CALLS`, from which the routes and the OpenAPI
description are made. A call's function takes the call's circumstances and its body, and runs at the desk.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

from kartoteka.web.backroom import Backroom
from kartoteka.web.known import Known
from kartoteka.web.shapes import Answer, Body
from kartoteka.web.speaker import Speaker

B = TypeVar("B", bound=Body)
A = TypeVar("A", bound=Answer)


class Serving(Protocol):
    """What a call may ask of its server."""

    room: Backroom
    preview: str
    folder: Path
    lang: str

    def link(self) -> str:
        """Return a link that opens once."""
        ...


@dataclass(frozen=True)
class At:
    """The circumstances of a call.

    Parameters
    ----------
    known
        The archive and what is known of it.
    lang
        ``en`` or ``ru``.
    server
        Whose call it is: the back room, the keys, the preview.
    """

    known: Known
    lang: str
    server: Serving
    speaker: Speaker = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "speaker", Speaker(self.known, self.lang))


@dataclass(frozen=True, slots=True)
class Call:
    """One call.

    Parameters
    ----------
    verb
        Its name: the last part of its address.
    body, answer
        Structs of ``shapes`` or of the module of the function.
    do
        The function.
    writes
        Whether it changes the archive.
    """

    verb: str
    body: type[Any]
    answer: type[Any]
    do: Callable[[At, Any], Any]
    writes: bool = False

    @property
    def doc(self) -> str:
        """What the call is for: the first line of its function's docstring."""
        return (self.do.__doc__ or "").strip().splitlines()[0]


CALLS: dict[str, Call] = {}
"""Verb → call, in the order in which the modules are imported."""


def call(
    verb: str, body: type[B], answer: type[A], *, writes: bool = False
) -> Callable[[Callable[[At, B], A]], Callable[[At, B], A]]:
    """Make a function a call of the API."""

    def made(do: Callable[[At, B], A]) -> Callable[[At, B], A]:
        CALLS[verb] = Call(verb, body, answer, do, writes)
        return do

    return made
