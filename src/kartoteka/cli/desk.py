"""What a running command works with: its language, who is working, and where answers go.

In: the words of the command line and the environment. Out: a :class:`Desk`, which opens archives, speaks,
and puts an answer down as a page or, with ``--json``, as one JSON document.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kartoteka.wording.texts import LANGUAGES, say

if TYPE_CHECKING:
    from kartoteka.archive.archive import Archive
    from kartoteka.cli.pages.page import Page
    from kartoteka.relate.atlas import Atlas

WIDEST = 88
"""Columns of a page at most: longer lines are hard to read, however wide the window is."""


@dataclass
class Desk:
    """The state of one command.

    Parameters
    ----------
    lang
        ``en`` or ``ru``: of the page, the help and the messages.
    by
        Who is working; None for the name of the computer's user.
    json
        Whether the answer is for a program.
    ids
        Whether pages show the ids of their evidence.
    verb
        The command's name.
    archive
        The archive that was opened, as it was named; None where none was.
    """

    lang: str = "en"
    by: str | None = None
    json: bool = False
    ids: bool = False
    verb: str = ""
    archive: Path | str | None = None

    @classmethod
    def for_words(cls, words: Sequence[str]) -> Desk:
        """Return a desk for a command line, before it is parsed: errors and help have a language too."""
        return cls(lang=spoken(words), json="--json" in words)

    def say(self, key: str, **facts: Any) -> str:  # noqa: ANN401 - whatever the sentence needs
        """Return a sentence of the topic ``cli`` in the desk's language."""
        return say(f"cli.{key}", self.lang, **facts)

    def open(self, path: Path | str) -> Archive:
        """Open an archive for whoever is working."""
        from kartoteka.archive.archive import Archive

        self.archive = path
        return Archive(path, by=self.by)

    @property
    def width(self) -> int:
        """Columns that a page may have."""
        import shutil

        return max(40, min(WIDEST, shutil.get_terminal_size((80, 24)).columns))

    def page(self) -> Page:
        """Return an empty page as wide as the window."""
        from kartoteka.cli.pages.page import Page

        return Page(self.lang, self.width, ids=self.ids)

    def answer(
        self, result: object, page: Callable[[Page], None], *, atlas: Atlas | None = None
    ) -> None:
        """Put an answer down: as JSON for a program, else as a page."""
        if self.json:
            from kartoteka.cli.jsonable import document

            self.put_json(document(self.verb, result, atlas, self.lang))
            return
        sheet = self.page()
        page(sheet)
        sheet.put_down(sys.stdout)

    def put_json(self, value: object) -> None:
        """Write one JSON document to the standard output."""
        click.echo(json.dumps(value, ensure_ascii=False, indent=2))

    def put_json_list(self, items: Iterable[object]) -> None:
        """Write what :meth:`answer` writes of a list, an item at a time: there may be very many."""
        from kartoteka.cli.jsonable import jsonable

        click.echo(f'{{\n  "command": {json.dumps(self.verb)},\n  "result": [', nl=False)
        end = "]\n}"
        for number, item in enumerate(items):
            text = json.dumps(jsonable(item), ensure_ascii=False, indent=2)
            click.echo((",\n" if number else "\n") + indent(text), nl=False)
            end = "\n  ]\n}"
        click.echo(end)

    def note(self, text: str) -> None:
        """Say something to the person that is no part of the answer (not where a program listens)."""
        if not self.json:
            click.echo(text, err=True)


def indent(text: str) -> str:
    """Return a JSON value as it stands in a list of a document's result."""
    return "    " + text.replace("\n", "\n    ")


def spoken(words: Sequence[str], environment: dict[str, str] | None = None) -> str:
    """Return the language of a command line: ``--lang``, else the environment, else English.

    >>> spoken(["life", "--lang", "ru"], {}), spoken(["--lang=en"], {"LANG": "ru_RU.UTF-8"})
    ('ru', 'en')
    >>> spoken([], {"LC_ALL": "ru_RU.UTF-8"}), spoken([], {"KARTOTEKA_LANG": "ru"}), spoken([], {})
    ('ru', 'ru', 'en')
    """
    environment = dict(os.environ) if environment is None else environment
    for position, word in enumerate(words):
        wanted = words[position + 1 : position + 2] if word == "--lang" else [word[7:]]
        if (word == "--lang" or word.startswith("--lang=")) and wanted and wanted[0] in LANGUAGES:
            return wanted[0]
    for name in ("KARTOTEKA_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            found = environment[name][:2].lower()
            return found if found in LANGUAGES else "en"
    return "en"
