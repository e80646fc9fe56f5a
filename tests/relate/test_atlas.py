"""Names by language, sorts, and what lies in what when."""

from collections.abc import Callable

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.errors import NotFound
from kartoteka.model.dates import day_of
from kartoteka.relate.atlas import Atlas
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]


def test_an_entity_is_called_by_its_name_in_the_language_asked_for(
    story: Story, told: Tell
) -> None:
    story.fact("ana", "name", value="Анна", lang="ru")
    atlas = Atlas(told(story))
    assert (atlas.name("ana", "ru"), atlas.name("ana", "en")) == ("Анна", "ana")
    assert atlas.name("nobody-described-me", "ru") == "nobody-described-me"


def test_a_nickname_is_not_what_one_is_listed_under(story: Story, told: Tell) -> None:
    story.fact("boris", "name", value="Бык", lang="ru", roles={"kind": "nickname"})
    assert Atlas(told(story)).name("boris", "ru") == "boris"


def test_a_preferred_name_comes_first(story: Story, told: Tell) -> None:
    story.fact("ana", "name", value="Аня", lang="ru")
    story.fact("ana", "name", value="Анна", lang="ru", rank="preferred")
    assert Atlas(told(story)).name("ana", "ru") == "Анна"


def test_a_name_that_the_only_witness_denies_is_no_name(story: Story, told: Tell) -> None:
    story.letter("l", by="ana", written="2025")
    story.say("boris", "name", value="Boris the Bold", stance="denies")
    assert [n.value for n in Atlas(told(story)).names("boris")] == ["boris"]


def test_an_unknown_entity_is_an_error_with_near_names(story: Story, told: Tell) -> None:
    with pytest.raises(NotFound, match="north"):
        Atlas(told(story)).entity("nort")


def test_a_cell_lies_in_its_prison_and_in_what_that_lies_in(story: Story, told: Tell) -> None:
    story.place("town", "town").fact("north", "part_of", "town")
    atlas = Atlas(told(story))
    assert atlas.path("north-1") == ("north-1", "north", "town")
    assert atlas.below("town") == ("town", "north", "north-1", "north-2")
    assert atlas.within("north-1", "town")
    assert not atlas.within("town", "north-1")
    assert atlas.nested("town", "north-1")
    assert not atlas.nested("north-1", "north-2")
    assert atlas.of_sort("north-1", "prison") == "north"
    assert atlas.of_sort("town", "prison") is None


def test_of_two_enclosing_places_the_inner_one_is_the_parent(story: Story, told: Tell) -> None:
    """Somebody records the cell as part of the block, then, once more, as part of the prison."""
    story.place("block", "block", within="north").fact("north-1", "part_of", "block")
    story.fact("north-1", "part_of", "north")
    assert Atlas(told(story)).path("north-1") == ("north-1", "block", "north")


def test_places_that_contain_each_other_end_somewhere(story: Story, told: Tell) -> None:
    story.fact("north", "part_of", "north-1")
    atlas = Atlas(told(story))
    assert set(atlas.path("north-1")) == {"north-1", "north"}
    assert set(atlas.below("north")) == {"north", "north-1", "north-2"}
    assert atlas.above("north") == {"north", "north-1"}


def test_a_block_that_changed_hands_lies_where_it_lay_on_the_day(story: Story, told: Tell) -> None:
    story.place("block", "block")
    story.fact("block", "part_of", "south", when="2021/..")
    story.fact("block", "part_of", "north", when="2010/2020")
    atlas = Atlas(told(story))
    assert atlas.parent("block", day_of(2015, 1, 1)) == "north"
    assert atlas.parent("block", day_of(2024, 1, 1)) == "south"
    assert atlas.parent("block") == "south"
    assert atlas.within("block", "north")


def test_those_judged_the_same_share_names_and_places(story: Story, told: Tell) -> None:
    story.people("the-cook").fact("the-cook", "name", value="Повар", lang="ru")
    story.judge("boris", "the-cook", "same")
    atlas = Atlas(told(story))
    assert atlas.name("boris", "ru") == "Повар"
    assert atlas.ids("the-cook") == ("boris", "the-cook")
    assert [e.id for e in atlas.heads("person")] == ["ana", "boris"]


def test_a_places_nickname_in_the_readers_script_is_better_than_a_name_in_another(
    story: Story, told: Tell
) -> None:
    """The prison is listed as "mill"; Russian letters only ever call it «Прядильня»."""
    story.place("mill", sort="prison")
    story.fact("mill", "name", value="«Прядильня»", lang="ru", roles={"kind": "nickname"})
    atlas = Atlas(told(story))
    assert (atlas.name("mill", "ru"), atlas.name("mill")) == ("«Прядильня»", "mill")
