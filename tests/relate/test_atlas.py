"""Names by language, sorts, and what lies in what when."""

from collections.abc import Callable

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.errors import NotFound
from kartoteka.model.dates import day_of, read_edtf
from kartoteka.model.entities import Identity
from kartoteka.model.statements import Statement
from kartoteka.relate.atlas import Atlas, stretch
from kartoteka.relate.life import life
from kartoteka.relate.place import place
from kartoteka.relate.standing import Journeys
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


def wandering(story: Story) -> Story:
    """A cell that is carried over from the north to the south; Ana was in it before, Boris after."""
    story.place("hut", "cell").letter("l", by="ana", written="2024-01-01")
    story.fact("hut", "part_of", "north", when="2022/2022-12")
    story.fact("hut", "part_of", "south", when="2023/..")
    story.say("ana", "stay", "hut", when="2022-03-01/2022-04-01")
    story.say("boris", "stay", "hut", when="2023-03-01/2023-04-01")
    return story


def test_what_a_cell_lies_in_depends_on_the_time(story: Story, told: Tell) -> None:
    atlas = Atlas(told(wandering(story)))
    spring = {year: stretch(read_edtf(f"{year}-03")) for year in (2021, 2022, 2023)}
    assert atlas.above("hut") == {"hut", "north", "south"}
    assert atlas.above("hut", spring[2022]) == {"hut", "north"}
    assert atlas.above("hut", spring[2023]) == {"hut", "south"}
    assert atlas.above("hut", spring[2021]) == {"hut", "north", "south"}, "nobody knows of 2021"
    assert not atlas.nested("south", "hut", spring[2022])
    assert [atlas.of_sort("hut", "prison", spring[y]) for y in (2022, 2023)] == ["north", "south"]
    assert (atlas.has_moved("hut"), atlas.has_moved("north-1")) == (True, False)


def test_a_cell_that_is_dated_once_has_always_lain_there(story: Story, told: Tell) -> None:
    story.place("hut", "cell").fact("hut", "part_of", "north", when="2022")
    assert Atlas(told(story)).within("hut", "north", stretch(read_edtf("2010")))


def test_whoever_was_in_a_cell_was_in_the_prison_it_then_lay_in(story: Story, told: Tell) -> None:
    archive = told(wandering(story))
    assert [v.who for v in place(archive, "north").visitors] == ["ana"]
    assert [v.who for v in place(archive, "south").visitors] == ["boris"]
    assert [f.statement.object for f in place(archive, "hut").moves] == ["north", "south"]
    assert place(archive, "north-1").moves == ()
    journeys = Journeys(Atlas(archive))
    assert [journeys.been_in("ana", p) is not None for p in ("north", "south")] == [True, False]


def test_a_claim_counts_the_prison_that_the_cell_then_lay_in(story: Story, told: Tell) -> None:
    wandering(story)
    story.say("ana", "count", value="1", roles={"of": "prison"})
    (claim,) = life(told(story), "ana").claims
    assert claim.known == ("north",)


def test_renewed_it_knows_what_lies_in_a_place_now(story: Story, told: Tell) -> None:
    archive = told(story)
    atlas = Atlas(archive)
    assert atlas.below("south") == ("south", "south-1", "south-2")
    assert not atlas.within("north-1", "south")
    with archive.edit(why="the letters say so") as edit:
        edit.add(Statement("moved", "north-1", "part_of", "south"))
    atlas.renew(["north-1"])
    assert atlas.within("north-1", "south")
    assert set(atlas.below("south")) == {"south", "south-1", "south-2", "north-1"}


def test_renewed_after_a_judgement_it_knows_what_lies_in_both(story: Story, told: Tell) -> None:
    archive = told(story.place("yard", "prison").place("yard-3", "cell", within="yard"))
    atlas = Atlas(archive)
    assert not atlas.within("yard-3", "north")
    at = "2025-01-01T00:00:00Z"
    with archive.edit(why="one prison") as edit:
        edit.add(Identity("i_1", "north", "yard", "same", "one address", "tester", at))
    atlas.renew(["north", "yard"], judged=True)
    assert atlas.within("yard-3", "north")
