"""A made-up archive of any size, written straight into the file: the load for what is asked of an archive.

In: how many statements. Out: an archive with a letter for every hundred of them, ten passages a letter, and a
mix of what letters tell: stays, moves, memberships, ratings that came by hearsay, names, customs. Everybody
moves through the places in their own order, and one statement in fifty is wrong. Some are told of much and
most of little: the first prison takes a tenth of all stays. The same every time; nobody in it lives.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import kartoteka
from benchmarks import fiction
from kartoteka.annotate.anchor import make_passage
from kartoteka.annotate.attest import attestation_of, telling_of
from kartoteka.annotate.notes import coding_of, identity_of
from kartoteka.annotate.statements import identified
from kartoteka.archive.codec import Record
from kartoteka.archive.edit import Edit
from kartoteka.model.coding import Coding
from kartoteka.model.dates import Day, UncertainDate, day_edtf, read_edtf
from kartoteka.model.entities import Entity, Identity
from kartoteka.model.sources import Original, Passage, Source
from kartoteka.model.statements import Attestation, Role, Statement, Telling
from kartoteka.model.terms import Term

PER_LETTER = 100
QUOTED = 10
OF_EACH = 50
"""Statements for each person."""

FIRST: Day = 735_600
"""2015-01-01 or so."""
DAYS = 3_650
AT = "2026-01-01T00:00:00Z"
SPELL = 30
"""Days that everybody stays in one cell."""

WRONG = 0.02

Say = Callable[[str], None]


@dataclass
class Cast:
    """Who and what the letters speak of; the first of each list are spoken of most."""

    people: list[str]
    prisons: list[str]
    cells: list[str]
    groups: list[str]
    types: list[str]
    things: list[str]
    prison_of: dict[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def of(cls, statements: int) -> Cast:
        """Return a cast in proportion: fifty statements a person, and some hundreds a cell."""
        people = [f"person-{n}" for n in range(max(40, statements // OF_EACH))]
        prisons = [f"prison-{n}" for n in range(max(4, statements // 10_000))]
        cells = [f"{prison}-cell-{n}" for prison in prisons for n in range(20)]
        groups = [f"group-{n}" for n in range(max(8, statements // 500))]
        cast = cls(people, prisons, cells, groups, [f"type-{n}" for n in range(30)], [])
        cast.things = [f"thing-{n}" for n in range(20)]
        cast.prison_of = {cell: cell.partition("-cell-")[0] for cell in cells}
        return cast

    def records(self) -> Iterator[Record]:
        """Yield the entities, with their names and sorts, and what lies in what."""
        for n in range(-(-len(self.prisons) // 5)):
            yield Entity(f"town-{n}", "place", f"Town {n}")
            yield identified(Statement("", f"town-{n}", "sort", value="town"))
        for n, prison in enumerate(self.prisons):
            yield from _described(prison, "place", f"Prison {n}", f"Тюрьма {n}", "prison")
            yield identified(Statement("", prison, "part_of", object=f"town-{n // 5}"))
        for cell in self.cells:
            number = cell.rpartition("-")[2]
            yield from _described(cell, "place", f"cell {number}", f"камера {number}", "cell")
            yield identified(Statement("", cell, "part_of", object=self.prison_of[cell]))
        for n, person in enumerate(self.people):
            yield from _described(person, "person", f"Pavel {n}", f"Павел {n}", None)
            gender = "male" if n % 5 else "female"
            yield identified(Statement("", person, "gender", value=gender))
        for n, group in enumerate(self.groups):
            yield from _described(group, "group", f"Kitchen {n}", f"Семья {n}", "cellmates")
        yield from (Entity(t, "type", t.replace("-", " ")) for t in self.types)
        yield from (Entity(t, "thing", t.replace("-", " ")) for t in self.things)
        yield from (Term(f"code-{n}", "code", None, {"en": f"code {n}"}) for n in range(50))

    def identities(self) -> Iterator[Record]:
        """Yield judgements on one person in a hundred."""
        for n in range(2, len(self.people) - 1, 100):
            a, b = sorted(self.people[n : n + 2])
            verdict = "same" if n % 200 == 2 else "maybe"
            yield identity_of(Identity("", a, b, verdict, "one nickname", "bench", AT))


def _described(id_: str, kind: str, en: str, ru: str, sort: str | None) -> Iterator[Record]:
    yield Entity(id_, kind, en)  # pyright: ignore[reportArgumentType]
    for lang, name in (("en", en), ("ru", ru)):
        yield identified(Statement("", id_, "name", value=name, lang=lang))
    if sort:
        yield identified(Statement("", id_, "sort", value=sort))


def some(chance: random.Random, among: list[str]) -> str:
    """Return one of a list, the first ones far more often."""
    return among[int(len(among) * chance.random() ** 2)]


class Teller:
    """What one letter says, by chance."""

    def __init__(self, cast: Cast, letter: int, letters: int) -> None:
        self.cast = cast
        self.chance = random.Random(f"world {letter}")  # noqa: S311 - to be repeatable is the point
        self.day = FIRST + DAYS * letter // letters
        self.author = some(self.chance, cast.people[: max(5, len(cast.people) // 20)])
        self.source = f"letter-{letter}"

    def person(self) -> str:
        """Return somebody."""
        return some(self.chance, self.cast.people)

    def past(self) -> Day:
        """Return a day in the half year before the letter."""
        return self.day - self.chance.randrange(7, 180)

    def where(self, who: str, day: Day) -> tuple[str, Day, Day]:
        """Return where somebody was on a day, and from when to when; one time in fifty, wrongly."""
        period = day // SPELL
        chance = random.Random(f"{who} {period}")  # noqa: S311
        cell = some(self.chance if self.chance.random() < WRONG else chance, self.cast.cells)
        return cell, period * SPELL + 1, (period + 1) * SPELL - 1

    def time(self, begin: Day, end: Day) -> UncertainDate | None:
        """Return a time as people say it: exact, vague, open, or not at all."""
        shape = self.chance.choices(
            ("exact", "month", "open", "before", None), (60, 15, 10, 10, 5)
        )[0]
        if shape is None:
            return None
        said = {
            "exact": f"{day_edtf(begin)}/{day_edtf(end)}",
            "month": f"{day_edtf(begin)[:7]}~",
            "open": f"{day_edtf(begin)}/..",
            "before": f"../{day_edtf(end)}",
        }
        return read_edtf(said[shape])

    def on(self, day: Day) -> UncertainDate:
        """Return a day, exactly or by its month."""
        return read_edtf(day_edtf(day) if self.chance.random() < 0.7 else day_edtf(day)[:7])

    def chain(self) -> list[Telling]:
        """Return who told it to the author, outermost first."""
        told: list[Telling] = []
        for _ in range(self.chance.choices((0, 1, 2, 3, 4), (40, 30, 18, 8, 4))[0]):
            group = self.chance.random() < 0.15
            speaker = some(self.chance, self.cast.groups) if group else self.person()
            above, day = told[-1].id if told else None, self.past()
            place = None if group or self.chance.random() < 0.5 else self.where(speaker, day)[0]
            told.append(telling_of(Telling("", self.source, speaker, above, None, place)))
        return told

    def statement(self, witness: str) -> Statement:
        """Return something that letters tell; of places, those where the witness was."""
        kinds, weights = zip(*MIX.items(), strict=True)
        kind = self.chance.choices(kinds, weights)[0]
        day = self.past()
        if witness.startswith("group") or self.chance.random() < WRONG:
            place = self.where(self.person(), day)[0]
        else:
            place = self.where(witness, day)[0]
        if self.chance.random() < 0.4:
            place = self.cast.prison_of[place]
        return identified(kind(self, place, day))


Kind = Callable[[Teller, str, Day], Statement]


def _stay(t: Teller, _place: str, day: Day) -> Statement:
    who = t.person() if t.chance.random() < 0.97 else some(t.chance, t.cast.groups)
    place, begin, end = t.where(who, day)
    if t.chance.random() < 0.3:
        place = t.cast.prison_of[place]
    roles = (Role("regime", value=t.chance.choice(("quarantine", "common"))),)
    return Statement("", who, "stay", place, when=t.time(begin, end), roles=roles)


def _transfer(t: Teller, _place: str, day: Day) -> Statement:
    who = t.person()
    to, begin, _ = t.where(who, day)
    came_from = t.where(who, begin - 5)[0]
    roles = [Role("from", entity=came_from)]
    if t.chance.random() < 0.4:
        roles.append(Role("with", entity=t.person()))
    return Statement("", who, "transfer", to, when=t.on(begin), roles=tuple(roles))


def _met(t: Teller, _place: str, day: Day) -> Statement:
    who = t.person()
    place = Role("place", entity=t.where(who, day)[0])
    return Statement("", who, "met", t.person(), when=t.on(day), roles=(place,))


def _member(t: Teller, _place: str, day: Day) -> Statement:
    group = some(t.chance, t.cast.groups)
    return Statement("", t.person(), "member", group, when=t.time(day, day + 40))


def _trait(t: Teller, _place: str, _day: Day) -> Statement:
    return Statement("", t.person(), "trait", some(t.chance, t.cast.types))


def _rating(t: Teller, place: str, day: Day) -> Statement:
    role = Role("aspect", value=t.chance.choice(("food", "medicine", "mail", "staff")))
    value = str(len(place) % 3 + t.chance.choices((0, -1, -4), (80, 15, 5))[0])
    return Statement("", place, "rating", value=value, when=t.on(day), roles=(role,))


def _practice(t: Teller, _place: str, day: Day) -> Statement:
    group, custom = some(t.chance, t.cast.groups), some(t.chance, t.cast.types)
    return Statement("", group, "practice", custom, when=t.on(day))


def _has(t: Teller, place: str, day: Day) -> Statement:
    return Statement("", place, "has", some(t.chance, t.cast.things), when=t.on(day))


def _population(t: Teller, place: str, day: Day) -> Statement:
    value = str(10 + t.chance.randrange(3))
    return Statement("", place, "population", value=value, when=t.on(day))


def _reach(t: Teller, _place: str, day: Day) -> Statement:
    value = t.chance.choice(("letters", "parcels", "none"))
    return Statement("", t.person(), "reach", value=value, when=t.time(day, day + 20))


def _reputation(t: Teller, _place: str, day: Day) -> Statement:
    among = (Role("among", entity=some(t.chance, t.cast.groups)),)
    value, of = t.chance.choice(("respected", "feared")), some(t.chance, t.cast.types)
    return Statement("", of, "reputation", value=value, when=t.on(day), roles=among)


def _event(t: Teller, _place: str, day: Day) -> Statement:
    who = t.person()
    place = (Role("place", entity=t.where(who, day)[0]),)
    value = f"event {t.chance.randrange(10**6)}"
    return Statement("", who, "event", value=value, when=t.on(day), roles=place)


def _nickname(t: Teller, _place: str, _day: Day) -> Statement:
    value, role = f"Nick {t.chance.randrange(10**4)}", (Role("kind", value="nickname"),)
    return Statement("", t.person(), "name", value=value, lang="en", roles=role)


MIX: dict[Kind, int] = {
    _stay: 45,
    _rating: 14,
    _member: 8,
    _transfer: 7,
    _met: 5,
    _trait: 5,
    _reach: 4,
    _practice: 3,
    _event: 3,
    _population: 2,
    _reputation: 2,
    _has: 1,
    _nickname: 1,
}
"""What is told → how often, in a hundred."""


def letter_records(edit: Edit, teller: Teller, text: str, seen: set[str]) -> Iterator[Record]:
    """Keep one letter's text; yield its records: a hundred statements that are new, or told again."""
    yield _source(edit, teller, text)
    passages = list(_passages(teller.source, text))
    yield from passages
    yield from _codings(teller, passages)
    new = n = 0
    while new < PER_LETTER:
        chain = teller.chain()
        witness = chain[-1].speaker if chain else teller.author
        statement = teller.statement(witness or teller.author)
        new += statement.id not in seen
        seen.add(statement.id)
        yield statement
        yield from chain
        basis = teller.chance.choices(
            ("experienced", "saw", "heard-said", "unknown"), (5, 2, 1, 2)
        )[0]
        made = Attestation("", "", "", basis=basis, created_by="bench", created_at=AT)
        told = chain[-1].id if chain else None
        yield attestation_of(made, statement.id, passages[n % QUOTED].id, told)
        n += 1


def _source(edit: Edit, teller: Teller, text: str) -> Source:
    raw = text.encode()
    sha256 = hashlib.sha256(raw).hexdigest()
    edit.keep_original(Original(sha256, "text/plain", f"{teller.source}.txt", raw))
    return Source(
        id=teller.source,
        kind="letter",
        title=teller.source.replace("-", " "),
        author=teller.author,
        addressee=None,
        written=read_edtf(day_edtf(teller.day)),
        place=teller.where(teller.author, teller.day)[0],
        lang="en",
        sha256=sha256,
        text_sha256=edit.keep_text(text),
        length=len(text),
    )


def _passages(source: str, text: str) -> Iterator[Passage]:
    at = 0
    for line in text.splitlines()[:QUOTED]:
        yield make_passage(source, text, at, at + len(line))
        at += len(line) + 1


def _codings(teller: Teller, passages: list[Passage]) -> Iterator[Record]:
    for passage in teller.chance.sample(passages, 3):
        code = f"code-{int(50 * teller.chance.random() ** 2)}"
        yield coding_of(Coding("", passage.id, code, "bench", AT))


def write_archive(path: Path, statements: int, say: Say = print) -> Path:
    """Make an archive of about so many statements; leave one that is there as it is."""
    if path.exists():
        return path
    letters, cast = max(1, statements // PER_LETTER), Cast.of(statements)
    made = path.with_suffix(".part.kartoteka")
    made.unlink(missing_ok=True)
    with kartoteka.new(made, by="bench") as archive:
        with archive.edit(why="everybody and everything", verb="record") as edit:
            edit.add(*cast.records(), *cast.identities())
        seen: set[str] = set()
        for first in range(0, letters, 1_000):
            say(f"made-up archive: {first:,} of {letters:,} letters")
            with archive.edit(why=f"letters from {first}", verb="record") as edit:
                for number in range(first, min(first + 1_000, letters)):
                    text = "\n".join(fiction.letter(number)) + "\n"
                    teller = Teller(cast, number, letters)
                    edit.add(*letter_records(edit, teller, text, seen))
    made.rename(path)
    return path
