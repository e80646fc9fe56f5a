"""The one door: what a view lets through, and what it does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import kartoteka
from kartoteka.archive.archive import Archive
from kartoteka.errors import NotFound
from kartoteka.model.dates import day_from_iso, day_of
from kartoteka.publish.redact import BAR
from kartoteka.publish.release import Withheld
from kartoteka.publish.view import View
from kartoteka.testing import Story


def labels(view: View) -> set[str]:
    return {entity.label for entity in view.entities()}


def predicates(view: View, subject: str) -> list[str]:
    return sorted({f.statement.predicate for f in view.statements(subject=subject)})


def test_without_secrets_a_view_shows_everything_but_private_notes(tiny: Archive) -> None:
    osip = tiny.entity("osip")
    with tiny.edit(why="no secrets") as edit:
        edit.replace(osip, replace(osip, alias=None))
    view = View(tiny, today=day_of(2026, 1, 1))
    assert len(view.statements()) == len(tiny.statements())
    assert [view.text(s.id) for s in view.sources()] == [tiny.text(s.id) for s in tiny.sources()]


def test_a_name_given_in_one_script_is_taken_out_in_the_other(tiny: Archive) -> None:
    """Osip has an alias, his name is recorded in Latin letters only; the second letter is in Russian."""
    text = View(tiny, today=day_of(2026, 1, 1)).text("second-letter")
    assert "что O. в апреле увезли" in text


def test_a_restricted_person_is_nowhere(view: View) -> None:
    assert view.find_entity("pavel-orlov") is None
    with pytest.raises(NotFound):
        view.entity("pavel-orlov")
    assert all("pavel" not in i for f in view.statements() for i in f.statement.entities())


def test_an_alias_is_all_that_is_left_of_a_name(view: View) -> None:
    tamara = next(e for e in view.entities("person") if e.label == "Тамара")
    assert "guseva" not in tamara.id
    assert tamara.id.startswith("person-")
    assert "name" not in predicates(view, tamara.id)
    assert "stay" in predicates(view, tamara.id)


def test_what_a_hidden_speaker_told_is_not_published_what_an_open_one_told_is(view: View) -> None:
    ratings = view.statements(subject="lake", predicate="rating")
    assert [f.statement.value for f in ratings] == ["2"]
    assert [e.witness for f in ratings for e in f.evidence] == ["osip"]


def test_a_statement_about_a_hidden_place_stays_behind(view: View) -> None:
    tamara = next(e for e in view.entities("person") if e.label == "Тамара")
    stays = view.statements(subject=tamara.id, predicate="stay")
    assert [f.statement.object for f in stays] == ["mill-1"]


def test_every_passage_still_points_at_its_words_in_the_redacted_text(view: View) -> None:
    text = view.text("open-letter")
    passages = view.passages("open-letter")
    assert len(passages) >= 4
    for passage in passages:
        assert text[passage.start : passage.end] == passage.exact
        assert text[: passage.start].endswith(passage.prefix)
        assert text[passage.end :].startswith(passage.suffix)
    quotes = {p.exact for p in passages}
    assert "Тамара носят хлеб" in quotes  # not inflected: an alias stands as it was given


def test_the_words_of_a_restricted_statement_are_blacked_out_in_the_letter(view: View) -> None:
    assert f"{BAR}, об этом никому" in view.text("open-letter")


def test_a_part_in_the_voice_of_a_hidden_person_is_blacked_out(view: View) -> None:
    text = view.text("open-letter")
    assert f"надзирателя: {BAR} Конец приписки." in text
    (part,) = view.parts("open-letter")
    assert part.author is None
    assert text[part.start : part.end] == BAR


def test_titles_and_values_lose_the_names_too(view: View) -> None:
    assert view.source("open-letter").title == f"Письмо о {BAR}"
    values = {f.statement.value for f in view.statements(predicate="event")}
    assert values == {"Тамара носят хлеб"}


def test_a_letter_whose_day_has_not_come_stays_with_everything_known_only_from_it(
    secret: Archive,
) -> None:
    before = View(secret, today=day_from_iso("2030-01-01"))
    after = View(secret, today=day_from_iso("2030-01-02"))
    assert "Тимофей Грач" not in labels(before)
    assert "Тимофей Грач" in labels(after)
    assert {s.id for s in after.sources()} - {s.id for s in before.sources()} == {"later-letter"}


def test_an_attestation_from_a_closed_letter_is_dropped_and_its_statement_stays(
    tmp_path: Path,
) -> None:
    """Ana's letter and Boris's say the same; his is closed: hers remains, and is enough."""
    story = Story().people("ana", "boris").place("north", "prison")
    story.letter("open", by="ana", written="2025-01-01").letter("shut", by="boris", written="2025")
    said = story.say("ana", "stay", "north", when="2025-01", letter="open")
    story.say("ana", "stay", "north", when="2025-01", letter="shut", again=said)
    with story.archive(tmp_path / "two.kartoteka") as archive:
        assert [len(f.evidence) for f in archive.statements(ids=said)] == [2]
        shut = archive.source("shut")
        with archive.edit(why="closed") as edit:
            edit.replace(shut, replace(shut, access="restricted"))
        view = View(archive, today=day_of(2026, 1, 1))
        (stay,) = view.statements(predicate="stay")
        assert [e.source.id for e in stay.evidence] == ["open"]


def test_nobody_who_recorded_or_judged_is_named(view: View) -> None:
    makers = {e.attestation.created_by for f in view.statements() for e in f.evidence}
    makers |= {coding.created_by for coding, _ in view.codings()}
    makers |= {judgement.created_by for judgement in view.identities()}
    assert makers <= {""}
    assert view.memos() == ()


def test_a_judgement_about_a_hidden_person_is_not_published(view: View) -> None:
    assert view.identities() == ()


def test_the_hash_of_a_letter_does_not_confirm_a_guess(view: View, secret: Archive) -> None:
    source = view.source("open-letter")
    assert source.sha256 == ""
    assert source.text_sha256 != secret.source("open-letter").text_sha256


def test_what_is_held_back_is_counted_with_its_reason(view: View) -> None:
    held = set(view.withheld)
    assert Withheld("source", "embargoed", 1) in held
    assert Withheld("source", "restricted", 1) in held
    assert Withheld("memo", "restricted", 1) in held
    assert Withheld("entity", "restricted", 3) in held
    assert Withheld("entity", "unseen", 2) in held
    assert Withheld("statement", "speaker", 1) in held


def test_questions_are_answered_as_by_an_archive(view: View) -> None:
    """Conditions are joined by and; several ids are any of them."""
    everything = view.statements()
    assert view.statements(subject=("vera", "lake"), predicate="rating") == tuple(
        f
        for f in everything
        if f.statement.subject in ("vera", "lake") and f.statement.predicate == "rating"
    )
    assert view.statements(about="mill-1", predicate="stay") == view.statements(
        object="mill-1", predicate="stay"
    )
    assert view.statements(speaker="osip") == view.statements(subject="lake", predicate="rating")
    assert view.statements(source="open-letter", subject="nobody") == ()
    ids = [f.statement.id for f in everything[:2]]
    assert [f.statement.id for f in view.statements(ids=ids)] == ids


# ── judged the same ───────────────────────────────────────────────────────────────────────────────


def twins(tmp_path: Path, verdict: str, **protection: str) -> View:
    """One person under two ids: as "the nurse", protected, and as Darya Belova, nobody thought of it."""
    letter = tmp_path / "letter.txt"
    letter.write_text("Сестра дала мне хлеба. Дарья Белова работала в больнице.", encoding="utf-8")
    evidence = tmp_path / "letter.evidence.yaml"
    guarded = ", ".join(f"{key}: {value}" for key, value in protection.items())
    evidence.write_text(
        f"""source: letter
entities:
  vera: {{kind: person, label: Вера}}
  nurse: {{kind: person, label: the nurse, {guarded}}}
  darya: {{kind: person, label: Дарья Белова}}
statements:
  - {{subject: nurse, predicate: event, value: gave bread, quote: "Сестра дала мне хлеба"}}
  - {{subject: darya, predicate: occupation, value: nurse, quote: "Дарья Белова работала в больнице"}}
identities:
  - {{a: nurse, b: darya, verdict: {verdict}, reason: one hospital}}
""",
        encoding="utf-8",
    )
    archive = kartoteka.new(tmp_path / "a.kartoteka", by="ida")
    kartoteka.add(archive, letter, author="vera", written="2025-05-02", lang="ru")
    kartoteka.record(archive, evidence)
    return View(archive, today=day_of(2026, 1, 15))


def everything_seen(view: View) -> str:
    entities = list(view.entities())
    return repr([entities, view.statements(), view.text("letter"), view.identities()])


def test_an_alias_protects_every_id_of_the_person(tmp_path: Path) -> None:
    view = twins(tmp_path, "same", alias="N. N.", access="restricted")
    assert "Бело" not in everything_seen(view)
    assert "darya" not in everything_seen(view)
    assert "gave bread" in everything_seen(view)


def test_a_restriction_hides_every_id_of_the_person(tmp_path: Path) -> None:
    view = twins(tmp_path, "same", access="restricted")
    seen = everything_seen(view)
    assert not any(secret in seen for secret in ("Бело", "darya", "nurse", "gave bread"))


@pytest.mark.parametrize("verdict", ["maybe", "different"])
def test_who_an_alias_may_or_may_not_be_is_not_said(tmp_path: Path, verdict: str) -> None:
    view = twins(tmp_path, verdict, alias="N. N.", access="restricted")
    assert view.identities() == ()
    assert view.find_entity("darya") is not None
