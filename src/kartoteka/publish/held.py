"""Texts held so that a stretch of one is had without the rest, and the words of passages cut from them.

In: texts as they may be read. Out: :class:`HeldTexts`, which gives them back, and any stretch of them, by id;
:class:`Words`, which gives the words of a passage and those around it. The words of hundreds of thousands of
passages, kept by themselves, took twice the memory of all letters. Each letter is written in a way in which
all its characters take the same number of bytes, most often one; they lie side by side, so that processes
share them.
"""

from __future__ import annotations

from kartoteka.archive.columns import Columns

_WAYS = (("cp1252", 1), ("cp1251", 1), ("utf-16-le", 2), ("utf-32-le", 4))
"""Codecs, and how many bytes each character takes in them."""

_BLOCK = 1 << 22
"""Bytes that lie side by side: a longer stretch would be copied whenever it grows."""

_AROUND = 32
"""Characters before and after a passage."""


class HeldTexts:
    """Texts by id.

    Examples
    --------
    >>> texts = HeldTexts()
    >>> texts["letter"] = "Суп, soup again."
    >>> texts["letter"], texts.cut("letter", 5, 9), texts.cut("letter", -3, 3)
    ('Суп, soup again.', 'soup', 'Суп')
    """

    def __init__(self) -> None:
        self._blocks = [bytearray()]
        self._places: dict[str, tuple[int, int, int, int]] = {}  # block, begin, length, way

    def __setitem__(self, id_: str, text: str) -> None:
        if len(self._blocks[-1]) >= _BLOCK:
            self._blocks.append(bytearray())
        way, content = _written(text)
        block = self._blocks[-1]
        self._places[id_] = len(self._blocks) - 1, len(block), len(text), way
        block += content

    def __getitem__(self, id_: str) -> str:
        return self.cut(id_, 0, self._places[id_][2])

    def cut(self, id_: str, start: int, end: int) -> str:
        """Return the characters from one position to another, as far as there are any."""
        block, begin, length, way = self._places[id_]
        codec, width = _WAYS[way]
        first, last = max(0, start), min(end, length)
        return self._blocks[block][begin + width * first : begin + width * last].decode(codec)


def _written(text: str) -> tuple[int, bytes]:
    for way, (codec, width) in enumerate(_WAYS):
        try:
            content = text.encode(codec)
        except UnicodeEncodeError:
            continue
        if len(content) == width * len(text):  # in UTF-16 rare characters take two places
            return way, content
    raise AssertionError(text)


class Words:
    """The words of passages by number, with those before and after them, and their locators.

    Parameters
    ----------
    texts
        By id of a source.
    columns
        In which the passages lie.
    """

    def __init__(self, texts: HeldTexts, columns: Columns) -> None:
        self._texts, self._at = texts, columns

    def __getitem__(self, number: int) -> tuple[str, str, str, str | None]:
        at = self._at
        source, _ = at.places[at.place[number]]
        locator = at.locator[number]
        words = words_at(self._texts, source, at.start[number], at.end[number])
        return *words, None if locator < 0 else at.texts[locator]


def words_at(texts: HeldTexts, source: str, start: int, end: int) -> tuple[str, str, str]:
    """Return a stretch of a text, what stands before, and what after it.

    >>> texts = HeldTexts()
    >>> texts["letter"] = "Soup again."
    >>> words_at(texts, "letter", 5, 10)
    ('again', 'Soup ', '.')
    """
    first = max(0, start - _AROUND)
    text = texts.cut(source, first, end + _AROUND)
    return text[start - first : end - first], text[: start - first], text[end - first :]
