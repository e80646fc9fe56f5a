"""Places that lie in each other."""

from collections.abc import Callable

from kartoteka.archive.archive import Archive
from kartoteka.check import check
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]


def test_a_prison_in_its_own_cell(story: Story, told: Tell) -> None:
    story.fact("north", "part_of", "north-1")
    (finding,) = check(told(story), rules=["lies-in-itself"])
    assert (finding.severity, finding.facts["ids"]) == ("error", "north, north-1")
    assert len(finding.evidence) == 2


def test_places_in_places(story: Story, told: Tell) -> None:
    story.place("town", "town").fact("north", "part_of", "town")
    assert check(told(story), rules=["lies-in-itself"]) == ()


def test_what_lay_in_what_was_once_the_other_way_round(story: Story, told: Tell) -> None:
    """First a prison with a workshop, then the works with a prison in it."""
    story.place("works").fact("works", "part_of", "south", when="1930/1939")
    story.fact("south", "part_of", "works", when="1945/1950")
    assert check(told(story), rules=["lies-in-itself"]) == ()
    story.fact("south", "part_of", "works", when="1938")
    assert len(check(told(story), rules=["lies-in-itself"])) == 1
