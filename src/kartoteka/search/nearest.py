"""Where nothing was found: words and names of the archive that are spelled or sound like those of the query.

In: words as typed. Out: a few words to try; none for words that the archive has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from kartoteka.archive.conditions import Phrase, Words
from kartoteka.archive.sounds import likeness
from kartoteka.archive.words import folded, stem

if TYPE_CHECKING:
    from kartoteka.archive.archive import Archive

MOST = 4
"""Words that are offered."""

SOUNDS, SPELLED = 0.8, 0.7
"""How alike a name must sound, and a word be spelled, to be offered."""


def nearest_words(archive: Archive, typed: Sequence[str]) -> tuple[str, ...]:
    """Return what may be meant by words that are nowhere: names first, then words of texts."""
    stems = {word: stem(word) for word in typed if len(word) > 2}
    known = archive.finder.known_stems(stems.values())
    found: list[tuple[float, str]] = []
    for word in dict.fromkeys(folded(w) for w, its in stems.items() if its not in known):
        found += _names_like(archive, word)
        found += _spelled_like(archive, word)
    best = sorted(found, key=lambda pair: (-pair[0], pair[1]))
    return tuple(dict.fromkeys(word for _, word in best))[:MOST]


def _names_like(archive: Archive, word: str) -> Iterator[tuple[float, str]]:
    """Yield names with a word that sounds alike, with a score above 1."""
    for other, its_stem in archive.finder.words_sounding(word, named=True):
        if (score := likeness(word, other)) < SOUNDS:
            continue
        asked = archive.finder.ask(Words((Phrase((its_stem,)),)), "name")
        rows = [row for row, _ in archive.finder.top(asked, MOST)]
        for name in archive.finder.look("name", rows).values():
            yield 1 + score, name["title"]


def _spelled_like(archive: Archive, word: str) -> list[tuple[float, str]]:
    """Return words with the same beginning that are spelled nearly so."""
    near = process.extract(
        word,
        archive.finder.words_from(word[0], len(word) - 2, len(word) + 2),
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=SPELLED,
        limit=MOST,
    )
    return [(score, other) for other, score, _ in near if other != word]
