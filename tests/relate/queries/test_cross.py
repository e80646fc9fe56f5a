"""Codes against any attribute of where the coded words stand."""

from __future__ import annotations

import pytest
from tests.relate.queries.test_near import code

from kartoteka.archive.archive import Archive
from kartoteka.errors import UnknownName
from kartoteka.model.sources import Part
from kartoteka.model.statements import Statement
from kartoteka.relate.queries import cross


@pytest.fixture
def coded(tiny: Archive) -> Archive:
    """Marek wrote of food twice and of talk once, Ida of soup."""
    code(tiny, [("food", 0, 5), ("food", 10, 15), ("talk", 20, 25)])
    code(tiny, [("food/soup", 0, 5)], "second-letter")
    return tiny


def table(archive: Archive, attribute: str, **more: object) -> list[tuple[str, str | None, int]]:
    return cross(archive, attribute, **more).select("code", "value", "passages").rows()  # type: ignore[arg-type]


def test_by_who_wrote(coded: Archive) -> None:
    assert table(coded, "author") == [
        ("food", "marek", 2),
        ("food/soup", "ida", 1),
        ("talk", "marek", 1),
    ]


def test_levels_of_the_codebook_can_be_taken_together(coded: Archive) -> None:
    assert table(coded, "lang", depth=1) == [
        ("food", "en", 2),
        ("food", "ru", 1),
        ("talk", "en", 1),
    ]
    assert table(coded, "lang", code="food/soup") == [("food/soup", "ru", 1)]


def test_how_far_the_reading_went_is_no_theme(coded: Archive) -> None:
    """Asked for by name, the codes about the work are answered."""
    before = table(coded, "lang")
    code(coded, [("pending", 30, 35), ("read", 0, 40)])
    assert table(coded, "lang") == before
    assert table(coded, "lang", code="pending") == [("pending", "en", 1)]


def test_what_is_said_of_the_author_is_an_attribute(coded: Archive) -> None:
    with coded.edit(why="who they are") as edit:
        edit.add(Statement("g1", "marek", "gender", value="male"))
    assert ("food", "male", 2) in table(coded, "author.gender")
    assert ("food/soup", None, 1) in table(coded, "author.gender")


def test_the_prison_in_which_it_was_written(coded: Archive) -> None:
    with coded.edit(why="sorts") as edit:
        edit.add(Statement("s1", "millhouse", "sort", value="remand-prison"))
    assert ("food", "millhouse", 2) in table(coded, "place.prison")


def test_a_part_in_another_voice_counts_for_its_author(coded: Archive) -> None:
    with coded.edit(why="Osip's lines") as edit:
        edit.add(Part("first-letter", 8, 18, "osip"))
    assert ("food", "osip", 1) in table(coded, "author")


def test_by_date(coded: Archive) -> None:
    assert ("food", "2024", 2) in table(coded, "year")
    assert ("food/soup", "2024-05", 1) in table(coded, "month")


def test_the_evidence_are_the_passages(coded: Archive) -> None:
    row = cross(coded, "author").row(0, named=True)
    assert (len(row["evidence"]), row["sources"]) == (2, 1)
    assert {p.id for p in coded.passages("first-letter")} >= set(row["evidence"])


@pytest.mark.parametrize("wrong", ["athor", "author.gendre", "kind.prison", "place.prizon"])
def test_an_unknown_attribute_is_answered_with_near_ones(coded: Archive, wrong: str) -> None:
    with pytest.raises(UnknownName, match="Did you mean"):
        cross(coded, wrong)
