"""Suggested identities against who is really whom: at the threshold of even odds, and among the first k."""

from __future__ import annotations

from itertools import combinations

from benchmarks.recovery.planted import Planted, Score, share
from kartoteka.archive.archive import Archive
from kartoteka.relate.suggest import suggest


def identities(archive: Archive, planted: Planted) -> list[Score]:
    """Compare the pairs that are suggested with the entities that stand for one person."""
    entities: dict[str, list[str]] = {}
    for entity in archive.entities("person"):
        entities.setdefault(planted.person_of[entity.id], []).append(entity.id)
    true = {pair for ids in entities.values() for pair in combinations(sorted(ids), 2)}
    found = [(s.a, s.b) in true for s in suggest(archive)]
    firsts = sorted({len(true) // 4, len(true) // 2, len(true)})
    scores = [_at(found, len(found), len(true), "identities, odds even or better")]
    return scores + [_at(found, k, len(true), f"identities, the first {k}") for k in firsts if k]


def _at(found: list[bool], k: int, wanted: int, question: str) -> Score:
    some = found[:k]
    return Score(question, share(sum(some), len(some)), share(sum(some), wanted), wanted)
