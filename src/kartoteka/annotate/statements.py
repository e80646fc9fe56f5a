"""Entries → statements: what is said of whom, checked against the vocabulary.

In: a ``statement`` entry, or an entity's declaration (its sort, gender, names and what it is part of are
statements, too). Out: a :class:`~kartoteka.model.statements.Statement` with an id made from its content.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, cast

from kartoteka.annotate.context import Context, kinds_in, literals_in
from kartoteka.annotate.ids import content_id, date_content, role_content
from kartoteka.annotate.shapes import Fields, fields_of
from kartoteka.annotate.trouble import Placed
from kartoteka.annotate.values import (
    checked_entity,
    checked_term,
    choice,
    duration,
    entity,
    new_id,
    number_range,
    polarity,
    time,
    unknown_entity,
)
from kartoteka.annotate.yaml12 import Map, Node, Seq, Text
from kartoteka.errors import UnreadableDate
from kartoteka.model.dates import UncertainDate, read_edtf
from kartoteka.model.entities import ACCESSES
from kartoteka.model.statements import RANKS, Role, Statement
from kartoteka.model.terms import Term

_SCALE = frozenset({"-2", "-1", "0", "1", "2", "+1", "+2", "−1", "−2"})


def identified(statement: Statement) -> Statement:
    """Return a statement under the id that its content gives it, its roles in order of name."""
    roles = tuple(sorted(statement.roles, key=lambda role: role.term))
    s = replace(statement, roles=roles)
    when, long = date_content(s.when), s.duration.text if s.duration else None
    said = (s.subject, s.predicate, s.object, s.value, s.lang, when, long, role_content(roles))
    return replace(s, id=content_id("st", *said, s.polarity, s.rank, s.access))


def read_statement(
    context: Context, fields: Fields, written: UncertainDate | None, lang: str | None
) -> Statement | None:
    """Return the statement of an entry, or None where something is wrong with it.

    Parameters
    ----------
    written, lang
        When, and in which language, the passage was written: by them "last week" is resolved.
        ``lang`` is empty where that is not known, None where it is not for a mistake noted already.
    """
    predicate = _predicate(context, fields)
    domain = predicate.domain if predicate else ()
    subject = entity(
        context, fields, "subject", domain, what=f"{fields.text('predicate')}: subject"
    )
    object_ = value = None
    if _one_of(fields):
        object_ = _object(context, fields, predicate)
        value = _value(context, fields, predicate)
    when, long = time(fields, "when", written, lang)
    long = duration(fields) or long
    roles = _roles(context, fields, predicate)
    own_id, rank = (
        new_id(fields, trusting=context.trusting),
        choice(fields, "rank", RANKS, "normal"),
    )
    access, positive = choice(fields, "access", ACCESSES, "public"), polarity(fields)
    if not fields.sound or subject is None or predicate is None:
        return None
    made = identified(
        Statement(
            "",
            subject,
            predicate.id,
            object_,
            value,
            fields.text("lang"),
            when,
            long,
            cast("Literal[1, -1]", positive),
            rank,
            access,
            roles,
        )
    )
    return replace(made, id=own_id) if own_id else made


def _predicate(context: Context, fields: Fields) -> Term | None:
    name = fields.text("predicate")
    if name is None:
        return None
    found = context.term("predicate", name)
    if found is None and context.trusting:
        return Term(name, "predicate", unattested=True)
    if found is None:
        known = context.names("predicate")
        facts = {"value": name, "hint": fields.trouble.near(name, known), "known": ", ".join(known)}
        fields.wrong("unknown-predicate", "predicate", once=name, **facts)
    return found


def _one_of(fields: Fields) -> bool:
    """Tell whether the entry has an object or a value, and not both."""
    both = [key for key in ("object", "value") if key in fields.said]
    if len(both) == 2:
        fields.wrong("object-and-value", "value")
    elif not both and not fields.broken & {"object", "value"}:
        fields.wrong("no-object", None, predicate=fields.text("predicate") or "—")
    return len(both) == 1


def _object(context: Context, fields: Fields, predicate: Term | None) -> str | None:
    if "object" not in fields.said:
        return None
    kinds = kinds_in(predicate.range) if predicate else ()
    if predicate and predicate.range and not kinds and not context.trusting:
        facts = {"predicate": predicate.id, "value": fields.text("object")}
        fields.wrong("object-not-allowed", "object", range=", ".join(predicate.range), **facts)
        return None
    return entity(context, fields, "object", kinds, what=f"{fields.text('predicate')}: object")


def _value(context: Context, fields: Fields, predicate: Term | None) -> str | None:
    text = fields.text("value")
    if text is None or predicate is None or not predicate.range or context.trusting:
        return text
    literals = literals_in(predicate.range)
    if not literals:
        facts = {"predicate": predicate.id, "kinds": ", ".join(predicate.range), "value": text}
        fields.wrong("value-not-allowed", "value", **facts)
        return None
    if not any(_fits(context, literal, text) for literal in literals):
        _misfit(context, fields, literals[0], text, fields.place("value"), predicate.id)
    return text


def _fits(context: Context, literal: str, text: str) -> bool:
    """Tell whether a text can stand where the vocabulary wants a number, a date or a term."""
    if literal == "number":
        return number_range(text)
    if literal == "scale":
        return text in _SCALE
    if literal == "date":
        return _is_date(text)
    if literal.startswith("term:"):
        return context.term(literal.removeprefix("term:"), text) is not None
    return True


def _is_date(text: str) -> bool:
    try:
        read_edtf(text)
    except UnreadableDate:
        return False
    return True


def _misfit(
    context: Context, fields: Fields, literal: str, text: str, place: Placed, what: str
) -> None:
    if literal.startswith("term:"):
        checked_term(context, fields, literal.removeprefix("term:"), text, place)
        return
    if literal == "date":
        try:
            read_edtf(text)
        except UnreadableDate as error:
            fields.wrong("bad-date", place, value=text, reason=error.reason)
        return
    fields.wrong(f"bad-{literal}", place, value=text, what=what)


# ── roles ─────────────────────────────────────────────────────────────────────────────────────────


def _roles(context: Context, fields: Fields, predicate: Term | None) -> tuple[Role, ...]:
    """Return the roles in the order of the file."""
    node = fields.mapping("roles")
    found: list[Role] = []
    for name, value in node.entries.items() if node else ():
        term = _role_term(
            context, fields, predicate, name, node.keys.get(name, node) if node else fields
        )
        for item in value.items if isinstance(value, Seq) else [value]:
            if isinstance(item, Text) and item.text is None:
                continue
            role = _role(context, fields, name, term, item)
            if role and role not in found:
                found.append(role)
    return tuple(found)


def _role_term(
    context: Context, fields: Fields, predicate: Term | None, name: str, place: Placed
) -> Term | None:
    term, allowed = context.term("role", name), predicate.roles if predicate else ()
    if context.trusting:
        return term or Term(name, "role")
    if term is None:
        hint = fields.trouble.near(name, context.names("role"))
        fields.wrong("unknown-role", place, role=name, hint=hint, known=", ".join(allowed))
    elif predicate and name not in allowed:
        hint = fields.trouble.near(name, allowed)
        facts = {"predicate": predicate.id, "allowed": ", ".join(allowed) or "—", "hint": hint}
        fields.wrong("role-not-allowed", place, role=name, **facts)
    return term


def _role(
    context: Context, fields: Fields, name: str, term: Term | None, node: Node
) -> Role | None:
    if isinstance(node, Map):
        return _explicit_role(context, fields, name, node)
    if not isinstance(node, Text) or node.text is None:
        fields.wrong("bad-role", node, role=name)
        return None
    text, range_ = node.text, term.range if term else ()
    kinds, literals = kinds_in(range_), literals_in(range_)
    if kinds and context.kind(text) in kinds:
        return Role(name, entity=text)
    if not range_ or context.trusting or any(_fits(context, literal, text) for literal in literals):
        return Role(name, value=text)
    if not kinds:
        _misfit(context, fields, literals[0], text, node, name)
    elif context.has_entity(text):
        checked_entity(context, fields, text, node, kinds, what=name)
    else:
        unknown_entity(context, fields, text, node)
    return None


def _explicit_role(context: Context, fields: Fields, name: str, node: Map) -> Role | None:
    """``{text: north}``: the word, although there is an entity of that id; ``{entity: north}``."""
    said = fields_of("role", node, fields.file, fields.trouble)
    if said is None or not said.sound or len(said.said) != 1:
        if said and said.sound:
            said.wrong("bad-role", node, role=name)
        fields.sound = False
        return None
    text = said.text("text")
    if text is not None:
        return Role(name, value=text)
    named = entity(context, said, "entity")
    fields.sound &= said.sound
    return Role(name, entity=named) if named else None


# ── what a declaration says ───────────────────────────────────────────────────────────────────────


def declared_statements(context: Context, id_: str, fields: Fields) -> Iterator[Statement]:
    """Yield what an entity's declaration says beyond what the entity itself keeps."""
    for key in ("sort", "gender"):
        if fields.text(key) is not None and _may(context, id_, fields, key):
            value = checked_term(context, fields, key, fields.text(key) or "", fields.place(key))
            if value is not None:
                yield identified(Statement("", id_, key, value=value))
    if fields.text("part_of") is not None and _may(context, id_, fields, "part_of"):
        yield from _part_of(context, id_, fields)
    for node in fields.items("names"):
        yield from _name(context, id_, fields, node)


def _may(context: Context, id_: str, fields: Fields, key: str) -> bool:
    """Tell whether an entity of this kind can have such a fact."""
    predicate, kind = context.term("predicate", key), context.kind(id_)
    if predicate is None or kind is None or kind in predicate.domain or context.trusting:
        return True
    facts = {"kind": kind, "allowed": ", ".join(predicate.domain), "what": key}
    fields.wrong("wrong-kind", key, id=id_, **facts)
    return False


def _part_of(context: Context, id_: str, fields: Fields) -> Iterator[Statement]:
    predicate = context.term("predicate", "part_of")
    kinds = kinds_in(predicate.range) if predicate else ()
    whole = entity(context, fields, "part_of", kinds)
    if whole == id_:
        fields.wrong("part-of-itself", "part_of", id=id_)
    elif whole:
        yield identified(Statement("", id_, "part_of", object=whole))


def _name(context: Context, id_: str, fields: Fields, node: Node) -> Iterator[Statement]:
    said = fields_of("name", node, fields.file, fields.trouble)
    if said is None:
        return
    kind, value = said.text("kind"), said.text("value")
    if kind is not None:
        checked_term(context, said, "name-kind", kind, said.place("kind"))
    roles = (Role("kind", value=kind),) if kind else ()
    if said.sound and value is not None:
        yield identified(
            Statement("", id_, "name", value=value, lang=said.text("lang"), roles=roles)
        )
