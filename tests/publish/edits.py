"""Edits of every kind, drawn by chance, on whatever archive there is: for tests that build a site after."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import kartoteka
from kartoteka.archive.archive import Archive
from kartoteka.errors import KartotekaError
from kartoteka.model.coding import Coding, Memo
from kartoteka.model.dates import read_edtf
from kartoteka.model.entities import Entity, Identity
from kartoteka.model.statements import Statement
from kartoteka.model.terms import Term

WHEN = "2025-01-01T00:00:00Z"

DATES = ("2024-03/..", "2024-11", "2025-02-03", "2025-03-05/2025-05", "../2025-04", "2025-06/..")


class Editor:
    """Makes edits by chance; the same ones for the same seed."""

    def __init__(self, archive: Archive, folder: Path, seed: int) -> None:
        self.archive, self.folder = archive, folder
        self.chance = random.Random(seed)  # noqa: S311 - to be repeatable is the point
        self._made = 0

    def one(self) -> str:
        """Make one edit of a kind drawn by chance; return its name."""
        while True:
            kind = self.chance.choice(sorted(EDITS))
            try:
                EDITS[kind](self)
            except (KartotekaError, IndexError):
                continue  # nothing there to do it to, or the archive refused
            return kind

    # ── drawn by chance ───────────────────────────────────────────────────────────────────────────

    def entity(self, kind: str | None = None) -> Entity:
        """Return an entity of a kind."""
        return self.chance.choice([e for e in self.archive.entities() if kind in (None, e.kind)])

    def new_id(self, kind: str) -> str:
        """Return an id that is not there yet."""
        self._made += 1
        return f"{kind}-made-{self._made}"

    def change(self, old: object, **fields: object) -> None:
        """Replace a record by one with other fields."""
        with self.archive.edit(why="by chance") as edit:
            edit.replace(old, replace(old, **fields))  # type: ignore[type-var]

    def add(self, *records: object) -> None:
        """Add records."""
        with self.archive.edit(why="by chance") as edit:
            edit.add(*records)  # type: ignore[arg-type]


def letter(e: Editor) -> None:
    """A letter comes, and is recorded."""
    id_, who, place = e.new_id("letter"), e.entity("person"), e.entity("place")
    other = e.entity("person")
    day = e.chance.randint(10, 28)
    text = f"{who.label} was in {place.label} that month.\n\nAnd {other.label} was there too."
    folder = e.folder / id_
    folder.mkdir(parents=True)
    (folder / "letter.md").write_text(
        f"---\nid: {id_}\nkind: letter\ntitle: A letter of {who.label}\nauthor: {who.id}\n"
        f"place: {place.id}\nwritten: 2025-09-{day}\nlang: en\n---\n\n{text}\n"
    )
    (folder / "letter.evidence.yaml").write_text(
        f"source: {id_}\nstatements:\n"
        f"  - {{subject: {who.id}, predicate: stay, object: {place.id}, when: 2025-09-{day}, "
        f'basis: experienced, quote: "that month"}}\n'
        f"  - {{subject: {other.id}, predicate: stay, object: {place.id}, when: 2025-09, "
        f'basis: saw, quote: "was there too"}}\n'
    )
    kartoteka.add(e.archive, folder)
    kartoteka.record(e.archive, folder)


def label(e: Editor) -> None:
    """Somebody is called otherwise."""
    old = e.entity()
    e.change(old, label=f"{old.label} {e.chance.choice(['Senior', 'Junior', 'Third'])}")


def access(e: Editor) -> None:
    """Somebody must not be named any more, or may be again."""
    old = e.entity()
    e.change(old, access="restricted" if old.access == "public" else "public")


def alias(e: Editor) -> None:
    """Somebody gets a public name, or loses it."""
    old = e.entity("person")
    e.change(old, alias=None if old.alias else e.chance.choice(["N. N.", "Aglaya", "Foma"]))


def same(e: Editor) -> None:
    """Two are judged to be one, or different."""
    kind = e.chance.choice(["person", "place"])
    a, b = sorted((e.entity(kind).id, e.entity(kind).id))
    if a == b:
        raise IndexError
    verdict = e.chance.choice(["same", "same", "different", "maybe"])
    e.add(Identity(e.new_id("i"), a, b, verdict, "one voice", "tester", WHEN))  # type: ignore[arg-type]


def maybe(e: Editor) -> None:
    """Two may be one, or not: nobody is called otherwise for that, and yet it is asked."""
    known = sorted(i.id for i in e.archive.entities("person"))
    a, b = sorted(e.chance.sample(known, 2))
    e.add(Identity(e.new_id("i"), a, b, "maybe", "one voice", "tester", WHEN))


def withdraw(e: Editor) -> None:
    """A judgement is withdrawn."""
    standing = [i for i in e.archive.identities() if i.withdrawn_at is None]
    e.archive.withdraw(e.chance.choice(standing), why="by chance")


def statement(e: Editor) -> Statement:
    """Return a statement."""
    return e.chance.choice(e.archive.statements()).statement


def deprecate(e: Editor) -> None:
    """The editor holds a statement for wrong, or for right after all."""
    old = statement(e)
    e.change(old, rank="deprecated" if old.rank == "normal" else "normal")


def restrict(e: Editor) -> None:
    """A statement must not be read any more."""
    old = statement(e)
    e.change(old, access="restricted" if old.access == "public" else "public")


def remove(e: Editor) -> None:
    """A statement is taken out, with what attests it."""
    found = e.chance.choice(e.archive.statements())
    with e.archive.edit(why="by chance") as edit:
        for evidence in found.evidence:
            edit.remove(evidence.attestation)
        edit.remove(found.statement)


def close(e: Editor) -> None:
    """A letter must not be read any more, or may be again."""
    old = e.chance.choice(list(e.archive.sources()))
    e.change(old, access="restricted" if old.access == "public" else "public")


def embargo(e: Editor) -> None:
    """A letter is held back until a day, or no longer."""
    old = e.chance.choice(list(e.archive.sources()))
    e.change(old, release_after=None if old.release_after else "2026-03-01")


def title(e: Editor) -> None:
    """A letter gets another title."""
    old = e.chance.choice(list(e.archive.sources()))
    e.change(old, title=f"{old.title}, again")


def code(e: Editor) -> None:
    """A passage is put under a theme."""
    source = e.chance.choice(list(e.archive.sources()))
    passage = e.chance.choice(e.archive.passages(source.id))
    themes = [t.id for t in e.archive.vocabulary if t.vocab == "code"]
    e.add(Coding(e.new_id("c"), passage.id, e.chance.choice(themes), "tester", WHEN))


def theme(e: Editor) -> None:
    """A theme is made, or called otherwise; a passage is put under it."""
    themes = [t for t in e.archive.vocabulary if t.vocab == "code" and t.id.startswith("theme")]
    if themes and e.chance.random() < 0.5:
        old = e.chance.choice(themes)
        e.change(old, label={"en": f"{old.label['en']} again", "ru": "Ещё раз"})
        return
    id_ = e.new_id("theme")
    broader = e.chance.choice(themes).id if themes else None
    source = e.chance.choice(list(e.archive.sources()))
    passage = e.chance.choice(e.archive.passages(source.id))
    e.add(Term(id_, "code", broader, {"en": f"Theme {id_}"}))
    e.add(Coding(e.new_id("c"), passage.id, id_, "tester", WHEN))


def date(e: Editor) -> None:
    """Something turns out to have been at another time: who was there before they spoke, was not, or was."""
    old = statement(e)
    e.change(old, when=read_edtf(e.chance.choice(DATES)))


def written(e: Editor) -> None:
    """A letter turns out to have been written at another time, elsewhere, or by somebody else."""
    old = e.chance.choice(list(e.archive.sources()))
    changes: dict[str, object] = {
        "written": read_edtf(e.chance.choice(DATES)),
        "place": e.entity("place").id,
        "author": e.entity("person").id,
    }
    field = e.chance.choice(sorted(changes))
    e.change(old, **{field: changes[field]})


def teller(e: Editor) -> None:
    """Somebody else turns out to have told it, or elsewhere."""
    old = e.chance.choice(e.archive.tellings())
    e.change(old, speaker=e.entity("person").id, place=e.entity("place").id)


def sort(e: Editor) -> None:
    """A place turns out to be of a sort; somebody, to be a woman or a man."""
    if e.chance.random() < 0.5:
        value = e.chance.choice(["prison", "cell", "town"])
        e.add(Statement(e.new_id("st"), e.entity("place").id, "sort", value=value))
    else:
        value = e.chance.choice(["female", "male"])
        e.add(Statement(e.new_id("st"), e.entity("person").id, "gender", value=value))


def member(e: Editor) -> None:
    """Somebody turns out to have belonged to a group: they speak for it now."""
    e.add(Statement(e.new_id("st"), e.entity("person").id, "member", object=e.entity("group").id))


def object_(e: Editor) -> None:
    """It was another place, or another person, of whom it was told."""
    found = [f.statement for f in e.archive.statements() if f.statement.object]
    old = e.chance.choice(found)
    e.change(old, object=e.entity(e.archive.entity(old.object or "").kind).id)


def name(e: Editor) -> None:
    """A name is added, in one language or the other."""
    lang = e.chance.choice(["en", "ru"])
    said = Statement(
        e.new_id("st"), e.entity().id, "name", value="Заря" if lang == "ru" else "Dawn", lang=lang
    )
    e.add(said)


def stranger(e: Editor) -> None:
    """Somebody of whom nothing is known yet is put on the list."""
    kind = e.chance.choice(["person", "place", "group"])
    e.add(Entity(e.new_id(kind), kind, f"Somebody new {e.chance.randint(1, 99)}"))  # type: ignore[arg-type]


def nest(e: Editor) -> None:
    """A place turns out to lie in another."""
    e.add(Statement(e.new_id("st"), e.entity("place").id, "part_of", object=e.entity("place").id))


def memo(e: Editor) -> None:
    """A private note is written: nothing of it is published but how many there are."""
    e.add(Memo(e.new_id("m"), e.entity().id, "Ask", "Whether it was really so.", "tester", WHEN))


def undo(e: Editor) -> None:
    """The newest edit is taken back."""
    e.archive.undo()


EDITS: dict[str, Callable[[Editor], None]] = {
    edit.__name__: edit
    for edit in (
        *(letter, label, access, alias, same, maybe, withdraw, deprecate, restrict, remove),
        *(close, embargo, title, code, theme, name, stranger, nest, memo, undo),
        *(date, written, teller, sort, member, object_),
    )
}
"""Name → an edit of one kind."""
