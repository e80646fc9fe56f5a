"""The page of a status: where, since when, under which regime, reachable how, on whose word, as of when.

In: a :class:`~kartoteka.relate.status.Status`. Out: a page, which never says "now".
"""

from __future__ import annotations

from rich.text import Text

from kartoteka.cli.pages.page import Page
from kartoteka.cli.pages.voice import Voice
from kartoteka.cli.pages.witness import evidence
from kartoteka.model.statements import Attested
from kartoteka.relate.status import Status
from kartoteka.wording.dates import say_since, say_when


def status_page(page: Page, status: Status, voice: Voice) -> None:
    """Set a status."""
    page.title(voice.name(status.person), _as_of(voice, status))
    page.blank()
    if status.place is None:
        _nowhere(page, voice, status)
        return
    where = Text(voice.name(status.place), style="bold")
    page.row(voice.say("label_where"), where)
    if len(status.path) > 1:
        page.beside(f"› {voice.path(status.path[1:])}", style="dim")
    page.row(voice.say("label_since"), _since(voice, status))
    if status.regime:
        page.row(voice.say("label_regime"), voice.term("regime", status.regime))
    page.row(
        voice.say("label_certainty"),
        voice.say("there_certainly" if status.certain else "there_possibly"),
    )
    _whose_word(page, voice, status)
    _reach(page, voice, status)
    _how_old(page, voice, status)


def _as_of(voice: Voice, status: Status) -> str:
    if status.as_of is None:
        if status.asked is not None:
            return voice.say("as_of_asked_nothing", asked=voice.day(status.asked))
        return voice.say("as_of_nothing")
    newest = voice.day(status.as_of)
    if status.asked is None or status.asked == status.as_of:
        return voice.say("as_of", day=newest)
    return voice.say("as_of_asked", day=newest, asked=voice.day(status.asked))


def _nowhere(page: Page, voice: Voice, status: Status) -> None:
    page.put(voice.say("nowhere" if status.last is None else "no_longer"))
    if status.asked is not None:
        page.put(voice.say("told_later"))
    if status.last is not None:
        page.blank()
        page.row(voice.say("label_last"), voice.sentence(status.last.statement))
        evidence(page, voice, status.last)


def _since(voice: Voice, status: Status) -> str:
    since = status.since
    if since is None:
        return voice.say("since_letter" if status.letter else "time_unknown")
    words = say_since(since, voice.lang)
    if since.b0 is not None and since.b1 is not None and since.b0 != since.b1:
        # What was told had begun before it was told.
        last = min(since.b1, status.as_of or since.b1)
        facts = {"first": voice.day(since.b0), "last": voice.day(last)}
        words += " " + voice.say("since_between", **facts)
    return words


def _whose_word(page: Page, voice: Voice, status: Status) -> None:
    found = status.stay
    who = voice.say("label_word")
    if found is not None:
        speakers = dict.fromkeys(voice.name(w) for w in found.witnesses)
        page.row(who, Text(", ".join(speakers) or voice.say("nobody_named"), style="bold"))
        evidence(page, voice, found)
    if status.letter is not None and status.place is not None:
        letter = status.letter
        place = voice.place(letter.place) if letter.place else ""
        words = voice.say("letter_head", source=voice.source(letter), place=place)
        page.row("" if found else who, words)


def _reach(page: Page, voice: Voice, status: Status) -> None:
    if not status.reach:
        page.row(voice.say("label_reach"), voice.say("reach_unknown"))
    for position, found in enumerate(status.reach):
        page.row(voice.say("label_reach") if position == 0 else "", _contact(voice, status, found))
        evidence(page, voice, found)


def _contact(voice: Voice, status: Status, found: Attested) -> Text:
    """Return what gets through, when, and (where that is not the person) to whom."""
    statement = found.statement
    words = Text(voice.term("reach", statement.value))
    subject = voice.atlas.clusters.head(statement.subject)
    if subject != status.person:
        words.append(f", {voice.name(subject)}")
    if reason := statement.role("reason"):
        words.append(f" ({reason})")
    when = say_when(statement.when, voice.lang) if statement.when else voice.say("time_not_said")
    return words.append(f", {when}")


def _how_old(page: Page, voice: Voice, status: Status) -> None:
    if status.as_of is not None:
        page.blank()
        page.put(Text(voice.say("not_now", day=voice.day(status.as_of)), style="dim"))
