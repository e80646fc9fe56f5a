"""Letters → the entries of an evidence file: what somebody who reads them would record.

In: letters. Out: mappings like the lines of ``*.evidence.jsonl``: first the entities that no letter before
has named, then the statements, each with the sentence it stands in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kartoteka.simulate.letters import Letter
from kartoteka.simulate.lexicon import (
    CHARGES,
    PRACTICES,
    SHORTAGE,
    THINGS,
    TOWNS,
    TRADES,
    TYPES,
)
from kartoteka.simulate.naming import Called, Naming
from kartoteka.simulate.reports import Claim
from kartoteka.simulate.russian import latin

Said = dict[str, Any]
ADDRESSEE = "friends-outside"


class Evidence:
    """Makes the entries; remembers which entities have been declared."""

    def __init__(self, naming: Naming) -> None:
        self._naming = naming
        self._known: set[str] = set()

    def world(self) -> Iterator[Said]:
        """Yield what the letters have in common: places, types, things."""
        yield _entity(ADDRESSEE, "group", "Friends outside", "Друзья на воле")
        for town in TOWNS:
            yield _entity(_town_id(town), "place", latin(town), town, sort="town")
        for word in (*TRADES, *CHARGES, *TYPES, *PRACTICES, SHORTAGE):
            yield _entity(word.id, "type", word.en, word.ru)
        for word in THINGS:
            yield _entity(word.id, "thing", word.en, word.ru, sort="appliance")
        naming, places = self._naming, self._naming.places
        for prison, name in enumerate(naming.prisons):
            town = _town_id(TOWNS[naming.town(prison)])
            yield _entity(
                naming.prison_id(prison),
                "place",
                latin(name),
                f"«{name}»",
                sort="prison",
                part_of=town,
            )
        for cell in range(len(places.beds)):
            prison = naming.prison_id(int(places.prison[cell]))
            labels = [naming.cell(cell, lang, label=True) for lang in ("en", "ru")]
            yield _entity(naming.cell_id(cell), "place", *labels, sort="cell", part_of=prison)

    def letter(self, letter: Letter) -> Iterator[Said]:
        """Yield what a letter names for the first time, then what it says."""
        for id_, called in letter.people.items():
            if id_ not in self._known:
                self._known.add(id_)
                yield self._person(called)
        for id_, (group, cell) in letter.groups.items():
            if id_ not in self._known:
                self._known.add(id_)
                en, ru = (self._naming.cell(cell, lang) for lang in ("en", "ru"))
                labels = f"Circle {group} in {en}", f"Круг {group} в {ru}"
                yield _entity(id_, "group", *labels, sort="cellmates")
        for report in letter.reports:
            if not report.missing:
                for claim in report.claims:
                    yield statement(letter.id, report.text, claim)

    def _person(self, called: Called) -> Said:
        said: Said = {"record": "entity", "id": called.id, "kind": "person", "gender": "male"}
        english, russian = ({"value": called.said(lang), "lang": lang} for lang in ("en", "ru"))
        said["label"] = called.en
        said["names"] = [english, russian]
        other = self._naming.other.get(called.person)
        if called.kind == "nickname":
            said["names"] = [{**name, "kind": "nickname"} for name in (english, russian)]
        elif called.kind == "other-script":
            said["label"], said["names"] = called.ru, [russian]
        elif other is not None and other.kind == "other-script":
            said["names"] = [english]
        elif other is not None and other.kind == "nickname" and called.person % 2:
            said["names"].append({"value": other.ru, "lang": "ru", "kind": "nickname"})
        return said


def _entity(id_: str, kind: str, en: str, ru: str, **more: str) -> Said:
    label = en[:1].upper() + en[1:]
    names = [{"value": en, "lang": "en"}, {"value": ru, "lang": "ru"}]
    return {"record": "entity", "id": id_, "kind": kind, "label": label, **more, "names": names}


def _town_id(town: str) -> str:
    return "town-" + latin(town).lower().replace(" ", "-")


def statement(source: str, quote: str, claim: Claim) -> Said:
    """Return a claim as an entry."""
    said: Said = {"record": "statement", "source": source}
    said |= {"subject": claim.subject, "predicate": claim.predicate}
    said |= {"object": claim.object} if claim.object else {"value": claim.value}
    if claim.when:
        said["when"] = claim.when
    if claim.roles:
        said["roles"] = claim.roles
    if claim.negative:
        said["polarity"] = "-1"
    if claim.told_by:
        said["told_by"] = [_telling(*telling) for telling in claim.told_by]
    return {**said, "basis": claim.basis, "quote": quote}


def _telling(speaker: str, place: str, when: str) -> Said | str:
    if not place:
        return speaker
    return {"speaker": speaker, "place": place, "when": when}
