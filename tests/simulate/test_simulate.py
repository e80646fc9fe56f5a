"""A simulated world: the same for the same seed, true to itself, and readable as any archive."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.simulate.conftest import Frames

import kartoteka
from kartoteka.annotate.evidence import record
from kartoteka.errors import NotAnArchive, UnknownName, UsageError
from kartoteka.importers.add import add
from kartoteka.simulate import Simulated, simulate


def _bytes(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


def test_the_same_seed_gives_the_same_bytes(made: Simulated, tmp_path: Path) -> None:
    """Archive, letters, evidence and truth, made a second time."""
    files = tmp_path / "files"
    again = simulate(tmp_path / "world.kartoteka", seed=5, evidence_files=files)
    assert again.archive.read_bytes() == made.archive.read_bytes()
    assert _bytes(again.truth) == _bytes(made.truth)
    assert _bytes(files) == _bytes(made.archive.parent / "files")


def test_another_seed_gives_another_world(made: Simulated, tmp_path: Path) -> None:
    """Chance that the seed does not decide would make every world one."""
    other = simulate(tmp_path / "world.kartoteka", seed=6)
    stays = (other.truth / "stays.parquet").read_bytes()
    assert stays != (made.truth / "stays.parquet").read_bytes()


def test_the_files_make_the_same_archive(made: Simulated, tmp_path: Path) -> None:
    """The letters and evidence files, added and recorded as a person would."""
    folder = made.archive.parent / "files"
    with kartoteka.new(tmp_path / "again.kartoteka") as archive:
        add(archive, folder)
        record(archive, folder)
        counts = archive.counts()
    with kartoteka.open(made.archive) as archive:
        wanted = archive.counts()
        assert archive.verify() == ()
    for kind in ("source", "entity", "statement", "passage", "telling", "attestation"):
        assert counts[kind] == wanted[kind]


def test_every_quote_stands_in_its_letter_once(made: Simulated) -> None:
    """A sentence that stood twice would be ambiguous to whoever looks for it."""
    with kartoteka.open(made.archive) as archive:
        passages = [
            (archive.text(s.id), p) for s in archive.sources() for p in archive.passages(s.id)
        ]
    assert len(passages) == made.passages > 500
    assert [p.exact for text, p in passages if text.count(p.exact) != 1] == []
    assert all(text[p.start : p.end] == p.exact for text, p in passages)


def test_nobody_is_in_two_cells_at_once(truth: Frames) -> None:
    """Stays of one person follow each other without a day in common."""
    stays = truth("stays").sort("person", "first")
    later = stays.with_columns(pl.col("first").shift(-1).over("person").alias("next"))
    with_next = later.filter(pl.col("next").is_not_null())
    assert with_next.height > 100
    assert (
        with_next.filter(pl.col("last").is_null() | (pl.col("last") >= pl.col("next"))).height == 0
    )
    assert stays.filter(pl.col("last") < pl.col("first")).height == 0


def test_whoever_arrives_waits_in_quarantine(truth: Frames) -> None:
    """The first stay of everybody who came after the first day."""
    people, stays = truth("people"), truth("stays")
    first = stays.sort("first").group_by("person", maintain_order=True).first()
    joined = first.join(people.filter(pl.col("arrives") > stays["first"].min()), on="person")
    assert joined.height > 50
    assert joined["regime"].unique().to_list() == ["quarantine"]
    assert (joined["first"] == joined["arrives"]).all()


def test_nobody_writes_from_quarantine(truth: Frames) -> None:
    """There is no mail."""
    letters = truth("letters").join(truth("stays"), left_on="witness", right_on="person")
    there = letters.filter(
        (pl.col("first") <= pl.col("written"))
        & (pl.col("last").is_null() | (pl.col("last") >= pl.col("written")))
    )
    assert there.height == 60
    assert there["regime"].unique().to_list() == ["common"]


def test_members_live_in_the_cell_of_their_group(truth: Frames) -> None:
    """On the first day of every membership its person is in the group's cell."""
    members = truth("memberships").join(truth("groups").select("group", "cell"), on="group")
    stays = truth("stays")
    found = members.join(stays, on=["person", "cell"], suffix="_stay").filter(
        (pl.col("first_stay") <= pl.col("first"))
        & (pl.col("last_stay").is_null() | (pl.col("last_stay") >= pl.col("first")))
    )
    assert found.select("person", "group", "first").unique().height == members.height > 50


@pytest.mark.parametrize(("rate", "name"), [(0.1, "missing"), (0.2, "vague"), (0.03, "mistaken")])
def test_the_rates_are_those_that_were_set(truth: Frames, rate: float, name: str) -> None:
    """Within four standard deviations of the binomial, over the reports that the rate is about."""
    reports = truth("statements").unique(["letter", "report"])
    if name == "vague":
        reports = reports.filter("dated")
    elif name == "mistaken":  # of some kinds no report is ever mistaken
        kinds = reports.filter("mistaken")["kind"].unique()
        reports = reports.filter(pl.col("kind").is_in(kinds.implode()))
    n, told = reports.height, int(reports[name].sum())
    assert n > 200
    assert abs(told - n * rate) <= 4 * math.sqrt(n * rate * (1 - rate)) + n * rate * 0.2


def test_what_is_missing_stands_nowhere(made: Simulated, truth: Frames) -> None:
    """Reports left out have no statement; all others have one that the archive knows."""
    said = truth("statements")
    assert said.filter(pl.col("missing"))["statement"].null_count() == said["missing"].sum() > 0
    ids = said.filter(~pl.col("missing"))["statement"]
    with kartoteka.open(made.archive) as archive:
        known = {a.statement.id for a in archive.statements(ids=ids.unique().to_list())}
    assert known == set(ids.to_list())


def test_news_lead_back_to_somebody_who_had_been_there(truth: Frames) -> None:
    """Every telling goes back over its parents to a person with a stay in that prison."""
    told = {row["telling"]: row for row in truth("tellings").to_dicts()}
    stays = truth("stays").select("person", "prison").unique().rows()
    assert max(row["times_told"] for row in told.values()) >= 2
    for row in told.values():
        first = row
        while first["passes_on"] >= 0:
            first = told[first["passes_on"]]
        assert first["teller"] == row["who_saw"]
        assert (row["who_saw"], row["prison"]) in set(stays)


def test_check_and_site_take_it_as_any_archive(made: Simulated, tmp_path: Path) -> None:
    """No broken anchors or references; an encyclopedia can be built."""
    with kartoteka.open(made.archive) as archive:
        found = kartoteka.check(archive)
        built = kartoteka.site(archive, tmp_path / "site")
    rules = {f.rule for f in found}
    assert not rules & {"anchor-lost", "anchor-moved", "said-before-it-began", "unattested"}
    assert built.pages > 100


def test_a_taken_name_is_left_alone(made: Simulated) -> None:
    """Somebody's archive bears the name."""
    before = made.archive.read_bytes()
    with pytest.raises(UsageError):
        simulate(made.archive)
    with pytest.raises(NotAnArchive):
        simulate(made.archive.with_name("files") / "letter-00001.md")
    assert made.archive.read_bytes() == before


def test_parameters_out_of_range_are_refused(tmp_path: Path) -> None:
    """Each with its name; nothing is made."""
    wrongs: tuple[dict[str, Any], ...] = (
        {"missing": 1.5},
        {"people": 0},
        {"witnesses": 500},
        {"prisons": 1},
    )
    for wrong in wrongs:
        with pytest.raises(UsageError):
            simulate(tmp_path / "world.kartoteka", **wrong)
    with pytest.raises(UnknownName, match="mistaken"):
        simulate(tmp_path / "world.kartoteka", mistakes=0.1)
    assert list(tmp_path.iterdir()) == []
