"""Indicators, transition rates and tables, against TraMineR."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.known_answers import traminer

from kartoteka.analyse.indicators import (
    badness,
    degradation,
    duration_variance,
    entropy,
    frequent,
    indicators,
    insecurity,
    integration,
    log_probability,
    mean_times,
    modal_states,
    precarity,
    state_distribution,
    subsequences,
    transition_rates,
)
from kartoteka.analyse.indicators.together import spelled

pytestmark = traminer.needed

NAMES = ["mvad", "biofam", "famform", "ex1"]
PLAIN = ["mvad", "biofam", "famform"]
"""Without unknown cells. Where there are some, TraMineR divides integration by the whole grid."""

FIRST = {"mvad": 50, "biofam": 50}


def given(name: str) -> tuple[Any, dict[str, Any]]:
    return traminer.lives(name, FIRST.get(name)), traminer.numbers("indicators")[name]


def same(found: Any, said: Any, *, rows: Any = slice(None)) -> None:
    reference = np.array(said, dtype=float)
    np.testing.assert_allclose(
        np.asarray(found, float)[rows], reference[rows], rtol=1e-6, atol=1e-9
    )


@pytest.mark.parametrize("name", NAMES)
def test_all_indicators_at_once(name: str) -> None:
    """Of the empty sequence of ex1 TraMineR gives some as 0 and some as unknown; it is left out."""
    lives, said = given(name)
    found = indicators(lives).drop("id").to_numpy()
    same(found, said["seqindic_all"]["values"], rows=lives.lengths > 0)


@pytest.mark.parametrize("name", NAMES)
def test_single_indicators(name: str) -> None:
    lives, said = given(name)
    there = lives.lengths > 0
    same(entropy(lives, normed=False), said["seqient_raw"], rows=there)
    same(subsequences(lives, whole=True), said["seqsubsn_full"])
    same(duration_variance(lives), said["seqivardur"], rows=there)
    same(duration_variance(lives, variant=2), said["seqivardur_type2"], rows=there)
    same(degradation(lives), said["seqidegrad"], rows=there)
    same(insecurity(lives), said["seqinsecurity"], rows=there)


@pytest.mark.parametrize("name", PLAIN)
def test_indicators_of_better_and_worse_states(name: str) -> None:
    lives, said = given(name)
    same(integration(lives), said["seqintegr"]["values"])
    same(badness(lives), said["seqibad"])
    same(precarity(lives), said["seqprecarity"])
    same(log_probability(lives), said["seqlogp"])


@pytest.mark.parametrize("name", NAMES)
def test_transition_rates(name: str) -> None:
    lives, said = given(name)
    same(transition_rates(lives), said["seqtrate"])
    same(transition_rates(lives, weighted=False), said["seqtrate_unweighted"])
    same(transition_rates(lives, lag=2), said["seqtrate_lag2"])


@pytest.mark.parametrize("name", NAMES)
def test_tables_over_time(name: str) -> None:
    lives, said = given(name)
    table = state_distribution(lives)
    same(table.drop("time", "weight", "entropy").to_numpy().T, said["seqstatd"]["freq"])
    same(table["weight"], said["seqstatd"]["valid"])
    same(table["entropy"], said["seqstatd"]["entropy"])
    modal = modal_states(lives)
    assert modal["state"].to_list() == said["seqmodst"]["seq"]
    same(modal["share"], said["seqmodst"]["freq"])
    same(mean_times(lives)["mean"], [row[0] for row in said["seqmeant"]["values"]])


@pytest.mark.parametrize("name", ["famform", "ex1"])
def test_frequent_sequences(name: str) -> None:
    lives, said = given(name)
    same(frequent(lives, len(lives))["weight"], said["seqtab"]["freq"])


@pytest.mark.parametrize("name", NAMES)
def test_spells_in_words(name: str) -> None:
    lives, said = given(name)
    assert [spelled(lives, row) for row in range(len(lives))] == said["SPS"]
