"""Each measure against the textbook, on made-up lives: unequal, with gaps, costs of all kinds."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest
from tests.analyse import textbook
from tests.analyse.random_lives import random_lives

from kartoteka.analyse.channels import Channels
from kartoteka.analyse.forms import from_text
from kartoteka.analyse.measures import (
    NMS,
    NMSMST,
    OM,
    TWED,
    Multichannel,
    OMloc,
    OMslen,
    OMspell,
    SVRspell,
)
from kartoteka.analyse.measures.costs import Features, learn
from kartoteka.analyse.measures.pairwise import Pairwise
from kartoteka.analyse.sequences import Sequences
from kartoteka.errors import UnknownName, UnusableSequences

Pair = Callable[[np.ndarray, np.ndarray], float]


def compare(measure: Pairwise, lives: Sequences, pair: Pair, rtol: float = 2e-7) -> None:
    found = measure.dissimilarities(lives).square()
    rows = [lives.codes[i, : lives.lengths[i]].astype(int) for i in range(len(lives))]
    for i, j in combinations(range(len(rows)), 2):
        np.testing.assert_allclose(found[i, j], pair(rows[i], rows[j]), rtol=rtol, atol=1e-7)


COSTS = ["constant", "transitions", "future", "indels", "indels-log"]
INDELS = ["auto", 0.7, [0.3, 0.71, 1.9, 0.4, 2.2]]


@pytest.mark.parametrize("costs", COSTS)
@pytest.mark.parametrize("indels", INDELS)
def test_om(costs: str, indels: object) -> None:
    """All schemes with all kinds of indels; indels of one state above half of its substitutions too."""
    lives = random_lives(25, 17, seed=len(costs))
    measure = OM(costs, indels).fit(lives)  # pyright: ignore[reportArgumentType]
    compare(measure, lives, lambda x, y: textbook.om(x, y, measure.costs_, measure.indels_))


def test_om_with_costs_a_thousand_times_apart() -> None:
    """Rare states are very dear: 32 bits would not do, and are not used."""
    lives = random_lives(25, 17, seed=5)
    costs = np.array([1e-3, 1.7, 9.3, 310.0, 12_345.6789])
    table = np.abs(costs[:, None] - costs[None, :])
    measure = OM(table, (costs / 2).tolist()).fit(lives)
    compare(measure, lives, lambda x, y: textbook.om(x, y, measure.costs_, measure.indels_), 1e-6)


@pytest.mark.parametrize("link", ["mean", "gmean"])
@pytest.mark.parametrize("h", [0.0, 0.5, 1.3])
def test_omslen(link: str, h: float) -> None:
    lives = random_lives(25, 17, seed=6)
    measure = OMslen(link=link, h=h).fit(lives)  # pyright: ignore[reportArgumentType]
    compare(
        measure,
        lives,
        lambda x, y: textbook.omslen(x, y, measure.costs_, measure.indels_, h, link),
    )


@pytest.mark.parametrize(("e", "power"), [(0.0, 1.0), (0.5, 1.0), (0.3, 0.5)])
def test_omspell(e: float, power: float) -> None:
    lives = random_lives(25, 17, seed=7)
    measure = OMspell(expansion=e, power=power).fit(lives)
    compare(
        measure,
        lives,
        lambda x, y: textbook.omspell(x, y, measure.costs_, measure.indels_, e, power),
    )


@pytest.mark.parametrize(("e", "g"), [(0.0, 1.0), (0.1, 0.8), (0.25, 0.3)])
def test_omloc(e: float, g: float) -> None:
    lives = random_lives(25, 17, seed=8)
    measure = OMloc(expansion=e, context=g).fit(lives)
    compare(measure, lives, lambda x, y: textbook.omloc(x, y, measure.costs_, e, g))


@pytest.mark.parametrize(("nu", "gap"), [(0.001, 0.0), (0.5, 0.5), (2.0, 0.1)])
def test_twed(nu: float, gap: float) -> None:
    lives = random_lives(25, 17, seed=9)
    measure = TWED(stiffness=nu, gap=gap).fit(lives)
    indel = float(measure.indels_[0])
    compare(measure, lives, lambda x, y: textbook.twed(x, y, measure.costs_, nu, gap, indel))


def norm_of(inner: Callable[[list[int], list[int]], float], x: list[int], y: list[int]) -> float:
    return float(np.sqrt(max(inner(x, x) + inner(y, y) - 2 * inner(x, y), 0)))


def test_matching_subsequences_written_down() -> None:
    """Short lives: all subsequences are written down and compared one by one."""
    lives = random_lives(20, 8, seed=10)
    once = [1.0] * 8

    def inner(x: list[int], y: list[int]) -> float:
        return textbook.product((x, once), (y, once), lambda *_: 1.0)

    compare(NMS().fit(lives), lives, lambda x, y: norm_of(inner, x.tolist(), y.tolist()))


def test_matching_spells_written_down() -> None:
    """The same for spells, by their shared time and by the product of times."""
    lives = random_lives(20, 16, seed=11)
    weighs: dict[str, tuple[Pairwise, Callable[..., float]]] = {
        "smaller": (NMSMST(power=0.5), lambda s, t: sum(map(min, s, t))),
        "product": (SVRspell(power=0.5), lambda s, t: sum(s) * sum(t)),
    }
    for measure, weigh in weighs.values():

        def inner(x: np.ndarray, y: np.ndarray, weigh: Callable[..., float] = weigh) -> float:
            one, other = textbook.spells(x), textbook.spells(y)
            return textbook.product(
                ([s for s, _ in one], [t**0.5 for _, t in one]),
                ([s for s, _ in other], [t**0.5 for _, t in other]),
                weigh,
            )

        def pair(x: np.ndarray, y: np.ndarray, inner: Pair = inner) -> float:
            return float(np.sqrt(max(inner(x, x) + inner(y, y) - 2 * inner(x, y), 0)))

        compare(measure.fit(lives), lives, pair, 1e-6)


def test_features_are_compared_by_their_range() -> None:
    """Gower by hand: half of the range, and another word."""
    table = Features({"guards": [0, 5, 10], "wall": ["wood", "stone", "stone"]}, {"wall": 3.0})
    lives = from_text(["A-B-C"])
    costs, indels = learn(lives, table, "auto")
    assert costs[0].tolist() == [0, (0.5 + 3) / 4, 1]
    assert indels.tolist() == [0.5] * 3


def test_wrong_costs_are_refused() -> None:
    """A word that is no scheme; a table that is too small, lopsided, negative; too few indels."""
    lives = from_text(["A-B-C"])
    with pytest.raises(UnknownName, match=r"'transition'. Did you mean 'transitions'"):
        OM("transition").fit(lives)  # pyright: ignore[reportArgumentType]
    for costs, said in (
        (np.zeros((2, 2)), "3 rows and columns"),
        (np.triu(np.ones((3, 3)), 1), "same in both directions"),
        (np.eye(3), "0 for a state and itself"),
        (-np.ones((3, 3)), "not negative"),
    ):
        with pytest.raises(UnusableSequences, match=said):
            OM(costs).fit(lives)
    with pytest.raises(UnusableSequences, match="there are 2, and 3 are needed"):
        OM("constant", [1.0, 2.0]).fit(lives)


def test_costs_added_over_channels_as_one_alphabet() -> None:
    """Two channels, costs by hand: the combination costs the sum."""
    work, home = random_lives(20, 9, seed=12), random_lives(20, 9, seed=13, missing=False)
    home = home.select(np.arange(20))
    work = work.select(np.arange(20))
    ends = np.minimum(work.lengths, home.lengths)
    cut = [np.where(np.arange(9) < ends[:, None], part.codes, -1) for part in (work, home)]
    parts = [
        Sequences(codes.astype(np.int8), p.states, p.ids, p.weights, p.times, p.missing)
        for codes, p in zip(cut, (work, home), strict=True)
    ]
    both = Channels((parts[0], parts[1]), ("work", "home"))
    one, other = OM("constant", 1.0), OM("constant", 0.5)
    measure = Multichannel([one, other], weights=[1.0, 2.0]).fit(both)
    found = measure.dissimilarities(both).square()
    for i, j in combinations(range(20), 2):
        x = [part.codes[i, : ends[i]].astype(int) for part in parts]
        y = [part.codes[j, : ends[j]].astype(int) for part in parts]
        expected = textbook.edit_distance(
            int(ends[i]),
            int(ends[j]),
            lambda a, b, x=x, y=y: 2.0 * (x[0][a] != y[0][b]) + 4.0 * (x[1][a] != y[1][b]),
            lambda _a, _b: 2.0,
            lambda _a, _b: 2.0,
        )
        np.testing.assert_allclose(found[i, j], expected, rtol=1e-6)
    apart = Multichannel([one, other], "distances", [1.0, 2.0]).fit(both).dissimilarities(both)
    summed = one.dissimilarities(parts[0]).square() + 2 * other.dissimilarities(parts[1]).square()
    np.testing.assert_allclose(apart.square(), summed, rtol=1e-6)
    alone = Multichannel([OM()], "combined").fit(both).dissimilarities(both)
    assert (alone.square() == OM().fit(both.combined).dissimilarities(both.combined).square()).all()
