"""What is kept between calls is what the archive says now, whatever was changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kartoteka.archive.archive import Archive
from kartoteka.testing import Story
from kartoteka.web.known import Known

Tell = Callable[[Story], Archive]


def test_a_name_that_nobody_says_any_more_is_forgotten(story: Story, told: Tell) -> None:
    """Nothing of the statement changes when its only attestation does; what somebody is called does."""
    story.letter("l", by="ana", written="2025")
    story.say("boris", "name", value="Old Bear")
    archive = told(story)
    known = Known(archive)
    assert known.names.names("boris") == ("boris", "Old Bear")
    said = archive.statements(subject="boris", predicate="name")[0].evidence[0].attestation
    with archive.edit(why="she denies it") as edit:
        edit.replace(said, replace(said, stance="denies"))
    known.renew()
    assert known.names.names("boris") == ("boris",)
    archive.undo()
    known.renew()
    assert known.names.names("boris") == ("boris", "Old Bear")
