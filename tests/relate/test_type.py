"""A human type: who belongs, who only seems to, what is said of it among whom."""

from collections.abc import Callable

from kartoteka.archive.archive import Archive
from kartoteka.relate.type import type as profile
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]


def test_a_type_and_its_people(story: Story, told: Tell) -> None:
    story.types("loner", "outsider").groups("cellmates")
    story.fact("loner", "definition", value="eats alone").fact("loner", "part_of", "outsider")
    story.fact("loner", "counter_example", "boris").letter("l", by="ana", written="2025-03-25")
    story.say("ana", "trait", "loner")
    story.say("boris", "trait", "loner", polarity=-1)
    story.say("loner", "reputation", value="proud", roles={"among": "cellmates"}, told_by=["boris"])
    archive = told(story)
    found = profile(archive, "loner")
    assert [f.statement.value for f in found.definitions] == ["eats alone"]
    assert [f.statement.subject for f in found.members] == ["ana"]
    assert [f.statement.subject for f in found.not_members] == ["boris"]
    assert [f.statement.object for f in found.counter_examples] == ["boris"]
    assert [(n.witness, n.statement.role("among")) for n in found.reputations] == [
        ("boris", "cellmates")
    ]
    assert (found.broader, profile(archive, "outsider").narrower) == ("outsider", ("loner",))


def test_a_custom_and_who_has_it(story: Story, told: Tell) -> None:
    story.types("voting").groups("a", "b").letter("l", by="ana", written="2025-03-25")
    story.say("a", "practice", "voting")
    story.say("b", "practice", "voting", polarity=-1)
    found = profile(told(story), "voting")
    assert [f.statement.subject for f in found.practised] == ["a"]
    assert [f.statement.subject for f in found.not_practised] == ["b"]
