"""What a view takes from columns is what it says itself when everything is read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.publish.conftest import TODAY

from kartoteka.archive import presences
from kartoteka.archive.archive import Archive
from kartoteka.model.dates import day_of
from kartoteka.publish.opaque import Opaque
from kartoteka.publish.view import View


class Other:
    """Answers as an archive does, and is none: whatever else can be read is published, too."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def __getattr__(self, name: str) -> Any:
        if name == "packed":
            raise AttributeError(name)
        return getattr(self._archive, name)


@pytest.fixture(params=["secret", "tiny"])
def archive(request: pytest.FixtureRequest) -> Archive:
    return request.getfixturevalue(request.param)


@pytest.fixture
def published(archive: Archive) -> View:
    return View(archive, today=TODAY)


def everything(view: View) -> list[object]:
    texts = [(s, view.text(s.id), view.parts(s.id), view.passages(s.id)) for s in view.sources()]
    known = list(view.entities()), view.identities(), view.codings(), view.tellings()
    return [view.statements(), view.withheld, view.cited, texts, known]


def test_what_only_answers_as_an_archive_is_published_alike(
    archive: Archive, published: View
) -> None:
    assert everything(View(Other(archive), today=TODAY)) == everything(published)  # type: ignore[arg-type]


def test_ids_are_made_from_what_is_published_alone(published: View) -> None:
    """As they always were: links to a statement stand in other people's texts."""
    ids, passages, tellings = Opaque(), dict[str, str](), dict[str, str]()
    for number, (s, evidence) in enumerate(
        (f.statement, f.evidence) for f in published.statements()
    ):
        said = replace(s, id="", when=None), s.when.edtf if s.when else None
        assert s.id == ids.of("st", str(number), repr(said))
        for e in evidence:
            p, a = e.passage, e.attestation
            if p.id not in passages:
                passages[p.id] = ids.of("p", p.id, p.source, p.start, p.end)
            assert a.id == ids.of("a", a.id, s.id, p.id, a.telling)
            for t in reversed(e.chain):
                when = t.when.edtf if t.when else None
                told = t.source, t.speaker, t.told_in, when, t.place
                tellings.setdefault(t.id, ids.of("te", t.id, *told))
    for made in (passages, tellings):
        assert list(made) == list(made.values())


def test_passages_of_a_source_are_those_of_its_evidence(published: View) -> None:
    for source in published.sources():
        under = {e.passage for f in published.statements() for e in f.evidence}
        under |= {passage for _, passage in published.codings()}
        assert set(published.passages(source.id)) == {p for p in under if p.source == source.id}


def test_tellings_of_a_speaker_are_those_of_the_evidence(published: View) -> None:
    told = {t.id: t for f in published.statements() for e in f.evidence for t in e.chain}
    assert list(published.tellings()) == list(told.values())
    speakers = {t.speaker for t in told.values() if t.speaker}
    for speaker in speakers:
        assert list(published.tellings(speaker=speaker)) == [
            t for t in told.values() if t.speaker == speaker
        ]
    assert list(published.tellings(speaker=tuple(speakers))) == [
        t for t in told.values() if t.speaker in speakers
    ]


def test_turns_are_those_of_the_outlines(published: View) -> None:
    people = [e.id for e in published.entities("person")]
    for day in (day_of(1990, 1, 1), day_of(2025, 4, 1)):
        since = dict.fromkeys(people, day)
        assert list(published.turns(since)) == presences.turns_worked_out(published, since)
    assert list(published.turns({})) == []


def test_the_weight_of_an_entity_is_what_is_attested_of_it(published: View) -> None:
    for entity in published.entities():
        about = published.statements(about=entity.id)
        assert published.count(about=entity.id) == len(about)
        assert published.weight(entity.id) == sum(bool(f.evidence) for f in about)


def test_an_archive_that_rests_still_answers(archive: Archive, published: View) -> None:
    archive.rest()
    assert everything(View(archive, today=TODAY)) == everything(published)


def test_nothing_of_what_stays_behind_is_in_the_columns(secret: Archive) -> None:
    at = View(secret, today=TODAY).compact.columns
    told = [*at.names, *at.sources, *(at.texts[n] for n in range(len(at.texts)))]
    for word in ("orlov", "guseva", "cedar", "Орлов", "Гусев", "диабет"):
        assert not any(word in each for each in told)
