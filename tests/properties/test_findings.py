"""A check of statements held small finds what a check of whole ones finds, in the same order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import pytest

import kartoteka
from kartoteka.check.conflicts import denied
from kartoteka.check.material import Material
from kartoteka.check.run import run
from kartoteka.check.voices import Voice, meet, voices_of
from kartoteka.model.statements import Attested
from kartoteka.simulate import simulate


class Whole(Material):
    """The material with every statement in memory."""

    @cached_property
    def statements(self) -> Sequence[Attested]:
        found = self.reader.statements()
        return tuple(f for f in found if f.statement.rank != "deprecated")

    def said(self, *predicates: str) -> list[Attested]:
        return [f for p in predicates for f in self.statements if f.statement.predicate == p]

    @property
    def attested(self) -> Sequence[Attested]:
        return [f for f in self.statements if f.evidence]

    @property
    def unattested(self) -> Sequence[Attested]:
        return [f for f in self.statements if not f.evidence]

    @property
    def disputed(self) -> Sequence[Attested]:
        return self.statements


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_held_small_is_found_as_if_it_were_whole(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "world.kartoteka"
    simulate(path, letters=25, seed=seed, mistaken=0.3, vague=0.4)
    with kartoteka.open(path) as archive:
        whole = tuple(run(Whole(archive)))
        assert len({f.rule for f in whole}) > 5
        assert tuple(run(Material(archive))) == whole
        material = Material(archive)
        said = sorted(str(f.facts["said"]) for f in denied(material))
        assert said == sorted(_contradicted(Whole(archive)))


def _contradicted(material: Material) -> list[str]:
    """Return what is asserted and denied of one time, by holding everything against everything."""
    sides: dict[object, tuple[list[Voice], list[Voice]]] = {}
    for found in material.statements:
        s = found.statement
        about = material.head(s.object) if s.object else (s.value or "").casefold()
        apart = ("aspect", "domain", "among", "of", "toward", "as", "channel", "stage")
        roles = sorted((r.term, r.entity or r.value) for r in s.roles if r.term in apart)
        key = s.predicate, material.head(s.subject), about, tuple(roles)
        pro, con = sides.setdefault(key, ([], []))
        pro += voices_of(found, "asserts" if s.polarity > 0 else "denies")
        con += voices_of(found, "denies" if s.polarity > 0 else "asserts")
    return [
        material.sentence(next(v for v in pro if any(meet(v, w) for w in con)).found)
        for pro, con in sides.values()
        if any(meet(v, w) for v in pro for w in con)
    ]
