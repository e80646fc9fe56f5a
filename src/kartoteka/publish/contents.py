"""What the public ids of records are made from: what is published of each, as text.

In: packed statements as they may be read. Out: texts for ``hashids``. They read as ``opaque`` would put them,
because links to statements and passages stand in other people's texts: an id stays what it was as long as
what is published of its record does.
"""

from __future__ import annotations

from collections.abc import Callable
from json import encoder

from kartoteka.archive.columns import Columns, Ints
from kartoteka.publish.hashids import HashIds

_quoted = encoder.encode_basestring


class Contents:
    """Says what is published of each record.

    Parameters
    ----------
    at
        The records as they may be read.
    owner
        Of each attestation, the number of its statement.
    """

    def __init__(self, at: Columns, owner: Ints) -> None:
        self._at, self._owner = at, owner
        self._names = [repr(name) for name in at.names]
        self._names.append("None")
        self._roles = [f"roles={roles!r})" for roles in at.roles]
        self._roles.append("roles=())")
        self._lang, self._rest = list[str](), list[str]()
        for _, lang, duration, polarity, rank, access in at.shapes:
            self._lang.append(f"lang={lang!r}, when=None, duration={duration!r}, ")
            self._rest.append(f"polarity={polarity!r}, rank={rank!r}, access={access!r}, ")

    def ids(self, kind: str, content: Callable[[int], str], count: int) -> HashIds:
        """Return the ids of all records of a kind."""
        return HashIds(kind, map(content, range(count)), content)

    def statement(self, number: int) -> str:
        """Return what a record of it without id and date looks like, and its date as EDTF."""
        at, names = self._at, self._names
        shape, value = at.shape[number], at.value[number]
        said = (
            f"(Statement(id='', subject={names[at.subject[number]]}, "
            f"predicate={names[at.predicate[number]]}, object={names[at.object[number]]}, "
            f"value={None if value < 0 else at.texts[value]!r}, {self._lang[shape]}"
            f"{self._rest[shape]}{self._roles[at.role[number]]}, {at.dates.get(at.when[number])!r})"
        )
        return f'["st", {_quoted(said)}]'

    def passage(self, number: int) -> str:
        """Return of which stretch of which source it is."""
        at = self._at
        source, _ = at.places[at.place[number]]
        return content_of_passage(source, at.start[number], at.end[number])

    def attestation(self, number: int) -> str:
        """Return of what it is, where, and from whom they had it."""
        at = self._at
        chain = at.chains.get(at.chain[number])
        telling = "null" if chain is None else f'"{at.tellings[chain[0]][0]}"'
        statement, passage = at.ids[self._owner[number]], at.passage_ids[at.passage[number]]
        return f'["a", "{statement}", "{passage}", {telling}]'


def content_of_passage(source: str, start: int, end: int) -> str:
    """Return what the id of a passage is made from."""
    return f'["p", {_quoted(source)}, {start}, {end}]'
