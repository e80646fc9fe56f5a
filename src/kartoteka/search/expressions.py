"""Regular expressions over the texts, which no index can answer: every text is read.

In: a compiled expression. Out: the rows in which it matches, by kind. An expression that goes mad is given
up: for each text there is a limit of time, and one for all of them, which whoever asks may make shorter.

References: the package ``regex``, whose matching can be stopped; Python's own cannot.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import regex

from kartoteka.archive.finder import Finder
from kartoteka.archive.lookup import KINDS
from kartoteka.errors import SearchStopped, SearchTooLong

ONE_TEXT, ALL_TEXTS = 2.0, 600.0
"""Seconds for one text, and for all."""

STEP = 500
"""Texts between two words on the progress."""

Span = tuple[int, int]


class Patience:
    """How long the expressions of one search may take in all, from now on.

    Parameters
    ----------
    seconds
        By default :data:`ALL_TEXTS`. Where others wait meanwhile, it should be less than they would notice.
    """

    def __init__(self, seconds: float | None = None) -> None:
        self._short = seconds is not None
        self._seconds = ALL_TEXTS if seconds is None else seconds
        self._end = time.monotonic() + self._seconds
        self._given = ONE_TEXT

    def left(self, pattern: str) -> float:
        """Return how many seconds an expression has for the next text; SearchTooLong where none are left."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise self._over(pattern)
        self._given = min(left, ONE_TEXT)
        return self._given

    def lost(self, pattern: str, where: str) -> SearchTooLong:
        """Return what to say of an expression that did not end in the time that it was last given."""
        # By what was given, not by the clock: the package's own runs a little ahead of Python's.
        if self._given < ONE_TEXT:
            return self._over(pattern)
        return SearchTooLong(pattern, ONE_TEXT, where)

    def _over(self, pattern: str) -> SearchTooLong:
        if self._short:
            return SearchStopped(pattern, self._seconds)
        return SearchTooLong(pattern, self._seconds, "all texts")


def rows_matching(
    finder: Finder,
    pattern: regex.Pattern[str],
    progress: Callable[[int, int], None] | None = None,
    patience: Patience | None = None,
) -> dict[str, tuple[int, ...]]:
    """Return kind → the rows in which an expression matches; SearchTooLong where it does not end."""
    total = sum(finder.texts_in_all(kind) for kind in KINDS) if progress else 0
    found: dict[str, list[int]] = {kind: [] for kind in KINDS}
    done, patience = 0, patience or Patience()
    for kind in KINDS:
        for row, text in finder.texts(kind):
            if _search(pattern, text, f"{kind} {row}", patience):
                found[kind].append(row)
            done += 1
            if progress and done % STEP == 0:
                progress(done, total)
    if progress:
        progress(total, total)
    return {kind: tuple(dict.fromkeys(rows)) for kind, rows in found.items()}


def _search(pattern: regex.Pattern[str], text: str, where: str, patience: Patience) -> bool:
    try:
        return pattern.search(text, timeout=patience.left(pattern.pattern)) is not None
    except TimeoutError as error:
        raise patience.lost(pattern.pattern, where) from error


def matches(pattern: regex.Pattern[str], text: str, patience: Patience) -> Iterator[Span]:
    """Yield where an expression matches something in a text."""
    try:
        for match in pattern.finditer(text, timeout=patience.left(pattern.pattern)):
            if match.end() > match.start():
                yield match.span()
    except TimeoutError as error:
        raise patience.lost(pattern.pattern, "one text") from error
