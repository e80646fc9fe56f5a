"""A check that looks by columns finds what a check that looks at every statement finds, in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kartoteka
from kartoteka.archive.archive import Archive
from kartoteka.archive.columns import Ints
from kartoteka.archive.compact import Compact
from kartoteka.archive.kept import KeptAll
from kartoteka.check import fellows, grounded, knowing, spans
from kartoteka.check.conflicts import denied
from kartoteka.check.material import Material
from kartoteka.check.run import run
from kartoteka.check.spans import Stretches
from kartoteka.check.told import Mask
from kartoteka.check.voices import Voice, meet, voices_of
from kartoteka.model.findings import Finding
from kartoteka.model.statements import Evidence
from kartoteka.publish.view import View
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.heard import known_days, spoken
from kartoteka.relate.standing import TOLD
from kartoteka.simulate import simulate
from kartoteka.testing import Story, tiny_archive

NEVER = 10**7
"""A day on which everything may be published."""


class Unsifted(KeptAll):
    """Statements of which no sieve leaves one out."""

    def where(self, mask: Mask) -> KeptAll:
        assert len(mask)
        return self


class Whole(Material):
    """The material of a check that looks at every statement."""

    def kept(self, numbers: Ints) -> KeptAll:
        return Unsifted(self.compact, numbers)


def plainly(material: Material, monkeypatch: pytest.MonkeyPatch) -> tuple[Finding, ...]:
    """Return the findings without a sieve."""
    with monkeypatch.context() as patch:
        for module in (spans, fellows):
            patch.setattr(module, "apart", everybody)
        patch.setattr(knowing, "by_stays", lambda _, said: np.zeros(len(said.who), dtype=bool))
        return tuple(run(material))


def everybody(_atlas: Atlas, _table: object, rows: Stretches) -> Ints:
    return np.unique(rows.who)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_looked_at_by_columns_is_found_as_if_all_were_looked_at(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "world.kartoteka"
    simulate(path, letters=25, seed=seed, mistaken=0.3, vague=0.4)
    with kartoteka.open(path) as archive:
        whole = plainly(Whole(archive), monkeypatch)
        assert len({f.rule for f in whole}) > 5
        assert tuple(run(Material(archive))) == whole
        material = Material(archive)
        said = sorted(str(f.facts["said"]) for f in denied(material))
        assert said == sorted(_contradicted(Whole(archive)))
        _table_is_right(material)
        view = View(archive, today=NEVER)
        assert tuple(run(Material(view))) == plainly(Whole(view), monkeypatch)


PEOPLE, PLACES = ("ana", "boris", "vera"), ("north", "north-1", "north-2", "south", "south-1")
TIMES = st.sampled_from(
    (None, "2025", "2025-02", "2025-02-03/..", "../2025-02-20", "2025-02-01/2025-02-09", "2025-03-01/2025-04")
)
BASES = st.sampled_from(("unknown", "saw", "experienced", "heard-said", "read"))
VALUES = st.sampled_from(("-2", "+1", "3..5", "4", "many"))


@st.composite
def said(draw: st.DrawFn) -> dict[str, object]:
    """One sentence of a letter: stays, memberships, numbers; perhaps denied, or from somebody else."""
    predicate = draw(st.sampled_from(("stay", "stay", "transfer", "member", "rating", "population", "met")))
    who, where = draw(st.sampled_from(PEOPLE)), draw(st.sampled_from(PLACES))
    words = {
        "member": (who, "member", "table"),
        "met": (who, "met", draw(st.sampled_from(PEOPLE))),
        "stay": (draw(st.sampled_from((*PEOPLE, "table"))), "stay", where),
    }.get(predicate, (who, predicate, where))
    about: dict[str, object] = {}
    if predicate in ("rating", "population"):
        words, about = (where, predicate), {"value": draw(VALUES)}
    if draw(st.integers(0, 3)) == 0:
        about["told_by"] = draw(st.sampled_from(PEOPLE))
    return {
        "words": words,
        "when": draw(TIMES),
        "basis": draw(BASES),
        "stance": draw(st.sampled_from(("asserts", "asserts", "asserts", "denies"))),
        "letter": draw(st.sampled_from(("l1", "l2"))),
        **about,
    }
