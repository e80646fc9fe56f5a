"""What a statement stands on: the words, whose they are, from whom they had it, how sure we are.

In: an attestation. Out: lines on a page::

    “There is so much meat in the soup!”
    — Ana, “The second letter”, letter, 25 March 2025 · lived through it · certain
    told by three neighbours, in the quarantine cell, before 25 March 2025
"""

from __future__ import annotations

from rich.text import Text

from kartoteka.cli.pages.page import Page
from kartoteka.cli.pages.voice import Voice
from kartoteka.model.statements import Attested, Evidence, Telling
from kartoteka.wording.dates import say_when


def evidence(page: Page, voice: Voice, *same: Attested) -> None:
    """Set everything that a statement stands on, or several that say the same, below its row."""
    under = [one for found in same for one in found.evidence]
    for one in under:
        witness(page, voice, one)
    if not under:
        page.beside(voice.say("unattested"), style="dim")
    if page.ids:
        ids = dict.fromkeys(i for found in same for i in found.ids())
        page.beside(" ".join(ids), style="dim")


def witness(page: Page, voice: Voice, one: Evidence) -> None:
    """Set one attestation: quote, source, chain."""
    words = voice.quote(one.passage.exact, one.source.lang)
    if words == page.quoted:
        page.beside(voice.say("same_words"), style="dim")
        return
    page.quoted = words
    page.beside(words, style="italic", hang=1)
    page.beside(source_line(page, voice, one), hang=2)
    if one.chain:
        page.beside(told(voice, one), hang=2)


def source_line(page: Page, voice: Voice, one: Evidence) -> Text:
    """Return who says so, where, when, how they know, and how sure our reading is."""
    author = voice.name(one.author) if one.author else voice.say("nobody_named")
    cited = voice.source(one.source, one.written)
    line = Text(f"— {author}, {voice.say('ibid') if page.cited == cited else cited}")
    page.cited = cited
    notes = [] if one.chain else [_basis(voice, one)]
    notes += [_stance(voice, one), voice.certainty(one.attestation.certainty)]
    if one.attestation.method == "machine":
        notes.append(voice.say("by_machine"))
    for note in filter(None, notes):
        line.append(f" · {note}")
    line.stylize("dim")
    return line


def _basis(voice: Voice, one: Evidence) -> str:
    basis = one.attestation.basis
    return "" if basis == "unknown" else voice.term("basis", basis)


def _stance(voice: Voice, one: Evidence) -> str:
    stance = one.attestation.stance
    return "" if stance == "asserts" else voice.say(f"stance_{stance}")


def told(voice: Voice, one: Evidence) -> Text:
    """Return by whom the author was told, and from whom those had it."""
    outermost = list(reversed(one.chain))
    parts = [
        voice.say("told_by" if position == 0 else "had_it_from", who=_speech(voice, telling))
        for position, telling in enumerate(outermost)
    ]
    line = Text(voice.say("told_joint").join(parts), style="yellow")
    if one.attestation.basis != "unknown":
        line.append(" · " + voice.term("basis", one.attestation.basis), style="dim")
    return line


def _speech(voice: Voice, telling: Telling) -> str:
    facts = [voice.name(telling.speaker)]
    if telling.place:
        facts.append(voice.place(telling.place))
    if telling.when:
        facts.append(say_when(telling.when, voice.lang))
    if telling.reliability is not None:
        facts.append(voice.say(f"reliability_{telling.reliability}"))
    return ", ".join(facts)


def chain(voice: Voice, one: Evidence) -> Text:
    """Return the way of the news: ``neighbours → Ana``, the author last."""
    line = Text()
    for position, speaker in enumerate(one.speakers()):
        line.append(" → " if position else "")
        line.append(voice.name(speaker) if speaker else voice.say("nobody_named"), style="bold")
    return line
