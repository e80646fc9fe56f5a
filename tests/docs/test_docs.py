"""The documentation is complete, current, and its examples are true."""

from __future__ import annotations

import dataclasses
import doctest
import inspect
import json
import re
from pathlib import Path

import generate
import pytest
from parts.tutorial import save_files
from parts.vocabulary import FOLDER, TOPICS
from tests.docs.conftest import DOCS, ROOT

import kartoteka
from kartoteka import errors
from kartoteka.annotate.evidence import record
from kartoteka.annotate.files import SECTIONS
from kartoteka.annotate.shapes import SHAPES
from kartoteka.archive.archive import Archive
from kartoteka.archive.vocabulary import default_vocabulary
from kartoteka.check.material import Material
from kartoteka.check.rules import all_rules
from kartoteka.cli.root import VERBS
from kartoteka.importers.add import add
from kartoteka.model import (
    change,
    coding,
    dates,
    durations,
    entities,
    findings,
    lives,
    sources,
    statements,
    terms,
)
from kartoteka.model.dates import read_edtf
from kartoteka.model.datewords import read_when

PAGES = sorted(DOCS.rglob("*.md"))
EVERYTHING = sorted(
    path
    for path in (
        *ROOT.glob("*.md"),
        *PAGES,
        *(ROOT / "tests").rglob("*.md"),
        *(ROOT / "src").rglob("*.md"),
    )
    if "letters" not in path.parts
)
FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def headings(page: str) -> list[str]:
    """The headings of a page, without its code."""
    return re.findall(r"^#{1,6} (.+)$", FENCE.sub("", page), re.MULTILINE)


# ── current ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("part", [p for p in generate.PARTS if p not in generate.CEILINGS])
def test_what_is_made_from_the_code_is_current(part: str) -> None:
    """Somebody changed the code, and not the page that is made from it."""
    old = [str(path.relative_to(ROOT)) for path, _ in generate.outdated({part})]
    assert old == [], "run: python docs/generate.py"


def test_every_part_stands_in_a_page() -> None:
    """A part that no page shows is made for nobody."""
    marked = re.findall(r"<!-- generated: ([\w-]+) -->\n", "".join(map(Path.read_text, PAGES)))
    assert sorted(marked) == sorted(generate.PARTS)


# ── complete ──────────────────────────────────────────────────────────────────────────────────────


def test_every_public_name_is_documented() -> None:
    """A name of `kartoteka.__all__` without a docstring or a section."""
    named = {h.strip("`") for h in headings(read("reference/api.md"))}
    public = {name for name in kartoteka.__all__ if not name.startswith("__")}
    assert public <= named
    assert [name for name in public if not inspect.getdoc(getattr(kartoteka, name))] == []


def test_every_error_is_explained() -> None:
    """An exception class without a section in the messages."""
    classes = {
        name
        for name, thing in vars(errors).items()
        if inspect.isclass(thing) and issubclass(thing, errors.KartotekaError)
    }
    assert classes - set(headings(read("reference/messages.md"))) == set()


def test_every_rule_of_check_is_explained() -> None:
    """A rule without a section in the messages."""
    rules = {rule.name for rule in all_rules()}
    assert rules - set(headings(read("reference/messages.md"))) == set()


def test_every_rule_of_site_is_explained() -> None:
    """What stops a build and is not in the messages: looked for in the code itself."""
    code = (ROOT / "src/kartoteka/publish/proof.py").read_text(encoding="utf-8")
    used = set(re.findall(r"_finding\(\s*\"(\w+)\"", code))
    assert used
    named = set(headings(read("reference/messages.md")))
    assert {rule for rule in used if rule.replace("_", "-") not in named} == set()


def test_every_rule_of_record_is_explained() -> None:
    """A mistake in an evidence file whose rule is not in the messages: looked for in the code itself."""
    code = "".join(p.read_text() for p in (ROOT / "src/kartoteka/annotate").glob("*.py"))
    used = set(re.findall(r"(?:\.wrong|\.add|YamlTrouble)\(\s*\"([a-z-]+)\"", code))
    assert len(used) > 40
    page = read("reference/messages.md")
    assert {rule for rule in used if f"| `{rule}` |" not in page} == set()


def test_every_predicate_is_documented() -> None:
    """Every predicate has its section, and every file of predicates its heading."""
    named = {h.strip("`") for h in headings(read("reference/vocabulary.md"))}
    assert {t.id for t in default_vocabulary().terms("predicate")} <= named
    with_predicates = {f.stem for f in FOLDER.glob("*.yaml") if "predicate:" in f.read_text()}
    assert with_predicates == set(TOPICS)


def test_every_command_is_documented() -> None:
    """A verb without a section in the reference of the command line."""
    named = " ".join(headings(read("reference/cli.md")))
    assert {verb for verb in VERBS if not re.search(rf"\b{verb}\b", named)} == set()


def test_every_key_of_an_evidence_file_is_documented() -> None:
    """A key that can be written and is not in the reference."""
    page = "".join(
        map(
            read,
            (
                "reference/evidence-file.md",
                "reference/files.md",
                "how-to/add-a-term-of-your-own.md",
            ),
        )
    )
    keys = {key for shapes in SHAPES.values() for key in shapes} | set(SECTIONS)
    assert {key for key in keys if not re.search(rf"[`{{,: ]{key}[`:,}}]", page)} == set()


MODELS = (change, coding, dates, durations, entities, findings, lives, sources, statements, terms)
NAMED_OTHERWISE = {
    "UncertainDate": "uncertain date",
    "Attested": "evidence",
    "Where": "finding",
    "Vocabulary": "term",
}


def test_every_noun_is_in_the_glossary() -> None:
    """A record of the model without an entry."""
    page = "\n".join(headings(read("reference/glossary.md")))
    nouns = {
        NAMED_OTHERWISE.get(name, name.lower())
        for module in MODELS
        for name, thing in vars(module).items()
        if dataclasses.is_dataclass(thing) and inspect.getmodule(thing) is module
    }
    assert len(nouns) > 20
    assert {noun for noun in nouns if not re.search(rf"\b{noun}\b", page)} == set()


def test_every_entry_of_the_glossary_has_its_russian_word() -> None:
    """An English word alone is half an entry."""
    entries = re.split(r"^### ", read("reference/glossary.md"), flags=re.MULTILINE)[1:]
    assert [e.splitlines()[0] for e in entries if not re.search("Russian: [а-яё]", e)] == []


# ── links ─────────────────────────────────────────────────────────────────────────────────────────


def slug(heading: str) -> str:
    """The anchor that a heading gets."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def anchors(page: Path) -> set[str]:
    """Every anchor of a page; a second heading of one name gets a number."""
    found: set[str] = set()
    for heading in headings(page.read_text(encoding="utf-8")):
        base, number = slug(heading), 0
        while (name := f"{base}-{number}" if number else base) in found:
            number += 1
        found.add(name)
    return found


def links(page: Path) -> list[str]:
    """The relative links of a page."""
    prose = re.sub(r"`[^`\n]*`", "", FENCE.sub("", page.read_text(encoding="utf-8")))
    found = re.findall(r"\]\(([^)\s]+)\)", prose)
    return [link for link in found if not re.match(r"[a-z]+:", link)]


@pytest.mark.parametrize("page", EVERYTHING, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """A link to a page or a heading that is not there."""
    broken: list[str] = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_every_page_can_be_reached_from_the_index() -> None:
    """A page to which no other leads."""
    seen: set[Path] = set()
    waiting = [DOCS / "index.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md" or not page.is_file():
            continue
        seen.add(page)
        waiting += [(page.parent / link.partition("#")[0]).resolve() for link in links(page)]
    assert [str(p.relative_to(ROOT)) for p in PAGES if p.resolve() not in seen] == []


@pytest.mark.parametrize("page", EVERYTHING, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_names_a_path_of_somebody_s_machine(page: Path) -> None:
    """A path that is true on one computer only."""
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"(?<![\w.])/(?:home|root|work|tmp|Users|mnt)/\S*|[A-Z]:\\\S+", text) == []


# ── true ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_examples_of_the_evidence_file_are_recorded(archive: Archive, tmp_path: Path) -> None:
    """Every example of the reference, one after another, into an archive with the tutorial's letters."""
    save_files(tmp_path)
    add(archive, tmp_path / "letters")
    page, _, _ = read("reference/evidence-file.md").partition("## Mistakes")
    examples = [m for m in FENCE.finditer(page) if m["info"] in ("yaml", "jsonl")]
    assert len(examples) >= 8
    for number, example in enumerate(examples):
        file = tmp_path / f"{number}.evidence.{example['info']}"
        file.write_text(example["body"], encoding="utf-8")
        recorded = record(archive, file)
        assert sum(recorded.added.values()) > 0, example["body"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_python_on_a_page_does_what_it_says(page: Path) -> None:
    """The doctests of a page (blocks of pycon)."""
    blocks = [m["body"] for m in FENCE.finditer(page.read_text("utf-8")) if m["info"] == "pycon"]
    if not blocks or page.name == "api.md":
        blocks = blocks[:1]  # the rest of api.md are docstrings, which are run where they stand
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, page.name, str(page), 0)
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    runner = doctest.DocTestRunner(optionflags=flags, verbose=False)
    out: list[str] = []
    assert runner.run(test, out=out.append).failed == 0, "".join(out)


def test_the_rule_of_the_page_on_checks_runs(tiny: Archive) -> None:
    """What "Adding a check" shows is a rule: it runs, and is silent where nothing is wrong."""
    page = read("developing/adding-a-check.md")
    code = next(m["body"] for m in FENCE.finditer(page) if m["info"] == "python")
    namespace: dict[str, object] = {}
    exec(compile(code, "adding-a-check.md", "exec"), namespace)  # noqa: S102 - our own page
    rules = namespace["RULES"]
    assert isinstance(rules, tuple)
    assert [list(rule.run(Material(tiny))) for rule in rules] == [[]]


def test_the_dates_of_the_how_to_page_are_read() -> None:
    """Everything that the table tells people to type is understood."""
    rows = re.findall(
        r"^\| .+? \| (.*`.+) \|$", read("how-to/write-dates-you-are-not-sure-of.md"), re.MULTILINE
    )
    typed = [t for row in rows for t in re.findall(r"`(?:when: |duration: )?([^`]+)`", row)]
    assert len(typed) > 12
    written = read_edtf("2025-03-25")
    for text in typed:
        when = read_when(text, written)
        assert when.date or when.duration, text


def test_the_answers_of_the_how_to_page_are_given() -> None:
    """The page says what is answered to dates that people type: it is."""
    _, _, table = read("how-to/write-dates-you-are-not-sure-of.md").partition("| typed | answer |")
    rows = re.findall(r"^\| `(.+)` \| (.+) \|$", table, re.MULTILINE)
    assert rows
    for typed, answer in rows:
        if understood := re.fullmatch("understood: `(.+)`", answer):
            date = read_when(typed).date
            assert date is not None
            assert date.edtf == understood[1]
        else:
            with pytest.raises(errors.UnreadableDate, match=re.escape(answer)):
                read_edtf(typed)


def test_the_lines_of_json_are_json() -> None:
    """Each line of a jsonl example is one object that says what it is."""
    for block in FENCE.finditer(read("reference/evidence-file.md")):
        if block["info"] == "jsonl":
            assert all("record" in json.loads(line) for line in block["body"].splitlines())
