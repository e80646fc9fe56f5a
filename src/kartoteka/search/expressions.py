"""Regular expressions over the texts, which no index can answer: every text is read.

In: a compiled expression. Out: the rows in which it matches, by kind. An expression that goes mad is given
up: for each text there is a limit of time, and one for all of them.

References: the package ``regex``, whose matching can be stopped; Python's own cannot.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import regex

from kartoteka.archive.finder import Finder
from kartoteka.archive.lookup import KINDS
from kartoteka.errors import SearchTooLong

ONE_TEXT, ALL_TEXTS = 2.0, 600.0
"""Seconds for one text, and for all."""

STEP = 500
"""Texts between two words on the progress."""

Span = tuple[int, int]


def rows_matching(
    finder: Finder,
    pattern: regex.Pattern[str],
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, tuple[int, ...]]:
    """Return kind → the rows in which an expression matches; SearchTooLong where it does not end."""
    total = sum(finder.texts_in_all(kind) for kind in KINDS) if progress else 0
    found: dict[str, list[int]] = {kind: [] for kind in KINDS}
    done, end = 0, time.monotonic() + ALL_TEXTS
    for kind in KINDS:
        for row, text in finder.texts(kind):
            if _search(pattern, text, f"{kind} {row}"):
                found[kind].append(row)
            done += 1
            if done % STEP == 0:
                if progress:
                    progress(done, total)
                if time.monotonic() > end:
                    raise SearchTooLong(pattern.pattern, ALL_TEXTS, "all texts")
    if progress:
        progress(total, total)
    return {kind: tuple(dict.fromkeys(rows)) for kind, rows in found.items()}


def _search(pattern: regex.Pattern[str], text: str, where: str) -> bool:
    try:
        return pattern.search(text, timeout=ONE_TEXT) is not None
    except TimeoutError as error:
        raise SearchTooLong(pattern.pattern, ONE_TEXT, where) from error


def matches(pattern: regex.Pattern[str], text: str) -> Iterator[Span]:
    """Yield where an expression matches something in a text."""
    try:
        for match in pattern.finditer(text, timeout=ONE_TEXT):
            if match.end() > match.start():
                yield match.span()
    except TimeoutError as error:
        raise SearchTooLong(pattern.pattern, ONE_TEXT, "one text") from error
