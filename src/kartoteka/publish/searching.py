"""Finished pages → search data: scripts that add to one global, a megabyte of text each.

In: (address, kind, title, text, language) of each page, from *released* text only. Out: JavaScript. The
letters, which are the same in every language of the site, are kept apart and once. The
stemmer runs here: the script carries a table from stems to the forms that occur, so that a query in any
inflected form finds the others without a stemmer in the browser.

References: STACK chose PyStemmer (Snowball) and MiniSearch.
"""

from __future__ import annotations

import json
import marshal
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from importlib import import_module
from typing import Protocol

_WORD = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile("[а-я]")
MOST_TEXT = 1_000_000
"""Letters of one page that are searched: a whole long interview."""
SHARD = 1_000_000
"""Letters of text in one file, about."""
MOST_SEARCHED = 12_000_000
"""Letters that the search of one language goes through: the browser reads and indexes all of them."""
_LEAST_TEXT = 128


def longest_text(lengths: Iterable[int], most: int = MOST_TEXT) -> int:
    """Return how many letters of each page are searched, ``most`` or fewer, so that all are not too many.

    A power of two below the most, so that it stays the same for a long time while a site grows.

    >>> longest_text([30_000] * 300), longest_text([5_000] * 4_000), longest_text([9_000] * 50_000)
    (1000000, 2048, 128)
    """
    lengths = [min(length, most) for length in lengths]
    longest = most
    while longest > _LEAST_TEXT and sum(min(n, longest) for n in lengths) > MOST_SEARCHED:
        longest = 1 << (longest - 1).bit_length() - 1
    return longest


def held_text(pages: int) -> int:
    """Return how many letters of each page are kept until all pages are known: more than will be searched.

    >>> held_text(500), held_text(10_000), held_text(40_000)
    (131073, 8193, 2049)
    """
    share = 8 * MOST_SEARCHED // max(1, pages)
    # One letter more than is searched tells that there is more.
    return 1 + (MOST_TEXT if share > MOST_TEXT else max(_LEAST_TEXT, 1 << share.bit_length() - 1))


class _Stemmer(Protocol):
    def stemWord(self, word: str, /) -> str: ...  # noqa: N802 - PyStemmer's own name


def _stemmer(language: str) -> _Stemmer:
    # Compiled, and without type stubs: looked up by name, so that the type is ours.
    return import_module("Stemmer").Stemmer(language)


@dataclass(frozen=True, slots=True)
class Found:
    """A page as the search knows it; ``lang`` is of its text, ``kind`` as the site's texts name it."""

    url: str
    kind: str
    title: str
    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of search data: some of the pages, always the same ones while the whole is about as large."""

    name: str
    pages: tuple[Found, ...]

    @property
    def mark(self) -> str:
        """The mark of what is in it (see ``marks``)."""
        plain = tuple((p.url, p.kind, p.title, p.text, p.lang) for p in self.pages)
        return blake2b(marshal.dumps(plain, 2), digest_size=16).hexdigest()

    def script(self) -> str:
        """Return the file: a script that adds its pages to what the others have added."""
        data = {
            "pages": [[p.url, p.kind, p.title, p.text[:MOST_TEXT], p.lang] for p in self.pages],
            "stems": stem_table(f"{p.title} {p.text[:MOST_TEXT]}" for p in self.pages),
        }
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        # Line separators are line ends in older JavaScript, and "</" would end a script element.
        text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
        return f"(window.kartotekaSearch=window.kartotekaSearch||[]).push({text});\n"


def shards(group: str, pages: Sequence[Found]) -> tuple[Shard, ...]:
    """Return the search data of a group of pages (a language's, or the letters), a megabyte a file.

    A page's file follows from its address, so that an edit changes only the files of the pages it changes.

    >>> [s.name for s in shards("en", [Found("people/ana.html", "person", "Ana", "Ana writes.", "en")])]
    ['search/en-0.js']
    """
    size, count = sum(len(p.text) for p in pages), 1
    while count * SHARD < size:
        count *= 2
    held: list[list[Found]] = [[] for _ in range(count)]
    for page in pages:
        digest = blake2b(page.url.encode(), digest_size=4).digest()
        held[int.from_bytes(digest) % count].append(page)
    return tuple(
        Shard(f"search/{group}-{number}.js", tuple(here)) for number, here in enumerate(held)
    )


def folded(word: str) -> str:
    """Return a word as the search compares it.

    >>> folded("Ёлка")
    'елка'
    """
    return word.lower().replace("ё", "е")


def stem_table(texts: Iterable[str]) -> list[str]:
    """Return one line a stem that has other forms: the stem, then the forms, by spaces.

    >>> stem_table(["Тюрьма, в тюрьмах. A prison"])
    ['a', 'prison', 'в', 'тюрьм тюрьма тюрьмах']
    """
    english, russian = _stemmer("english"), _stemmer("russian")
    forms = {folded(word) for text in texts for word in _WORD.findall(text)}
    by_stem: dict[str, list[str]] = {}
    for form in sorted(forms):
        stemmer = russian if _CYRILLIC.search(form) else english
        stem = folded(stemmer.stemWord(form))
        own = by_stem.setdefault(stem, [])
        if form != stem:
            own.append(form)
    return [" ".join([stem, *own]) for stem, own in sorted(by_stem.items())]
