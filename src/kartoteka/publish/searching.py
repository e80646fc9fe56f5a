"""Finished pages → the search data of a language: a script that sets one global.

In: (address, kind, title, text, language) of each page, from *released* text only. Out: JavaScript. The
stemmer runs here: the script carries a table from stems to the forms that occur, so that a query in any
inflected form finds the others without a stemmer in the browser.

References: STACK chose PyStemmer (Snowball) and MiniSearch.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

from kartoteka.wording.texts import say

_WORD = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile("[а-я]")
MOST_TEXT = 20_000
"""Letters of one page that are searched: a whole long letter."""


class _Stemmer(Protocol):
    def stemWord(self, word: str, /) -> str: ...  # noqa: N802 - PyStemmer's own name


def _stemmer(language: str) -> _Stemmer:
    # Compiled, and without type stubs: looked up by name, so that the type is ours.
    return import_module("Stemmer").Stemmer(language)


@dataclass(frozen=True, slots=True)
class Found:
    """A page as the search knows it."""

    url: str
    kind: str
    title: str
    text: str
    lang: str


def search_script(pages: Sequence[Found], lang: str) -> str:
    """Return the script with the search data of one language."""
    data = {
        "pages": [[p.url, p.kind, p.title, p.text[:MOST_TEXT], p.lang] for p in pages],
        "stems": stem_table(f"{p.title} {p.text[:MOST_TEXT]}" for p in pages),
        "say": {
            "none": say("site.found_none", lang, query="{query}"),
            **{form: say(f"site.found_{form}", lang, n="{n}") for form in ("one", "few", "many")},
        },
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Line separators are line ends in older JavaScript, and "</" would end a script element.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
    return f"window.kartotekaSearch={text};\n"


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
