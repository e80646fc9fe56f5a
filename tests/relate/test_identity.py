"""Who is the same: clusters come of judgements and go with them."""

from kartoteka.model.entities import Identity
from kartoteka.relate.identity import Clusters, standing


def judged(a: str, b: str, verdict: str = "same", *, withdrawn: bool = False) -> Identity:
    at = "2025-01-01T00:00:00Z"
    return Identity(f"{a}-{b}-{verdict}", a, b, verdict, "", "ana", at, at if withdrawn else None)  # pyright: ignore[reportArgumentType]


def test_judgements_join_chains_of_people() -> None:
    clusters = Clusters([judged("c", "d"), judged("a", "b"), judged("b", "c")])
    assert clusters.ids("d") == ("a", "b", "c", "d")
    assert clusters.head("d") == "a"
    assert clusters.ids("e") == ("e",)


def test_a_withdrawn_judgement_lets_them_fall_apart_again() -> None:
    clusters = Clusters([judged("a", "b"), judged("b", "c", withdrawn=True)])
    assert clusters.ids("c") == ("c",)
    assert clusters.ids("a") == ("a", "b")


def test_the_newest_judgement_on_a_pair_counts() -> None:
    judgements = [judged("a", "b"), judged("a", "b", "different")]
    assert standing(judgements)["a", "b"].verdict == "different"
    assert Clusters(judgements).ids("a") == ("a",)


def test_withdrawing_the_newest_restores_the_one_before() -> None:
    judgements = [judged("a", "b"), judged("a", "b", "different", withdrawn=True)]
    assert Clusters(judgements).ids("b") == ("a", "b")


def test_maybe_joins_nobody() -> None:
    assert Clusters([judged("a", "b", "maybe")]).ids("a") == ("a",)
