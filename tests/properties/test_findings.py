"""A check that looks by columns finds what a check that looks at every statement finds, in the same order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kartoteka
from kartoteka.archive.archive import Archive
from kartoteka.archive.columns import NO_DAY, Ints
from kartoteka.archive.compact import Compact
from kartoteka.archive.kept import KeptAll
from kartoteka.check import fellows, knowing, spans
from kartoteka.check.conflicts import denied
from kartoteka.check.material import Material
from kartoteka.check.run import run
from kartoteka.check.spans import Stretches
from kartoteka.check.told import Mask
from kartoteka.check.voices import Voice, meet, voices_of
from kartoteka.model.findings import Finding
from kartoteka.publish.view import View
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.heard import known_days, spoken
from kartoteka.relate.standing import TOLD
from kartoteka.simulate import simulate
from kartoteka.testing import Story

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
    (
        *(None, "2025", "2025-02", "2025-02-03/..", "../2025-02-20"),
        *("2025-02-01/2025-02-09", "2025-03-01/2025-04"),
    )
)
PREDICATES = ("stay", "stay", "transfer", "member", "member", "rating", "population", "met")


@st.composite
def sentences(draw: st.DrawFn) -> dict[str, Any]:
    """One sentence of a letter: stays, memberships, numbers; perhaps denied, or from somebody else."""
    predicate = draw(st.sampled_from(PREDICATES))
    who, where = draw(st.sampled_from((*PEOPLE, "table"))), draw(st.sampled_from(PLACES))
    of_place = predicate in ("rating", "population")
    objects = {"member": "table", "met": draw(st.sampled_from(PEOPLE))}
    tellers = draw(st.lists(st.sampled_from(PEOPLE), max_size=2))
    return {
        "subject": where if of_place else who,
        "predicate": predicate,
        "object": None if of_place else objects.get(predicate, where),
        "value": draw(st.sampled_from(("-2", "+1", "3..5", "4", "many"))) if of_place else None,
        "when": draw(TIMES),
        "duration": draw(st.sampled_from((None, None, "P2W"))),
        "basis": draw(st.sampled_from(("unknown", "saw", "experienced", "heard-said", "read"))),
        "stance": draw(st.sampled_from(("asserts", "asserts", "asserts", "denies"))),
        "polarity": draw(st.sampled_from((1, 1, 1, -1))),
        "told_by": [(who, where, draw(TIMES)) for who in tellers],
        "letter": draw(st.sampled_from(("l1", "l2"))),
    }


def story_of(said: list[dict[str, Any]]) -> Story:
    story = Story().people(*PEOPLE).groups("table", sort="cellmates")
    story.place("north", "prison").place("south", "prison")
    story.place("north-1", "cell", within="north").place("north-2", "cell", within="north")
    story.place("south-1", "cell", within="south")
    story.fact("north-2", "part_of", "south", when="2025-03/..")
    story.letter("l1", by="ana", written="2025-02-15", place="north")
    story.letter("l2", by="boris", written=None)
    for each in said:
        story.say(**each)
    return story


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(said=st.lists(sentences(), min_size=1, max_size=14), judged=st.booleans())
def test_so_it_is_in_any_small_archive(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    said: list[dict[str, Any]],
    *,
    judged: bool,
) -> None:
    story = story_of(said)
    if judged:
        story.judge("ana", "vera", "same")
    path = tmp_path / "any.kartoteka"
    path.unlink(missing_ok=True)
    with story.archive(path) as archive:
        material = Material(archive)
        assert tuple(run(material)) == plainly(Whole(archive), monkeypatch)
        _table_is_right(material)
        _packed_is_whole(archive)


def _packed_is_whole(archive: Archive) -> None:
    """Read table by table, the statements are those that are put in one by one."""
    packed, one_by_one = archive.packed(), Compact(archive.stream())
    numbers = range(len(one_by_one))
    assert [packed[n] for n in numbers] == [one_by_one[n] for n in numbers]
    assert [packed.outline(n) for n in numbers] == [one_by_one.outline(n) for n in numbers]
    for each in (packed, one_by_one):
        assert each.columns.flags == one_by_one.columns.flags
        assert [each.number_of(each.columns.ids[n]) for n in numbers] == list(numbers)
    for source in archive.sources():
        for passage in archive.passages(source.id):
            assert packed.cited(passage.id) == one_by_one.cited(passage.id)


def _table_is_right(material: Material) -> None:
    """What columns say of statements and attestations is what these say themselves."""
    table = material.table
    first, last = table.certain
    found = [material.compact[n] for n in range(len(material.compact))]
    certain = [(a, b) if a <= b else None for a, b in zip(first, last, strict=True)]
    assert certain == [known_days(f) for f in found]
    evidence = [e for f in found for e in f.evidence]
    days = [None if when is None else when.e1 for when in map(spoken, evidence)]
    assert [
        None if d == NO_DAY else d for d in table.spoken(np.arange(len(evidence))).e1.tolist()
    ] == days
    second_hand = [bool(e.chain) or e.attestation.basis in TOLD for e in evidence]
    assert ((table.chain >= 0) | table.on(*TOLD)).tolist() == second_hand
    heard = [str(f.where.id) for f in run(material, ["only-by-hearsay"])]
    assert sorted(heard) == sorted(_only_heard_of(material))


def _only_heard_of(material: Material) -> frozenset[str]:
    """Return the people of whom one has only heard, by going through everything."""
    near, people = set(material.writers), set[str]()
    for found in material.attested:
        named = [e for e in found.statement.entities() if material.kind(e) == "person"]
        people.update(material.heads(named))
        for evidence in found.evidence:
            if not (evidence.chain or evidence.attestation.basis in TOLD):
                near.update(material.heads(named))
            near.update(material.heads(t.speaker for t in evidence.chain[-1:] if t.speaker))
    return frozenset(people - near)


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
