"""``record``: what a file says is in the archive, with its words; said twice, it is there once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kartoteka.annotate.evidence import record
from kartoteka.archive.archive import Archive
from kartoteka.errors import Refused, UnreadableSource
from kartoteka.model.statements import Attested

Record = Callable[..., Any]
AddText = Callable[..., Any]

FILE = """\
source: may
recorded: {by: olga, at: 2024-06-01T08:00:00Z}
parts:
  - {from: "Note of the censor", to: "Passed.", author: censor}
entities:
  anton:   {kind: person, label: Anton, gender: male, names: [{value: Антон, lang: ru, kind: birth}]}
  tikhon:  {kind: person, label: Tikhon, alias: the cook}
  driver:  {kind: person}
  censor:  {kind: person, label: the censor, access: restricted}
  works:   {kind: place, sort: prison, label: the Brickworks}
  harbour: {kind: place, sort: prison, label: Harbour Street}
  cell-5:  {kind: place, sort: cell, part_of: works}
  men:     {kind: group, label: the men of cell 5}
  vote:    {kind: type, label: voting}
statements:
  - {subject: anton, predicate: stay, object: cell-5, duration: P2W, roles: {regime: quarantine},
     quote: "For two weeks I sat in cell 5", basis: experienced, certainty: 4}
  - {subject: anton, predicate: stay, object: cell-5, duration: P2W, roles: {regime: quarantine},
     quote: "cell 5", occurrence: 2, basis: experienced, certainty: 3}
  - {subject: anton, predicate: transfer, object: works, roles: {from: harbour, reason: no}, when: last week, quote: "they took me"}
  - {subject: harbour, predicate: rating, value: -1, roles: {aspect: food}, quote: 'the soup is thin. He had it',
     told_by: [tikhon, {speaker: driver, place: works, reliability: 2}]}
  - {subject: men, predicate: population, value: 11..12, when: 2024, quote: "We are eleven - sometimes twelve."}
  - {subject: men, predicate: practice, object: vote, at: [10, 20], polarity: -1, stance: doubts, method: machine}
  - {subject: anton, predicate: name, value: Uncle Anton, lang: en}
codings:
  - {code: governance/by-vote, quote: "We vote on everything..."}
memos:
  - {about: may, title: Who is the driver?, text: Ask.}
  - {about: governance/by-vote, text: "Compare: other cells."}
identities:
  - {a: tikhon, b: driver, verdict: different, reason: one told the other}
"""  # noqa: E501


def said(archive: Archive, **conditions: str) -> list[Attested]:
    return list(archive.statements(**conditions))  # type: ignore[arg-type]


def test_every_entry_is_counted_and_what_is_new(say: Record) -> None:
    recorded = say(FILE)
    assert recorded.entries == {
        "entity": 9, "part": 1, "statement": 7, "coding": 1, "memo": 2, "identity": 1,
    }  # fmt: skip
    assert recorded.added["attestation"] == 6
    assert (
        recorded.added["statement"] == 6 + 3 + 1 + 1 + 1
    )  # told twice is one; sorts, a part_of, a gender, a name
    assert recorded.left == ()


def test_recording_again_changes_nothing_not_even_by_somebody_else(
    home: Archive, say: Record
) -> None:
    say(FILE)
    before = home.counts()
    home.by = "somebody-else"
    again = say(FILE.replace("recorded: {by: olga, at: 2024-06-01T08:00:00Z}\n", ""))
    assert home.counts() == before
    assert again.added == {}


def test_the_same_said_in_two_places_is_one_statement_with_two_attestations(
    home: Archive, say: Record
) -> None:
    say(FILE)
    [stay] = said(home, predicate="stay")
    assert [e.attestation.certainty for e in stay.evidence] == [4, 3]
    assert [e.passage.exact for e in stay.evidence] == ["For two weeks I sat in cell 5", "cell 5"]
    assert stay.statement.role("regime") == "quarantine"
    assert stay.statement.duration is not None


def test_the_passage_keeps_the_words_of_the_text(home: Archive, say: Record) -> None:
    say(FILE)
    [population] = said(home, predicate="population")
    assert population.evidence[0].passage.exact == "We are eleven — sometimes twelve."
    assert population.statement.number == (11, 12)
    assert str(population.statement.when) == "2024"


def test_words_like_last_week_count_from_the_day_of_writing_and_are_kept(
    home: Archive, say: Record
) -> None:
    say(FILE)
    [transfer] = said(home, predicate="transfer")
    when = transfer.statement.when
    assert when is not None
    assert when.words == "last week"
    assert "2024-05-0" in when.edtf
    assert transfer.statement.role("reason") == "no"
    assert transfer.statement.role("from") == "harbour"


def test_hearsay_keeps_the_whole_chain(home: Archive, say: Record) -> None:
    say(FILE)
    [rating] = said(home, predicate="rating")
    [evidence] = rating.evidence
    assert evidence.speakers() == ("driver", "tikhon", "anton")
    assert evidence.chain[0].told_in == evidence.chain[1].id
    assert (evidence.chain[0].place, evidence.chain[0].reliability) == ("works", 2)
    assert evidence.chain[1].told_in is None


def test_who_recorded_and_when_is_as_the_file_says(home: Archive, say: Record) -> None:
    say(FILE.replace("polarity: -1", "polarity: -1, recorded: {by: ben, at: 2024-07-01T08:00:00Z}"))
    by = {e.attestation.created_by for a in home.statements() for e in a.evidence}
    assert by == {"olga", "ben"}
    assert {m.created_at for m in home.memos()} == {"2024-06-01T08:00:00Z"}


def test_denial_doubt_and_machine_are_kept(home: Archive, say: Record) -> None:
    say(FILE)
    [practice] = said(home, predicate="practice")
    attestation = practice.evidence[0].attestation
    assert (practice.statement.polarity, attestation.stance, attestation.method) == (
        -1,
        "doubts",
        "machine",
    )


def test_a_part_speaks_in_its_own_voice(home: Archive, say: Record) -> None:
    say(FILE + "  - {a: anton, b: driver, verdict: different, reason: x}\n")
    [part] = home.parts("may")
    assert home.text("may")[part.start : part.end].startswith("Note of the censor")
    assert home.text("may")[part.start : part.end].endswith("Passed.")
    assert part.author == "censor"


def test_codes_are_made_with_those_above_them(home: Archive, say: Record) -> None:
    say(FILE)
    terms = {t.id: (t.broader, t.name()) for t in home.own_terms()}
    assert terms == {
        "governance": (None, "governance"),
        "governance/by-vote": ("governance", "by vote"),
    }


def test_a_declaration_becomes_an_entity_and_statements(home: Archive, say: Record) -> None:
    say(FILE)
    assert home.entity("driver").label == "driver"
    assert (home.entity("tikhon").alias, home.entity("censor").access) == ("the cook", "restricted")
    [name, other] = said(home, subject="anton", predicate="name")
    assert (name.statement.value, name.statement.lang, name.statement.role("kind")) == (
        "Антон",
        "ru",
        "birth",
    )
    assert other.evidence == ()
    [within] = said(home, predicate="part_of")
    assert (within.statement.subject, within.statement.object) == ("cell-5", "works")


def test_a_key_left_out_says_nothing_about_what_is_known(home: Archive, say: Record) -> None:
    say(FILE)
    assert say("entities:\n  tikhon:\n  works: {sort: prison}\n").added == {}
    assert home.entity("tikhon").alias == "the cook"


def test_a_judgement_is_the_same_whichever_name_comes_first(home: Archive, say: Record) -> None:
    say(FILE)
    say("identities: [{a: driver, b: tikhon, verdict: different, reason: one told the other}]")
    [judgement] = home.identities()
    assert (judgement.a, judgement.b) == ("driver", "tikhon")


def test_a_withdrawn_judgement_stays_withdrawn_when_the_file_is_recorded_again(
    home: Archive, say: Record
) -> None:
    say(FILE)
    home.withdraw(home.identities()[0], why="it was one man after all")
    say(FILE)
    [judgement] = home.identities()
    assert judgement.withdrawn_at is not None


def test_one_undo_takes_a_whole_file_back(home: Archive, say: Record) -> None:
    before = {kind: n for kind, n in home.counts().items() if kind != "change"}
    say(FILE)
    home.undo()
    assert {kind: n for kind, n in home.counts().items() if kind != "change"} == before
    assert home.verify() == ()


def test_words_that_only_say_how_long_fill_the_duration(home: Archive, say: Record) -> None:
    say(FILE.replace("duration: P2W, roles", "when: two weeks, roles"))
    stays = said(home, predicate="stay")
    assert [(a.statement.when, str(a.statement.duration)) for a in stays] == [(None, "P2W")]


@pytest.mark.parametrize("words", ["two weeks", "2 weeks", "две недели"])
def test_a_duration_may_be_said_in_words(home: Archive, say: Record, words: str) -> None:
    say(FILE.replace("duration: P2W, roles", f"duration: {words}, roles"))
    stays = said(home, predicate="stay")
    assert [(a.statement.when, str(a.statement.duration)) for a in stays] == [(None, "P2W")]


def test_a_given_id_is_kept(home: Archive, say: Record) -> None:
    say(FILE.replace("basis: experienced, certainty: 3", "id: my-stay, certainty: 3"))
    assert {a.statement.id for a in said(home, predicate="stay")} > {"my-stay"}
    say("memos: [{about: my-stay, text: check}]")
    assert home.memos("my-stay")[0].text == "check"


def test_a_word_that_is_also_an_id_can_be_meant_as_a_word(home: Archive, say: Record) -> None:
    mood = "{{subject: men, predicate: attitude, value: wary, roles: {{toward: {}}}, quote: We are eleven}}"
    say(FILE)
    say(
        "source: may\nstatements:\n  - "
        + mood.format("harbour")
        + "\n  - "
        + mood.format("{text: harbour}")
    )
    roles = [a.statement.roles[0] for a in said(home, predicate="attitude")]
    assert [(r.entity, r.value) for r in roles] == [("harbour", None), (None, "harbour")]


# ── several files, folders, lines ─────────────────────────────────────────────────────────────────


def test_one_file_may_use_what_a_later_one_declares(home: Archive, tmp_path: Path) -> None:
    head, rest = FILE.split("entities:\n", 1)
    entities, rest = rest.split("statements:\n", 1)
    (tmp_path / "a.evidence.yaml").write_text(head + "statements:\n" + rest)
    (tmp_path / "b.evidence.yaml").write_text("entities:\n" + entities)
    (tmp_path / "notes.txt").write_text("not evidence")
    recorded = record(home, tmp_path)
    assert [Path(f.path).name for f in recorded.files] == ["a.evidence.yaml", "b.evidence.yaml"]
    assert recorded.files[0].added["attestation"] == 6
    assert recorded.files[1].added["entity"] == 9


def test_json_lines_say_the_same_as_yaml(home: Archive, say: Record) -> None:
    lines = [
        {"record": "statement", "source": "may", "subject": "anton", "predicate": "stay", "object": "cell-5",
         "quote": "cell 5", "occurrence": 2, "certainty": 4, "told_by": None, "roles": {"regime": "quarantine"}},  # noqa: E501
        {"record": "statement", "source": "may", "subject": "men", "predicate": "population", "value": 11, "roles": {}, "when": "2024",  # noqa: E501
         "quote": "We are eleven"},
        {"record": "entity", "id": "men", "kind": "group"},
        {"record": "entity", "id": "anton", "kind": "person", "names": [{"value": "Антон"}]},
        {"record": "entity", "id": "cell-5", "kind": "place"},
        {"record": "coding", "source": "may", "code": "food", "quote": "the soup is thin"},
        {"record": "part", "source": "may", "from": "Note of", "to": "Passed."},
        {"record": "memo", "about": "may", "text": "?"},
        {"record": "term", "vocab": "aspect", "id": "soup", "label": {"ru": "суп"}},
    ]  # fmt: skip
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    recorded = say(text, "bulk.evidence.jsonl")
    assert recorded.entries["statement"] == 2
    assert home.counts()["attestation"] == 2
    [population] = said(home, predicate="population")
    assert population.statement.value == "11"
    assert say(text, "bulk.evidence.jsonl").added == {}
    as_yaml = "source: may\nstatements: [{subject: men, predicate: population, value: 11, when: 2024, quote: We are eleven}]"  # noqa: E501
    assert say(as_yaml).added == {}


def test_progress_is_told_as_entries_go_by(say: Record) -> None:
    seen: list[int] = []
    say(FILE, progress=seen.append)
    assert seen[-1] == 21


@pytest.mark.parametrize("name", ["missing.evidence.yaml", "empty"])
def test_a_path_without_evidence_is_said_so(home: Archive, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableSource, match=name):
        record(home, tmp_path / name)
    assert home.counts()["change"] == 1


# ── what a file no longer says ────────────────────────────────────────────────────────────────────


def without(*lines: str) -> str:
    return "".join(
        line for line in FILE.splitlines(keepends=True) if not any(part in line for part in lines)
    )


def test_what_is_left_over_is_reported_and_kept(home: Archive, say: Record) -> None:
    say(FILE)
    recorded = say(without("codings:", "governance/by-vote, quote", "predicate: transfer"))
    assert len(recorded.left) == 2
    assert len(said(home, predicate="transfer")) == 1


def test_with_replace_the_file_decides_what_its_source_says(home: Archive, say: Record) -> None:
    say(FILE)
    fewer = without(
        "predicate: transfer", "told_by: [tikhon", "predicate: rating", "governance/by-vote, quote"
    )
    recorded = say(fewer, replace=True)
    assert len(recorded.left) == 3
    assert said(home, predicate="transfer") == []
    assert home.tellings() == ()
    assert home.codings() == ()
    assert {p.id for p in home.passages("may")} == {
        e.passage.id for a in home.statements() for e in a.evidence
    }
    assert home.verify() == ()
    assert said(home, predicate="sort"), "what entities are declared to be is not of the source"


def test_replace_leaves_what_another_source_or_a_memo_needs(
    home: Archive, say: Record, add_text: AddText
) -> None:
    say(FILE)
    add_text(home, "june", "They took me.")
    transfer = "{subject: anton, predicate: transfer, object: works, roles: {from: harbour, reason: no}, when: {edtf: '[2024-04-29..2024-05-05]', words: last week}, quote: They took me}"  # noqa: E501
    [before] = said(home, predicate="transfer")
    when = before.statement.when
    assert when is not None
    transfer = transfer.replace("[2024-04-29..2024-05-05]", when.edtf)
    say(f"source: june\nstatements: [{transfer}]", "june.evidence.yaml")
    [practice] = said(home, predicate="practice")
    say(f"memos: [{{about: {practice.statement.id}, text: why}}]", "memo.evidence.yaml")
    say(without("predicate: transfer", "predicate: practice"), replace=True)
    [transferred] = said(home, predicate="transfer")
    assert [e.source.id for e in transferred.evidence] == ["june"]
    assert [a.evidence for a in said(home, predicate="practice")] == [()]


def test_with_replace_labels_parts_and_ids_follow_the_file(home: Archive, say: Record) -> None:
    say(FILE.replace("basis: experienced, certainty: 3", "id: my-stay, certainty: 3"))
    changed = (
        FILE.replace(
            "basis: experienced, certainty: 3", "id: my-stay, rank: preferred, certainty: 3"
        )
        .replace("label: Tikhon", "label: Uncle Tikhon")
        .replace('to: "Passed."', 'to: "strike out"')
    )
    say(changed, replace=True)
    assert home.entity("tikhon").label == "Uncle Tikhon"
    [part] = home.parts("may")
    assert home.text("may")[part.start : part.end].endswith("strike out")
    assert {a.statement.rank for a in said(home, ids="my-stay")} == {"preferred"}
    with pytest.raises(Refused):
        say(FILE.replace("tikhon:  {kind: person", "tikhon:  {kind: group"), replace=True)


# ── a real letter ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.corpus
def test_a_real_letter_is_recorded_whole(
    archive: Archive, journey: Path, add_text: AddText
) -> None:
    text = (journey / "letter.txt").read_text(encoding="utf-8")
    add_text(archive, "journey-letter", text, written="2025-03-25")
    recorded = record(archive, journey / "letter.evidence.yaml")
    counts = {kind: recorded.entries[kind] for kind in ("statement", "coding", "memo")}
    assert counts == {"statement": 48, "coding": 7, "memo": 2}
    assert archive.counts()["attestation"] == 48
    before = archive.counts()
    assert record(archive, journey / "letter.evidence.yaml").added == {}
    assert archive.counts() == before
