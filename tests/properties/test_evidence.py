"""Any archive → plain texts → an archive → plain texts: the same bytes; record ∘ export changes nothing."""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from kartoteka.annotate.anchor import find_all, make_passage
from kartoteka.annotate.attest import attestation_of, telling_of
from kartoteka.annotate.evidence import record
from kartoteka.annotate.notes import coding_of, identity_of, memo_of, needed_terms
from kartoteka.annotate.plain import export_plain
from kartoteka.annotate.plain_import import import_plain
from kartoteka.annotate.statements import identified
from kartoteka.archive.archive import Archive
from kartoteka.archive.codec import Record
from kartoteka.errors import Refused
from kartoteka.model.coding import Coding, Memo
from kartoteka.model.dates import read_duration, read_edtf
from kartoteka.model.datewords import read_when
from kartoteka.model.entities import Entity, Identity
from kartoteka.model.findings import Finding
from kartoteka.model.sources import Original, Part, Source
from kartoteka.model.statements import Attestation, Role, Statement, Telling
from kartoteka.model.terms import Term
from kartoteka.testing import empty_archive

NASTY = [
    "no", "null", "~", "007", "2025-03-25", "12:30", "- a", "# b", "a: b", "a #b", "«нет»", "e\u0301té", "עברית",  # noqa: E501
    "😀 tea", "two\nlines", " spaces ", "tab\there", "\u00a0nbsp", "\u2028", "'", '"', "\\", "{x}", "[y]", "*z", "&w",  # noqa: E501
    "!t", "%p", "@q", "`r`", "x" * 120, "word " * 40, "|", ">", "?", "=", "<<", "…", "trailing:", "\x07",
]  # fmt: skip
texts: SearchStrategy[str] = st.sampled_from(NASTY) | st.text(
    st.characters(codec="utf-8"), max_size=40
)
words = texts.filter(bool)
stamps = st.sampled_from(["2025-01-01T00:00:00Z", "2025-02-02T02:02:02Z"])
people = st.sampled_from(["ana", "olga", "no"])
dates = st.sampled_from(["2025-03-25", "2025", "2025-02~/2025-03", "../2025", None])
ENTITIES = {
    "ana": "person", "no": "person", "camp-1": "place", "2025": "place", "men": "group", "вор": "type", "a/b": "thing",  # noqa: E501
}  # fmt: skip


@st.composite
def statements(draw: DrawFn) -> Statement:
    object_ = draw(st.sampled_from([None, *ENTITIES]))
    predicate = draw(
        st.sampled_from(["stay", "name", "sort", "part_of", "gender", "trait", "rides"])
    )
    when = draw(dates)
    said = Statement(
        id="",
        subject=draw(st.sampled_from([*ENTITIES])),
        predicate=predicate,
        object=object_,
        value=draw(texts) if object_ is None else None,
        lang=draw(st.sampled_from([None, "en", "no"])),
        when=read_edtf(when)
        if when
        else draw(st.sampled_from([None, read_when("in March 2024").date])),
        duration=draw(st.sampled_from([None, read_duration("P2W"), read_duration("P1M~")])),
        polarity=draw(st.sampled_from([1, 1, -1])),
        rank=draw(st.sampled_from(["normal", "preferred"])),
        access=draw(st.sampled_from(["public", "restricted"])),
        roles=tuple(draw(st.lists(roles(), max_size=3, unique=True))),
    )
    bare = Statement("", said.subject, predicate, said.object, said.value, said.lang)
    made = identified(draw(st.sampled_from([said, bare])))
    own = draw(st.sampled_from([None, None, "own-1", "own 2"]))
    return made if own is None else replace(made, id=own)


def roles() -> SearchStrategy[Role]:
    terms = st.sampled_from(["reason", "from", "toward", "kind", "strange"])
    as_entity = st.builds(Role, terms, entity=st.sampled_from([*ENTITIES]))
    return as_entity | st.builds(Role, terms, value=words | st.sampled_from([*ENTITIES]))


@st.composite
def sources(draw: DrawFn, id_: str) -> tuple[Source, str, bytes]:
    text = " ".join(draw(st.lists(words, min_size=1, max_size=12)))
    raw = draw(st.sampled_from([text.encode(), text.encode("utf-16"), b"---\n" + text.encode()]))
    when = draw(dates)
    source = Source(
        id=id_,
        kind="letter",
        title=draw(texts),
        author=draw(st.sampled_from([None, "ana", "stranger"])),
        addressee=None,
        written=read_edtf(when) if when else None,
        place=draw(st.sampled_from([None, "camp-1"])),
        lang="en",
        sha256=hashlib.sha256(raw).hexdigest(),
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        length=len(text),
        rights=draw(st.none() | words),
    )
    return source, text, raw


@st.composite
def evidence(draw: DrawFn, source: Source, text: str, s: Statement) -> list[Record]:
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    passage = make_passage(
        source.id, text, start, end, draw(st.sampled_from([None, "p. 3", "007"]))
    )
    chain: list[Record] = []
    told_in = None
    for speaker in draw(st.lists(st.sampled_from([None, "ana", "men"]), max_size=3)):
        place = draw(st.sampled_from([None, "camp-1"]))
        told = telling_of(
            Telling(
                "", source.id, speaker, told_in, None, place, draw(st.sampled_from([None, 0, 4]))
            )
        )
        chain.append(told)
        told_in = told.id
    attestation = Attestation(
        id="",
        statement=s.id,
        passage=passage.id,
        basis=draw(st.sampled_from(["unknown", "saw"])),
        stance=draw(st.sampled_from(["asserts", "denies"])),
        certainty=draw(st.sampled_from([None, 0, 4])),
        method=draw(st.sampled_from(["hand", "machine"])),
        created_by=draw(people),
        created_at=draw(stamps),
    )
    return [passage, *chain, attestation_of(attestation, s.id, passage.id, told_in)]


@st.composite
def archives(draw: DrawFn) -> tuple[list[tuple[Source, str, bytes]], list[Record]]:
    kept = [
        draw(sources(id_))
        for id_ in draw(st.sampled_from([["may"], ["May", "may"], ["a/b", "no", ".x"]]))
    ]
    records: list[Record] = [Entity(id_, kind, draw(words)) for id_, kind in ENTITIES.items()]  # type: ignore[arg-type]
    records.append(Term("strange", "role", label={"en": draw(words)}, range=("place", "text")))
    first: dict[str, Statement] = {}
    for s in draw(st.lists(statements(), max_size=6)):
        if first.setdefault(s.id, s) != s:
            continue
        records.append(s)
        for source, text, _ in draw(st.lists(st.sampled_from(kept), max_size=2)):
            records += draw(evidence(source, text, s))
    by, at = draw(people), draw(stamps)
    for source, text, _ in kept:
        records.append(passage := make_passage(source.id, text, 0, len(text)))
        records.append(
            coding_of(Coding("", passage.id, draw(st.sampled_from(["a", "b/c", "d e"])), by, at))
        )
        records.append(
            Part(
                source.id,
                0,
                len(text),
                draw(st.sampled_from([None, "stranger"])),
                locator=draw(st.none() | words),
            )
        )
        records.append(
            memo_of(
                Memo(
                    "", draw(st.sampled_from([source.id, "ana"])), draw(texts), draw(texts), by, at
                )
            )
        )
    verdict = draw(st.sampled_from(["same", "maybe"]))
    judged: dict[str, Any] = {"a": "ana", "b": "no", "verdict": verdict, "reason": draw(texts)}
    withdrawn = draw(st.none() | stamps)
    own = draw(st.sampled_from(["", "j1"]))
    made = Identity(own, **judged, created_by=by, created_at=at, withdrawn_at=withdrawn)
    records.append(identity_of(made))
    return kept, records


def fill(archive: Archive, made: tuple[list[tuple[Source, str, bytes]], list[Record]]) -> None:
    kept, records = made
    with archive.edit(why="all of it") as edit:
        for source, text, raw in kept:
            edit.keep_original(Original(source.sha256, "text/plain", "a: b.txt", raw))
            edit.keep_text(text)
            edit.add(source)
        seen: dict[tuple[type, str], Record] = {}
        for record_ in records:
            key = (type(record_), getattr(record_, "id", ""))
            if key not in seen:
                seen[key] = record_
                edit.add(record_)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def contents(archive: Archive) -> list[object]:
    """Everything but the history; statements that declarations may say without their place in the order."""
    attested = archive.statements()
    return [
        [a for a in attested if a.evidence],
        sorted((a for a in attested if not a.evidence), key=lambda a: a.statement.id),
        list(archive.entities()),
        list(archive.sources()),
        [archive.text(s.id) for s in archive.sources()],
        [archive.original(s.sha256) for s in archive.sources()],
        [archive.parts(s.id) for s in archive.sources()],
        sorted(p.id for s in archive.sources() for p in archive.passages(s.id)),
        sorted(t.id for t in archive.tellings()),
        sorted(c.id for c, _ in archive.codings()),
        archive.memos(),
        archive.identities(),
        [repr(t) for t in archive.own_terms()],
    ]


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(archives())
def test_export_import_export_is_the_same_bytes(
    made: tuple[list[tuple[Source, str, bytes]], list[Record]],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (
            empty_archive(folder / "a.kartoteka") as one,
            empty_archive(folder / "b.kartoteka") as two,
        ):
            fill(one, made)
            export_plain(one, folder / "one")
            import_plain(two, folder / "one")
            assert contents(two) == contents(one)
            assert two.verify() == ()
            export_plain(two, folder / "two")
        assert tree(folder / "two") == tree(folder / "one")


LETTER = "We were three. Tea at six, “no” soup.\nThe cell — cold. Tea at six again; e\u0301t\u00e9 😀 עברית."


@settings(max_examples=60, deadline=None)
@example("Tea at six", 1)
@given(st.sampled_from(NASTY), st.integers(1, 4))
def test_what_is_recorded_comes_out_as_a_file_that_changes_nothing(
    value: str, certainty: int
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with empty_archive(folder / "a.kartoteka") as archive:
            content = LETTER.encode()
            sha256 = hashlib.sha256(content).hexdigest()
            source = Source(
                "l", "letter", "L", None, None, None, None, "en", sha256, sha256, len(LETTER)
            )
            [_, (start, end)] = find_all(LETTER, "Tea at six")
            s = identified(Statement("", "ana", "event", value=value))
            passage = make_passage("l", LETTER, start, end)
            fill(archive, ([(source, LETTER, content)], [
                Entity("ana", "person", "Ana"), s, passage,
                attestation_of(Attestation("", "", "", certainty=certainty), s.id, passage.id, None),
            ]))  # fmt: skip
            before = archive.counts()
            export_plain(archive, folder / "one")
            record(archive, folder / "one" / "archive.evidence.yaml", folder / "one" / "evidence")
            assert archive.counts() == before


def test_codes_that_are_made_are_made_in_one_order() -> None:
    class Nobody:
        def __init__(self) -> None:
            self.known: set[str] = set()

        def term(self, _vocab: str, id_: str) -> object | None:
            return id_ if id_ in self.known else None

        def define(self, term: Term) -> None:
            self.known.add(term.id)

    assert [t.id for t in needed_terms(Nobody(), "a/b/c")] == ["a", "a/b", "a/b/c"]  # type: ignore[arg-type]


SOUND: dict[str, Any] = {
    "source": "l",
    "recorded": {"by": "ana", "at": "2025-01-01T00:00:00Z"},
    "terms": [{"vocab": "aspect", "id": "soup", "label": {"en": "soup"}, "exact_match": ["x:y"]}],
    "parts": [{"from": "The cell", "to": "cold", "author": "ana", "written": "2024"}],
    "entities": {
        "ana": {"kind": "person", "label": "Ana", "gender": "female", "names": [{"value": "Аня", "kind": "nickname"}]},  # noqa: E501
        "camp": {"kind": "place", "sort": "camp"},
        "cell": {"kind": "place", "part_of": "camp"},
    },
    "statements": [
        {"subject": "ana", "predicate": "stay", "object": "cell", "quote": "Tea at six", "occurrence": "2",
         "roles": {"regime": "quarantine", "reason": ["a", "b"]}, "when": {"edtf": "2024", "words": "then"},
         "told_by": ["ana", {"speaker": "ana", "place": "camp", "when": "2024", "reliability": "3"}],
         "basis": "saw", "certainty": "4", "polarity": "-1", "id": "own"},
        {"subject": "camp", "predicate": "rating", "value": "1", "roles": {"aspect": "soup"}, "at": ["0", "4"]},  # noqa: E501
    ],
    "codings": [{"code": "a/b", "quote": "three"}],
    "memos": [{"about": "own", "text": "?"}],
    "identities": [{"a": "camp", "b": "cell", "verdict": "maybe", "reason": "?"}],
}  # fmt: skip
junk = st.sampled_from(
    [None, "", " ", "nobody", "3", "-1", [], [[]], ["x"], {}, {"x": "y"}, {"": None}, [None]]
)


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    )
    return [p for key, each in inside for p in ((*path, key), *places(each, (*path, key)))]


def spoiled(path: tuple[Any, ...], by: Any) -> dict[str, Any]:
    made = json.loads(json.dumps(SOUND))
    at = made
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = by
    return made


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(places(SOUND)), junk)
def test_whatever_stands_where_it_should_not_is_recorded_or_refused_and_never_breaks(
    path: tuple[Any, ...],
    by: Any,
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "l.evidence.yaml").write_text(json.dumps(spoiled(path, by)), encoding="utf-8")
        with empty_archive(folder / "a.kartoteka") as archive:
            content = LETTER.encode()
            sha256 = hashlib.sha256(content).hexdigest()
            source = Source(
                "l", "letter", "L", None, None, None, None, "en", sha256, sha256, len(LETTER)
            )
            fill(archive, ([(source, LETTER, content)], []))
            before = archive.counts()
            refused: tuple[Finding, ...] = ()
            try:
                record(archive, folder / "l.evidence.yaml")
            except Refused as told:
                refused = told.findings
            assert (archive.counts() == before) == bool(refused)
            assert all(f.where.line == 1 and f.fix for f in refused)
            assert archive.verify() == ()
