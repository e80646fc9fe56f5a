"""Streams, outlines and excerpts made in SQL say what the whole statements say."""

from __future__ import annotations

import tempfile
from itertools import product
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from kartoteka.annotate.ids import content_id
from kartoteka.archive import excerpts, first, presences, query
from kartoteka.archive.archive import Archive
from kartoteka.archive.gists import gist
from kartoteka.archive.quotes import quotes_of
from kartoteka.model.dates import read_edtf
from kartoteka.model.entities import Entity
from kartoteka.model.statements import Attestation, Attested, Role, Statement
from kartoteka.relate.order import outline_key, time_key
from kartoteka.testing import tiny_archive

WHO = ("ann", "bob", "cat")
WHERE = ("north", "south")
DATES = ("2024-03", "2024-03-05/2024-04-02", "2024-03-05/..", "../2024-04", "2024/", "../..", None)

told = st.builds(
    lambda who, predicate, where, when, polarity, rank, along: Statement(
        "",
        who,
        predicate,
        where,
        when=None if when is None else read_edtf(when),
        polarity=polarity,
        rank=rank,
        roles=(Role("with", entity=along), Role("reason", value="a vote")) if along else (),
    ),
    st.sampled_from(WHO),
    st.sampled_from(("stay", "transfer")),
    st.sampled_from(WHERE),
    st.sampled_from(DATES),
    st.sampled_from((1, 1, -1)),
    st.sampled_from(("normal", "preferred", "deprecated")),
    st.sampled_from((*WHO, None)),
)
said = st.lists(
    st.tuples(told, st.lists(st.sampled_from(("asserts", "denies", "doubts")), max_size=2)),
    max_size=12,
)


@settings(max_examples=25, deadline=None)
@given(said, st.sampled_from((None, 0, 1, 3)), st.booleans())
def test_what_sql_says_of_many_is_what_they_say(
    said: list[tuple[Statement, list[str]]],
    limit: int | None,
    standing: bool,  # noqa: FBT001 - hypothesis gives it
) -> None:
    """Whatever was asserted, denied, deprecated and dated, the archive's shortcuts say the same."""
    with (
        tempfile.TemporaryDirectory() as folder,
        tiny_archive(Path(folder) / "a.kartoteka") as archive,
    ):
        passage = archive.passages("first-letter")[0].id
        with archive.edit(why="test") as edit:
            edit.add(*(Entity(who, "group" if who == "cat" else "person", who) for who in WHO))
            edit.add(*(Entity(where, "place", where) for where in WHERE))
            for number, (statement, stances) in enumerate(said):
                made = Statement(**{**_fields(statement), "id": f"told_{number}"})
                edit.add(made)
                for at, stance in enumerate(stances):
                    id_ = content_id("at", made.id, at)
                    edit.add(Attestation(id_, made.id, passage, stance=stance))  # pyright: ignore[reportArgumentType]
        for asked in ({}, {"subject": WHO}, {"object": "north"}, {"about": "bob"}):
            whole = archive.statements(**asked)  # pyright: ignore[reportArgumentType]
            assert tuple(archive.stream(**asked)) == whole  # pyright: ignore[reportArgumentType]
            assert [*archive.outlines(**asked)] == [excerpts.outline(f) for f in whole]  # pyright: ignore[reportArgumentType]
            found = archive.excerpt(limit, standing=standing, **asked)  # pyright: ignore[reportArgumentType]
            assert found == excerpts.excerpt(whole, limit, standing=standing)
            standing_ones = [gist(f, "with") for f in whole if f.stands]
            assert [*archive.gists(role="with", **asked)] == standing_ones  # pyright: ignore[reportArgumentType]
            quoted = [q for f in whole for q in quotes_of(f, archive.find_entity)]
            assert [*archive.quotes(**asked)] == quoted  # pyright: ignore[reportArgumentType]
        since: dict[str, int] = dict.fromkeys(WHO, 738_946)
        turned = presences.turns_worked_out(archive, since)
        assert sorted(archive.turns(since)) == sorted(turned)
        brief = archive.outlines(subject=WHO, brief=True)
        whole_ones = archive.outlines(subject=WHO)
        assert [*brief] == [o._replace(stances=(), roles=()) for o in whole_ones]
        _orders_agree(archive.statements())
        for few in (first.SORTED, 0):
            with patch.object(first, "SORTED", few), patch.object(query, "_MANY_STAYS", few):
                _lists_agree(archive, limit, standing=standing)


def _lists_agree(archive: Archive, limit: int | None, *, standing: bool) -> None:
    """What is read off indices and lists is what the statements say, whether they are few or many."""
    for position, ids in (("subject", WHO), ("object", WHERE), ("object", ("north",))):
        chosen: dict[str, Any]
        for chosen in ({}, {"predicate": "stay"}, {"without": ("stay",)}, {"polarity": -1}):
            whole = [
                f
                for f in archive.statements(**{position: ids})  # pyright: ignore[reportArgumentType]
                if chosen.get("predicate") in (None, f.statement.predicate)
                and f.statement.predicate not in chosen.get("without", ())
                and chosen.get("polarity") in (None, f.statement.polarity)
            ]
            found = archive.excerpt(limit, standing=standing, **{position: ids}, **chosen)  # pyright: ignore[reportArgumentType]
            assert found == excerpts.excerpt(whole, limit, standing=standing)
        for predicate, kind in (
            ("stay", None),
            ("stay", "person"),
            ("stay", "group"),
            ("met", None),
        ):
            asked = {position: ids, "kind": kind}
            outlines = archive.outlines(predicate=predicate, **asked)  # pyright: ignore[reportArgumentType]
            found = archive.links(predicate, **asked)  # pyright: ignore[reportArgumentType]
            assert list(found) == excerpts.links(outlines)
    for who, places, stays in product((WHO, "ann"), (None, WHERE, ("north",)), (True, False)):
        found = archive.presences(who, places, stays=stays)
        assert list(found) == list(presences.worked_out(archive, who, places, stays=stays))


def _fields(statement: Statement) -> dict[str, object]:
    return {name: getattr(statement, name) for name in Statement.__dataclass_fields__}


def _orders_agree(found: tuple[Attested, ...]) -> None:
    for each in found:
        key = time_key(each.statement.when)
        assert excerpts.in_time(each) == key == outline_key(excerpts.outline(each))
