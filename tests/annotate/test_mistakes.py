"""Every kind of mistake in an evidence file: one clear finding each, at its line, and nothing written.

Each case is a snippet that is put below a sound head; lines count from the snippet.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml

from kartoteka.annotate.evidence import record
from kartoteka.archive.archive import Archive
from kartoteka.errors import Refused
from kartoteka.model.findings import Finding
from kartoteka.wording.texts import say as wording

Record = Callable[..., Any]
Refuse = Callable[..., tuple[Finding, ...]]

HEAD = """source: may
entities:
  anton: {kind: person, label: Anton}
  tikhon: {kind: person, label: Tikhon}
  brickworks: {kind: place, sort: prison, label: the Brickworks}
  harbour: {kind: place, sort: prison, label: Harbour Street}
  cell-5: {kind: place, sort: cell, label: cell 5, part_of: brickworks}
  men: {kind: group, label: the men of the cell}
  voting: {kind: type, label: voting}
"""
LINES = HEAD.count("\n")

S = "statements:\n  - "
STAY = "subject: anton, predicate: stay, object: cell-5"
SOUP = "subject: harbour, predicate: rating, value: -1, roles: {aspect: food}"
Q = 'quote: "I sat in cell 5"'

MISTAKES: dict[str, tuple[str, str, int]] = {
    # the words
    "a quote that is not there": (
        S + f"{{{STAY}, quote: zebras and elephants}}",
        "quote-not-found",
        2,
    ),
    "a quote with a word changed": (
        S + f"{{{STAY}, quote: For two weeks I lay in cell 5}}",
        "quote-nearly",
        2,
    ),
    "a quote that is there twice": (S + f"{{{STAY}, quote: cell 5}}", "quote-ambiguous", 2),
    "an occurrence too many": (
        S + f"{{{STAY}, quote: cell 5, occurrence: 3}}",
        "occurrence-too-large",
        2,
    ),
    "an occurrence from 0": (S + f"{{{STAY}, quote: cell 5, occurrence: 0}}", "bad-occurrence", 2),
    "an empty quote": (S + f"{{{STAY}, quote: '  '}}", "empty-quote", 2),
    "no words at all": (S + f"{{{STAY}}}", "no-words", 2),
    "a quote and a place": (S + f"{{{STAY}, {Q}, at: [3, 9]}}", "quote-and-at", 2),
    "a place beyond the end": (S + f"{{{STAY}, at: [3, 99999]}}", "span-out-of-range", 2),
    "a place backwards": (S + f"{{{STAY}, at: [9, 3]}}", "span-out-of-range", 2),
    "a place in words": (S + f"{{{STAY}, at: [a, b]}}", "bad-span", 2),
    "certainty of nothing": (
        S + "{subject: anton, predicate: name, value: Tosha, certainty: 4}",
        "evidence-without-words",
        2,
    ),
    # names
    "an unknown predicate": (
        S + f"{{subject: anton, predicate: stays, object: cell-5, {Q}}}",
        "unknown-predicate",
        2,
    ),
    "an unknown subject": (
        S + f"{{subject: antno, predicate: stay, object: cell-5, {Q}}}",
        "unknown-entity",
        2,
    ),
    "an unknown object": (
        S + f"{{subject: anton, predicate: stay, object: cell-6, {Q}}}",
        "unknown-entity",
        2,
    ),
    "an unknown role": (S + f"{{{STAY}, roles: {{regimen: quarantine}}, {Q}}}", "unknown-role", 2),
    "a role of another predicate": (
        S + f"{{{STAY}, roles: {{aspect: food}}, {Q}}}",
        "role-not-allowed",
        2,
    ),
    "an unknown regime": (S + f"{{{STAY}, roles: {{regime: kwarantine}}, {Q}}}", "unknown-term", 2),
    "an unknown entity in a role": (
        S
        + f"{{subject: anton, predicate: transfer, object: brickworks, roles: {{from: nowhere}}, {Q}}}",
        "unknown-entity",
        2,
    ),
    "a person as a place in a role": (
        S
        + f"{{subject: anton, predicate: transfer, object: brickworks, roles: {{from: tikhon}}, {Q}}}",
        "wrong-kind",
        2,
    ),
    "a role that is a list of lists": (
        S + f"{{{STAY}, roles: {{reason: [[a]]}}, {Q}}}",
        "bad-role",
        2,
    ),
    "an unknown basis": (S + f"{{{STAY}, basis: smelled, {Q}}}", "unknown-term", 2),
    "an unknown speaker": (S + f"{{{SOUP}, told_by: [cook], {Q}}}", "unknown-entity", 2),
    "a place that speaks": (S + f"{{{SOUP}, told_by: [brickworks], {Q}}}", "wrong-kind", 2),
    "an empty telling": (S + f"{{{SOUP}, told_by: [{{}}], {Q}}}", "bad-telling", 2),
    # kinds and values
    "a place that stays": (
        S + f"{{subject: harbour, predicate: stay, object: cell-5, {Q}}}",
        "wrong-kind",
        2,
    ),
    "a stay in a person": (
        S + f"{{subject: anton, predicate: stay, object: tikhon, {Q}}}",
        "wrong-kind",
        2,
    ),
    "an object and a value": (S + f"{{{STAY}, value: 3, {Q}}}", "object-and-value", 2),
    "neither object nor value": (S + f"{{subject: anton, predicate: stay, {Q}}}", "no-object", 2),
    "a value where a place belongs": (
        S + f"{{subject: anton, predicate: stay, value: cell-5, {Q}}}",
        "value-not-allowed",
        2,
    ),
    "an entity where a number belongs": (
        S + f"{{subject: cell-5, predicate: population, object: men, {Q}}}",
        "object-not-allowed",
        2,
    ),
    "a count that is no number": (
        S + f"{{subject: anton, predicate: count, value: many, {Q}}}",
        "bad-number",
        2,
    ),
    "a range backwards": (
        S + f"{{subject: anton, predicate: count, value: 15..13, {Q}}}",
        "bad-number",
        2,
    ),
    "a rating off the scale": (
        S + f"{{subject: harbour, predicate: rating, value: 5, {Q}}}",
        "bad-scale",
        2,
    ),
    "a reach that is not in the list": (
        S + f"{{subject: anton, predicate: reach, value: pigeons, {Q}}}",
        "unknown-term",
        2,
    ),
    "an unreadable date": (S + f"{{{STAY}, when: 2024-13, {Q}}}", "bad-date", 2),
    "words that are no date": (S + f"{{{STAY}, when: when the lilac bloomed, {Q}}}", "bad-date", 2),
    "an unreadable duration": (
        S + f"{{{STAY}, duration: a while in March, {Q}}}",
        "bad-duration",
        2,
    ),
    "a certainty of 5": (S + f"{{{STAY}, certainty: 5, {Q}}}", "bad-certainty", 2),
    "a certainty in words": (S + f"{{{STAY}, certainty: high, {Q}}}", "bad-certainty", 2),
    "a reliability of 9": (
        S + f"{{{SOUP}, told_by: [{{speaker: tikhon, reliability: 9}}], {Q}}}",
        "bad-reliability",
        2,
    ),
    "a polarity of 0": (S + f"{{{STAY}, polarity: 0, {Q}}}", "bad-polarity", 2),
    "an unknown stance": (S + f"{{{STAY}, stance: hopes, {Q}}}", "bad-stance", 2),
    "an unknown rank": (S + f"{{{STAY}, rank: first, {Q}}}", "bad-rank", 2),
    "an unknown access": (S + f"{{{STAY}, access: secret, {Q}}}", "bad-access", 2),
    "an unknown method": (S + f"{{{STAY}, method: dream, {Q}}}", "bad-method", 2),
    "an id with spaces": (S + f"{{{STAY}, id: my own, {Q}}}", "bad-id", 2),
    "one id for two things": (
        S + f"{{{STAY}, id: own, {Q}}}\n  - {{{SOUP}, id: own, {Q}}}",
        "id-twice",
        3,
    ),
    "a time of recording that is none": (
        S + f"{{{STAY}, recorded: {{at: yesterday}}, {Q}}}",
        "bad-stamp",
        2,
    ),
    # keys and shapes
    "an unknown key": (S + f"{{{STAY}, certanity: 4, {Q}}}", "unknown-key", 2),
    "an unknown section": ("statments: []", "unknown-key", 1),
    "no subject": (S + f"{{predicate: stay, object: cell-5, {Q}}}", "missing-key", 2),
    "no predicate": (S + f"{{subject: anton, object: cell-5, {Q}}}", "missing-key", 2),
    "a list for a value": (
        S + f"{{subject: [anton, tikhon], predicate: stay, object: cell-5, {Q}}}",
        "wrong-shape",
        2,
    ),
    "a value for a list": (S + f"{{{SOUP}, told_by: tikhon, {Q}}}", "wrong-shape", 2),
    "a list for a quote": (S + f"{{{STAY}, quote: [a, b]}}", "wrong-shape", 2),
    "a statement that is a sentence": (S + "Anton was in cell 5", "wrong-shape", 2),
    "a mapping of statements": (f"statements:\n  one: {{{STAY}, {Q}}}", "wrong-shape", 2),
    # parts, codings, memos, identities
    "a part that is not there": (
        "parts:\n  - {from: Zebras at noon, to: Passed., author: men}",
        "part-not-found",
        2,
    ),
    "a part's end before its beginning": (
        "parts:\n  - {from: Nothing to strike out, to: Note of the censor, author: men}",
        "part-not-found",
        2,
    ),
    "a part that begins twice": (
        "parts:\n  - {from: The soup here, to: Passed., author: men}",
        "part-ambiguous",
        2,
    ),
    "a part without a beginning": ("parts:\n  - {to: Passed., author: men}", "missing-key", 2),
    "a part by nobody known": (
        "parts:\n  - {from: Note of the, to: Passed., author: censor}",
        "unknown-entity",
        2,
    ),
    "parts that cut across": (
        "parts:\n  - {from: Note of, to: strike out, author: men}\n  - {from: Nothing to, to: Passed., author: men}",  # noqa: E501
        "part-overlaps",
        3,
    ),
    "a coding without words": ("codings:\n  - {code: voting/often}", "no-words", 2),
    "a coding without a code": (f"codings:\n  - {{{Q}}}", "missing-key", 2),
    "a code with an empty step": (f"codings:\n  - {{code: a//b, {Q}}}", "bad-code", 2),
    "a memo about nobody": ("memos:\n  - {about: nobody, text: who?}", "unknown-about", 2),
    "a memo without a text": ("memos:\n  - {about: anton, title: why}", "missing-key", 2),
    "one with oneself": (
        "identities:\n  - {a: anton, b: anton, verdict: same, reason: is}",
        "identity-with-itself",
        2,
    ),
    "a person and a place": (
        "identities:\n  - {a: anton, b: harbour, verdict: same, reason: no}",
        "identity-kinds",
        2,
    ),
    "an unknown verdict": (
        "identities:\n  - {a: anton, b: tikhon, verdict: perhaps, reason: no}",
        "bad-verdict",
        2,
    ),
    "a judgement on a stranger": (
        "identities:\n  - {a: anton, b: tihon, verdict: same, reason: no}",
        "unknown-entity",
        2,
    ),
    "a judgement without a reason": (
        "identities:\n  - {a: anton, b: tikhon, verdict: same}",
        "missing-key",
        2,
    ),
    # terms
    "a term without a list": ("terms:\n  - {id: soup}", "missing-key", 2),
    "a term below nothing": (
        "terms:\n  - {vocab: aspect, id: soup, broader: meals}",
        "unknown-term",
        2,
    ),
    "a term defined twice": (
        "terms:\n  - {vocab: aspect, id: soup, label: soup}\n  - {vocab: aspect, id: soup, label: broth}",
        "term-conflict",
        3,
    ),
    "a predicate of unicorns": (
        "terms:\n  - {vocab: predicate, id: rides, domain: [person], range: [unicorn]}",
        "bad-range",
        2,
    ),
    "a predicate with an unknown role": (
        "terms:\n  - {vocab: predicate, id: rides, range: [thing], roles: [sadle]}",
        "unknown-role",
        2,
    ),
    "a cardinality of two": (
        "terms:\n  - {vocab: predicate, id: rides, range: [thing], cardinality: two}",
        "bad-cardinality",
        2,
    ),
    "a label that is a list in a mapping": (
        "terms:\n  - {vocab: aspect, id: soup, label: {en: [a]}}",
        "bad-labels",
        2,
    ),
    # YAML
    "a key twice": (S + f"{{{STAY}, subject: tikhon, {Q}}}", "yaml-duplicate-key", 2),
    "a tab": ("statements:\n\t- {}", "yaml-tab", 2),
    "two documents": ("---\nsource: may", "yaml-two-documents", 1),
    "an alias of nothing": (S + "*that", "yaml-alias", 2),
    "a tag": (
        S + f"{{subject: !person anton, predicate: stay, object: cell-5, {Q}}}",
        "yaml-tag",
        2,
    ),
    "an open quotation mark": (S + '{subject: "anton, predicate: stay}', "yaml-unclosed-quote", 2),
    "an open bracket": (S + "{subject: anton", "yaml-bracket", 2),
    "a colon too many": ("memos: a: b", "yaml-colon", 1),
    "a backslash": ('memos: "\\q"', "yaml-escape", 1),
    "a value that begins with @": ("memos: @x", "yaml-start", 1),
    "a tower of brackets": ("memos: " + "[" * 5000, "yaml-too-deep", 1),
    "a control character": ("memos: \x01", "yaml-control", 1),
    "a key that is a list": ("? [a, b]\n: c", "yaml-key", 1),
}  # the mistake → snippet, rule, line of the snippet


@pytest.mark.parametrize("case", MISTAKES, ids=str)
def test_a_mistake_is_one_finding_at_its_line(case: str, refuse: Refuse) -> None:
    snippet, rule, line = MISTAKES[case]
    findings = refuse(HEAD + snippet + "\n")
    assert [(f.rule, f.where.line) for f in findings] == [(rule, LINES + line)], findings
    assert str(findings[0].where.file).endswith("may.evidence.yaml")
    assert findings[0].severity == "error"


HEADLESS: dict[str, tuple[str, str, int]] = {
    "no source": (
        f"entities: {{anton: {{kind: person}}, cell-5: {{kind: place}}}}\n{S}{{{STAY}, {Q}}}\n  - {{{STAY}, {Q}}}",  # noqa: E501
        "no-source",
        3,
    ),
    "an unknown source": (
        f"source: mai\nentities: {{anton: {{kind: person}}, cell-5: {{kind: place}}}}\n{S}{{{STAY}, {Q}}}\n  - {{{STAY}, {Q}}}",  # noqa: E501
        "unknown-source",
        1,
    ),
    "an entity without a kind": (
        f"source: may\nentities:\n  anton: {{label: Anton}}\n  cell-5: {{kind: place}}\n{S}{{{STAY}, {Q}}}",
        "missing-kind",
        3,
    ),
    "an entity of a strange kind": (
        f"source: may\nentities:\n  anton: {{kind: persn}}\n  cell-5: {{kind: place}}\n{S}{{{STAY}, {Q}}}",
        "bad-kind",
        3,
    ),
    "an entity that is a word": (
        f"source: may\nentities:\n  anton: person\n  cell-5: {{kind: place}}\n{S}{{{STAY}, {Q}}}",
        "wrong-shape",
        3,
    ),
    "an entity with a broken kind": (
        f"source: may\nentities:\n  anton: {{kind: [person]}}\n  cell-5: {{kind: place}}\n{S}{{{STAY}, {Q}}}",
        "wrong-shape",
        3,
    ),
    "an id with a space": ("source: may\nentities:\n  anton b: {kind: person}", "bad-id", 3),
    "a strange access": (
        "source: may\nentities:\n  anton: {kind: person, access: secret}",
        "bad-access",
        3,
    ),
    "an unknown sort": (
        "source: may\nentities:\n  inn: {kind: place, sort: ion}",
        "unknown-term",
        3,
    ),
    "a person of a sort": (
        "source: may\nentities:\n  anton: {kind: person, sort: prison}",
        "wrong-kind",
        3,
    ),
    "a place with a gender": (
        "source: may\nentities:\n  inn: {kind: place, gender: male}",
        "wrong-kind",
        3,
    ),
    "part of itself": (
        "source: may\nentities:\n  inn: {kind: place, part_of: inn}",
        "part-of-itself",
        3,
    ),
    "part of nothing known": (
        "source: may\nentities:\n  inn: {kind: place, part_of: town}",
        "unknown-entity",
        3,
    ),
    "a name of a strange kind": (
        "source: may\nentities:\n  anton: {kind: person, names: [{value: Tosha, kind: nick}]}",
        "unknown-term",
        3,
    ),
    "a name without a value": (
        "source: may\nentities:\n  anton: {kind: person, names: [{lang: en}]}",
        "missing-key",
        3,
    ),
    "an entity twice in a file": (
        "source: may\nentities:\n  anton: {kind: person}\n  anton: {kind: person}",
        "yaml-duplicate-key",
        4,
    ),
    "nothing at all": ("", "empty-file", 1),
    "a list": ("- source: may", "yaml-not-a-mapping", 1),
}  # the mistake → whole file, rule, line


@pytest.mark.parametrize("case", HEADLESS, ids=str)
def test_a_mistake_in_the_head_is_one_finding_and_its_uses_are_not_blamed(
    case: str, refuse: Refuse
) -> None:
    text, rule, line = HEADLESS[case]
    findings = refuse(text)
    assert [(f.rule, f.where.line) for f in findings] == [(rule, line)], findings


def test_a_file_in_another_encoding_is_named_by_its_first_strange_byte(
    home: Archive, tmp_path: Path
) -> None:
    for content, line in (
        ("source: may\n# Антон".encode("cp1251"), 2),
        ("source: may".encode("utf-16"), 1),
    ):
        (path := tmp_path / "x.evidence.yaml").write_bytes(content)
        with pytest.raises(Refused) as caught:
            record(home, path)
        assert [(f.rule, f.where.line) for f in caught.value.findings] == [("not-utf8", line)]


def test_all_mistakes_of_a_file_are_told_at_once(refuse: Refuse) -> None:
    text = (
        HEAD
        + S
        + f"{{{STAY}, certainty: 7, when: 2024-13, quote: zebras and elephants}}\n  - {{{SOUP}, {Q}, basis: x}}\n"  # noqa: E501
    )
    rules = {f.rule for f in refuse(text)}
    assert rules == {"bad-certainty", "bad-date", "quote-not-found", "unknown-term"}


def test_one_undeclared_name_in_many_places_is_one_finding_that_names_the_lines(
    refuse: Refuse,
) -> None:
    line = f"  - {{subject: vera, predicate: stay, object: cell-5, {Q}}}\n"
    [finding] = refuse(HEAD + "statements:\n" + line * 3)
    assert finding.rule == "unknown-entity"
    assert f"{LINES + 3}, {LINES + 4}" in finding.message


def test_a_misspelt_name_is_answered_with_the_one_that_was_meant(refuse: Refuse) -> None:
    [finding] = refuse(HEAD + S + f"{{subject: antno, predicate: stay, object: cell-5, {Q}}}")
    assert "“anton”" in finding.fix


def test_a_lost_quote_is_answered_with_the_nearest_words_and_their_line(refuse: Refuse) -> None:
    [finding] = refuse(HEAD + S + f"{{{STAY}, quote: For two weeks I lay in cell 5}}")
    assert "line 3" in finding.fix
    assert "For two weeks I sat in cell 5" in finding.fix


def test_findings_are_in_russian_where_that_is_asked_for(refuse: Refuse) -> None:
    [finding] = refuse(HEAD + S + f"{{{STAY}, certainty: 7, {Q}}}", lang="ru")
    assert "Уверенность" in finding.message
    assert "несомненно" in finding.fix


def test_what_the_archive_has_under_another_kind_or_label_is_not_overwritten(
    say: Record, refuse: Refuse
) -> None:
    say(HEAD)
    assert [f.rule for f in refuse(HEAD.replace("label: Tikhon", "label: Uncle Tikhon"))] == [
        "entity-differs"
    ]
    [kind] = refuse("source: may\nentities: {tikhon: {kind: group}}")
    assert kind.rule == "entity-kind-differs"
    assert [f.rule for f in refuse("entities: {tikhon: {alias: T.}}")] == ["entity-differs"]


def test_an_id_that_stands_for_something_else_in_the_archive_is_refused(
    say: Record, refuse: Refuse
) -> None:
    say(HEAD + S + f"{{{STAY}, id: own, {Q}}}")
    [finding] = refuse(HEAD + S + f"{{{SOUP}, id: own, {Q}}}")
    assert (finding.rule, finding.where.line) == ("id-differs", LINES + 2)


def test_a_part_with_another_author_is_refused(say: Record, refuse: Refuse) -> None:
    part = "parts:\n  - {from: Note of the censor, to: Passed., author: men}"
    say(HEAD + part)
    assert [f.rule for f in refuse(HEAD + part.replace("men", "tikhon"))] == ["part-differs"]


def test_a_term_with_another_label_is_refused(say: Record, refuse: Refuse) -> None:
    term = "terms:\n  - {vocab: aspect, id: soup, label: soup}"
    say(HEAD + term)
    assert [f.rule for f in refuse(HEAD + term.replace("label: soup", "label: broth"))] == [
        "term-differs"
    ]


def test_files_that_contradict_each_other_are_refused_together(
    home: Archive, tmp_path: Path
) -> None:
    (tmp_path / "a.evidence.yaml").write_text("entities: {anton: {kind: person}}")
    (tmp_path / "b.evidence.yaml").write_text("entities: {anton: {kind: group}}")
    with pytest.raises(Refused) as caught:
        record(home, tmp_path)
    [finding] = caught.value.findings
    assert finding.rule == "entity-conflict"
    assert "a.evidence.yaml:1" in finding.message
    assert not list(home.entities())


JSON_MISTAKES = {
    "not JSON": ("{record: statement}", "json-syntax"),
    "not an object": ('["statement"]', "json-not-an-object"),
    "no record": ('{"source": "may"}', "bad-record"),
    "an unknown record": ('{"record": "statment"}', "bad-record"),
    "a key twice": (
        '{"record": "memo", "about": "may", "text": "a", "text": "b"}',
        "yaml-duplicate-key",
    ),
    "an unknown source": (
        '{"record": "coding", "source": "mai", "code": "x", "quote": "cell 5"}',
        "unknown-source",
    ),
    "no source": ('{"record": "coding", "code": "x", "quote": "cell 5"}', "no-source"),
    "an entity without an id": ('{"record": "entity", "kind": "person"}', "missing-key"),
    "a number for a list": (
        '{"record": "coding", "source": "may", "code": "x", "at": 5}',
        "wrong-shape",
    ),
    "a tower": ("[" * 100_000, "json-syntax"),
}  # the mistake → line, rule


@pytest.mark.parametrize("case", JSON_MISTAKES, ids=str)
def test_a_mistake_in_a_json_line_is_one_finding_at_that_line(case: str, refuse: Refuse) -> None:
    line, rule = JSON_MISTAKES[case]
    text = '{"record": "entity", "id": "anton", "kind": "person"}\n\n' + line + "\n"
    findings = refuse(text, "bulk.evidence.jsonl")
    assert [(f.rule, f.where.line) for f in findings] == [(rule, 3)], findings


def test_thousands_of_mistakes_are_a_thousand_findings_and_a_number(refuse: Refuse) -> None:
    lines = "".join(
        f'{{"record": "memo", "about": "nobody-{n}", "text": "?"}}\n' for n in range(1_234)
    )
    findings = refuse(lines, "bulk.evidence.jsonl")
    assert len(findings) == 1_001
    assert "234" in findings[-1].message


def test_every_rule_has_a_message_and_a_way_out_in_both_languages() -> None:
    file = resources.files("kartoteka.wording") / "texts" / "evidence.yaml"
    texts = yaml.safe_load(file.read_text(encoding="utf-8"))
    rules = {rule for _, rule, _ in (*MISTAKES.values(), *HEADLESS.values())}
    rules |= {rule for _, rule in JSON_MISTAKES.values()}
    assert {f"{rule}-fix" for rule in rules} <= texts.keys()
    assert all(set(texts[rule]) == {"en", "ru"} for rule in texts)
    assert wording("evidence.bad-kind", "ru", value="x").startswith("«x»")
