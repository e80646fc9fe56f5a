"""An open end reaches to the day it was last heard of, and no further."""

from collections.abc import Callable

from kartoteka.archive.archive import Archive
from kartoteka.model.dates import day_of
from kartoteka.model.statements import Attested
from kartoteka.relate.heard import known_days, last_heard
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]


def one(archive: Archive) -> Attested:
    return archive.statements(ids="st_1")[0]


def test_still_so_means_still_so_when_it_was_written(story: Story, told: Tell) -> None:
    story.letter("l", by="ana", written="2025-03-25")
    story.say("ana", "stay", "north-1", when="2025-03-05/..")
    assert known_days(one(told(story))) == (day_of(2025, 3, 5), day_of(2025, 3, 25))


def test_a_later_letter_prolongs_it_unless_it_is_too_late_to_be_looked_at(
    story: Story, told: Tell
) -> None:
    story.letter("l1", by="ana", written="2025-03-25")
    first = story.say("ana", "stay", "north-1", when="2025-03-05/..")
    story.letter("l2", by="ana", written="2025-05-01")
    story.say("ana", "stay", "north-1", when="2025-03-05/..", again=first)
    found = one(told(story))
    assert last_heard(found) == day_of(2025, 5, 1)
    assert last_heard(found, day_of(2025, 4, 1)) == day_of(2025, 3, 25)


def test_what_was_told_weeks_ago_was_last_heard_then(story: Story, told: Tell) -> None:
    story.letter("l", by="boris", written="2025-03-25")
    story.say("ana", "stay", "north-1", when="2025-01-05/..", told_by=[("ana", None, "2025-01-20")])
    assert last_heard(one(told(story))) == day_of(2025, 1, 20)


def test_what_began_some_time_in_the_month_of_the_letter_began_before_it(
    story: Story, told: Tell
) -> None:
    story.letter("l", by="ana", written="2025-03-10")
    story.say("ana", "stay", "north-1", when="2025-03/..")
    assert known_days(one(told(story))) == (day_of(2025, 3, 10), day_of(2025, 3, 10))


def test_who_denies_it_did_not_hear_of_it(story: Story, told: Tell) -> None:
    story.letter("l", by="ana", written="2025-03-10")
    story.say("boris", "stay", "north-1", when="2025-03-01/..", stance="denies")
    assert last_heard(one(told(story))) is None


def test_a_month_is_certain_on_no_day(story: Story, told: Tell) -> None:
    story.letter("l", by="ana", written="2025-04-10")
    story.say("ana", "stay", "north-1", when="2025-03")
    assert known_days(one(told(story))) is None
