"""Where nothing was found: words and names of the archive that are spelled or sound like those of the query.

In: words as typed. Out: a few words to try.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from kartoteka.archive.sounds import likeness, romanized, skeletons
from kartoteka.archive.words import folded, stem

if TYPE_CHECKING:
    from kartoteka.archive.archive import Archive

MOST = 4
"""Words that are offered."""

SOUNDS, SPELLED = 0.88, 0.7
"""How alike a name must sound, and a word be spelled, to be offered."""


def nearest_words(archive: Archive, typed: Sequence[str]) -> tuple[str, ...]:
    """Return what somebody may have meant by words that are nowhere: names first, then words of texts."""
    stems = {word: stem(word) for word in typed if len(word) > 2}
    known = archive.finder.known_stems(stems.values())
    names = archive.finder.names()
    found: list[tuple[float, str]] = []
    for word in dict.fromkeys(folded(w) for w, its in stems.items() if its not in known):
        found += [(1 + score, name) for name, score in _names_like(word, names) if score >= SOUNDS]
        found += _spelled_like(archive, word)
    best = sorted(found, key=lambda pair: (-pair[0], pair[1]))
    return tuple(dict.fromkeys(word for _, word in best))[:MOST]


def _names_like(word: str, names: Sequence[tuple[str, str]]) -> list[tuple[str, float]]:
    sounds = set(skeletons(word))
    found: list[tuple[str, float]] = []
    for _, name in names:
        parts = [folded(part) for part in name.split()]
        score = max(
            (likeness(word, part) for part in parts if sounds & set(skeletons(part))), default=0.0
        )
        spelled = max(
            (
                DamerauLevenshtein.normalized_similarity(romanized(word), romanized(p))
                for p in parts
            ),
            default=0.0,
        )
        found.append(
            (name, max(score, spelled if spelled >= SPELLED else 0.0) if score < SOUNDS else score)
        )
    return [(name, max(score, SOUNDS) if score >= SPELLED else score) for name, score in found]


def _spelled_like(archive: Archive, word: str) -> list[tuple[float, str]]:
    near = process.extract(
        word,
        [w for w in archive.finder.words() if abs(len(w) - len(word)) < 3 and w != word],
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=SPELLED,
        limit=MOST,
    )
    return [(score, other) for other, score, _ in near]
