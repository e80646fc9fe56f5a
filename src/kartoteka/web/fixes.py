"""What one click can do about a finding: calls of the API, ready to be sent.

In: a finding. Out: fixes; none where only a person with the letter in hand can tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kartoteka.archive.versions import version_of
from kartoteka.model.entities import Identity
from kartoteka.model.statements import Attested
from kartoteka.web.calls import At
from kartoteka.web.shapes import FindingShape, FixShape
from kartoteka.wording.texts import say

MOST = 4
"""Statements that may be held wrong by a click."""

Facts = Mapping[str, Any]


def fixes(at: At, finding: FindingShape, facts: Facts) -> list[FixShape]:
    """Return what can be done about a finding."""
    make = _FIXES.get(finding.rule)
    return list(make(at, finding, facts)) if make else []


def _which_is_wrong(at: At, finding: FindingShape, _facts: Facts) -> Iterator[FixShape]:
    """One of the statements is held wrong: it stays, and is shown as deprecated."""
    found, _ = at.known.archive.lists.few(finding.evidence[:50], 1)
    for attested in found[:MOST] if len(found) > 1 else ():
        yield _deprecate(at, attested)


def _deprecate(at: At, found: Attested) -> FixShape:
    statement = found.statement
    said = "".join(text for text, _ in at.speaker.sentence(statement))
    body = {
        "ranks": {statement.id: "deprecated"},
        "read": {f"statement:{statement.id}": version_of(statement)},
    }
    return FixShape(say("serving.fix_deprecate", at.lang, said=said), "rank", body)


def _judge(at: At, a: str, b: str) -> Iterator[FixShape]:
    names = {"a": at.speaker.name(a).name, "b": at.speaker.name(b).name}
    for verdict in ("same", "different"):
        body = {"a": a, "b": b, "verdict": verdict, "reason": ""}
        yield FixShape(say(f"serving.fix_{verdict}", at.lang, **names), "judge", body)


def _judge_open(at: At, finding: FindingShape, _facts: Facts) -> Iterator[FixShape]:
    for judgement in _identities(at, finding):
        yield from _judge(at, judgement.a, judgement.b)


def _judge_namesakes(at: At, _finding: FindingShape, facts: Facts) -> Iterator[FixShape]:
    a, _, b = str(facts.get("ids", "")).partition(", ")
    if at.known.atlas.find(a) and at.known.atlas.find(b):
        yield from _judge(at, a, b)


def _withdraw(at: At, finding: FindingShape, _facts: Facts) -> Iterator[FixShape]:
    for judgement in _identities(at, finding):
        label = say("serving.fix_withdraw", at.lang, reason=judgement.reason or "—")
        read = {f"identity:{judgement.id}": version_of(judgement)}
        yield FixShape(label, "withdraw", {"identity": judgement.id, "read": read})


def _identities(at: At, finding: FindingShape) -> tuple[Identity, ...]:
    return at.known.archive.lists.records("identity", finding.evidence)


def _take_back(at: At, finding: FindingShape, _facts: Facts) -> Iterator[FixShape]:
    for found in at.known.archive.lists.few(finding.evidence[:50], 1)[0]:
        said = "".join(text for text, _ in at.speaker.sentence(found.statement))
        label = say("serving.fix_unsay", at.lang, said=said)
        read = {f"statement:{found.statement.id}": version_of(found.statement)}
        yield FixShape(label, "unsay", {"statements": [found.statement.id], "read": read})


def _make_cards(at: At, finding: FindingShape, _facts: Facts) -> Iterator[FixShape]:
    source = at.known.sources.get(finding.where.id or "")
    if source is None:
        return
    for id_, kinds in (
        (source.author, ("person", "group")),
        (source.addressee, ("person", "group")),
        (source.place, ("place",)),
    ):
        if id_ and at.known.atlas.find(id_) is None:
            for kind in kinds:
                label = say(f"serving.fix_make_{kind}", at.lang, id=id_)
                body = {"entities": {id_: {"kind": kind, "label": id_.replace("-", " ")}}}
                yield FixShape(label, "record", body)


_FIXES: Mapping[str, Callable[[At, FindingShape, Facts], Iterator[FixShape]]] = {
    "two-places-at-once": _which_is_wrong,
    "asserted-and-denied": _which_is_wrong,
    "conflicting-values": _which_is_wrong,
    "only-once": _which_is_wrong,
    "met-but-apart": _which_is_wrong,
    "transfer-does-not-fit": _which_is_wrong,
    "identity-open": _judge_open,
    "namesakes": _judge_namesakes,
    "identities-at-odds": _withdraw,
    "nobody-attests": _take_back,
    "source-names-nobody": _make_cards,
}
"""Rule → what can be done."""
