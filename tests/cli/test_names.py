"""Whom a typed word means."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from kartoteka.archive.archive import Archive
from kartoteka.cli.names import find, near
from kartoteka.errors import NotFound, UsageError
from kartoteka.relate.atlas import Atlas
from kartoteka.testing import Story


@pytest.fixture
def atlas(work: Path) -> Iterator[Atlas]:
    with Archive(work) as archive:
        yield Atlas(archive)


@pytest.mark.parametrize(
    "typed", ["ana", "Ana Petrova", "ana petrova", "Анна  Петрова", "«Анна Петрова»"]
)
def test_an_id_or_a_name_in_any_language(atlas: Atlas, typed: str) -> None:
    assert find(atlas, typed, kind="person").id == "ana"


def test_a_slip_is_answered_with_near_names_of_the_kind_asked_for(atlas: Atlas) -> None:
    with pytest.raises(NotFound) as caught:
        find(atlas, "Nort", kind="place")
    assert caught.value.did_you_mean == ("north",)
    assert near(atlas, "Петров", "person") == ("ana",)
    assert near(atlas, "xyzzy") == ()


def test_the_wrong_kind_is_answered_with_the_right_verb(run: Run, work: Path) -> None:
    said = run("life", work, "Северная")
    assert said.code == 2
    assert f"kartoteka place {work} north" in said.err
    assert "это место, а не человек" in run("life", work, "north", "--lang", "ru").err


def test_two_of_one_name_are_asked_for_by_id(tmp_path: Path) -> None:
    """Two Osips; the archive does not guess."""
    story = Story().people(osip_1="Osip", osip_2="Osip")
    with (
        story.archive(tmp_path / "a.kartoteka") as archive,
        pytest.raises(UsageError, match="osip_1, osip_2"),
    ):
        find(Atlas(archive), "Osip")


def test_those_judged_the_same_are_one(tmp_path: Path) -> None:
    """Two names, one person: either leads to the cluster, and neither is ambiguous."""
    story = Story().people(cook="the cook", pavel="Pavel").judge("cook", "pavel", "same")
    with story.archive(tmp_path / "a.kartoteka") as archive:
        atlas = Atlas(archive)
        assert {find(atlas, typed).id for typed in ("Pavel", "the cook", "pavel")} == {"cook"}
