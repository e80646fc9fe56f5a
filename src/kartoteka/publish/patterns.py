"""A hidden name → what to look for in a text: the whole name, each of its proper words, its initials.

In: a :class:`Hidden` name. Out: :class:`Pattern` after pattern. Letters rarely give full names, so a name is
looked for as a whole and in each of its proper words («Павел Орлов»: also «Орлов», also «Павел»).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import permutations

from kartoteka.model.entities import Kind
from kartoteka.publish.nameforms import Forms, forms
from kartoteka.publish.spelling import WORD, normal

BAR = "▇▇▇"
"""What stands in a text for a name nobody may read."""

_GAP = re.compile(r"[^\w\n]{0,6}\n?[^\w\n]{0,6}|_{1,3}")
"""What may stand between two words of one name."""

_YEAR = re.compile("(?:19|20)[0-9]{2}")


@cache
def _listed(file: str) -> frozenset[str]:
    text = (resources.files("kartoteka.publish") / file).read_text(encoding="utf-8")
    return frozenset(map(normal, text.split()))


def is_calendar(word: str) -> bool:
    """Tell whether a normal form is a month or a day of the week."""
    return word in _listed("calendar_words.txt")


@dataclass(frozen=True, slots=True)
class Hidden:
    """A name that must not leave: of what, in which words, and what stands in its place."""

    name: str
    kind: Kind
    instead: str = BAR


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words in a row that are a name, or a part of one.

    Parameters
    ----------
    words
        The forms of each.
    instead
        What stands in its place; None for a public name, which is left alone.
    of
        The hidden name it is a pattern of.
    capital
        Whether it counts only where it is written with a capital letter.
    """

    words: tuple[Forms, ...]
    instead: str | None
    of: Hidden | None = None
    capital: bool = False

    def matches(self, text: str, words: Sequence[re.Match[str]], position: int) -> bool:
        """Tell whether the words of a text from a position on are the name; the first is known to fit."""
        if self.capital and words[position][0][0].islower():
            return False
        if position + len(self.words) > len(words):
            return False
        for offset in range(1, len(self.words)):
            here, before = words[position + offset], words[position + offset - 1]
            if not self.words[offset].fits(here[0]):
                return False
            if not _GAP.fullmatch(text[before.end() : here.start()]):
                return False
        return len(self.words) > 1 or not _is_a_date(text, words, position)


def words_of(name: str) -> list[str]:
    """Return the words and numbers of a name."""
    return [m[0] for m in WORD.finditer(name)]


def is_described(name: str) -> bool:
    """Tell whether a name describes somebody («мать Степана», "the man from the coast")."""
    return any(w[0].islower() and w not in _PARTICLES for w in words_of(name))


_PARTICLES = frozenset(
    ("von", "van", "der", "den", "de", "du", "da", "di", "la", "le", "ibn", "bin", "al", "el")
)


def patterns(hidden: Hidden, is_public: Callable[[str], bool]) -> Iterator[Pattern]:
    """Yield everything to look for; ``is_public`` tells whether a word is of somebody's public name."""
    words = words_of(hidden.name)
    if not words:
        return
    yield Pattern(tuple(map(forms, words)), hidden.instead, hidden)
    if len(words) == 1:
        return
    described = is_described(hidden.name)
    for position, word in enumerate(words):
        needs = _alone(hidden, words, position, described=described)
        if needs is None:
            continue
        # «мать Степана», "Stepan's mother": the proper word is another person's name.
        if described and is_public(normal(word)):
            continue
        yield Pattern((forms(word),), hidden.instead, hidden, capital=needs == "capital")
    if hidden.kind == "person" and not described:
        for one, other in permutations(words[:3], 2):
            if len(one) > 1 and len(other) > 1:
                yield Pattern((forms(one + other),), hidden.instead, hidden)


def _alone(hidden: Hidden, words: list[str], position: int, *, described: bool) -> str | None:
    """Return how a word of a name is looked for alone: ``any`` way, with a ``capital``, or not (None)."""
    word, plain = words[position], normal(words[position])
    person = hidden.kind == "person"
    if word.isdigit():
        told = hidden.kind in ("person", "place") and len(word) > 2
        return "any" if told and (person or not _YEAR.fullmatch(word)) else None
    if word[0].islower() or len(plain) < 2:
        return None
    if hidden.kind in ("group", "type", "thing") and position == 0 and not words[-1][0].isupper():
        return None  # the capital of a sentence: "Neighbours in the cell"
    if plain in _listed("common_words.txt"):
        # «Николай Второй», "Anna North": what is common elsewhere is a surname here.
        return "capital" if person and not described and position > 0 else None
    if is_calendar(plain) and (described or not person):
        return None
    return "any" if person and not described and len(plain) > 2 else "capital"


def initials(hidden: Hidden) -> frozenset[str]:
    """Return the initials that stand for a person, in normal letters.

    >>> sorted(initials(Hidden("Анна Львовна Гусева", "person")))
    ['аг', 'ал', 'алг', 'га', 'гал']
    """
    words = words_of(hidden.name)
    if hidden.kind != "person" or not 2 <= len(words) <= 3 or is_described(hidden.name):
        return frozenset()
    letters = [normal(w)[:1] for w in words]
    if any(not c.isalpha() for c in letters):
        return frozenset()
    first, last = letters[0], letters[-1]
    rows = [letters, [last, *letters[:-1]], [first, last], [last, first], letters[:2]]
    return frozenset(map("".join, rows))


# ── the month of May, and May ────────────────────────────────────────────────────────────────────────

_BEFORE_MONTH = frozenset(
    (
        *("в", "во", "с", "со", "к", "ко", "до", "по", "от", "на", "за", "весь", "всего"),
        *("начале", "начала", "конце", "конца", "середине", "середины", "половине"),
    )
)


def _is_a_date(text: str, words: Sequence[re.Match[str]], position: int) -> bool:
    """Tell whether a word is a month beside a number, or («в марте») a month in lower case."""
    word = words[position][0]
    if not is_calendar(normal(word)):
        return False
    before = words[position - 1] if position else None
    after = words[position + 1] if position + 1 < len(words) else None
    start, end = words[position].span()
    if before and before[0].isdigit() and text[before.end() : start].strip("\u00a0 -–.") == "":
        return True
    if after and after[0].isdigit() and text[end : after.start()].strip("\u00a0 -–.,'’") == "":
        return True
    return word.islower() and before is not None and normal(before[0]) in _BEFORE_MONTH
