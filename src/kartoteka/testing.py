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
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from kartoteka.archive import sqlite
from kartoteka.archive.archive import Archive
from kartoteka.archive.edit import Edit
from kartoteka.model.dates import UncertainDate, read_edtf
from kartoteka.model.entities import Entity
from kartoteka.model.sources import Original, Passage, Source
from kartoteka.model.statements import Attestation, Role, Statement, Telling

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
