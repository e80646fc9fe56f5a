"""What holds for every measure, whatever it measures, and for every engine."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from tests.analyse.random_lives import random_lives

from kartoteka.analyse.forms import from_text
from kartoteka.analyse.measure import Engine
from kartoteka.analyse.measures import (
    CHI2,
    DHD,
    LCP,
    LCS,
    NMS,
    NMSMST,
    OM,
    RLCP,
    TWED,
    Euclid,
    Hamming,
    OMloc,
    OMslen,
    OMspell,
    OMstran,
    SVRspell,
)
from kartoteka.analyse.measures.pairwise import Pairwise
from kartoteka.analyse.sequences import Sequences, sequences
from kartoteka.errors import NotFitted, UnusableSequences

NEAR = 0.5 + 0.5 * np.eye(5)
MEASURES: dict[str, Callable[[], Pairwise]] = {
    "OM": OM,
    "OM constant": lambda: OM("constant", 1.0),
    "OM hand-made": lambda: OM(1.5 * (1 - np.eye(5)), [0.6, 0.7, 0.8, 0.9, 1.0], norm="YujianBo"),
    "OM rare": lambda: OM("indels", norm="maxlength"),
    "OMloc": lambda: OMloc(expansion=0.2),
    "OMslen": lambda: OMslen(h=0.5, link="gmean"),
    "OMspell": lambda: OMspell("constant", 1.0, expansion=0.5),
    "OMstran": lambda: OMstran(origin=0.3, previous=True),
    "TWED": lambda: TWED("constant", stiffness=0.01, gap=0.25),
    "Hamming": lambda: Hamming("transitions", norm="gmean"),
    "DHD": DHD,
    "LCS": lambda: LCS("gmean"),
    "LCP": LCP,
    "RLCP": lambda: RLCP("maxdist"),
    "CHI2": lambda: CHI2(step=4, overlap=True),
    "Euclid": lambda: Euclid(step=3, normed=True),
    "NMS": NMS,
    "NMS near": lambda: NMS(NEAR, [0, 1, 0.5]),
    "NMSMST": lambda: NMSMST(power=0.5),
    "SVRspell": lambda: SVRspell(proximity=NEAR),
}
EQUAL_ONLY = {"Hamming", "DHD"}
each = pytest.mark.parametrize("name", MEASURES)


def lives_for(name: str) -> Sequences:
    return random_lives(equal=name in EQUAL_ONLY)


@each
def test_it_is_a_dissimilarity(name: str) -> None:
    """Zero to oneself, the same both ways, never negative, finite."""
    lives = lives_for(name)
    square = MEASURES[name]().fit(lives).dissimilarities(lives).square()
    assert (square.diagonal() == 0).all()
    assert (square == square.T).all()
    assert np.isfinite(square).all()
    assert (square >= 0).all()
    assert square.max() > 0


@each
def test_equal_sequences_are_computed_once(name: str) -> None:
    """A fifth of the lives stand there twice: their rows are equal, and they are at zero."""
    lives = lives_for(name)
    found = MEASURES[name]().fit(lives).dissimilarities(lives)
    assert found.distinct < len(lives)
    fifth = len(lives) // 5
    assert (found.row(0) == found.row(len(lives) - fifth)).all()
    assert found.row(0)[len(lives) - fifth] == 0


@each
def test_the_order_of_sequences_does_not_matter(name: str) -> None:
    """The same people in another order."""
    lives = lives_for(name)
    measure = MEASURES[name]().fit(lives)
    order = np.random.default_rng(3).permutation(len(lives))
    square = measure.dissimilarities(lives).square()
    mixed = measure.dissimilarities(lives.select(order)).square()
    assert (mixed == square[np.ix_(order, order)]).all()


@each
def test_weights_are_repetitions(name: str) -> None:
    """A life of weight 3 teaches what three lives of weight 1 teach."""
    lives = lives_for(name)
    whole = lives.weighing(np.arange(len(lives)) % 3 + 1)
    repeated = lives.select(np.repeat(np.arange(len(lives)), np.arange(len(lives)) % 3 + 1))
    repeated = repeated.weighing(np.ones(len(repeated)))
    one = MEASURES[name]().fit(whole).dissimilarities(lives).square()
    other = MEASURES[name]().fit(repeated).dissimilarities(lives).square()
    np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-6)


@each
def test_against_a_reference_as_against_each_other(name: str) -> None:
    """Columns of the square, by way of references."""
    lives = lives_for(name)
    measure = MEASURES[name]().fit(lives)
    square = measure.dissimilarities(lives).square()
    table = measure.dissimilarities(lives, lives.select([4, 0, 9])).table()
    np.testing.assert_allclose(table, square[:, [4, 0, 9]], rtol=1e-6, atol=1e-6)


@each
@pytest.mark.parametrize("engine", ["vector", "plain"])
def test_every_engine_gives_the_same_bits(name: str, engine: Engine) -> None:
    """Vector code, plain numba, and NumPy alone."""
    pytest.importorskip("numba", reason="the extra `fast` is not installed")
    lives = lives_for(name)
    measure = MEASURES[name]().fit(lives)
    bare = measure.dissimilarities(lives, engine="numpy").condensed
    assert (measure.dissimilarities(lives, engine=engine).condensed == bare).all()


@each
def test_it_must_be_fitted_to_these_states(name: str) -> None:
    """Asked before it has learnt, and asked about another alphabet."""
    lives = lives_for(name)
    measure = MEASURES[name]()
    with pytest.raises(NotFitted, match="fit"):
        measure.dissimilarities(lives)
    measure.fit(lives)
    with pytest.raises(UnusableSequences, match="states are not those"):
        measure.dissimilarities(from_text(["free-cell"]))


@each
def test_one_sequence_and_none(name: str) -> None:
    """A typology of one, and an empty archive."""
    lives = lives_for(name)
    measure = MEASURES[name]().fit(lives)
    assert measure.dissimilarities(lives.select([0])).square().tolist() == [[0]]
    assert measure.dissimilarities(lives.select([])).square().shape == (0, 0)


@pytest.mark.parametrize("name", sorted(set(MEASURES) - EQUAL_ONLY - {"OMloc"}))
def test_an_empty_sequence_is_a_sequence(name: str) -> None:
    """Somebody of whom nothing is known."""
    lives = sequences([[0, 1, 1], [-1, -1, -1], [2, 2, -1]], tuple("abcde"))
    square = MEASURES[name]().fit(lives).dissimilarities(lives).square()
    assert np.isfinite(square).all()
    assert square[0, 1] > 0


@pytest.mark.parametrize("name", [*sorted(EQUAL_ONLY), "OMloc"])
def test_what_cannot_be_compared_is_refused(name: str) -> None:
    """Position by position, of unequal lengths; an empty sequence has no place to insert."""
    lives = sequences([[0, 1, 1], [-1, -1, -1]], tuple("abcde"))
    with pytest.raises(UnusableSequences, match=r"equal lengths|is empty"):
        MEASURES[name]().fit(lives).dissimilarities(lives)
