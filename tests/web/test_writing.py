"""Writing through the workbench: the same records as from a file, nobody's edit lost, everything undone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.web.conftest import PORT, Page

from kartoteka.annotate.evidence import record
from kartoteka.annotate.plain import export_plain
from kartoteka.archive.archive import Archive
from kartoteka.archive.codec import CODECS
from kartoteka.importers.add import add
from kartoteka.relate.hearsay import hearsay
from kartoteka.testing import Clock, empty_archive
from kartoteka.web.server import Server


def span_of(page: Page, source: str, words: str) -> dict[str, Any]:
    """The keys of an entry that say where words stand."""
    text = page.ask("source", id=source)["text"]
    start = text.index(words)
    return {"at": [start, start + len(words)], "exact": words}


TEA = "Osip shares his tea with everybody."


def say_tea(page: Page, **more: Any) -> Any:
    """Record that Osip shares his tea."""
    entry = {
        "subject": "osip",
        "predicate": "trait",
        "value": "generous",
        "basis": "saw",
        **span_of(page, "first-letter", TEA),
        **more,
    }
    return page.ask("record", source="first-letter", statements=[entry])


# ── the same as a file ────────────────────────────────────────────────────────────────────────────


def test_a_statement_is_what_a_file_would_have_made(page: Page, tmp_path: Path) -> None:
    entry = {"subject": "osip", "predicate": "stay", "object": "millhouse", "when": "last week"}
    entry |= {"told_by": ["driver"], "basis": "heard-said", "certainty": 3}
    words = "He says that"
    place = span_of(page, "first-letter", words)
    said = page.ask("record", source="first-letter", statements=[entry | place])
    file = tmp_path / "x.evidence.yaml"
    statements = [entry | {"quote": words}]
    file.write_text(yaml.safe_dump({"source": "first-letter", "statements": statements}))
    recorded = record(page.archive, file)
    assert not dict(recorded.added), "all of it was there already"
    assert said["added"]["attestation"] == 1


@pytest.mark.corpus
def test_a_letter_recorded_entry_by_entry_equals_its_evidence_file(
    journey: Path, tmp_path: Path
) -> None:
    """The whole letter, each entry a call of its own, with positions instead of quotes."""
    by_file, by_page = tmp_path / "file.kartoteka", tmp_path / "page.kartoteka"
    for path in (by_file, by_page):
        empty_archive(path, by="nora").close()
        with Archive(path, by="nora", clock=Clock()) as archive:
            add(archive, journey / "letter.txt", id="journey-letter", written="2025-03-25")
    with Archive(by_file, by="nora") as archive:
        record(archive, journey / "letter.evidence.yaml")
    said = yaml.safe_load((journey / "letter.evidence.yaml").read_text())
    server = Server(by_page, by="nora")
    server.port = PORT
    page = Page(server)
    page.ask("record", source=said["source"], entities=said["entities"])
    if parts := said.get("parts"):
        page.ask("record", source=said["source"], parts=parts)
    text = page.ask("source", id=said["source"])["text"]
    for section in ("statements", "codings", "memos", "identities"):
        for entry in said.get(section, ()):
            page.ask("record", source=said["source"], **{section: [_placed(entry, text)]})
    server.close()
    with Archive(by_file) as one, Archive(by_page) as other:
        for kind in ("entity", "statement", "passage", "telling", "part", "term", "coding", "memo"):
            assert _contents(one, kind) == _contents(other, kind)
        assert _attested(one) == _attested(other)


def _placed(entry: dict[str, Any], text: str) -> dict[str, Any]:
    """An entry as the page says it: where the words stand, if they stand there once as quoted."""
    said = {key: _plain(value) for key, value in entry.items()}
    quote = said.get("quote")
    if quote and "occurrence" not in said and text.count(quote) == 1:
        start = text.index(quote)
        del said["quote"]
        said |= {"at": [start, start + len(quote)], "exact": quote}
    return said


def _plain(value: Any) -> Any:
    """YAML's dates as the text that was typed."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return value if isinstance(value, str | int | float | list) else str(value)


def _contents(archive: Archive, kind: str) -> set[str]:
    columns = [c for c in CODECS[kind].columns if not c.startswith("created_")]
    return {repr([dict(row)[c] for c in columns]) for row in archive._rows(kind)}


def _attested(archive: Archive) -> set[str]:
    return {e.attestation.id for found in archive.statements() for e in found.evidence}


def test_somebody_new_is_called_after_their_label(page: Page) -> None:
    entry = {"subject": "new:a", "predicate": "stay", "object": "long-cell"}
    made = page.ask(
        "record",
        source="first-letter",
        entities={"new:a": {"kind": "person", "label": "Мальчик, который поёт"}},
        statements=[entry | span_of(page, "first-letter", "a boy who sings")],
    )
    (id_,) = made["ids"]["entity"]
    assert made["names"][id_]["name"] == "Мальчик, который поёт"
    assert page.ask("complete", text="поёт")["entities"][0]["id"] == id_
    again = page.ask(
        "record", entities={"new:a": {"kind": "person", "label": "Мальчик, который поёт"}}
    )
    assert again["ids"]["entity"] != [id_], "another person of that name"


def test_words_that_moved_are_refused_and_nothing_is_written(page: Page) -> None:
    entry = {"subject": "osip", "predicate": "stay", "object": "millhouse"}
    error = page.refused(
        "record",
        422,
        source="first-letter",
        statements=[entry | {"at": [0, 4], "exact": "Osip"}],
    )
    (finding,) = error["findings"]
    assert (finding["rule"], finding["where"]["key"]) == ("words-differ", "exact")
    assert page.ask("pulse")["edit"] == 2


def test_a_mistake_names_its_entry_and_key(page: Page) -> None:
    place = span_of(page, "first-letter", TEA)
    good = {"subject": "osip", "predicate": "stay", "object": "millhouse", **place}
    bad = good | {"told_by": [{"speaker": "nobody-at-all"}]}
    error = page.refused("record", 422, source="first-letter", statements=[good, bad])
    where = error["findings"][0]["where"]
    assert (where["file"], where["line"], where["key"]) == ("statements", 2, "told_by.0.speaker")


def test_what_is_there_already_makes_no_edit(page: Page) -> None:
    first = say_tea(page)
    assert first["edit"] == 3
    assert say_tea(page)["edit"] is None
    assert page.ask("pulse")["edit"] == 3


# ── two windows ───────────────────────────────────────────────────────────────────────────────────


def test_a_stale_edit_shows_both_and_loses_neither(page: Page, server: Server) -> None:
    """Two windows rank one statement; the second is told, chooses, and is heard."""
    version = page.ask("statements", ids=["st_7"])["statements"][0]["version"]
    read = {"statement:st_7": version}
    other = Page(server)
    other.ask("rank", ranks={"st_7": "preferred"}, read=read)
    error = page.refused("rank", 409, ranks={"st_7": "deprecated"}, read=read)
    conflict = error["conflict"]
    assert conflict["key"] == "statement:st_7"
    assert (conflict["expected"]["rank"], conflict["actual"]["rank"]) == ("normal", "preferred")
    assert conflict["edit"] == 3
    page.ask(
        "rank", ranks={"st_7": "deprecated"}, read={conflict["key"]: conflict["actual_version"]}
    )
    assert page.archive.statements(ids="st_7")[0].statement.rank == "deprecated"
    assert len(page.ask("history", id="st_7")["edits"]) == 3, "both are in the history"


def test_what_somebody_removed_meanwhile_is_a_conflict(page: Page, server: Server) -> None:
    made = say_tea(page)
    (id_,) = made["ids"]["statement"]
    version = page.ask("statements", ids=[id_])["statements"][0]["version"]
    Page(server).ask("unsay", statements=[id_])
    error = page.refused("rank", 409, ranks={id_: "preferred"}, read={f"statement:{id_}": version})
    assert error["conflict"]["actual"] is None


def test_another_program_s_edit_is_seen_at_once(page: Page) -> None:
    assert page.ask("card", id="osip")["entity"]["label"] == "Osip"
    with page.archive as archive:
        entity = archive.entity("osip")
        with archive.edit(why="from outside") as edit:
            from dataclasses import replace

            edit.replace(entity, replace(entity, label="Osip the Quiet"))
    assert page.ask("card", id="osip")["names"]["osip"]["name"] == "Osip the Quiet"
    assert page.ask("complete", text="quiet")["entities"][0]["id"] == "osip"


def test_no_edit_is_lost_between_two_windows(page: Page, server: Server) -> None:
    """Forty edits from two windows and an outside program, all there at the end."""
    windows = [page, Page(server)]
    for number in range(20):
        for window in windows:
            window.ask("record", memos=[{"about": "osip", "text": f"{id(window)} {number}"}])
    assert page.ask("memos", about="osip", limit=200)["total"] == 40


# ── taking back ───────────────────────────────────────────────────────────────────────────────────


def test_undo_and_redo_to_any_depth(page: Page) -> None:
    """Ten edits undone one by one and done again, each state as it was."""
    states = [_state(page)]
    for number in range(10):
        page.ask("record", memos=[{"about": "osip", "text": f"note {number}"}])
        states.append(_state(page))
    for state in reversed(states[:-1]):
        page.ask("undo")
        assert _state(page) == state
    for state in states[1:]:
        page.ask("redo")
        assert _state(page) == state
    page.refused("redo", 404)
    for _ in range(12):
        page.ask("undo")
    page.refused("undo", 404)
    assert not page.ask("sources")["total"], "even the letters can be taken back"


def _state(page: Page) -> list[str]:
    return sorted(m["text"] for m in page.ask("memos", limit=200)["memos"])


def test_a_new_edit_ends_what_could_be_done_again(page: Page) -> None:
    say_tea(page)
    page.ask("undo")
    assert page.ask("pulse")["redo"]["edit"] == 3
    page.ask("record", memos=[{"about": "osip", "text": "Another thing."}])
    assert page.ask("pulse")["redo"] is None


def test_what_is_taken_back_leaves_nothing_behind(page: Page) -> None:
    before = page.archive.counts()
    made = say_tea(page, told_by=["driver", {"speaker": "osip", "place": "millhouse"}])
    answer = page.ask("unsay", attestations=made["ids"]["attestation"])
    after = page.archive.counts()
    assert {k: after[k] for k in before if k != "change"} == {
        k: before[k] for k in before if k != "change"
    }
    assert [m["id"] for m in answer["marks"]["first-letter"]] == [
        m["id"] for m in page.ask("marks", source="first-letter")["marks"]
    ]


def test_a_passage_that_carries_more_stays(page: Page) -> None:
    made = say_tea(page)
    (passage,) = made["ids"]["passage"]
    page.ask(
        "record",
        source="first-letter",
        codings=[{"code": "sharing/tea", **span_of(page, "first-letter", TEA)}],
    )
    page.ask("unsay", statements=made["ids"]["statement"])
    (mark,) = page.ask("marks", source="first-letter", passages=[passage])["marks"]
    assert (mark["statements"], [c["code"] for c in mark["codings"]]) == ([], ["sharing/tea"])
    page.ask("unsay", passages=[passage])
    assert page.ask("marks", source="first-letter", passages=[passage])["marks"] == []


def test_saying_it_otherwise_is_one_edit(page: Page) -> None:
    made = say_tea(page)
    entry = {"subject": "osip", "predicate": "trait", "value": "kind", "basis": "saw"}
    said = page.ask(
        "restate",
        attestation=made["ids"]["attestation"][0],
        source="first-letter",
        statement=entry | span_of(page, "first-letter", TEA),
    )
    values = {
        s["value"] for s in page.ask("statements", subject="osip", predicate="trait")["statements"]
    }
    assert values == {"kind"}
    assert said["edit"] == made["edit"] + 1
    page.ask("undo")
    values = {
        s["value"] for s in page.ask("statements", subject="osip", predicate="trait")["statements"]
    }
    assert values == {"generous"}


# ── marks that wait, and the reading ──────────────────────────────────────────────────────────────


def test_words_kept_for_later_wait_until_something_is_said(page: Page) -> None:
    place = span_of(page, "first-letter", TEA)
    page.ask("pend", source="first-letter", **place)
    home = page.ask("home")["pending"]
    assert (home["total"], home["marks"][0]["passage"]["exact"]) == (1, TEA)
    say_tea(page)
    assert page.ask("home")["pending"]["total"] == 0
    assert page.ask("codebook")["codes"] == [], "work is no theme"


def test_the_reading_of_a_letter(page: Page) -> None:
    length = page.ask("source", id="first-letter")["source"]["length"]
    for to, reading in ((100, "begun"), (length, "done"), (0, "begun")):
        page.ask("reading", source="first-letter", to=to)
        found = page.ask("sources", reading=reading)["sources"]
        (source,) = [s for s in found if s["id"] == "first-letter"]
        assert source["reading"]["read_to"] == to
        assert source["reading"]["marks"] == 6


# ── details ───────────────────────────────────────────────────────────────────────────────────────


def test_details_of_a_source(page: Page) -> None:
    page.ask(
        "edit-source", id="first-letter", title="The long cell", written="весной 2024", rights=""
    )
    source = page.ask("source", id="first-letter")["source"]
    assert source["title"] == "The long cell"
    assert source["written"]["words"] == "весной 2024"
    assert source["rights"] is None
    page.refused("edit-source", 400, id="first-letter", title="")
    page.refused("edit-source", 400, id="first-letter", written="when it rained")
    page.refused("edit-source", 404, id="no-letter", title="x")


def test_details_of_an_entity(page: Page) -> None:
    page.ask("edit-entity", id="osip", label="Osip K.", alias="")
    entity = page.ask("card", id="osip")["entity"]
    assert (entity["label"], entity["alias"]) == ("Osip K.", None)
    page.refused("edit-entity", 400, id="osip", label=" ")
    page.ask("access", kind="entity", id="osip", access="restricted")
    assert page.archive.entity("osip").access == "restricted"


def test_two_are_judged_one_and_taken_apart_again(page: Page) -> None:
    page.ask("judge", a="driver", b="osip", verdict="same", reason="he drives")
    card = page.ask("card", id="osip")
    assert card["entity"]["ids"] == ["driver", "osip"]
    (judged,) = card["same"]
    read = {f"identity:{judged['identity']}": judged["version"]}
    page.ask("withdraw", identity=judged["identity"], read=read)
    assert page.ask("card", id="osip")["entity"]["ids"] == ["osip"]
    page.refused("judge", 422, a="osip", b="millhouse", verdict="same", reason="?")
    page.refused("withdraw", 404, identity="i_none")


def test_a_memo_is_changed(page: Page) -> None:
    (id_,) = page.ask("record", memos=[{"about": "osip", "text": "Ask him."}])["ids"]["memo"]
    page.ask("edit-memo", id=id_, text="Ask her.")
    (memo,) = page.ask("memos")["memos"]
    assert (memo["text"], memo["about_name"]) == ("Ask her.", "Osip")


# ── the codebook ──────────────────────────────────────────────────────────────────────────────────


def code(page: Page, name: str, words: str) -> None:
    entry = {"code": name, **span_of(page, "first-letter", words)}
    page.ask("record", source="first-letter", codings=[entry])


def test_a_code_is_renamed_with_all_that_is_under_it(page: Page) -> None:
    code(page, "sharing/tea", TEA)
    code(page, "sharing", "no parcels")
    page.ask("rename-code", id="sharing", to="solidarity")
    codes = {c["id"]: c for c in page.ask("codebook")["codes"]}
    assert list(codes) == ["solidarity", "solidarity/tea"]
    assert codes["solidarity/tea"]["broader"] == "solidarity"
    assert (codes["solidarity"]["passages"], codes["solidarity"]["passages_below"]) == (1, 2)
    assert codes["solidarity"]["name"] == "solidarity"
    page.ask("undo")
    assert [c["id"] for c in page.ask("codebook")["codes"]] == ["sharing", "sharing/tea"]


def test_codes_are_merged_moved_coloured_and_removed(page: Page) -> None:
    code(page, "tea", TEA)
    code(page, "parcels", "no parcels")
    page.ask("merge-codes", **{"from": ["tea"]}, into="parcels")
    assert page.ask("code", id="parcels")["total"] == 2
    page.ask("make-code", id="supply", label={"ru": "снабжение"}, colour="orange")
    page.ask("edit-code", id="parcels", broader="supply", colour="blue")
    codes = {c["id"]: c for c in page.ask("codebook")["codes"]}
    assert (codes["parcels"]["broader"], codes["parcels"]["colour"]) == ("supply", "blue")
    assert codes["supply"]["label"] == {"en": "supply", "ru": "снабжение"}
    page.refused("edit-code", 400, id="supply", broader="parcels")
    page.refused("edit-code", 400, id="supply", colour="red")
    page.refused("remove-code", 400, id="supply")
    page.refused("remove-code", 404, id="nothing")
    page.ask("edit-code", id="parcels", broader="")
    page.ask("remove-code", id="supply")
    assert [c["id"] for c in page.ask("codebook")["codes"]] == ["parcels"]


# ── files ─────────────────────────────────────────────────────────────────────────────────────────


def test_files_are_added_and_a_bad_one_keeps_nobody_out(page: Page) -> None:
    evidence = (
        "source: third\nstatements:\n  - {subject: osip, predicate: stay, object: millhouse, "
    )
    evidence += 'quote: "I saw Osip"}\n'
    files = [
        ("file", ("third.txt", b"Dear all,\n\nI saw Osip there.\n")),
        ("file", ("broken.txt", b"\x00\x01\x02\xff" * 40)),
        ("file", ("../../../etc/third.evidence.yaml", evidence.encode())),
    ]
    response = page.request("POST", "/api/import", files=files, data={"author": "marek"})
    assert response.status_code == 200, response.text
    answer = response.json()
    assert [s["id"] for s in answer["added"]] == ["third"]
    assert answer["added"][0]["author"] == "marek"
    assert [r["name"] for r in answer["refused"]] == ["broken.txt"]
    assert answer["recorded"]["attestation"] == 1
    again = page.request("POST", "/api/import", files=files[:1]).json()
    assert (again["added"], again["already"]) == ([], ["third"])


def test_evidence_that_is_refused_says_where(page: Page) -> None:
    files = [("file", ("x.evidence.yaml", b"source: nowhere\nstatements:\n  - {subject: a}\n"))]
    answer = page.request("POST", "/api/import", files=files).json()
    assert answer["recorded"] is None
    assert answer["findings"][0]["where"]["file"] == "x.evidence.yaml"
    assert answer["findings"][0]["where"]["line"] == 3


def test_what_was_written_is_in_a_plain_export(page: Page, tmp_path: Path) -> None:
    say_tea(page)
    export_plain(page.archive, tmp_path / "plain")
    assert "generous" in "".join(p.read_text() for p in (tmp_path / "plain").rglob("*.evidence.*"))


# ── stretches of a text ─────────────────────────────────────────────────────────────────────────


def test_a_memo_on_new_words_is_one_edit(page: Page) -> None:
    """Words that were kept for later are not any more; undone, they are again."""
    words = span_of(page, "first-letter", TEA)
    page.ask("pend", source="first-letter", **words)
    before = page.ask("pulse")["edit"]
    written = page.ask("remark", source="first-letter", title="Tea", text="Who else?", **words)
    assert written["edit"] == before + 1
    (mark,) = written["marks"]["first-letter"]
    assert (mark["pending"], len(mark["memos"])) == (False, 1)
    (hit,) = page.ask("search", text="tea", kinds=["memo"])["hits"]
    assert (hit["title"], hit["pieces"]) == ("Tea", [["Who else?", False]])
    page.ask("undo")
    (mark,) = page.ask("marks", source="first-letter", passages=[mark["id"]])["marks"]
    assert (mark["pending"], mark["memos"]) == (True, [])


def test_a_memo_that_says_nothing_or_stands_nowhere_is_refused(page: Page) -> None:
    words = span_of(page, "first-letter", TEA)
    page.refused("remark", 400, source="first-letter", text="  ", **words)
    page.refused("remark", 422, source="first-letter", text="x", at=words["at"], exact="other")
    page.refused("remark", 400, source="first-letter", text="x", at=[0, 10**6])


def voices(page: Page) -> list[tuple[str, str | None]]:
    """Whose words are where, as id and author."""
    return [(p["id"], p["author"]) for p in page.ask("source", id="first-letter")["parts"]]


def test_whose_words_is_changed_and_taken_back(page: Page) -> None:
    """A stale change is shown both versions; a new speaker is made along; each is one edit, undone as one."""
    words = span_of(page, "first-letter", TEA)
    part = {"at": words["at"], "author": "ida"}
    page.ask("record", source="first-letter", parts=[part])
    ((id_, author),) = voices(page)
    assert author == "ida"
    version = page.ask("source", id="first-letter")["parts"][0]["version"]
    read = {f"part:{id_}": version}
    entities = {"new:1": {"kind": "person", "label": "The clerk"}}
    said = {"id": id_, "part": {"author": "new:1", "written": "2024-03"}, "entities": entities}
    made = page.ask("edit-part", **said, read=read)["ids"]["entity"][0]
    assert voices(page) == [(id_, made)]
    conflict = page.refused("remove-part", 409, id=id_, read=read)["conflict"]
    assert conflict["actual"]["author"] == made
    page.ask("undo")
    assert voices(page) == [(id_, "ida")]
    page.ask("remove-part", id=id_, read=read)
    assert voices(page) == []
    page.refused("remove-part", 404, id=id_)
    page.refused("edit-part", 404, id="nobody:1-2", part={})


def test_a_part_that_cuts_across_another_changes_nothing(page: Page) -> None:
    for span in ((0, 20), (30, 60)):
        page.ask("record", source="first-letter", parts=[{"at": list(span), "author": "ida"}])
    before = voices(page)
    page.refused("edit-part", 422, id=before[0][0], part={"at": [10, 40], "author": "ida"})
    assert voices(page) == before


def _letter_of(page: Page, tmp_path: Path, text: str, **details: Any) -> str:
    """Add a text by somebody who has no card; return its id."""
    path = tmp_path / "newcomer.txt"
    path.write_text(text, encoding="utf-8")
    with page.archive as archive:
        return add(archive, path, **details).added[0]


def test_the_author_without_a_card_gets_one_under_the_id_the_letter_has(
    page: Page, tmp_path: Path
) -> None:
    source = _letter_of(page, tmp_path, "I am a carpenter. Piotr bakes.", author="zoya")
    (offered,) = page.ask("complete", text="Zoya", kinds=["person"], source=source)["cardless"]
    assert (offered["id"], offered["name"], offered["part"]) == ("zoya", "Zoya", "author")
    assert offered["here"]
    (perhaps,) = page.ask("complete", text="Зайка", kinds=["person"], source=source)["cardless"]
    assert (perhaps["id"], perhaps["name"], perhaps["fits"]) == ("zoya", "Зайка", False)
    (elsewhere,) = page.ask("complete", text="зо", source="first-letter")["cardless"]
    assert (elsewhere["id"], elsewhere["name"], elsewhere["here"]) == ("zoya", "Zoya", False)
    made = page.ask(
        "record",
        source=source,
        entities={
            "zoya": {"kind": "person", "label": "Zoya"},
            "new:1": {"kind": "person", "label": "Piotr"},
        },
        statements=[
            {
                "subject": "zoya",
                "predicate": "occupation",
                "value": "carpenter",
                **span_of(page, source, "I am a carpenter."),
            },
            {
                "subject": "new:1",
                "predicate": "occupation",
                "value": "baker",
                **span_of(page, source, "Piotr bakes."),
            },
        ],
    )
    assert set(made["ids"]["entity"]) == {"zoya", "piotr"}
    assert not page.ask("complete", text="Zoya", source=source)["cardless"], "it has a card now"
    marks = page.ask("mark", passages=made["ids"]["passage"])["marks"]
    evidence = [e for m in marks for s in m["statements"] for e in s["evidence"]]
    assert [e["heard"] for e in evidence] == [False, False]
    own = next(e for e in evidence if e["passage"]["exact"].startswith("I am"))
    assert own["standing"] == "first-hand"
    with page.archive as archive:
        assert not [*hearsay(archive, "zoya"), *hearsay(archive, "piotr")]


def test_what_the_margin_draws_as_hearsay_the_library_lists(page: Page) -> None:
    with page.archive as archive:
        known = {n.evidence.attestation.id for n in hearsay(archive) if n.standing == "hearsay"}
        marked = {p.id for s in archive.sources() for p in archive.passages(s.id)}
    marks = page.ask("mark", passages=sorted(marked))["marks"]
    evidence = [e for m in marks for s in m["statements"] for e in s["evidence"]]
    assert {e["attestation"] for e in evidence if e["heard"]} == known
    assert known
    assert {e["attestation"] for e in evidence} > known
