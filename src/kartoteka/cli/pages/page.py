"""A page: lines of text set to a width, printed at the end.

In: titles, rows and paragraphs, with rich's styles. Out: lines on a stream, with colour where the stream is a
terminal that wants it (``NO_COLOR`` is respected).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from rich.text import Text

from kartoteka.wording.texts import say

GUTTER = 17
"""Columns of the left margin in which times and labels stand."""

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
        self.lines: list[Text] = []
        self.quoted: str | None = None

    def say(self, key: str, **facts: object) -> str:
        """Return a sentence of the topic ``pages`` in the page's language."""
        return say(f"pages.{key}", self.lang, **facts)

    # ── setting lines ─────────────────────────────────────────────────────────────────────────────

    def blank(self) -> None:
        """Leave one line empty (never two, and none at the top)."""
        if self.lines and self.lines[-1].plain:
            self.lines.append(Text())

    def title(self, words: Words, note: Words = "") -> None:
        """Set what the page is about, and a word on what that is."""
        self.put(_styled(words, "bold"))
        if note:
            self.put(_styled(note, "dim"))

    def heading(self, words: Words) -> None:
        """Begin a section."""
        self.quoted = None
        self.blank()
        self.put(_styled(words, "bold cyan"))

    def put(self, words: Words, *, indent: int = 0, hang: int | None = None) -> None:
        """Set a paragraph; lines after the first hang at ``hang`` columns."""
        hang = indent if hang is None else hang
        for position, line in enumerate(wrapped(_text(words), self.width, indent, hang)):
            self.lines.append(Text(" " * (hang if position else indent)) + line)

    def row(self, label: Words, words: Words, *, style: str = "") -> None:
        """Set a paragraph with a label (a time, say) in the gutter; both wrap."""
        left = list(wrapped(_styled(label, style), GUTTER - 2, 0, 0)) if label else []
        right = list(wrapped(_text(words), self.width - GUTTER, 0, 0))
        for position in range(max(len(left), len(right))):
            line = Text(" ") + left[position] if position < len(left) else Text()
            if position < len(right):
                line.pad_right(GUTTER - line.cell_len)
                line += right[position]
            self.lines.append(line)

    def beside(self, words: Words, *, style: str = "", hang: int = 0) -> None:
        """Set a paragraph below a row, in line with its words."""
        self.put(_styled(words, style), indent=GUTTER, hang=GUTTER + hang)

    # ── putting down ──────────────────────────────────────────────────────────────────────────────

    def put_down(self, stream: TextIO) -> None:
        """Print the page."""
        from rich.console import Console

        console = Console(file=stream, width=self.width, highlight=False, soft_wrap=True)
        for line in self.lines:
            line.rstrip()
            console.print(line)

    def plain(self) -> str:
        """Return the page without colour."""
        return "\n".join(line.plain.rstrip() for line in self.lines)


def wrapped(text: Text, width: int, indent: int, hang: int) -> Iterator[Text]:
    """Yield the lines of a paragraph; a dash never begins one, nor does an arrow end one.

    >>> [line.plain for line in wrapped(Text("one two — three"), 9, 0, 2)]
    ['one', 'two —', 'three']
    """
    room = width - indent
    line = Text()
    for word in _words(text):
        if line and line.cell_len + 1 + word.cell_len > room:
            yield line
            line, room = Text(), width - hang
        line = line + Text(" ") + word if line else word
        while line.cell_len > room > 0:
            first, line = line.divide([room])
            yield first
            room = width - hang
    if line:
        yield line


def _words(text: Text) -> Iterable[Text]:
    """Split at spaces; a dash stays with the word before it."""
    found: list[Text] = []
    start = 0
    for match in _BREAK.finditer(text.plain):
        if text.plain[match.end() : match.end() + 2] in ("— ", "– "):
            continue
        found.append(text[start : match.start()])
        start = match.end()
    return [word for word in (*found, text[start:]) if word.plain]


def _text(words: Words) -> Text:
    return Text(words) if isinstance(words, str) else words


def _styled(words: Words, style: str) -> Text:
    text = _text(words).copy()
    text.stylize_before(style)
    return text
