"""One entry as it will be written, and what of a statement an entity's declaration can say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kartoteka.annotate.emit import Value
from kartoteka.annotate.statements import identified
from kartoteka.model.statements import Statement


@dataclass(frozen=True, slots=True)
class Described:
    """One entry, and who recorded it when (None where nobody is on record for such a thing)."""

    said: Mapping[str, Value]
    recorded: tuple[str, str] | None = None

    def stamped(self, usual: tuple[str, str] | None) -> Mapping[str, Value]:
        """Return the entry; with who and when, where that is not the usual."""
        if self.recorded is None or self.recorded == usual:
            return self.said
        by, at = self.recorded
        return {**self.said, "recorded": {"by": by, "at": at}}


def said(facts: Mapping[str, Value | None]) -> dict[str, Value]:
    """Return the facts that say something."""
    return {key: value for key, value in facts.items() if value is not None}


def declarable(s: Statement) -> bool:
    """Tell whether an entity's declaration would make exactly this statement."""
    roles = s.roles if s.predicate == "name" else ()
    if any(r.term != "kind" or r.value is None for r in roles) or len(roles) > 1:
        return False
    lang = s.lang if s.predicate == "name" else None
    bare = Statement("", s.subject, s.predicate, s.object, s.value, lang, roles=roles)
    fits = s.object is not None if s.predicate == "part_of" else s.value is not None
    return fits and s.object != s.subject and identified(bare) == s


def name_value(s: Statement) -> Value:
    """Return a name as a declaration says it."""
    return said({"value": s.value, "lang": s.lang, "kind": s.roles[0].value if s.roles else None})
