"""A readable name for a found type: the states its lives pass through, in order.

In: states over time, marks. Out: a name in English and in Russian, different for every type. The name is a
description of the lives, not a word for a kind of person: that word is the judgement of whoever declares it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kartoteka.analyse.lives import LivesInTime
from kartoteka.analyse.states import state_name
from kartoteka.analyse.typology.model import Mark
from kartoteka.relate.atlas import Atlas
from kartoteka.wording.texts import LANGUAGES, say

_LONGEST_PATH = 4
_SHORTEST = 0.06
"""A state of the path lasts at least this share of the time."""

_PASSING = 0.4
"""A state of the path is one that at least this share of the lives, and two of them, pass through."""

_THROUGHOUT = 0.85


def path_of(lives: LivesInTime, inside: np.ndarray) -> tuple[str, ...]:
    """Return the states that most of the lives pass through, in order of time, short ones left out."""
    codes = lives.codes[0][inside]
    states = lives.channels[0].states
    ever = np.array([(codes == state).any(axis=1).sum() for state in range(len(states))])
    enough = max(_PASSING * len(codes), min(2, len(codes)))
    most = np.append(ever >= min(enough, ever.max(initial=0)), False)
    common: list[int] = []
    for cell in codes.T:
        known = cell[most[cell]]
        # Where hardly anybody is known, one life would name the type.
        if len(known) and len(known) * 3 >= len(cell):
            common.append(int(np.bincount(known).argmax()))
    runs: list[list[int]] = []
    for state in common:
        if runs and runs[-1][0] == state:
            runs[-1][1] += 1
        else:
            runs.append([state, 1])
    least = max(2, _SHORTEST * len(common))
    long = [run for run in runs if run[1] >= least] or sorted(runs, key=lambda r: -r[1])[:1]
    path: list[str] = []
    for state, _ in long:
        if not path or path[-1] != states[state]:
            path.append(states[state])
    return tuple(path)


def names(
    paths: Sequence[tuple[str, ...]],
    shares: Sequence[float],
    marks: Sequence[tuple[Mark, ...]],
    atlas: Atlas,
) -> list[dict[str, str]]:
    """Return language → name for every type; types of the same path are told apart by what else marks them.

    ``shares`` says how much of the known time the states of each path take, 0 … 1.
    """
    found = [
        {lang: _named(path, share, atlas, lang) for lang in LANGUAGES}
        for path, share in zip(paths, shares, strict=True)
    ]
    for lang in LANGUAGES:
        plain = [name[lang] for name in found]
        for position, name in enumerate(plain):
            if plain.count(name) > 1:
                found[position][lang] = _told_apart(name, plain, position, marks, atlas, lang)
    return found


def share_of(lives: LivesInTime, inside: np.ndarray, path: tuple[str, ...]) -> float:
    """Return how much of the known time some lives spend in the states of a path, 0 … 1."""
    codes, states = lives.codes[0][inside], lives.channels[0].states
    there = np.isin(codes, [states.index(state) for state in path])
    return float(there.sum() / max((codes >= 0).sum(), 1))


def _named(path: tuple[str, ...], share: float, atlas: Atlas, lang: str) -> str:
    words = [state_name(state, atlas, lang) for state in path]
    if not words:
        return say("types.name_unknown", lang)
    if len(words) == 1:
        key = "name_throughout" if share >= _THROUGHOUT else "name_mainly"
        return _capital(say(f"types.{key}", lang, state=words[0]))
    if len(words) > _LONGEST_PATH:
        words = [*words[:2], "…", words[-1]]
    return _capital(" → ".join(words))


def _told_apart(
    name: str,
    plain: Sequence[str],
    position: int,
    marks: Sequence[tuple[Mark, ...]],
    atlas: Atlas,
    lang: str,
) -> str:
    others = {
        mark.what
        for i, theirs in enumerate(marks)
        if i != position and plain[i] == name
        for mark in theirs
    }
    for kind in ("place", "group", "type", "practice"):
        for mark in marks[position]:
            if mark.kind == kind and mark.what not in others:
                return f"{name} ({atlas.name(mark.what, lang)})"
    return f"{name} ({1 + plain[:position].count(name)})"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
