"""The page of a human type, or of a custom: what it is, who belongs to it, what is said of it among whom.

In: a :class:`~kartoteka.relate.type.TypeProfile`. Out: a page.
"""

from __future__ import annotations

from rich.text import Text

from kartoteka.cli.pages.hearsay import piece
from kartoteka.cli.pages.page import Page
from kartoteka.cli.pages.place import section
from kartoteka.cli.pages.voice import Voice
from kartoteka.relate.type import TypeProfile


def type_page(page: Page, profile: TypeProfile, voice: Voice) -> None:
    """Set a type."""
    note = [voice.say("kind_type"), ", ".join(profile.ids)]
    if profile.broader:
        note.insert(1, f"› {voice.name(profile.broader)}")
    page.title(voice.name(profile.type), " · ".join(note))
    section(page, voice, "definitions", profile.definitions, profile.type)
    section(page, voice, "criteria", profile.criteria, profile.type)
    section(page, voice, "members", profile.members)
    section(page, voice, "not_members", profile.not_members)
    section(page, voice, "counter_examples", profile.counter_examples)
    section(page, voice, "practised", profile.practised)
    section(page, voice, "not_practised", profile.not_practised)
    if profile.reputations:
        page.heading(voice.say("reputations"))
        for position, item in enumerate(profile.reputations):
            if position:
                page.blank()
            piece(page, voice, item, indent=1)
    if profile.narrower:
        page.heading(voice.say("narrower"))
        for narrower in profile.narrower:
            page.put(Text("· ") + voice.named(narrower), indent=2, hang=4)
    section(page, voice, "other_things", profile.other, profile.type)
    if len(page.lines) <= 2:
        page.blank()
        page.put(voice.say("nothing_yet"))
