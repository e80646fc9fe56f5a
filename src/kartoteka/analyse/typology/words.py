"""What a found typology says, in words: its marks, its time, how it was found and what it can claim.

In: values of a typology, a language. Out: sentences (``wording/texts/types.yaml``).
"""

from __future__ import annotations

from collections.abc import Iterator

from kartoteka.analyse.states import state_name
from kartoteka.analyse.typology.model import FoundTypology, Mark
from kartoteka.model.dates import read_edtf
from kartoteka.relate.atlas import Atlas
from kartoteka.wording.dates import say_date
from kartoteka.wording.texts import say


def mark_words(mark: Mark, atlas: Atlas, lang: str) -> str:
    """Return what a mark says, in words."""
    what = (
        state_name(mark.what, atlas, lang) if mark.kind == "state" else atlas.name(mark.what, lang)
    )
    key = "mark_state" if mark.kind == "state" else "mark_share"
    share, elsewhere = round(100 * mark.share), round(100 * mark.elsewhere)
    return say(f"types.{key}", lang, what=what, share=share, elsewhere=elsewhere)


def how_found(typology: FoundTypology, lang: str) -> Iterator[str]:
    """Yield how a typology was found and what it can and cannot claim, a sentence a line."""
    yield period(typology, lang)
    words = ", ".join(typology.states)
    cost = "" if typology.indel is None else f" (indel {typology.indel:g})"
    measure = f"{typology.measure}{cost}"
    yield (say("types.states_of", lang, states=words) + f" · {measure} · seed {typology.seed}")
    for caution in typology.cautions:
        yield say(f"types.{caution.kind}", lang, **caution.facts)


def period(typology: FoundTypology, lang: str) -> str:
    """Return the time that was looked at, in words."""
    unit = say(f"types.unit_{typology.unit}", lang)
    if typology.since is not None:
        return say("types.by_event", lang, n=len(typology.times), event=typology.since, unit=unit)
    first, last = typology.times[0], typology.times[-1]
    span = say_date(read_edtf(first if first == last else f"{first}/{last}"), lang)
    return say("types.by_calendar", lang, span=span, unit=unit)


def spoken_times(typology: FoundTypology, lang: str) -> tuple[str, ...]:
    """Return the times of the grid as an axis shows them: days in words where they are of the calendar."""
    if typology.since is not None:
        return typology.times
    return tuple(say_date(read_edtf(time), lang) for time in typology.times)
