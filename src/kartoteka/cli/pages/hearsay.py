"""The page of hearsay: what was said, along which chain it came, and how old it was.

In: :class:`~kartoteka.relate.hearsay.News`. Out: a page, one block for each thing said::

    Riverside, food: very good.
    neighbours → Ana, told in the quarantine cell, in March 2025
    “What a dining hall!”
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from kartoteka.cli.pages.page import Page
from kartoteka.cli.pages.voice import Voice, full_stop
from kartoteka.cli.pages.witness import chain, source_line
from kartoteka.relate.hearsay import News, Step
from kartoteka.wording.dates import say_when


def hearsay_page(
    page: Page, news: Sequence[News], voice: Voice, about: str | None, *, more: bool = False
) -> None:
    """Set what reached us by hearsay, about something or about everything."""
    title = voice.say("hearsay_of", name=voice.name(about)) if about else voice.say("hearsay_all")
    first = sum(n.standing == "first-hand" for n in news)
    note = voice.say("hearsay_note", n=len(news))
    note += " " + voice.say("of_these_first", n=first) if first else ""
    page.title(title, note if news else "")
    if not news:
        page.blank()
        page.put(voice.say("no_hearsay"))
    for item in news:
        page.blank()
        piece(page, voice, item)
    if more:
        page.blank()
        page.put(Text(voice.say("more_hearsay"), style="dim"))


def piece(page: Page, voice: Voice, item: News, *, indent: int = 0) -> None:
    """Set one thing that was said."""
    page.put(full_stop(voice.sentence(item.statement)), indent=indent)
    inner = indent + 4
    way = chain(voice, item.evidence)
    if len(item.steps) == 1:
        way += Text(", ") + told_where(voice, item.steps[0])
    page.put(way, indent=inner, hang=inner + 2)
    for step in item.steps if len(item.steps) > 1 else ():
        page.put(hop(voice, step), indent=inner + 2, hang=inner + 4)
    quote = voice.quote(item.evidence.passage.exact, item.evidence.source.lang)
    page.put(Text(quote, style="italic"), indent=inner, hang=inner + 1)
    page.put(source_line(page, voice, item.evidence), indent=inner, hang=inner + 2)
    page.put(standing(voice, item), indent=inner, hang=inner + 2)
    if page.ids:
        page.put(Text(" ".join(item.ids), style="dim"), indent=inner)


def hop(voice: Voice, step: Step) -> Text:
    """Return one telling of several: "neighbours → Ana, told in the cell, in March"."""
    speaker = voice.name(step.speaker) if step.speaker else voice.say("nobody_named")
    return Text(f"{speaker} → {voice.name(step.listener)}, ") + told_where(voice, step)


def told_where(voice: Voice, step: Step) -> Text:
    """Return where and when one telling happened, and how far the speaker can be relied on."""
    place = voice.say("told_in", place=voice.place(step.place)) if step.place else ""
    facts = [place or voice.say("told_somewhere")]
    if step.when:
        facts.append(say_when(step.when, voice.lang))
    if step.reliability is not None:
        facts.append(voice.say(f"reliability_{step.reliability}"))
    return Text(", ".join(facts), style="yellow" if step.place else "dim")


def standing(voice: Voice, item: News) -> Text:
    """Return whether it is first-hand, why, and how old the news was when it was written down."""
    line = Text(voice.say(f"standing_{item.standing.replace('-', '_')}"), style="bold")
    reason = _reason(voice, item)
    if reason:
        line.append(f": {reason}")
    line.append(f" · {age(voice, item.age)}" if item.steps or item.age else "")
    return line


def _reason(voice: Voice, item: News) -> str:
    if item.because is not None:
        who, place = voice.name(item.because.who), voice.place(item.because.place)
        return voice.say("because_there", who=who, place=place)
    subject = voice.atlas.find(item.statement.subject)
    if item.standing == "hearsay" and subject is not None and subject.kind == "place":
        return voice.say("because_never")
    return voice.term("basis", item.evidence.attestation.basis)


def age(voice: Voice, days: int | None) -> str:
    """Return how old news was, in words."""
    if days is None:
        return voice.say("age_unknown")
    if days == 0:
        return voice.say("age_none")
    if days < 14:
        return voice.say("age_days", n=days)
    if days < 70:
        return voice.say("age_weeks", n=round(days / 7))
    return (
        voice.say("age_months", n=round(days / 30.4))
        if days < 700
        else voice.say("age_years", n=round(days / 365))
    )
