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
    for key in ("definitions", "criteria"):
        section(page, voice, key, getattr(profile, key), profile.type)
        page.more(profile.more.get(key, 0))
    for key in ("members", "not_members", "counter_examples", "practised", "not_practised"):
        section(page, voice, key, getattr(profile, key))
        page.more(profile.more.get(key, 0))
    if profile.reputations:
        page.heading(voice.say("reputations"))
        for position, item in enumerate(profile.reputations):
            if position:
                page.blank()
            piece(page, voice, item, indent=1)
        page.more(profile.more.get("reputations", 0))
    if profile.narrower:
        page.heading(voice.say("narrower"))
        for narrower in profile.narrower:
            page.put(Text("· ") + voice.named(narrower), indent=2, hang=4)
    section(page, voice, "other_things", profile.other, profile.type)
    page.more(profile.more.get("other", 0))
    if len(page.lines) <= 2:
        page.blank()
        page.put(voice.say("nothing_yet"))
