"""Numbers that somebody claims, against what the archive knows: "three prisons and five cells".

In: the material. Out: findings of severity ``ask``; the question counts what is known, and asks for the rest.
Only sorts of places can be counted along a journey; "thirty-one cards" cannot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kartoteka.check.material import Material
from kartoteka.check.rules import Rule
from kartoteka.model.findings import Finding
from kartoteka.model.lives import Claim, Episode
from kartoteka.relate.life import JOURNEY, claim, episode
from kartoteka.relate.sentences import sort_name


def unreached(material: Material) -> Iterator[Finding]:
    """Yield the claims that the known journey does not reach."""
    claims = [f for f in material.of("count") if _is_countable(material, f.statement.role("of"))]
    claimants = {material.head(f.statement.subject) for f in claims}
    journeys: dict[str, list[Episode]] = {}
    theirs = material.table.among(claimants)[material.table.subject_head]
    for found in material.of(*JOURNEY).where(theirs):
        head = material.head(found.statement.subject)
        if head in claimants:
            journeys.setdefault(head, []).append(episode(head, found))
    for found in claims:
        head = material.head(found.statement.subject)
        if found.statement.number and material.kind(head) in ("person", "group"):
            held = claim(found, tuple(journeys.get(head, ())), material.atlas)
            if held.missing:
                yield _unreached(material, head, held)


def _is_countable(material: Material, of: str | None) -> bool:
    """Whether it is a sort of place: those are said with a preposition."""
    vocabulary = material.atlas.vocabulary
    return bool(of and vocabulary.has("sort", of) and vocabulary.get("sort", of).extra)


@dataclass(frozen=True, slots=True)
class Count:
    """One claim as its question needs it.

    Parameters
    ----------
    of
        A sort of place.
    low
        The least number claimed.
    known
        Ids of the places that are known.
    reminder
        "You wrote on …: “…”. ", empty where the person asked did not write it.
    """

    of: str
    low: int
    known: tuple[str, ...]
    reminder: str


def _unreached(material: Material, who: str, held: Claim) -> Finding:
    found = held.attested
    asked = material.whom(found, who)
    count = Count(held.of, int(held.low), held.known, material.reminder(found, asked))
    names = material.names(held.known)
    finding = material.finding(
        "count-not-reached",
        "ask",
        ("statement", found.statement.id),
        found,
        asked=asked,
        who=material.name(who),
        claimed=_numbered(material, held.of, count.low),
        known=f"{len(held.known)} ({names})" if names else "0",
        missing=held.missing,
        data={"count": count, "passage": found.evidence[0].passage.id if found.evidence else None},
    )
    return replace(finding, question=count_question(material, (count,)) if asked else None)


def count_question(material: Material, counts: tuple[Count, ...]) -> str:
    """Return the question for what one passage counts: what was said, what we know, what is missing."""
    known = [
        f"{_numbered(material, c.of, len(c.known))} ({material.names(c.known)})"
        for c in counts
        if c.known
    ]
    claimed = material.listed([_numbered(material, c.of, c.low) for c in counts])
    reminder = counts[0].reminder or material.say("they_counted", claimed=claimed) + " "
    knowing = material.say("we_know", known=material.listed(known))
    return (
        reminder
        + f"{knowing if known else material.say('we_know_none')} "
        + _which(material, counts)
    )


def _which(material: Material, counts: tuple[Count, ...]) -> str:
    if material.lang == "ru":
        missing = [_numbered(material, c.of, c.low - len(c.known)) for c in counts]
        return material.say("which", missing=material.listed(missing))
    asked = ", and ".join(_which_one(material, c) for c in counts)
    return asked[0].upper() + asked[1:] + "?"


def _which_one(material: Material, count: Count) -> str:
    """Return "which was the third prison", "which were the other two cells"."""
    missing = count.low - len(count.known)
    sort = sort_name(count.of, missing, material.atlas, "en")
    if missing == 1:
        return material.say("which_was", nth=ordinal(count.low), sort=sort)
    key = "which_others" if count.known else "which_were"
    return material.say(key, number=number_word(missing), sorts=sort)


def _numbered(material: Material, sort: str, n: int) -> str:
    """Return "three prisons", «3 тюрьмы»: Russian numerals would have to be inflected."""
    number = str(n) if material.lang == "ru" else number_word(n)
    return f"{number} {sort_name(sort, n, material.atlas, material.lang)}"


def number_word(n: int) -> str:
    """Return a number as English prose writes it.

    >>> number_word(3), number_word(12), number_word(13)
    ('three', 'twelve', '13')
    """
    return _WORDS[n] if 0 <= n < len(_WORDS) else str(n)


def ordinal(n: int) -> str:
    """Return an ordinal number in English.

    >>> ordinal(3), ordinal(12), ordinal(13), ordinal(22)
    ('third', 'twelfth', '13th', '22nd')
    """
    if 0 < n <= len(_ORDINALS):
        return _ORDINALS[n - 1]
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


_WORDS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_ORDINALS = (
    *("only", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)

RULES = (Rule("count-not-reached", unreached),)
