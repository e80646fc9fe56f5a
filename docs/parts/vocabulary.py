"""The default vocabulary → a section per predicate, a table per list.

In: ``src/kartoteka/model/vocabulary/*.yaml``, with the comments that give reasons. Out: Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kartoteka.archive.vocabulary import default_vocabulary
from kartoteka.model.terms import Term

FOLDER = Path(__file__).parents[2] / "src" / "kartoteka" / "model" / "vocabulary"

TOPICS = {
    "movement": "Where people are, and how they move",
    "places": "What places are like",
    "people": "What happens to people",
    "communities": "Communities",
    "types": "Human types",
    "naming": "Names and sorts",
}
"""File → heading; a test asserts that every file with predicates is here."""

LISTS = {
    "role": "roles: what qualifies a statement",
    "basis": "how the innermost speaker knows",
    "regime": "under which regime somebody stays",
    "reach": "what gets through to somebody",
    "sort": "sorts of places, groups and things",
    "aspect": "what a rating is about",
    "name-kind": "kinds of name",
    "gender": "how somebody is spoken of",
    "source-kind": "kinds of source",
    "code": "codes about the work itself; those about the material are each archive's own",
}
"""List → what it is for, in the order in which they are shown."""

TIMES = {
    "many": "any number",
    "one": "one",
    "one-at-a-time": "one on any given day",
}


def predicates() -> str:
    """Return the predicates by topic, one section each."""
    sections: list[str] = []
    for topic, heading in TOPICS.items():
        sections.append(f"## {heading}")
        reasons = _reasons(topic)
        for name in _names(topic, "predicate"):
            term = default_vocabulary().get("predicate", name)
            sections += list(_predicate(term, reasons.get(name)))
    return "\n\n".join(sections)


def _predicate(term: Term, reason: str | None) -> Iterator[str]:
    yield f"### `{term.id}`"
    yield term.definition["en"]
    if reason:
        yield reason.removeprefix(term.definition["en"]).strip()
    rows = [
        ("subject", ", ".join(term.domain)),
        ("object or value", ", ".join(map(_range, term.range))),
        ("roles", ", ".join(f"[`{role}`](#terms-of-role)" for role in term.roles) or "none"),
        ("how many", TIMES[term.cardinality]),
        ("needs a witness", "no: the archive's owner may say it" if term.unattested else "yes"),
        ("English", _said(term, "en")),
        ("Russian", _said(term, "ru")),
    ]
    if term.exact_match:
        rows.append(("elsewhere", ", ".join(f"`{uri}`" for uri in term.exact_match)))
    yield "\n".join(["| | |", "|---|---|", *(f"| {name} | {text} |" for name, text in rows)])


def _range(allowed: str) -> str:
    vocab = allowed.partition("term:")[2]
    if not vocab:
        return {"scale": "number from −2 to 2"}.get(allowed, allowed)
    return f"a term of [{vocab}](#terms-of-{vocab})"


def _said(term: Term, lang: str) -> str:
    patterns = [text for key, text in term.pattern.items() if key.partition(".")[0] == lang]
    return f"**{term.label[lang]}**: " + "; ".join(f"`{pattern}`" for pattern in patterns)


def lists() -> str:
    """Return every list but the predicates, as a table each."""
    shown = [*LISTS, *sorted({t.vocab for t in default_vocabulary()} - {*LISTS, "predicate"})]
    return "\n\n".join(_list(vocab) for vocab in shown)


def _list(vocab: str) -> str:
    terms = default_vocabulary().terms(vocab)
    columns = ["term", "English", "Russian"]
    if vocab == "role":
        columns.append("takes")
    if any(term.broader for term in terms):
        columns.append("a sort of")
    rows = (f"| {' | '.join(_cell(term, column) for column in columns)} |" for term in terms)
    table = [f"| {' | '.join(columns)} |", "|" + "---|" * len(columns), *rows]
    meaning = f"{LISTS[vocab].capitalize()}.\n\n" if vocab in LISTS else ""
    return f"### Terms of `{vocab}`\n\n{meaning}" + "\n".join(table)


def _cell(term: Term, column: str) -> str:
    match column:
        case "term":
            return f"`{term.id}`"
        case "takes":
            return ", ".join(map(_range, term.range))
        case "a sort of":
            return f"`{term.broader}`" if term.broader else ""
        case _:
            return term.label[column[:2].lower()]


@cache
def _lines(topic: str) -> tuple[str, ...]:
    return tuple((FOLDER / f"{topic}.yaml").read_text(encoding="utf-8").splitlines())


def _names(topic: str, vocab: str) -> list[str]:
    """Return the names of one list in a file, in the file's order."""
    names: list[str] = []
    inside = False
    for line in _lines(topic):
        if re.match(r"\w", line):
            inside = line.startswith(f"{vocab}:")
        elif inside and (match := re.match(r"  ([\w-]+):", line)):
            names.append(match[1])
    return names


def _reasons(topic: str) -> dict[str, str]:
    """Return name → the comment right under it: why it is as it is."""
    reasons: dict[str, str] = {}
    name = ""
    for line in _lines(topic):
        if match := re.match(r"  ([\w-]+):\s*$", line):
            name = match[1]
        elif name and (comment := re.match(r"    # (.*)", line)):
            reasons[name] = f"{reasons.get(name, '')} {comment[1]}".strip()
        else:
            name = ""
    return reasons
