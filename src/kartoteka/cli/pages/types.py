"""The page of a found typology: every type with its lives as strips of letters, and what it can claim.

In: a :class:`~kartoteka.analyse.typology.model.FoundTypology`. Out: a page. A strip is a life on the
grid of time, one letter a state, several cells of time to a letter where the page is narrow::

    Ana            aaaabbbbbbcc··
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import numpy as np
from rich.text import Text

from kartoteka.analyse.states import KEPT, state_name
from kartoteka.analyse.typology.model import FoundType, FoundTypology
from kartoteka.analyse.typology.words import mark_words, period
from kartoteka.cli.pages.page import Page
from kartoteka.cli.pages.voice import Voice
from kartoteka.wording.texts import say

GAP = "·"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
COLOURS = ("cyan", "yellow", "green", "magenta", "blue", "red", "white")
NAME = 24
"""Columns for the name of a life."""

NAMED = 6
"""Of those who were not placed so many are named; --json has all."""


def types_page(page: Page, typology: FoundTypology, voice: Voice, archive: str) -> None:
    """Set a found typology."""
    lang = voice.lang
    page.title(
        say("types.title", lang, n=typology.k),
        " · ".join(
            (
                say("types.lives_counted", lang, n=len(typology.lives)),
                period(typology, lang),
                say("types.states_of", lang, states=states_named(typology.states, voice)),
            )
        ),
    )
    letters = _legend(page, typology, voice)
    for one in typology.types:
        _type(page, typology, one, voice, letters)
    _borderline(page, typology, voice)
    page.heading(say("types.claims", lang))
    for caution in typology.cautions:
        page.put(
            "· " + say(f"types.{caution.kind}", lang, **_facts(caution.facts, lang)),
            indent=1,
            hang=3,
        )
    _quality(page, typology, lang)
    _left_out(page, typology, voice)
    _next(page, typology, lang, archive)


def _facts(facts: dict[str, float | int | str], lang: str) -> dict[str, float | int | str]:
    """Return facts with numbers as the language writes them."""
    return {k: decimal(v, lang) if isinstance(v, float) else v for k, v in facts.items()}


def states_named(states: Sequence[str], voice: Voice) -> str:
    """Return of what lives are sequences, in words: how people were kept, a sort, a role, a predicate."""
    return ", ".join(_states_named(word, voice) for word in states)


def _states_named(word: str, voice: Voice) -> str:
    if word == KEPT:
        return say("types.states_kept", voice.lang)
    lists = ("sort", "role", "predicate")
    known = (v for v in lists if voice.atlas.vocabulary.has(v, word))
    vocab = next(known, None)
    return word if vocab is None else voice.term(vocab, word)


def decimal(number: float, lang: str) -> str:
    """Return a number with two decimals.

    >>> decimal(0.5, "en"), decimal(0.5, "ru")
    ('0.50', '0,50')
    """
    return f"{number:.2f}".replace(".", "," if lang == "ru" else ".")


def _legend(page: Page, typology: FoundTypology, voice: Voice) -> dict[str, str]:
    """Set which letter is which state; a state that no cell has gets none."""
    channel, codes = typology.lives.channels[0], typology.lives.codes[0]
    used = [s for i, s in enumerate(channel.states) if (codes == i).any()]
    letters = {s: LETTERS[i] if i < len(LETTERS) else "?" for i, s in enumerate(used)}
    page.heading(say("types.legend", voice.lang))
    told = Text(" ").join(
        Text.assemble(
            (f"{letter} ", _colour(letter)),
            (state_name(s, voice.atlas, voice.lang).replace(" ", " ") + "  ", ""),
        )
        for s, letter in letters.items()
    )
    page.put(told + Text(f" {GAP} {say('types.unknown_state', voice.lang)}"), indent=1, hang=1)
    return letters


def _colour(letter: str) -> str:
    return COLOURS[LETTERS.index(letter) % len(COLOURS)] if letter in LETTERS else ""


def _type(
    page: Page, typology: FoundTypology, one: FoundType, voice: Voice, letters: dict[str, str]
) -> None:
    lang = voice.lang
    number = one.id.removeprefix("type-")
    count = say("types.lives_counted", lang, n=len(one.members))
    page.heading(f"{number}  {one.names[lang]} · {count}")
    for member in one.members:
        row = typology.lives.people.index(member.person)
        label = fitted_name(voice.name(member.person), NAME - 2)
        mark = "★ " if member.person == one.medoid else "  "
        line = Text(f" {mark}{label.ljust(NAME - 2)} ")
        line.append_text(_strip(typology, row, letters, page.width - NAME - 9))
        line.append(f" {round(100 * member.strength):3d} %", style="dim")
        page.line(line)
    _axis(page, typology)
    page.put(
        Text(
            f"★ {say('types.exemplar', lang)} · % {say('types.strength_word', lang)}", style="dim"
        ),
        indent=1,
    )
    if one.marks:
        page.put(say("types.distinguished", lang) + ":", indent=1)
        for mark in one.marks:
            kind = say(f"types.kind_{mark.kind}", lang)
            page.put(
                Text("· ")
                + Text(f"{kind} ", style="dim")
                + Text(mark_words(mark, voice.atlas, lang)),
                indent=3,
                hang=5,
            )
    survives = say("types.survives_type", lang, percent=round(100 * one.survives))
    page.put(survives, indent=1)


def fitted_name(name: str, columns: int) -> str:
    """Return a name, cut where it is longer."""
    return name if len(name) <= columns else name[: columns - 1].rstrip() + "…"


def _strip(typology: FoundTypology, row: int, letters: dict[str, str], columns: int) -> Text:
    """Return a life as letters; of several cells to a letter the most frequent state."""
    codes = typology.lives.codes[0][row]
    states = typology.lives.channels[0].states
    width = max(1, ceil(len(codes) / columns))
    strip = Text()
    for start in range(0, len(codes), width):
        known = codes[start : start + width]
        known = known[known >= 0]
        letter = letters[states[int(np.bincount(known).argmax())]] if len(known) else GAP
        strip.append(letter, style=_colour(letter) or "dim")
    return strip


def _axis(page: Page, typology: FoundTypology) -> None:
    """Set the first and last time below the strips."""
    times, columns = typology.times, page.width - NAME - 9
    letters = ceil(len(times) / max(1, ceil(len(times) / columns)))
    if letters >= len(times[0]) + len(times[-1]) + 1:
        room = letters - len(times[0])
        page.line(Text(" " * (NAME + 2) + times[0] + times[-1].rjust(room), style="dim"))


def _borderline(page: Page, typology: FoundTypology, voice: Voice) -> None:
    page.heading(say("types.borderline", voice.lang))
    names = {t.id: t.names[voice.lang] for t in typology.types}
    lying = [m for t in typology.types for m in t.members if m.borderline]
    for member in lying:
        other = names.get(member.nearest or "", "")
        words = say(
            "types.borderline_line", voice.lang, name=voice.name(member.person), other=other
        )
        page.put(f"· {words}", indent=1, hang=3)
    if not lying:
        page.put(say("types.no_borderline", voice.lang), indent=1)


def _quality(page: Page, typology: FoundTypology, lang: str) -> None:
    page.heading(say("types.quality", lang))
    for found in typology.quality:
        line = say(
            "types.quality_line",
            lang,
            k=found.k,
            asw=decimal(typology.separation[found.k], lang),
            r2=round(100 * found.r2),
        )
        page.put(
            line + (say("types.quality_chosen", lang) if found.k == typology.k else ""), indent=1
        )


def _left_out(page: Page, typology: FoundTypology, voice: Voice) -> None:
    if not typology.left_out:
        return
    page.heading(say("types.left_out_heading", voice.lang))
    ordered = sorted(typology.left_out.items(), key=lambda item: -item[1])
    told = [
        say("types.left_out_line", voice.lang, name=voice.name(who), n=n)
        for who, n in ordered[:NAMED]
    ]
    if more := len(ordered) - NAMED:
        told += [say("types.left_out_more", voice.lang, n=more)] if more > 0 else []
    page.put("; ".join(told) + ".", indent=1, hang=1)


def _next(page: Page, typology: FoundTypology, lang: str, archive: str) -> None:
    page.blank()
    page.put(say("types.next_life", lang))
    page.command(f"kartoteka life {archive} {typology.types[0].medoid}")
    page.put(say("types.next_declare", lang))
    states = f" --states {','.join(typology.states)}" if typology.states != ("kept",) else ""
    page.command(f'kartoteka types {archive}{states} --declare "…" --only type-1')
