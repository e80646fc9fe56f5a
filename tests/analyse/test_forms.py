"""The forms that users of TraMineR have: wide, text, spells, events; and where something is not known."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from kartoteka.analyse.forms import Handling, Unknown, from_text, from_wide
from kartoteka.analyse.spells import from_events, from_spells
from kartoteka.errors import UnknownName, UnusableSequences

WIDE = pl.DataFrame(
    {
        "who": ["ana", "osip", "lev", "ida"],
        "w": [1.5, 1.0, 2.0, 1.0],
        "m1": [None, "A", "", None],
        "m2": ["A", None, "", "B"],
        "m3": ["B", "B", None, None],
        "m4": ["B", "A", None, None],
    }
)


def spelled(**handling: Unknown | str) -> list[str]:
    lives = from_wide(WIDE, id="who", weights="w", handling=Handling(**handling))
    return ["".join(lives.spelled(row)) for row in range(len(lives))]


@pytest.mark.parametrize(
    ("handling", "found"),
    [
        ({}, ["*ABB", "A*BA", "", "*B"]),
        ({"left": Unknown.VOID, "gaps": Unknown.VOID}, ["ABB", "ABA", "", "B"]),
        ({"left": "A", "gaps": "B", "right": "A"}, ["AABB", "ABBA", "AAAA", "ABAA"]),
        ({"right": Unknown.STATE}, ["*ABB", "A*BA", "****", "*B**"]),
    ],
)
def test_unknown_positions_by_where_they_stand(
    handling: dict[str, Unknown | str], found: list[str]
) -> None:
    """Before the first known state, between, after the last, and nothing known at all."""
    assert spelled(**handling) == found


def test_a_csv_and_a_parquet_say_the_same(tmp_path: Path) -> None:
    """One table in two files; numbers as states are in the order of numbers."""
    frame = pl.DataFrame({"a": [10, 2], "b": [2, None]})
    frame.write_csv(tmp_path / "lives.csv")
    frame.write_parquet(tmp_path / "lives.parquet")
    for file in ("lives.csv", "lives.parquet"):
        lives = from_wide(tmp_path / file)
        assert lives.states == ("2", "10")
        assert lives.codes.tolist() == [[1, 0], [0, -1]]


def test_weights_ids_and_the_unknown_state() -> None:
    """What stands beside the positions."""
    lives = from_wide(WIDE, id="who", weights="w")
    assert lives.ids == ("ana", "osip", "lev", "ida")
    assert lives.weights.tolist() == [1.5, 1, 2, 1]
    assert (lives.states, lives.alphabet, lives.missing) == (("A", "B", "*"), ("A", "B"), 2)


def test_states_and_spells_as_text() -> None:
    """STS, SPS in both notations, DSS, and an empty life."""
    lives = from_text(["A-A-B", "(A,2)-(B,1)", "A/2-B/1", "A-B", ""])
    assert ["".join(lives.spelled(i)) for i in range(5)] == ["AAB", "AAB", "AAB", "AB", ""]


def test_a_state_that_is_not_of_the_alphabet() -> None:
    """A slip of the pen in one cell."""
    with pytest.raises(UnknownName, match=r"No state is called 'cel'. Did you mean 'cell'"):
        from_text(["free-cel"], states=("free", "cell"))
    with pytest.raises(UnknownName, match="No column is called 'month'"):
        from_wide(WIDE, ["month"])


SPELLS = pl.DataFrame(
    {
        "id": ["ana", "ana", "osip", "osip"],
        "begin": [1931, 1933, 1932, 1933],
        "end": [1932, 1934, 1935, 1933],
        "state": ["free", "camp", "free", "cell"],
    }
)


def test_spells_on_the_calendar_and_since_a_birth() -> None:
    """Later rows win where spells overlap; what nobody tells is not known."""
    lives = from_spells(SPELLS)
    assert lives.times == ("1931", "1932", "1933", "1934", "1935")
    assert lives.spelled(0) == ("free", "free", "camp", "camp")
    assert lives.spelled(1) == ("*", "free", "cell", "free", "free")
    since = from_spells(SPELLS, origin={"ana": 1930, "osip": 1930}, first=2, last=4)
    assert since.times == ("2", "3", "4")
    assert since.spelled(1) == ("free", "cell", "free")


def test_spells_that_cannot_be() -> None:
    """One ends before it begins, one belongs to nobody, one has no origin."""
    with pytest.raises(UnusableSequences, match=r"ana: a spell from 1931 to 1930"):
        from_spells(SPELLS.with_columns(end=pl.lit(1930)))
    with pytest.raises(UnusableSequences, match="row 2 is empty"):
        from_spells(SPELLS.with_columns(id=pl.Series(["ana", None, "osip", "osip"])))
    with pytest.raises(UnusableSequences, match="osip: the origin"):
        from_spells(SPELLS, origin={"ana": 1})


EVENTS = pl.DataFrame(
    {"id": ["a", "a", "b"], "time": [4, 2, 3], "event": ["release", "arrest", "arrest"]}
)


def test_events_lead_to_states() -> None:
    """Events in any order; the state lasts; before the first event nothing is known."""
    after = {"arrest": "cell", "release": "free"}
    lives = from_events(EVENTS, after=after, first=1, last=5)
    assert lives.spelled(0) == ("*", "cell", "cell", "free", "free")
    assert lives.spelled(1) == ("*", "*", "cell", "cell", "cell")
    twice = from_events(EVENTS, after=lambda before, event: before + event[0], initial="_")
    assert twice.spelled(0) == ("_a", "_a", "_ar")
    with pytest.raises(UnknownName, match="No event is called 'release'"):
        from_events(EVENTS, after={"arrest": "cell"})
