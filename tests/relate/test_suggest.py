"""Who may be whom: pairs that share something rare, with what speaks for and against."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.relate.suggest import suggest
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]


@pytest.fixture
def crowd(story: Story) -> Story:
    """Twenty others, so that a name in common is rare, and a letter."""
    others = "Gleb Pikhtin, Yan Borov, Oleg Ruchin, Mark Grozov, Egor Lugov, Ilya Skvortsov, "
    others += "Roman Drozdov, Platon Chizhov, Tikhon Barsukov, Efim Lisov, Nazar Yachmenov, "
    others += "Timur Rzhanov, Vadim Kolosov, Denis Omutov, Fyodor Vetlin, Yury Zyablov"
    names = {f"other-{n}": name for n, name in enumerate(others.split(", "))}
    return story.people(**names).letter("letter", by="ana", written="2024-06-01")


def pairs(archive: Archive) -> list[tuple[str, str]]:
    return [(s.a, s.b) for s in suggest(archive)]


def test_one_name_in_two_scripts(crowd: Story, told: Tell) -> None:
    """ "Kagarlitsky" in an English letter, «Кагарлицкий» in a Russian one."""
    crowd.people(**{"boris-k": "Boris Kagarlitsky"})
    crowd.people(**{"boris-ru": "Борис Кагарлицкий"})
    crowd.people(**{"boris-p": "Boris Polynin"})
    assert pairs(told(crowd)) == [("boris-k", "boris-ru")]
    found = suggest(told(crowd))[0]
    assert [r.ground for r in found.reasons] == ["same-name"]
    assert found.score > 0


def test_a_misheard_vowel(crowd: Story, told: Tell) -> None:
    """Komyshin and Kamyshin."""
    crowd.people(x="Semyon Kamyshin")
    crowd.people(y="Семен Комышин")
    assert pairs(told(crowd)) == [("x", "y")]


def test_whoever_was_elsewhere_is_somebody_else(crowd: Story, told: Tell) -> None:
    """One of the two sat in the south while the other sat in the north."""
    crowd.people(x="Semyon Kamyshin")
    crowd.people(y="Semyon Kamyshin")
    assert pairs(told(crowd)) == [("x", "y")]
    crowd.say("x", "stay", "north-1", when="2024-03-01/2024-03-20")
    crowd.say("y", "stay", "south-1", when="2024-03-05/2024-04-20")
    assert pairs(told(crowd)) == []


def test_elsewhere_once_may_be_a_mistake_and_twice_is_not(crowd: Story, told: Tell) -> None:
    """One name and one rare trade; one witness has them in two prisons on the same days."""
    crowd.people(x="Semyon Kamyshin")
    crowd.people(y="Semyon Kamyshin")
    crowd.say("x", "occupation", value="diver")
    crowd.say("y", "occupation", value="diver")
    for n in range(16):
        crowd.say(f"other-{n}", "occupation", value="cook")
    crowd.say("x", "stay", "north-1", when="2024-03-01/2024-03-20")
    crowd.say("y", "stay", "south-1", when="2024-03-05/2024-03-09")
    found = suggest(told(crowd), least=-9)[0]
    against = next(r for r in found.reasons if r.ground == "elsewhere")
    assert (found.a, found.b, against.detail) == ("x", "y", "south-1")
    assert len(against.evidence) == 2
    crowd.say("y", "stay", "south-1", when="2024-03-12/2024-03-15")
    assert pairs(told(crowd)) == []


def test_nobody_is_suggested_whom_one_sentence_names_beside_the_other(
    crowd: Story, told: Tell
) -> None:
    """With me were Semyon Kamyshin and Semyon Kamyshin the younger."""
    crowd.people(x="Semyon Kamyshin", y="Semyon Kamyshin")
    for who in ("x", "y"):
        crowd.say(who, "stay", "north-1", when="2024-03-01/2024-03-20")
    archive = told(crowd)
    assert pairs(archive) == [("x", "y")]
    first = next(iter(archive.statements(ids="st_1"))).evidence[0]
    with archive.edit(why="one sentence names both") as edit:
        edit.add(replace(first.attestation, id="at_both", statement="st_2"))
    assert pairs(archive) == []


def test_what_is_judged_is_not_suggested_again(crowd: Story, told: Tell) -> None:
    """Somebody knows that they are two."""
    crowd.people(x="Semyon Kamyshin")
    crowd.people(y="Semyon Kamyshin")
    crowd.judge("x", "y", "different")
    assert pairs(told(crowd)) == []


def test_two_who_came_and_left_on_the_same_days(crowd: Story, told: Tell) -> None:
    """A nickname and a name, in two letters, with one way through two cells: reasons, but no more."""
    crowd.people(x="Semyon Kamyshin")
    crowd.people(y="the Boatswain")
    crowd.fact("y", "name", value="the Boatswain", lang="en", roles={"kind": "nickname"})
    for who in ("x", "y"):
        crowd.letter(f"of-{who}", by="ana", written="2024-06-01")
        crowd.say(who, "stay", "north-1", when="2024-03-01/2024-03-20")
        crowd.say(who, "stay", "south-2", when="2024-03-22/2024-04-20")
    found = suggest(told(crowd), least=-20)
    assert [(s.a, s.b) for s in found][:1] == [("x", "y")]
    assert {r.ground for r in found[0].reasons} == {"came-together", "left-together"}
    assert found[0].evidence


def test_the_least_score_and_the_most_pairs(crowd: Story, told: Tell) -> None:
    """Somebody who wants only the surest."""
    crowd.people(x="Semyon Kamyshin")
    crowd.people(y="Semyon Kamyshin")
    crowd.people(z="Semyon Kamyshin")
    assert len(suggest(told(crowd))) == 3
    assert len(suggest(told(crowd), most=2)) == 2
    assert suggest(told(crowd), least=99) == ()
