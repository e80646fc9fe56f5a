"""All pages of a site → the files of its search.

In: pages as they are printed, in any order. Out: name and bytes of each file: the same for the same pages.
The letters, which are the same in every language of the site, are a group of their own, indexed once.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

from kartoteka.publish.indexing.gathering import Gathered
from kartoteka.publish.indexing.group import files
from kartoteka.publish.indexing.words import WORD, folded, sound_keys, stem
from kartoteka.publish.searching import Found

LETTERS = "letters"
"""The group of the letters."""


class SiteIndex:
    """The index of one site.

    Parameters
    ----------
    folder
        For what is long, while the index is made; not there yet, and taken away by :meth:`close`.
    langs
        The languages of the site: a group each.
    """

    def __init__(self, folder: Path, langs: Iterable[str]) -> None:
        self._folder = folder
        folder.mkdir(parents=True)
        self._groups = {name: Gathered(folder, name) for name in (LETTERS, *langs)}

    def take(self, lang: str, page: Found) -> None:
        """Take a page of a language; a letter is taken once, from whichever."""
        self._groups[LETTERS if page.kind == "source" else lang].add(page)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of every file."""
        named = frozenset(
            key
            for held in self._groups.values()
            for form in held.named
            for key in sound_keys(form) | sound_keys(stem(form))
        )
        for group, held in self._groups.items():
            for name, data in files(held, named, self._folder):
                yield f"search/{group}/{name}.js", _script(f"{group}/{name}", data)

    def standing(self, words: AbstractSet[str]) -> Iterator[tuple[str, Found]]:
        """Yield each of some words with each page on which it stands; they may become fewer meanwhile."""
        for held in self._groups.values():
            for number in range(len(held.places)):
                page = held.page(number)
                there = set(map(folded, WORD.findall(f"{page.title} {page.text}")))
                yield from ((word, page) for word in words & there)

    def close(self) -> None:
        """Take away what was in the way."""
        for held in self._groups.values():
            held.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _script(name: str, data: object) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Line separators are line ends in older JavaScript, and "</" would end a script element.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
    return f'kartotekaSearch("{name}",{text})\n'.encode()
