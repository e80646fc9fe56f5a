"""A page: lines of text set to a width, printed at the end.

In: titles, rows and paragraphs, with rich's styles. Out: lines on a stream, with colour where the stream is a
terminal that wants it (``NO_COLOR`` is respected).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import TextIO

from rich.cells import cell_len
from rich.text import Text

from kartoteka.wording.texts import say

GUTTER = 17
"""Columns of the left margin in which times and labels stand."""

NARROW = 4
"""Columns of the margin where a section has no labels."""

_BREAK = re.compile(r" +")

Words = str | Text


class Page:
    """Collects lines.

    Parameters
    ----------
    lang
        Of the page.
    width
        Columns.
    ids
        Whether ids of evidence are shown.
    """

    def __init__(self, lang: str, width: int = 80, *, ids: bool = False) -> None:
        self.lang, self.width, self.ids = lang, width, ids
        self.gutter = GUTTER
        self.lines: list[Text] = []
        self.quoted: str | None = None
        self.cited: object = None
        self._labels: list[Text] = []
        self._headed = False
        self._printed = 0

    def say(self, key: str, **facts: object) -> str:
        """Return a sentence of the topic ``pages`` in the page's language."""
        # A Russian date ends with an abbreviated "year", whose point also ends the sentence.
        return say(f"pages.{key}", self.lang, **facts).replace("г..", "г.")

    # ── setting lines ─────────────────────────────────────────────────────────────────────────────

    def blank(self) -> None:
        """Leave one line empty (never two, and none at the top)."""
        self._finish_labels()
        if self.lines and self.lines[-1].plain:
            self.lines.append(Text())

    def title(self, words: Words, note: Words = "") -> None:
        """Set what the page is about, and a word on what that is."""
        self.put(_styled(words, "bold"))
        if note:
            self.put(_styled(note, "dim"))

    def heading(self, words: Words, *, gutter: int = GUTTER) -> None:
        """Begin a section, whose labels have ``gutter`` columns."""
        self.quoted, self.gutter = None, gutter
        self.blank()
        self.put(_styled(words, "bold cyan"))
        self._headed = True

    def apart(self) -> None:
        """Leave a line empty between the blocks of a section (none below its heading)."""
        if not self._headed:
            self.blank()
        self._headed = False

    def line(self, words: Words) -> None:
        """Set a line as it is, unwrapped: a drawing."""
        self._finish_labels()
        self.lines.append(_text(words))

    def put(self, words: Words, *, indent: int = 0, hang: int | None = None) -> None:
        """Set a paragraph; lines after the first hang at ``hang`` columns."""
        self._finish_labels()
        hang = indent if hang is None else hang
        for position, line in enumerate(wrapped(_text(words), self.width, indent, hang)):
            self.lines.append(Text(" " * (hang if position else indent)) + line)

    def more(self, number: int) -> None:
        """Say how many further statements a section has, and how to see them; nothing where none."""
        if number:
            self.blank()
            self.put(_styled(self.say("more", n=f"{number:,}".replace(",", " ")), "dim"))

    def command(self, words: str) -> None:
        """Set a command on a line of its own, never wrapped: it is there to be copied.

        Where the program was started as something else (``./kartoteka`` in a checkout), so is it named.
        """
        program = os.environ.get("KARTOTEKA_PROGRAM", "kartoteka")
        self.line(f"    {program}{words.removeprefix('kartoteka')}")

    def row(self, label: Words, words: Words, *, style: str = "") -> None:
        """Set a paragraph with a label (a time, say) in the gutter.

        A label of several lines runs on beside whatever is set below the paragraph.
        """
        self._finish_labels()
        self._labels = list(wrapped(_styled(label, style), self.gutter - 2, 0, 0)) if label else []
        self.beside(words)

    def beside(self, words: Words, *, style: str = "", hang: int = 0) -> None:
        """Set a paragraph below a row, in line with its words."""
        text = _styled(words, style)
        for position, line in enumerate(wrapped(text, self.width - self.gutter, 0, hang)):
            left = Text(" ") + self._labels.pop(0) if self._labels else Text()
            left.pad_right(self.gutter + (hang if position else 0) - left.cell_len)
            self.lines.append(left + line)

    def _finish_labels(self) -> None:
        self.lines += [Text(" ") + label for label in self._labels]
        self._labels = []

    # ── putting down ──────────────────────────────────────────────────────────────────────────────

    def put_down(self, stream: TextIO) -> None:
        """Print the page, or what has been set since it was printed last; printed lines are forgotten."""
        from rich.console import Console

        self._finish_labels()
        console = Console(file=stream, width=self.width, highlight=False, soft_wrap=True)
        for line in self.lines[self._printed :]:
            line.rstrip()
            line.end = "\n"  # a piece cut out of a text has lost its own
            console.print(line)
        self.lines = self.lines[-1:]
        self._printed = len(self.lines)

    def plain(self) -> str:
        """Return the page without colour."""
        self._finish_labels()
        return "\n".join(line.plain.rstrip() for line in self.lines)


def wrapped(text: Text, width: int, indent: int, hang: int) -> Iterator[Text]:
    """Yield the lines of a paragraph; a dash never begins one.

    >>> [line.plain for line in wrapped(Text("one two — three"), 8, 0, 2)]
    ['one', 'two —', 'three']
    """
    room, start, end = width - indent, 0, 0
    for first, last in _words(text.plain):
        if end > start and cell_len(text.plain[start:last]) > room:
            yield text[start:end]
            room, start = width - hang, first
        elif end == start:
            start = first
        while cell_len(text.plain[start:last]) > room:  # one word, longer than the line
            yield text[start : start + room]
            room, start = width - hang, start + room
        end = last
    if end > start:
        yield text[start:end]


def _words(plain: str) -> Iterator[tuple[int, int]]:
    """Yield where words begin and end; a dash stays with the word before it."""
    start = 0
    for match in _BREAK.finditer(plain):
        if plain[match.end() : match.end() + 2] in ("— ", "– "):
            continue
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(plain):
        yield start, len(plain)


def _text(words: Words) -> Text:
    return Text(words) if isinstance(words, str) else words


def _styled(words: Words, style: str) -> Text:
    text = _text(words).copy()
    text.stylize_before(style)
    return text
