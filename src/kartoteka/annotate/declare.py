"""Declarations: terms, entities and parts, which everything else in the files speaks of.

In: the entries of *all* files of a call, before any statement is read, so that their order does not
matter. Out: what is new or changed, and a context that knows it. Declaring the same thing twice is saying
it once; a key left out says nothing; two different things said are a mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from kartoteka.annotate.context import Context
from kartoteka.annotate.entry import Entry
from kartoteka.annotate.shapes import Fields
from kartoteka.annotate.trouble import Trouble
from kartoteka.annotate.values import is_id, is_path
from kartoteka.annotate.yaml12 import Map, Text
from kartoteka.archive.codec import Record
from kartoteka.archive.vocabulary import term_from
from kartoteka.model.entities import ACCESSES, KINDS, Access, Entity
from kartoteka.model.terms import Term

_CACHED = ("kind", "label", "alias", "access")
"""What an entity itself says; the rest of its declaration becomes statements."""

_BROKEN = "\0"
"""Stands for a value of the wrong shape, which has been noted and is not judged again."""

_LITERALS = ("text", "number", "date", "scale")
_CARDINALITIES = ("many", "one", "one-at-a-time")


@dataclass(slots=True)
class Declarations:
    """What the files declare: records to add, records to change, and entries to turn into statements."""

    new: list[tuple[str, Record]] = field(default_factory=list["tuple[str, Record]"])
    changed: list[tuple[Record, Record]] = field(default_factory=list["tuple[Record, Record]"])
    entities: list[tuple[str, Entry, Fields]] = field(
        default_factory=list["tuple[str, Entry, Fields]"]
    )

    def settle(
        self, context: Context, file: str, stored: Record | None, wanted: Record, *, same: bool
    ) -> bool:
        """Take a record over, where the archive agrees or the files decide; False where it differs."""
        if stored is None:
            self.new.append((file, wanted))
        elif not same:
            if not context.replace:
                return False
            self.changed.append((stored, wanted))
        return True


# ── terms ─────────────────────────────────────────────────────────────────────────────────────────


def declare_terms(
    context: Context, entries: Iterable[Entry], trouble: Trouble, into: Declarations
) -> None:
    """Read the terms of all files; make them known."""
    own = {t.key: t for t in context.archive.own_terms()}
    read: list[tuple[Term, Fields]] = []
    for entry in entries:
        fields = entry.fields(trouble)
        if fields is None:
            continue
        term = _term(context, fields)
        if term is None:
            continue
        earlier = next((t for t, _ in read if t.key == term.key), None)
        context.define(term)
        if earlier is None:
            read.append((term, fields))
        elif not _same_term(earlier, term):
            fields.wrong("term-conflict", "id", id=term.id, list=term.vocab)
    for term, fields in read:
        _check_term(context, fields, term)
        stored = own.get(term.key)
        same = stored is not None and _same_term(stored, term)
        if fields.sound and not into.settle(context, fields.file, stored, term, same=same):
            fields.wrong("term-differs", "id", id=term.id, list=term.vocab)


def _same_term(one: Term, other: Term) -> bool:
    """Compare all of two terms; ``==`` leaves out what does not hash."""
    return all(getattr(one, name) == getattr(other, name) for name in Term.__dataclass_fields__)


def _term(context: Context, fields: Fields) -> Term | None:
    vocab, id_ = fields.text("vocab"), fields.text("id")
    if vocab is None or id_ is None:
        return None
    if not (is_path(id_) if vocab == "code" else is_id(id_)) and not context.trusting:
        fields.wrong("bad-id", "id", value=id_)
        return None
    data: dict[str, Any] = {
        **{name: _labels(fields, name) for name in ("label", "definition", "pattern", "extra")},
        **{name: _texts(fields, name) for name in ("domain", "range", "roles", "exact_match")},
        "broader": fields.text("broader"),
        "cardinality": fields.text("cardinality"),
        "unattested": fields.text("unattested") == "true",
    }
    return term_from(vocab, id_, data)


def _labels(fields: Fields, key: str) -> dict[str, str]:
    """``{en: …, ru: …}``, or a text alone, which is English."""
    node = fields.said.get(key)
    if isinstance(node, Text):
        return {"en": node.text or ""}
    found: dict[str, str] = {}
    for name, value in node.entries.items() if isinstance(node, Map) else ():
        if not isinstance(value, Text):
            fields.wrong("bad-labels", value, name=key)
        elif value.text is not None:
            found[name] = value.text
    return found


def _texts(fields: Fields, key: str) -> list[str]:
    found: list[str] = []
    for item in fields.items(key):
        if isinstance(item, Text) and item.text is not None:
            found.append(item.text)
        else:
            fields.wrong("bad-list", item, name=key)
    return found


def _check_term(context: Context, fields: Fields, term: Term) -> None:
    if term.broader and context.term(term.vocab, term.broader) is None and term.vocab != "code":
        near = fields.trouble.near(term.broader, context.names(term.vocab))
        facts = {"list": term.vocab, "hint": near, "known": ""}
        fields.wrong("unknown-term", "broader", value=term.broader, **facts)
    for key, known in (("domain", KINDS), ("range", (*KINDS, *_LITERALS))):
        for word in getattr(term, key):
            if word not in known and not (key == "range" and word.startswith("term:")):
                hint = fields.trouble.near(word, known)
                fields.wrong("bad-range", key, value=word, known=", ".join(known), hint=hint)
    for role in term.roles:
        if context.term("role", role) is None:
            hint = fields.trouble.near(role, context.names("role"))
            fields.wrong("unknown-role", "roles", role=role, hint=hint, known="")
    if term.cardinality not in _CARDINALITIES:
        allowed = ", ".join(_CARDINALITIES)
        facts = {"value": term.cardinality, "allowed": allowed}
        hint = fields.trouble.near(term.cardinality, _CARDINALITIES)
        fields.wrong("bad-cardinality", "cardinality", hint=hint, **facts)
    if fields.text("unattested") not in (None, "true", "false"):
        facts = {"value": fields.text("unattested"), "allowed": "true, false", "hint": ""}
        fields.wrong("bad-cardinality", "unattested", **facts)


# ── entities ──────────────────────────────────────────────────────────────────────────────────────


def declare_entities(
    context: Context, entries: Iterable[Entry], trouble: Trouble, into: Declarations
) -> None:
    """Read the entities of all files; make them known."""
    said: dict[str, dict[str, tuple[str, Fields]]] = {}
    first: dict[str, Fields] = {}
    for id_, entry, fields in _sound_ids(context, entries, trouble):
        first.setdefault(id_, fields)
        into.entities.append((id_, entry, fields))
        for key in _CACHED:
            _say(said.setdefault(id_, {}), fields, key, id_)
    for id_, facts in said.items():
        _settle_entity(context, id_, {k: v for k, (v, _) in facts.items()}, first[id_], into)


def _sound_ids(
    context: Context, entries: Iterable[Entry], trouble: Trouble
) -> Iterator[tuple[str, Entry, Fields]]:
    for entry in entries:
        place = entry.id or entry.node
        id_ = (entry.id.text if entry.id else None) or ""
        fields = entry.fields(trouble)
        if fields is None:
            context.declare(id_, None)
            continue
        if not is_id(id_) and not context.trusting:
            fields.wrong("bad-id", place, value=id_)
            context.declare(id_, None)
            continue
        fields.line, fields.column = place.line, place.column
        yield id_, entry, fields


def _say(said: dict[str, tuple[str, Fields]], fields: Fields, key: str, id_: str) -> None:
    value = fields.text(key)
    if value is None:
        if key in fields.broken:
            said.setdefault(key, (_BROKEN, fields))
        return
    earlier = said.setdefault(key, (value, fields))
    if earlier[0] not in (value, _BROKEN):
        before = f"{earlier[1].file}:{earlier[1].line}"
        facts = {"what": key, "value": value, "earlier": earlier[0], "before": before}
        fields.wrong("entity-conflict", key, id=id_, **facts)


def _settle_entity(
    context: Context, id_: str, said: dict[str, str], fields: Fields, into: Declarations
) -> None:
    stored = context.archive.find_entity(id_)
    kind = said.get("kind", stored.kind if stored else None)
    if kind is None and "kind" not in said:
        fields.wrong("missing-kind", id=id_, kinds=", ".join(KINDS))
    elif kind not in (*KINDS, _BROKEN) and kind is not None:
        hint = fields.trouble.near(kind, KINDS)
        fields.wrong("bad-kind", "kind", value=kind, allowed=", ".join(KINDS), hint=hint)
    access = said.get("access", stored.access if stored else "public")
    if access not in (*ACCESSES, _BROKEN):
        hint = fields.trouble.near(access, ACCESSES)
        fields.wrong("bad-access", "access", value=access, allowed=", ".join(ACCESSES), hint=hint)
    if kind not in KINDS:
        context.declare(id_, None)
        return
    context.declare(id_, kind)
    if not fields.sound:
        return
    label = said.get("label") or (stored.label if stored else id_.replace("-", " "))
    alias = said.get("alias", stored.alias if stored else None)
    wanted = Entity(id_, kind, label, alias, cast("Access", access))
    if stored and stored.kind != wanted.kind:
        _differs(fields, "kind", stored, wanted)
        context.declare(id_, None)
    elif not into.settle(context, fields.file, stored, wanted, same=stored == wanted):
        for key in ("label", "alias", "access"):
            if getattr(stored, key) != getattr(wanted, key):
                _differs(fields, key, stored, wanted)


def _differs(fields: Fields, key: str, stored: Entity | None, wanted: Entity) -> None:
    facts = {"what": key, "value": getattr(wanted, key), "stored": getattr(stored, key)}
    rule = "entity-kind-differs" if key == "kind" else "entity-differs"
    fields.wrong(rule, key, id=wanted.id, **{k: v or "—" for k, v in facts.items()})
