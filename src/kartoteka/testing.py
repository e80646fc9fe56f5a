"""For tests, ours and those of plug-in authors: a small archive of fiction, and a clock that is always right.

In: a path. Out: an archive with two letters, their people and places, and eight statements of which one is
hearsay told twice over; the same bytes of history every time.

>>> import tempfile, pathlib
>>> with tiny_archive(pathlib.Path(tempfile.mkdtemp()) / "tiny.kartoteka") as archive:
...     [source.id for source in archive.sources()]
['first-letter', 'second-letter']
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Literal, Self

from kartoteka.archive import sqlite
from kartoteka.archive.archive import Archive
from kartoteka.archive.edit import Edit
from kartoteka.model.dates import UncertainDate, read_duration, read_edtf
from kartoteka.model.entities import Entity, Identity, Kind, Verdict
from kartoteka.model.sources import Original, Passage, Source
from kartoteka.model.statements import Attestation, Rank, Role, Stance, Statement, Telling

FIRST_LETTER = """Dear Ida,

They moved me on the third of March. North Gate is behind me, and I am in Millhouse, in the long cell, \
with Osip and a boy who sings.

For two weeks there was quarantine: no parcels, no news. Osip shares his tea with everybody. He says that \
in Lake Street the soup is good; a driver told it to him on the way.

Yours, Marek
"""

SECOND_LETTER = """Дорогой Марек!

Твоё письмо шло девятнадцать дней. Я узнала, что Осипа в апреле увезли на Озёрную. Говорят, там голодно.

Пиши. Ида
"""


class Clock:
    """A clock for the history: starts at the same second, and each reading is a second later.

    >>> clock = Clock()
    >>> clock(), clock()
    ('2025-01-01T00:00:00Z', '2025-01-01T00:00:01Z')
    """

    def __init__(self, start: str = "2025-01-01T00:00:00Z") -> None:
        self._start = datetime.strptime(start, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        self._ticks: Iterator[int] = count()

    def __call__(self) -> str:
        """Return the next second."""
        at = self._start + timedelta(seconds=next(self._ticks))
        return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def empty_archive(path: Path | str, *, by: str = "tester") -> Archive:
    """Return a new archive with nothing in it and a :class:`Clock`, open."""
    sqlite.create(Path(path))
    return Archive(path, by=by, clock=Clock())


def tiny_archive(path: Path | str, *, by: str = "tester") -> Archive:
    """Return a new archive with two letters (``en`` and ``ru``) and what they say, open.

    Ana's eyes need nothing more to try a view, a check or an exporter: stays and a transfer, a nested place,
    a group, a rating first-hand by nobody and by hearsay from two, a contradiction, and dates of every kind.
    """
    archive = empty_archive(path, by=by)
    with archive.edit(why="two letters", verb="add") as edit:
        for source, text in (
            (_letter("first-letter", FIRST_LETTER, "en"), FIRST_LETTER),
            (_letter("second-letter", SECOND_LETTER, "ru"), SECOND_LETTER),
        ):
            edit.keep_original(
                Original(source.sha256, "text/plain", f"{source.id}.txt", text.encode())
            )
            edit.keep_text(text)
            edit.add(source)
    with archive.edit(why="what they say", verb="record") as edit:
        edit.add(*_ENTITIES)
        for number, fields in enumerate(_SAID, 1):
            _say(edit, number, by=by, **fields)
    return archive


def _letter(id_: str, text: str, lang: str) -> Source:
    first = lang == "en"
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Source(
        id=id_,
        kind="letter",
        title="From the long cell" if first else "Письмо Марку",
        author="marek" if first else "ida",
        addressee="ida" if first else "marek",
        written=read_edtf("2024-03-20" if first else "2024-05-02"),
        place="millhouse" if first else None,
        lang=lang,
        sha256=sha256,
        text_sha256=sha256,
        length=len(text),
        rights="Fiction written for Kartoteka",
    )


def passage_of(source: str, text: str, quote: str) -> Passage:
    """Return the passage of a quote, found in a text; ValueError where it is not in it."""
    start = text.index(quote)
    end = start + len(quote)
    return Passage(
        id=f"ps_{source}_{start}_{end}",
        source=source,
        start=start,
        end=end,
        exact=quote,
        prefix=text[max(0, start - 32) : start],
        suffix=text[end : end + 32],
    )


_ENTITIES = (
    Entity("ida", "person", "Ida"),
    Entity("marek", "person", "Marek"),
    Entity("osip", "person", "Osip", alias="O."),
    Entity("driver", "person", "a driver"),
    Entity("north-gate", "place", "North Gate"),
    Entity("millhouse", "place", "Millhouse prison"),
    Entity("long-cell", "place", "the long cell"),
    Entity("lake-street", "place", "Lake Street prison"),
    Entity("cellmates", "group", "the three of the long cell"),
)

_SAID: tuple[dict[str, Any], ...] = (
    {
        "said": ("marek", "transfer", "millhouse"),
        "roles": (Role("from", entity="north-gate"),),
        "when": "2024-03-03",
        "quote": "They moved me on the third of March.",
    },
    {
        "said": ("marek", "stay", "long-cell"),
        "when": "2024-03-03/..",
        "quote": "I am in Millhouse, in the long cell",
    },
    {
        "said": ("long-cell", "part_of", "millhouse"),
        "quote": "in Millhouse, in the long cell",
    },
    {
        "said": ("osip", "stay", "long-cell"),
        "when": "2024-03/..",
        "quote": "in the long cell, with Osip",
    },
    {
        "said": ("osip", "member", "cellmates"),
        "when": "2024-03/..",
        "quote": "with Osip and a boy who sings",
    },
    {
        "said": ("lake-street", "rating"),
        "value": "2",
        "roles": (Role("aspect", value="food"),),
        "quote": "in Lake Street the soup is good",
        "chain": ("osip", "driver"),
        "basis": "unknown",
    },
    {
        "said": ("lake-street", "rating"),
        "value": "-1",
        "roles": (Role("aspect", value="food"),),
        "quote": "Говорят, там голодно.",
        "source": "second-letter",
        "chain": (None,),
        "basis": "heard-said",
    },
    {
        "said": ("osip", "transfer", "lake-street"),
        "when": "2024-04",
        "quote": "Осипа в апреле увезли на Озёрную",
        "source": "second-letter",
        "basis": "heard-said",
    },
)


def _say(
    edit: Edit,
    number: int,
    *,
    by: str,
    said: tuple[str, ...],
    quote: str,
    when: str | None = None,
    value: str | None = None,
    roles: tuple[Role, ...] = (),
    source: str = "first-letter",
    chain: tuple[str | None, ...] = (),
    basis: str = "experienced",
) -> None:
    """Record a statement with its passage, its chain of tellings (outermost first) and attestation."""
    passage = passage_of(source, FIRST_LETTER if source == "first-letter" else SECOND_LETTER, quote)
    dated: UncertainDate | None = read_edtf(when) if when else None
    statement = Statement(
        f"st_{number}", *said, **({"value": value} if value else {}), when=dated, roles=roles
    )
    edit.add(passage, statement)
    told_in: str | None = None
    for depth, speaker in enumerate(chain):
        telling = Telling(f"tl_{number}_{depth}", source, speaker, told_in)
        edit.add(telling)
        told_in = telling.id
    edit.add(
        Attestation(
            id=f"at_{number}",
            statement=statement.id,
            passage=passage.id,
            telling=told_in,
            basis=basis,
            created_by=by,
            created_at="2025-01-01T00:00:00Z",
        )
    )


class Story:
    """An archive from a few lines: people, places, letters, and what they say.

    The letters' texts are made from what they say, one numbered sentence per statement. Ids of statements are
    ``st_1``, ``st_2`` … in the order said.

    >>> import tempfile, pathlib
    >>> story = Story()
    >>> story.people("ana").place("north", "prison").place("north-12", "cell", within="north")
    Story(...)
    >>> story.letter("l1", by="ana", written="2025-03-25", place="north")
    Story(...)
    >>> story.say("ana", "stay", "north-12", when="2025-03-01/..")
    'st_1'
    >>> with story.archive(pathlib.Path(tempfile.mkdtemp()) / "story.kartoteka") as archive:
    ...     archive.text("l1")
    '1. ana stay north-12.'
    """

    def __init__(self) -> None:
        self._entities: dict[str, Entity] = {}
        self._facts: list[Statement] = []
        self._letters: dict[str, dict[str, str | None]] = {}
        self._said: list[dict[str, Any]] = []
        self._judged: list[Identity] = []

    def __repr__(self) -> str:
        return f"Story({len(self._entities)} entities, {len(self._said)} statements)"

    def people(self, *ids: str, **labels: str) -> Self:
        """Add persons, by id, or by id and label."""
        return self._add("person", dict.fromkeys(ids), labels)

    def groups(self, *ids: str, sort: str | None = None) -> Self:
        """Add groups, of a sort."""
        self._add("group", dict.fromkeys(ids), {})
        for id_ in ids if sort else ():
            self.fact(id_, "sort", value=sort)
        return self

    def types(self, *ids: str) -> Self:
        """Add human types or customs."""
        return self._add("type", dict.fromkeys(ids), {})

    def things(self, *ids: str) -> Self:
        """Add things."""
        return self._add("thing", dict.fromkeys(ids), {})

    def place(self, id: str, sort: str = "place", *, within: str | None = None) -> Self:  # noqa: A002
        """Add a place of a sort, within another."""
        self._add("place", {id: None}, {})
        self.fact(id, "sort", value=sort)
        return self.fact(id, "part_of", within) if within else self

    def _add(self, kind: Kind, ids: Mapping[str, None], labels: Mapping[str, str]) -> Self:
        for id_ in (*ids, *labels):
            self._entities[id_] = Entity(id_, kind, labels.get(id_, id_))
        return self

    def fact(
        self,
        subject: str,
        predicate: str,
        object: str | None = None,  # noqa: A002
        *,
        value: str | None = None,
        when: str | None = None,
        lang: str | None = None,
        roles: Mapping[str, str] | None = None,
        rank: Rank = "normal",
    ) -> Self:
        """Add a statement that nobody attests: a name, a sort, what lies in what."""
        self._facts.append(
            Statement(
                f"fact_{len(self._facts) + 1}",
                subject,
                predicate,
                object,
                value,
                lang,
                read_edtf(when) if when else None,
                rank=rank,
                roles=self._roles(roles),
            )
        )
        return self

    def letter(
        self,
        id: str,  # noqa: A002
        *,
        by: str | None,
        written: str | None,
        place: str | None = None,
    ) -> Self:
        """Add a letter; what is said from here on is said in it."""
        self._letters[id] = {"by": by, "written": written, "place": place}
        return self

    def say(
        self,
        subject: str,
        predicate: str,
        object: str | None = None,  # noqa: A002
        *,
        value: str | None = None,
        when: str | None = None,
        duration: str | None = None,
        roles: Mapping[str, str] | None = None,
        polarity: Literal[1, -1] = 1,
        basis: str = "experienced",
        stance: Stance = "asserts",
        told_by: Sequence[str | tuple[str | None, str | None, str | None]] = (),
        letter: str | None = None,
        again: str | None = None,
    ) -> str:
        """Say something in the last letter (or a named one); return the statement's id.

        ``told_by`` has the outermost teller first, each a speaker or ``(speaker, place, when)``. ``again`` is
        the id of a statement that is here said once more.
        """
        number = len(self._said) + 1
        statement = Statement(
            again or f"st_{number}",
            subject,
            predicate,
            object,
            value,
            when=read_edtf(when) if when else None,
            duration=read_duration(duration) if duration else None,
            polarity=polarity,
            roles=self._roles(roles),
        )
        self._said.append(
            {
                "letter": letter or list(self._letters)[-1],
                "words": f"{number}. {subject} {predicate} {object or value}.",
                "statement": statement,
                "told_by": [(t, None, None) if isinstance(t, str) else t for t in told_by],
                "attested": {"basis": basis, "stance": stance},
            }
        )
        return statement.id

    def judge(self, a: str, b: str, verdict: Verdict, *, withdrawn: bool = False) -> Self:
        """Judge whether two entities are one."""
        number = len(self._judged) + 1
        at = f"2025-01-{number:02}T00:00:00Z"
        first, second = sorted((a, b))
        self._judged.append(
            Identity(
                f"i_{number}",
                first,
                second,
                verdict,
                "so it seems",
                "tester",
                at,
                at if withdrawn else None,
            )
        )
        return self

    def _roles(self, roles: Mapping[str, str] | None) -> tuple[Role, ...]:
        return tuple(
            Role(term, entity=value) if value in self._entities else Role(term, value=value)
            for term, value in (roles or {}).items()
        )

    def archive(self, path: Path | str, *, by: str = "tester") -> Archive:
        """Return a new archive in which all this is recorded, open."""
        archive = empty_archive(path, by=by)
        with archive.edit(why="a story", verb="record") as edit:
            edit.add(*self._entities.values())
            texts = {
                id_: " ".join(s["words"] for s in self._said if s["letter"] == id_)
                for id_ in self._letters
            }
            for id_, head in self._letters.items():
                source, content = _headed(id_, texts[id_], **head), texts[id_].encode()
                edit.keep_original(Original(source.sha256, "text/plain", f"{id_}.txt", content))
                edit.keep_text(texts[id_])
                edit.add(source)
            edit.add(*self._facts)
            for number, said in enumerate(self._said, 1):
                _record(edit, number, texts[said["letter"]], said)
            edit.add(*self._judged)
        return archive


def _headed(
    id_: str, text: str, *, by: str | None, written: str | None, place: str | None
) -> Source:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Source(
        id=id_,
        kind="letter",
        title=id_,
        author=by,
        addressee=None,
        written=read_edtf(written) if written else None,
        place=place,
        lang="en",
        sha256=sha256,
        text_sha256=sha256,
        length=len(text),
    )


def _record(edit: Edit, number: int, text: str, said: dict[str, Any]) -> None:
    passage = passage_of(said["letter"], text, said["words"])
    edit.add(passage, said["statement"])
    told_in: str | None = None
    for depth, (speaker, place, when) in enumerate(said["told_by"]):
        telling = Telling(
            f"tl_{number}_{depth}",
            said["letter"],
            speaker,
            told_in,
            read_edtf(when) if when else None,
            place,
        )
        edit.add(telling)
        told_in = telling.id
    edit.add(
        Attestation(
            id=f"at_{number}",
            statement=said["statement"].id,
            passage=passage.id,
            telling=told_in,
            created_by="tester",
            created_at="2025-01-01T00:00:00Z",
            **said["attested"],
        )
    )
