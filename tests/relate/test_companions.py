"""Who was in one place with somebody."""

from collections.abc import Callable

from kartoteka.archive.archive import Archive
from kartoteka.relate.companions import companions
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]


def test_companions_share_a_cell_not_a_prison(story: Story, told: Tell) -> None:
    story.people("clara", "dora", "emil").letter("l", by="ana", written="2025-03-25")
    story.say("ana", "stay", "north-1", when="2025-03-01/2025-03-10")
    story.say("ana", "stay", "north", when="2025-03-01/2025-03-10")
    story.say("boris", "stay", "north-1", when="2025-03-05/2025-03-20")
    story.say("clara", "stay", "north-1", when="2025-03")
    story.say("dora", "stay", "north-2", when="2025-03-05/2025-03-20")
    story.say("emil", "stay", "north-1", when="2025-03-11/2025-03-20")
    found = companions(told(story), "ana")
    assert [(c.who, c.place, c.certain) for c in found] == [
        ("boris", "north-1", True),
        ("clara", "north-1", False),
    ]


def test_two_who_are_still_there_are_together(story: Story, told: Tell) -> None:
    story.letter("l", by="ana", written="2025-03-25")
    story.say("ana", "stay", "north-1", when="2025-03-01/..")
    story.say("boris", "stay", "north-1", when="2025-03-05/..")
    assert [c.certain for c in companions(told(story), "ana")] == [True]
