"""The pages of questions across lives and codes: company, presence, what is said, what stands near.

In: the values that ``relate.queries`` finds. Out: pages; certain things first, each with the words it rests
on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Sized
from typing import TYPE_CHECKING, Generic, TypeVar

from rich.text import Text

from kartoteka.archive.reader import Stretch
from kartoteka.cli.pages.hearsay import piece
from kartoteka.cli.pages.page import NARROW, Page
from kartoteka.cli.pages.voice import Voice
from kartoteka.cli.pages.witness import source_line
from kartoteka.model.dates import day_edtf, read_edtf
from kartoteka.model.gists import Gist
from kartoteka.model.statements import Attested
from kartoteka.relate.order import FIRST
from kartoteka.relate.queries.near import Near
from kartoteka.relate.queries.present import Present
from kartoteka.relate.queries.said import news_of
from kartoteka.relate.queries.together import Meeting
from kartoteka.relate.standing import Journeys
from kartoteka.wording.dates import say_date

if TYPE_CHECKING:
    import polars as pl

Found = TypeVar("Found", Meeting, Present)

MOST = 200
"""Entries of a page: who wants more takes --csv."""


def together_page(
    page: Page, found: Sequence[Meeting], voice: Voice, person: str | None, during: str | None
) -> None:
    """Set who was with whom: one entry for each pair and place, with everything it rests on."""
    entries = [_Entry(under) for under in _grouped(found, lambda m: (m.person, m.other, m.place))]
    key = "company_of" if person else "company"
    note = _note(page, "meetings", len(entries), during)
    page.title(voice.say(key, name=voice.name(person)), note)
    _nothing(page, found, "no_meetings")
    _entries(page, voice, entries, lambda m: _pair_of(voice, m, alone=person is not None))


def _pair_of(voice: Voice, meeting: Meeting, *, alone: bool) -> Text:
    words = Text() if alone else voice.named(meeting.person) + Text(" · ")
    return words + voice.named(meeting.other) + Text(", " + voice.place(meeting.place))


def present_page(
    page: Page, found: Sequence[Present], voice: Voice, place: str, during: str | None
) -> None:
    """Set who was in a place: one entry for each person and place within it."""
    groups = _grouped(found, lambda p: (p.who, p.place, p.as_member_of, p.regime))
    note = _note(page, "those_present", len({p.who for p in found}), during)
    page.title(voice.say("present_in", name=voice.name(place)), note)
    _nothing(page, found, "nobody_present")
    _entries(page, voice, [_Entry(under) for under in groups], lambda p: _who(voice, p, place))


def _who(voice: Voice, one: Present, asked: str) -> Text:
    facts = [voice.place(one.place)] if one.place != asked else []
    facts += [voice.term("regime", one.regime)] if one.regime else []
    facts += (
        [voice.say("with_group", name=voice.name(one.as_member_of))] if one.as_member_of else []
    )
    return voice.named(one.who) + Text("".join(f", {fact}" for fact in facts))


def _grouped(found: Sequence[Found], key: Callable[[Found], object]) -> list[list[Found]]:
    groups: dict[object, list[Found]] = {}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    return list(groups.values())


class _Entry(Generic[Found]):
    """What several statements say of the same thing: its days are those of all of them together."""

    def __init__(self, under: list[Found]) -> None:
        self.first, self.under = under[0], under
        certain = [one.certain for one in under if one.certain]
        self.is_certain = bool(certain)
        self.days = joined(certain or [one.possible for one in under])

    @property
    def said(self) -> tuple[str, ...]:
        """The ids of the statements, each once."""
        return tuple(dict.fromkeys(gist.id for one in self.under for gist in _statements(one)))


def _statements(one: Meeting | Present) -> tuple[Gist, ...]:
    return (*one.stays[0], *one.stays[1]) if isinstance(one, Meeting) else one.said


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return stretches with those that touch made one, by time.

    >>> joined([(5, 9), (1, 3), (8, 12), (4, 4), (20, None)])
    [(1, 12), (20, None)]
    """
    found: list[Stretch] = []
    for first, last in sorted(stretches, key=lambda s: FIRST if s[0] is None else s[0]):
        end = found[-1][1] if found else FIRST
        if found and (end is None or first is None or first <= end + 1):
            furthest = None if end is None or last is None else max(end, last)
            found[-1] = (found[-1][0], furthest)
        else:
            found.append((first, last))
    return found


def _entries(
    page: Page,
    voice: Voice,
    entries: Sequence[_Entry[Found]],
    words: Callable[[Found], Text],
) -> None:
    shown = entries[:MOST]
    ids = list(dict.fromkeys(i for entry in shown for i in entry.said))
    whole = {f.statement.id: f for f in (voice.atlas.reader.statements(ids=ids) if ids else ())}
    for certain in (True, False):
        under = [entry for entry in shown if entry.is_certain == certain]
        if under:
            page.heading(voice.say("certainly" if certain else "possibly"))
        for entry in under:
            page.apart()
            page.row("; ".join(_time(voice, days) for days in entry.days), words(entry.first))
            _stands_on(page, voice, [whole[i] for i in entry.said])
    _more(page, entries)


def said_page(
    page: Page, found: pl.DataFrame, voice: Voice, about: str, journeys: Journeys
) -> None:
    """Set what is said of something, by those who were there and by the others."""
    shown = list(news_of(voice.atlas.reader, found.head(MOST), journeys))
    page.title(voice.say("said_of", name=voice.name(about)), page.say("things_said", n=len(found)))
    _nothing(page, found, "nothing_said")
    for standing in ("first-hand", "hearsay"):
        under = [item for item in shown if item.standing == standing]
        if under:
            page.heading(voice.say(f"said_{standing.replace('-', '_')}"), gutter=NARROW)
        for item in under:
            page.apart()
            piece(page, voice, item)
    _more(page, found)


def near_page(page: Page, found: Sequence[Near], voice: Voice, codes: tuple[str, str]) -> None:
    """Set passages that stand together."""
    names = tuple(voice.term("code", code) for code in codes)
    page.title(" · ".join(names), page.say("pairs", n=len(found)))
    _nothing(page, found, "no_pairs")
    source = None
    for pair in found[:MOST]:
        if pair.a[1].source != source:
            source = pair.a[1].source
            page.heading(voice.source(voice.atlas.reader.source(source)))
        page.apart()
        _pair(page, voice, pair)
    _more(page, found)


def _pair(page: Page, voice: Voice, pair: Near) -> None:
    lang = voice.atlas.reader.source(pair.a[1].source).lang
    sides = (pair.a, pair.b) if pair.relation != "same" else (pair.a,)
    for coding, passage in sides:
        codes = (pair.a[0].code, pair.b[0].code) if len(sides) == 1 else (coding.code,)
        page.put(Text(voice.quote(passage.exact, lang), style="italic"), indent=1, hang=2)
        page.put(Text(" · ".join(voice.term("code", c) for c in codes), style="cyan"), indent=3)
    words = page.say(f"stands_{pair.relation}", n=pair.distance)
    page.put(Text(words, style="dim"), indent=3)
    if page.ids:
        page.put(Text(" ".join(pair.evidence), style="dim"), indent=3)


# ── what the pages share ──────────────────────────────────────────────────────────────────────────────


def _note(page: Page, key: str, number: int, during: str | None) -> str:
    if not during:
        return page.say(key, n=number)
    return f"{page.say(key, n=number)} · {say_date(read_edtf(during), page.lang)}"


def _nothing(page: Page, found: Sized, key: str) -> None:
    if not len(found):
        page.blank()
        page.put(page.say(key))


def _more(page: Page, found: Sized) -> None:
    if len(found) > MOST:
        page.blank()
        page.put(page.say("more_in_csv", n=len(found) - MOST))


def _time(voice: Voice, days: Stretch) -> str:
    """Return days in words; an unknown one is open."""
    first, last = ("" if day is None else day_edtf(day) for day in days)
    if first == last == "":
        return voice.say("time_unknown")
    one_day = first == last
    return voice.when(read_edtf(first if one_day else f"{first or '..'}/{last or '..'}"))


def _stands_on(page: Page, voice: Voice, found: Sequence[Attested]) -> None:
    """Set the words and sources of some statements, each once."""
    shown: set[str] = set()
    for one in (e for f in found for e in f.evidence):
        if one.passage.id in shown:
            continue
        shown.add(one.passage.id)
        page.beside(voice.quote(one.passage.exact, one.source.lang), style="italic", hang=1)
        page.beside(source_line(page, voice, one), hang=2)
    if page.ids:
        ids = dict.fromkeys(i for f in found for i in f.ids())
        page.beside(" ".join(ids), style="dim")
