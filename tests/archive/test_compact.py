"""Statements held small are the statements: each field, each date, each telling."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

import kartoteka
from kartoteka.archive import excerpts
from kartoteka.archive.compact import Compact
from kartoteka.archive.heap import ById, Counts, Heap, Numbers
from kartoteka.archive.kept import Kept, KeptAll
from kartoteka.demo import letters
from kartoteka.model.statements import Attested


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Attested, ...]:
    """Seventeen letters: hearsay, parts in other voices, values, durations, dates in words."""
    path = tmp_path_factory.mktemp("compact") / "demo.kartoteka"
    with kartoteka.new(path, by="tester") as archive:
        kartoteka.add(archive, letters())
        kartoteka.record(archive, letters())
        return archive.statements()


def test_what_was_put_in_comes_out(demo: tuple[Attested, ...]) -> None:
    compact = Compact(demo)
    assert [compact[n] for n in range(len(compact))] == list(demo)


def test_so_it_does_when_more_is_put_in_than_is_remembered(
    demo: tuple[Attested, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kartoteka.archive.compact._RECENT", 3)
    compact = Compact(demo)
    assert [compact[n] for n in range(len(compact))] == list(demo)
    told = dict.fromkeys(t for f in demo for e in f.evidence for t in e.chain)
    assert list(compact.tellings()) == list(told)
    for source in {t.source for t in told}:
        assert list(compact.tellings(source)) == [t for t in told if t.source == source]


def test_what_is_known_without_unpacking(demo: tuple[Attested, ...]) -> None:
    compact = Compact(demo)
    for number, found in enumerate(demo):
        assert compact.outline(number) == excerpts.outline(found)
        assert compact.stands(number) == found.stands
        assert compact.is_attested(number) == bool(found.evidence)
        assert compact.polarity(number) == found.statement.polarity
        doubted = any(e.attestation.stance != "asserts" for e in found.evidence)
        assert compact.is_disputed(number) == (doubted or found.statement.polarity < 0)


def test_a_passage_is_cited_where_what_it_says_was_not_given_up(
    demo: tuple[Attested, ...],
) -> None:
    given_up = [
        replace(f, statement=replace(f.statement, rank="deprecated")) if n % 2 else f
        for n, f in enumerate(demo)
    ]
    cited = {e.passage for f in given_up if f.statement.rank != "deprecated" for e in f.evidence}
    passages = {e.passage for f in demo for e in f.evidence}
    compact = Compact(given_up)
    assert {p for p in passages if compact.cited(p.id) == p} == cited
    assert {p for p in passages if compact.cited(p.id) is None} == passages - cited
    assert compact.cited("nowhere") is None


def test_a_kept_statement_is_the_statement(demo: tuple[Attested, ...]) -> None:
    compact = Compact(demo)
    for number, found in enumerate(demo):
        kept = Kept(compact, number)
        assert kept == found
        assert found == kept
        assert hash(kept) == hash(Kept(compact, number))
        assert (kept.stands, kept.ids(), kept.witnesses) == (
            found.stands,
            found.ids(),
            found.witnesses,
        )
        assert repr(kept) == repr(found)
    assert Kept(compact, 0) != Kept(compact, 1)


def test_many_are_a_sequence(demo: tuple[Attested, ...]) -> None:
    kept = KeptAll(Compact(demo), range(len(demo)))
    assert list(kept) == list(demo)
    assert list(kept[3:5]) == list(demo[3:5])
    assert (len(kept), kept[-1]) == (len(demo), demo[-1])


def test_a_heap_keeps_what_is_longer_than_a_block() -> None:
    heap = Heap()
    values = ["a" * 3_000_000, ("b", None, -5), "c" * (1 << 20), 2**70, ()]
    assert [heap.add(v) for v in values] == list(range(len(values)))
    assert [heap[n] for n in range(len(values))] == values


def test_numbers_are_given_once() -> None:
    numbers = Numbers[str]()
    assert [numbers.of(v) for v in "abab"] == [0, 1, 0, 1]
    assert (list(numbers), len(numbers), numbers.find("c")) == (["a", "b"], 2, None)


def test_ids_of_one_hash_are_told_apart() -> None:
    class Colliding(str):
        __slots__ = ()

        def __hash__(self) -> int:
            return 7

    ids = [Colliding(i) for i in "abca"]
    by_id = ById(ids.__getitem__)
    for each in ids:
        by_id.add(each)
    assert by_id.of(Colliding("a")) == [0, 3]
    assert by_id.of(Colliding("d")) == []


def test_hashes_are_counted_whether_new_or_put_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kartoteka.archive.heap._FRESH", 5)
    chance, counts, known = random.Random(1), Counts(), Counter[int]()  # noqa: S311
    for _ in range(500):
        hashed = (
            chance.randrange(-(2**63), 2**63) if chance.random() < 0.5 else chance.randrange(20)
        )
        known[hashed] += 1
        assert counts.add(hashed) == known[hashed]
    assert all(counts[hashed] == n for hashed, n in known.items())
    assert counts[99] == 0
