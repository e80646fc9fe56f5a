"""Ids worked out all at once are those that are given one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kartoteka.publish.hashids import HashIds
from kartoteka.publish.opaque import Opaque

SAID = st.lists(st.sampled_from(["ill", "well", "«болен»", 'said "so"']), max_size=40)


def as_opaque(said: list[str]) -> list[str]:
    opaque = Opaque()
    return [opaque.of("st", str(number), each) for number, each in enumerate(said)]


def content(said: str) -> str:
    quoted = said.replace('"', '\\"')
    return f'["st", "{quoted}"]'


@given(SAID)
def test_the_ids_are_those_of_opaque(said: list[str]) -> None:
    ids = HashIds("st", map(content, said), lambda number: content(said[number]))
    assert [ids[number] for number in range(len(ids))] == as_opaque(said)
    assert [ids.of(ids[number]) for number in range(len(ids))] == [[n] for n in range(len(said))]


@given(SAID, SAID)
def test_ids_that_come_later_go_on_counting(said: list[str], more: list[str]) -> None:
    ids = HashIds("st", map(content, said), lambda number: content(said[number]))
    known = [ids[number] for number in range(len(ids))]
    assert known + [ids.more(content(each)) for each in more] == as_opaque(said + more)


def test_what_is_no_id_of_this_kind_has_no_number() -> None:
    ids = HashIds("st", ["one"], lambda _: "one")
    assert ids.of(ids[0]) == [0]
    assert ids.of(ids[0].replace("st_", "a_")) == []
    assert ids.of(ids[0].upper()) == []
    assert ids.of("st_") == []
    assert ids.of("") == []
