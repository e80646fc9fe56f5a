"""The archive as tables."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from kartoteka.annotate.csv_export import export_csv
from kartoteka.archive.archive import Archive
from kartoteka.errors import CannotWrite
from kartoteka.model.entities import Entity
from kartoteka.model.statements import Attestation, Attested, Evidence, Statement
from kartoteka.wording.saying import Saying


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


ODD = [
    "plain",
    "a, b",
    'he said "no"',
    "two\nlines",
    "a\x1fb",
    "a\x1eb",
    "c\rd",
    "=1+1",
    "",
    "«да»",
]


@pytest.mark.parametrize("kept", [1, 2_000])
def test_the_flat_table_is_what_the_csv_module_writes(
    tiny: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    """Names with commas, quotes, line breaks, and the very characters by which cells are divided."""
    monkeypatch.setattr("kartoteka.archive.flat.KEPT", kept)
    monkeypatch.setattr("kartoteka.archive.cells.BATCH", 3)
    passage = tiny.passages("first-letter")[0].id
    with tiny.edit(why="odd") as edit:
        for number, odd in enumerate(ODD):
            edit.add(Entity(f"odd-{number}", "thing", odd))
            edit.add(Statement(f"st_odd{number}", f"odd-{number}", "name", value=odd, lang="en"))
            if number % 2:
                edit.add(Attestation(f"a_odd{number}", f"st_odd{number}", passage))
    # An older statement is attested once more: it stands far from its new attestation.
    first = tiny.statements()[0].statement.id
    with tiny.edit(why="again") as edit:
        edit.add(Attestation("a_again", first, passage))
    export_csv(tiny, tmp_path / "tables")
    written = (tmp_path / "tables" / "evidence.csv").read_bytes().decode("utf-8-sig")
    head = written.partition("\r\n")[0].split(",")
    found = [(f, e) for f in tiny.statements() for e in f.evidence]
    order = {a: n for n, a in enumerate(_column(tmp_path, "attestation", "id"))}
    found.sort(key=lambda pair: order[pair[1].attestation.id])
    bare = [(f, None) for f in tiny.statements() if not f.evidence]
    said = io.StringIO(newline="")
    writer = csv.writer(said)
    writer.writerow(head)
    writer.writerows(_row(tiny, f, e) for f, e in (*found, *bare))
    assert written == said.getvalue()


def _column(tmp_path: Path, table: str, column: str) -> list[str]:
    return [row[column] for row in _read(tmp_path / "tables" / f"{table}.csv")]


def _row(archive: Archive, found: Attested, evidence: Evidence | None) -> tuple[object, ...]:
    s = found.statement
    a, p = (evidence.attestation, evidence.passage) if evidence else (None, None)
    written = evidence.source.written if evidence else None
    cells = (
        *(s.id, s.subject, archive.entity(s.subject).label, s.predicate),
        *(s.object, archive.entity(s.object).label if s.object else None),
        *(s.value, s.lang, s.when and s.when.edtf, s.when and s.when.words),
        *(s.duration and s.duration.text, s.polarity, s.rank),
        *(a and a.id, a and a.stance, a and a.basis, a and a.certainty),
        *(evidence.chain[0].speaker if evidence and evidence.chain else None, a and a.telling),
        *(p and p.source, evidence and evidence.source.author, written and written.edtf),
        *(p and p.start, p and p.end, p and p.exact),
    )
    return tuple("'" + c if isinstance(c, str) and c.startswith("=") else c for c in cells)


def test_a_table_of_somebody_elses_is_not_overwritten(tiny: Archive, tmp_path: Path) -> None:
    """An earlier export is renewed; a file that only has the name of one is not ours to write over."""
    export_csv(tiny, tmp_path)
    export_csv(tiny, tmp_path)
    (tmp_path / "source.csv").write_text("id,my own notes\n", encoding="utf-8")
    with pytest.raises(CannotWrite, match=r"source\.csv is there") as caught:
        export_csv(tiny, tmp_path)
    assert isinstance(caught.value.reason, Saying)
    assert "прежней выгрузки" in caught.value.reason.said("ru")
    assert (tmp_path / "source.csv").read_text(encoding="utf-8") == "id,my own notes\n"
