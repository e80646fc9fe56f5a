"""The pages of `simulate` and `suggest`, as somebody sees them."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run

from kartoteka.annotate.evidence import record
from kartoteka.archive.archive import Archive


def test_a_world_its_suggestions_and_a_judgement(run: Run, tmp_path: Path) -> None:
    """Somebody makes a world, is told who may be whom, records it, and is not told again."""
    made = run("simulate", "world.kartoteka", "--seed", "2", "--mistaken", "0")
    assert made.code == 0
    assert "Nobody in it lives." in made.flat
    assert (tmp_path / "world.truth" / "stays.parquet").is_file()
    said = run("suggest", "world.kartoteka")
    assert said.code == 0
    assert "may be one person" in said.flat
    assert max(len(line) for line in said.out.splitlines()[:10]) <= 80
    found = run("suggest", "world.kartoteka", "--most", "3", "--json").json["result"]
    assert len(found) == 3
    assert found[0]["score"] >= found[1]["score"]
    _, _, lines = said.out.partition("    identities:\n")
    file = tmp_path / "same.evidence.yaml"
    file.write_text("identities:\n" + lines.replace("    ", "  ", 1), encoding="utf-8")
    with Archive(tmp_path / "world.kartoteka", by="ana") as archive:
        assert record(archive, file).added["identity"] == 1
    again = run("suggest", "world.kartoteka", "--most", "100", "--json").json["result"]
    assert (found[0]["a"], found[0]["b"]) not in {(s["a"], s["b"]) for s in again}


def test_in_russian(run: Run) -> None:
    run("simulate", "world.kartoteka", "--seed", "2")
    said = run("--lang", "ru", "suggest", "world.kartoteka", "--most", "2")
    assert "возможно, одно лицо" in said.flat
    assert "verdict: same" in said.out


def test_nobody_like_anybody(run: Run) -> None:
    run("new", "work.kartoteka")
    assert "Nobody here" in run("suggest", "work.kartoteka").flat


def test_a_share_that_is_none(run: Run) -> None:
    """Typed as 130 percent, or as a word."""
    for typed in ("130%", "half"):
        said = run("simulate", "world.kartoteka", "--missing", typed)
        assert said.code == 2
        assert typed in said.err + said.out
