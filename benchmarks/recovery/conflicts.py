"""The findings of ``check`` against what is really mistaken: contradictions found, and false alarms."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.recovery.planted import Planted, Score, share
from kartoteka.archive.archive import Archive
from kartoteka.check import check
from kartoteka.model.dates import Day
from kartoteka.relate.heard import known_days

RULES = (
    "two-places-at-once",
    "transfer-does-not-fit",
    "members-apart",
    "conflicting-values",
    "asserted-and-denied",
    "only-once",
)


def contradictions(archive: Archive, planted: Planted) -> list[Score]:
    """Of each rule: the share of findings that rest on something mistaken; of all: what they find."""
    false = planted.false_statements()
    findings = check(archive, rules=RULES)
    scores: list[Score] = []
    for rule in RULES:
        named = [set(f.evidence) for f in findings if f.rule == rule]
        right = sum(bool(ids & false) for ids in named)
        scores.append(Score(f"check: {rule}", share(right, len(named)), None, len(named)))
    named_by = {i for f in findings if f.rule == RULES[0] for i in f.evidence}
    wrong = _contradicted(archive, false)
    found = len(wrong & named_by)
    return [
        *scores,
        Score("check: mistaken stays contradicted", None, share(found, len(wrong)), len(wrong)),
    ]


_Span = tuple[Day, Day, str, str]


def _contradicted(archive: Archive, false: Iterable[str]) -> set[str]:
    """Return the mistaken stays that another stay of the same entity excludes, looked for one by one."""
    false, spans = set(false), dict[str, list[_Span]]()
    for found in archive.statements(predicate="stay"):
        if (days := known_days(found)) and found.statement.object:
            one = (*days, found.statement.object, found.statement.id)
            spans.setdefault(found.statement.subject, []).append(one)
    return {
        a[3]
        for each in spans.values()
        for a in each
        if a[3] in false and any(a[2] != b[2] and min(a[1], b[1]) > max(a[0], b[0]) for b in each)
    }
