"""A community: forming, splitting, living on; who belonged to it, who only sat beside it."""

from collections.abc import Callable

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.relate.group import group
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]


@pytest.fixture
def table(story: Story) -> Story:
    story.groups("table", "old-table", "new-table", "splinter", "daughter").types("sharing")
    return story.letter("l", by="ana", written="2025-03-25")


def test_where_it_came_from_and_what_it_lived_on_as(table: Story, told: Tell) -> None:
    table.say("table", "formed", "north-1", when="2025-01", roles={"from_group": "old-table"})
    table.say("splinter", "split", "table", when="2025-02")
    table.say("table", "continued", "new-table", when="2025-03")
    table.say("daughter", "formed", "north-2", when="2025-03", roles={"from_group": "table"})
    archive = told(table)
    found = group(archive, "table")
    assert found.before == ("old-table",)
    assert found.after == ("splinter", "new-table", "daughter")
    assert [t.statement.predicate for t in found.turns] == [
        "formed",
        "split",
        "continued",
        "formed",
    ]
    assert group(archive, "new-table").before == ("table",)
    assert group(archive, "old-table").after == ("table",)
    assert group(archive, "splinter").before == ("table",)


def test_a_link_that_is_denied_links_nothing(table: Story, told: Tell) -> None:
    table.say("table", "continued", "new-table", when="2025-03", stance="denies")
    assert group(told(table), "table").after == ()


def test_members_by_time_and_neighbours_of_the_same_days(table: Story, told: Tell) -> None:
    table.people("clara", "dora")
    table.say("table", "stay", "north-1", when="2025-01/2025-02")
    table.say("boris", "member", "table", when="2025-02")
    table.say("ana", "member", "table", when="2025-01", roles={"function": "cook"})
    table.say("clara", "stay", "north-1", when="2025-02")
    table.say("dora", "stay", "north-1", when="2024")
    found = group(told(table), "table")
    assert [(m.who, m.function) for m in found.members] == [("ana", "cook"), ("boris", None)]
    assert [v.who for v in found.neighbours] == ["clara"]


def test_customs_it_has_and_those_it_is_said_not_to_have(table: Story, told: Tell) -> None:
    table.types("voting")
    table.say("table", "practice", "sharing")
    table.say("table", "practice", "voting", polarity=-1)
    assert [p.statement.polarity for p in group(told(table), "table").practices] == [1, -1]


def test_a_group_within_a_group(table: Story, told: Tell) -> None:
    table.fact("splinter", "part_of", "table").fact("daughter", "part_of", "splinter")
    archive = told(table)
    assert group(archive, "table").parts == ("splinter",)
    assert group(archive, "daughter").path == ("daughter", "splinter", "table")
