"""The archive as tables."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kartoteka.annotate.csv_export import export_csv
from kartoteka.archive.archive import Archive
from kartoteka.model.entities import Entity


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_record_has_its_row(tiny: Archive, tmp_path: Path) -> None:
    """Whoever counts in a spreadsheet counts the same as the archive."""
    export_csv(tiny, tmp_path / "tables")
    counts = tiny.counts()
    for kind in ("entity", "source", "passage", "statement", "attestation", "telling"):
        assert len(_read(tmp_path / "tables" / f"{kind}.csv")) == counts[kind]


def test_the_evidence_stands_flat(tiny: Archive, tmp_path: Path) -> None:
    """Each attestation with its words and who knew; each statement that nobody attests once."""
    export_csv(tiny, tmp_path / "tables")
    rows = _read(tmp_path / "tables" / "evidence.csv")
    found = {
        (
            e.attestation.id,
            f.statement.id,
            e.passage.exact,
            (e.chain[0].speaker if e.chain else None) or "",
        )
        for f in tiny.statements()
        for e in f.evidence
    }
    said = {(r["attestation"], r["statement"], r["quote"], r["speaker"]) for r in rows}
    assert found == {s for s in said if s[0]}
    bare = {f.statement.id for f in tiny.statements() if not f.evidence}
    assert {s[1] for s in said if not s[0]} == bare


@pytest.mark.parametrize("formula", ["=1+1", "+cmd|x", "-2+3", "@SUM(A1)", "\t=1", "\n=1", "-x"])
def test_no_cell_is_a_formula(tiny: Archive, tmp_path: Path, formula: str) -> None:
    """Somebody called himself =HYPERLINK(…), and the spreadsheet must not follow him."""
    with tiny.edit(why="test") as edit:
        edit.add(Entity("joker", "person", formula))
    export_csv(tiny, tmp_path / "tables")
    labels = {r["id"]: r["label"] for r in _read(tmp_path / "tables" / "entity.csv")}
    assert labels["joker"] == f"'{formula}"


@pytest.mark.parametrize("number", ["-2", "+3", "-0.5", "2"])
def test_a_number_stays_a_number(tiny: Archive, tmp_path: Path, number: str) -> None:
    """A rating of minus two is counted with."""
    with tiny.edit(why="test") as edit:
        edit.add(Entity("number", "thing", number))
    export_csv(tiny, tmp_path / "tables")
    labels = {r["id"]: r["label"] for r in _read(tmp_path / "tables" / "entity.csv")}
    assert labels["number"] == number
