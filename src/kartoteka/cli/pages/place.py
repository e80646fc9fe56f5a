"""The page of a place: where it lies, who was there, what it has, how people live and judge there.

In: a :class:`~kartoteka.relate.place.PlaceProfile`. Out: a page. Ratings stand side by side, first-hand ones
first: nobody is averaged away.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from kartoteka.cli.pages.hearsay import age, standing
from kartoteka.cli.pages.life import statement_row
from kartoteka.cli.pages.page import GUTTER, NARROW, Page
from kartoteka.cli.pages.voice import Voice, full_stop
from kartoteka.cli.pages.witness import chain, source_line
from kartoteka.model.statements import Attested
from kartoteka.relate.heard import known_days
from kartoteka.relate.hearsay import News
from kartoteka.relate.place import PlaceProfile, Visitor


def place_page(page: Page, place: PlaceProfile, voice: Voice) -> None:
    """Set a place."""
    page.title(voice.name(place.place), _note(voice, place))
    section(page, voice, "moves", place.moves)
    _inside(page, voice, place)
    visitors(page, voice, place.visitors, voice.say("who_was_there"), shown=place.place)
    page.more(place.more.get("visitors", 0))
    _ratings(page, voice, place.ratings)
    page.more(place.more.get("ratings", 0))
    for key in ("has", "practices", "numbers", "traits"):
        section(page, voice, key, getattr(place, key), place.place)
        page.more(place.more.get(key, 0))
    section(page, voice, "other_things", place.events, place.place)
    page.more(place.more.get("events", 0))


def _note(voice: Voice, place: PlaceProfile) -> str:
    facts = [voice.term("sort", place.sort) if place.sort else voice.say("kind_place")]
    if len(place.path) > 1:
        facts.append(voice.path(place.path[1:]))
    return " · ".join([*facts, ", ".join(place.ids)])


def _inside(page: Page, voice: Voice, place: PlaceProfile) -> None:
    if not place.children:
        return
    page.heading(voice.say("inside"))
    _nested(page, voice, (place.place,))


def _nested(page: Page, voice: Voice, path: tuple[str, ...]) -> None:
    """Set what lies in the last place of a path; places that contain each other end there."""
    for child in voice.atlas.children(path[-1]):
        if child not in path:
            indent = len(path) * 2
            page.put(Text("· ") + voice.named(child), indent=indent, hang=indent + 2)
            _nested(page, voice, (*path, child))


def visitors(
    page: Page, voice: Voice, found: Sequence[Visitor], title: str, *, shown: str | None = None
) -> None:
    """Set who was somewhere, by time; ``shown`` is whose page it is, and need not be named again."""
    if not found:
        return
    page.heading(title)
    for visitor in found:
        page.row(
            voice.when(visitor.when) or voice.say("time_unknown"), _stay(voice, visitor, shown)
        )
        for one in visitor.attested.evidence:
            page.beside(source_line(page, voice, one), hang=2)
        if page.ids:
            page.beside(" ".join(visitor.attested.ids()), style="dim")


def _stay(voice: Voice, visitor: Visitor, shown: str | None) -> Text:
    """Return who was where: "Ana, in cell 7, quarantine, two weeks · days known"."""
    facts = [] if visitor.place == shown else [voice.place(visitor.place)]
    facts += [voice.term("regime", visitor.regime)] if visitor.regime else []
    facts += [voice.duration(visitor.attested.statement)] if visitor.duration else []
    line = Text() if visitor.who == shown else voice.named(visitor.who)
    line.append((", " if line else "") + ", ".join(facts) if facts else "")
    known = known_days(visitor.attested) is not None
    return line.append(f" · {voice.say('days_known' if known else 'days_uncertain')}", style="dim")


def _ratings(page: Page, voice: Voice, ratings: Sequence[News]) -> None:
    if not ratings:
        return
    page.heading(voice.say("ratings"))
    for item in ratings:
        _rating(page, voice, item)


def _rating(page: Page, voice: Voice, item: News) -> None:
    statement = item.statement
    page.apart()
    label = voice.say(f"standing_{item.standing.replace('-', '_')}")
    page.row(label, full_stop(voice.sentence(statement)))
    page.beside(
        voice.quote(item.evidence.passage.exact, item.evidence.source.lang), style="italic", hang=1
    )
    page.beside(source_line(page, voice, item.evidence), hang=2)
    if item.steps:
        page.beside(chain(voice, item.evidence), hang=2)
    page.beside(_reason(voice, item), style="dim", hang=2)
    if page.ids:
        page.beside(" ".join(item.ids), style="dim")


def _reason(voice: Voice, item: News) -> str:
    _, colon, reason = standing(voice, item).plain.partition(": ")
    return reason if colon else age(voice, item.age)


def section(
    page: Page, voice: Voice, key: str, found: Sequence[Attested], subject: str | None = None
) -> None:
    """Set a section of statements; nothing where there are none."""
    if not found:
        return
    timed = any(one.statement.when for one in found)
    page.heading(voice.say(key), gutter=GUTTER if timed else NARROW)
    for one in found:
        label = voice.when(one.statement.when)
        statement_row(page, voice, one, without=subject, label=label, time=False)
