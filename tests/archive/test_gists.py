"""Gists and quotes of a small archive with hearsay, parts and open stays: the same as of whole statements."""

from __future__ import annotations

from dataclasses import replace

from kartoteka.archive.archive import Archive
from kartoteka.archive.gists import gist
from kartoteka.archive.quotes import quotes_of
from kartoteka.model.dates import day_of, read_edtf
from kartoteka.model.gists import Gist
from kartoteka.model.sources import Part
from kartoteka.publish.view import View
from kartoteka.relate.heard import known_days, last_heard


def told_in_parts(archive: Archive) -> Archive:
    """Two parts, one within the other: of another voice, and the inner one with a date of its own."""
    source = archive.source("second-letter")
    written = read_edtf("2024-01-05")
    with archive.edit(why="another voice") as edit:
        edit.add(
            Part(source.id, 0, source.length, author="osip"),
            Part(source.id, 0, 20, author="driver", written=written),
        )
    return archive


def test_they_are_those_of_the_whole_statements(tiny: Archive) -> None:
    archive = told_in_parts(tiny)
    whole = archive.statements()
    assert [*archive.gists()] == [gist(f) for f in whole if f.stands]
    assert [*archive.quotes()] == [q for f in whole for q in quotes_of(f, archive.find_entity)]


def test_of_hearsay_they_know_who_knew_and_who_listened(tiny: Archive) -> None:
    """A driver told Osip, Osip told Marek, Marek wrote it down."""
    [quote] = tiny.quotes(speaker="driver")
    assert (quote.witness, quote.author) == ("driver", "marek")
    assert quote.listeners == {"osip", "marek"}
    [evidence] = tiny.statements(speaker="driver")[0].evidence
    assert len(quote.chain) == len(evidence.chain) == 2


def test_until_when_it_is_known_is_what_relate_says_of_the_whole(tiny: Archive) -> None:
    archive = told_in_parts(tiny)
    for found in archive.statements():
        for by in (None, day_of(2024, 3, 25), day_of(2020, 1, 1)):
            brief = gist(found)
            assert brief.known_days(by) == known_days(found, by)
            if brief.is_open_end:
                assert brief.last_heard(by) == last_heard(found, by)


def test_only_the_role_asked_for_is_read(tiny: Archive) -> None:
    found = next(f for f in tiny.statements() if f.stands and f.statement.roles)
    role = found.statement.roles[0]
    [brief] = tiny.gists(ids=found.statement.id, role=role.term)
    assert brief.role == (role.entity or role.value)
    [bare] = tiny.gists(ids=found.statement.id)
    assert bare == replace_role(brief)


def replace_role(brief: Gist) -> Gist:
    """Return a gist without its role."""
    return brief._replace(role=None)


def test_a_view_answers_with_what_may_be_read(tiny: Archive) -> None:
    osip = tiny.entity("osip")
    with tiny.edit(why="no secrets") as edit:
        edit.replace(osip, replace(osip, alias=None))
    view = View(tiny, today=day_of(2026, 1, 1))
    days = [(g.subject, g.object, g.known_days()) for g in tiny.gists(predicate="stay")]
    assert [(g.subject, g.object, g.known_days()) for g in view.gists(predicate="stay")] == days
    assert [q.exact for q in view.quotes()] == [q.exact for q in tiny.quotes()]
    since = {"osip": day_of(2000, 1, 1), "marek": day_of(2024, 3, 4)}
    assert sorted(view.turns(since)) == sorted(tiny.turns(since))
