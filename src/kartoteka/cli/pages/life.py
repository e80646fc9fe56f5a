"""The page of a life: the journey drawn, what happened in order, what was claimed and is not known.

In: a :class:`~kartoteka.model.lives.Life`. Out: a page.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from kartoteka.cli.pages.page import Page
from kartoteka.cli.pages.timeline import timeline
from kartoteka.cli.pages.voice import Voice, full_stop
from kartoteka.cli.pages.witness import evidence
from kartoteka.model.lives import Claim, Episode, Life
from kartoteka.model.statements import Attested
from kartoteka.relate.sentences import counted, sort_name
from kartoteka.relate.told_again import episodes_told, told


def life_page(page: Page, life: Life, voice: Voice) -> None:
    """Set a life, told in order."""
    page.title(voice.name(life.person), head_note(voice, life))
    timeline(page, voice, life.journey)
    if life.episodes:
        page.heading(voice.say("in_order"))
        for same in episodes_told(life.episodes, voice.atlas):
            _episode(page, voice, same)
    if life.undated:
        page.heading(voice.say("without_time"))
        for same in told(life.undated, voice.atlas):
            label = voice.term("predicate", same[0].statement.predicate)
            statement_row(page, voice, *same, without=life.person, label=label)
    page.more(life.more)
    if life.claims:
        page.heading(voice.say("claims"))
        for group in _same_words(life.claims):
            _claims(page, voice, group)
    if not (life.episodes or life.undated or life.claims):
        page.blank()
        page.put(voice.say("nothing_yet"))


def head_note(voice: Voice, life: Life) -> str:
    """Return a line on the names and ids of a person."""
    names = [n.value for n in voice.atlas.names(life.person) if n.value != voice.name(life.person)]
    facts = [", ".join(life.ids)]
    if names:
        facts.append(voice.say("also", names=", ".join(names)))
    return " · ".join(facts)


def _episode(page: Page, voice: Voice, same: Sequence[Episode]) -> None:
    """Set one episode, however often it was told: the time in the gutter, the sentence, what it stands on."""
    label = voice.when(same[0].when) or voice.say("time_unknown")
    found = (episode.attested for episode in same)
    statement_row(page, voice, *found, without=same[0].person, label=label, time=False)


def statement_row(
    page: Page,
    voice: Voice,
    *same: Attested,
    without: str | None = None,
    label: str = "",
    time: bool = True,
) -> None:
    """Set a statement (or several that say the same) beside a label (or none), with what it stands on."""
    page.apart()
    page.row(label, full_stop(voice.sentence(same[0].statement, without=without, time=time)))
    evidence(page, voice, *same)


def _same_words(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Put claims made in the same words together: "three prisons and five cells"."""
    groups: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims:
        passages = tuple(e.passage.id for e in claim.attested.evidence)
        groups.setdefault(passages, []).append(claim)
    return list(groups.values())


def _claims(page: Page, voice: Voice, claims: Sequence[Claim]) -> None:
    page.apart()
    for claim in claims:
        page.row(_full_claim(voice, claim), held_against(voice, claim))
    evidence(page, voice, claims[0].attested)


def _full_claim(voice: Voice, claim: Claim) -> str:
    return counted(claim.attested.statement, voice.atlas, voice.lang)


def held_against(voice: Voice, claim: Claim) -> Text:
    """Return how a claimed number stands to what is known: "2 are known: … 1 prison is missing."."""
    if not voice.atlas.vocabulary.has("sort", claim.of):
        return Text(voice.say("claim_not_countable"))
    text = Text(voice.say("claim_known", n=len(claim.known)))
    for position, place in enumerate(claim.known):
        text.append(": " if position == 0 else "; ")
        text.append(voice.name(place), style="bold")
    text.append(". ")
    if claim.missing:
        what = sort_name(claim.of, claim.missing, voice.atlas, voice.lang)
        return text.append(voice.say("claim_missing", n=claim.missing, what=what), "bold yellow")
    return text.append(voice.say("claim_reached"))
