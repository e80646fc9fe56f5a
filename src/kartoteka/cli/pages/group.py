"""The page of a community: how it formed, changed and ended, who belonged to it, how it lived.

In: a :class:`~kartoteka.relate.group.GroupBiography`. Out: a page.
"""

from __future__ import annotations

from collections.abc import Sequence

from kartoteka.cli.pages.life import statement_row
from kartoteka.cli.pages.page import Page
from kartoteka.cli.pages.place import section, visitors
from kartoteka.cli.pages.voice import Voice
from kartoteka.cli.pages.witness import evidence
from kartoteka.relate.group import GroupBiography, Membership


def group_page(page: Page, group: GroupBiography, voice: Voice) -> None:
    """Set the biography of a group."""
    page.title(voice.name(group.group), _note(voice, group))
    if group.turns:
        page.heading(voice.say("turns"))
        for turn in group.turns:
            label = voice.when(turn.statement.when) or voice.say("time_unknown")
            statement_row(page, voice, turn, label=label, time=False)
    _kindred(page, voice, group)
    visitors(page, voice, group.places, voice.say("where_it_was"), shown=group.group)
    page.more(group.more.get("places", 0))
    _members(page, voice, group.members)
    page.more(group.more.get("members", 0))
    for key in ("numbers", "practices", "has", "traits"):
        section(page, voice, key, getattr(group, key), group.group)
        page.more(group.more.get(key, 0))
    section(page, voice, "other_things", group.events, group.group)
    page.more(group.more.get("events", 0))
    visitors(page, voice, group.neighbours, voice.say("neighbours"))
    page.more(group.more.get("neighbours", 0))


def _note(voice: Voice, group: GroupBiography) -> str:
    sort = voice.atlas.sort(group.group)
    kind = voice.term("sort", sort) if sort else voice.say("kind_group")
    return " · ".join([kind, ", ".join(group.ids)])


def _kindred(page: Page, voice: Voice, group: GroupBiography) -> None:
    """Set the groups that it came out of and lived on in, what it was part of, and its parts."""
    kindred = {
        "came_from": group.before,
        "lived_on": group.after,
        "part_of_whole": group.path[1:],
        "had_parts": group.parts,
    }
    for key, ids in kindred.items():
        if ids:
            page.apart()
            page.row("", voice.say(key, names=", ".join(voice.name(i) for i in ids)))


def _members(page: Page, voice: Voice, members: Sequence[Membership]) -> None:
    if not members:
        return
    page.heading(voice.say("members"))
    for member in members:
        line = voice.named(member.who)
        if member.function:
            line.append(f", {member.function}")
        page.apart()
        page.row(voice.when(member.when) or voice.say("time_unknown"), line)
        evidence(page, voice, member.attested)
