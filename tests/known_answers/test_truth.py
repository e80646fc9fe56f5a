"""A small world whose truth is known: what the archive concludes, held against it."""

from __future__ import annotations

import pytest
from benchmarks.recovery.planted import Score
from benchmarks.truth import Rates, recovered

SIZE = {"letters": 80, "people": 200, "witnesses": 20, "prisons": 4, "days": 240}


@pytest.fixture(scope="module")
def perfect(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Score]:
    """Witnesses who leave nothing out and never err; dates to the day."""
    folder = tmp_path_factory.mktemp("perfect")
    return {s.question: s for s in recovered(Rates(0.0, 0.0, 0.0), folder, seed=3, **SIZE)}


@pytest.fixture(scope="module")
def human(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Score]:
    """Witnesses who leave out, are vague, and err in every tenth report."""
    folder = tmp_path_factory.mktemp("human")
    return {s.question: s for s in recovered(Rates(0.2, 0.3, 0.1), folder, seed=3, **SIZE)}


def test_of_perfect_witnesses_nothing_certain_is_wrong(perfect: dict[str, Score]) -> None:
    for asked in ("stays, certain", "status as of a date", "first-hand, by the journeys"):
        assert perfect[asked].precision == 1.0
        assert perfect[asked].n > 50
    assert (perfect["stays, certain"].recall or 0) > 0.9
    assert perfect["stays, possible"].recall == 1.0


def test_of_perfect_witnesses_nobody_contradicts_another(perfect: dict[str, Score]) -> None:
    """Any contradiction found here is a false alarm."""
    for rule in ("two-places-at-once", "transfer-does-not-fit", "members-apart", "only-once"):
        assert perfect[f"check: {rule}"].n == 0


def test_communities_are_told_as_they_were(perfect: dict[str, Score]) -> None:
    asked = [name for name in perfect if name.startswith("communities")]
    assert len(asked) == 5
    assert {perfect[name].precision for name in asked if perfect[name].precision is not None} == {1}


def test_planted_contradictions_are_found(human: dict[str, Score]) -> None:
    found = human["check: mistaken stays contradicted"]
    assert found.n >= 10
    assert found.recall == 1.0
    assert human["check: two-places-at-once"].precision == 1.0


def test_identities_are_suggested_with_few_wrong_ones(human: dict[str, Score]) -> None:
    found = human["identities, odds even or better"]
    assert (found.precision or 0) > 0.9
    assert (found.recall or 0) > 0.4


def test_what_is_left_out_and_wrong_is_felt(
    perfect: dict[str, Score], human: dict[str, Score]
) -> None:
    """A measure that did not fall with worse witnesses would measure nothing."""
    certain = "stays, certain"
    assert (human[certain].recall or 0) < (perfect[certain].recall or 0) - 0.1
    assert (human[certain].precision or 0) < 0.97
