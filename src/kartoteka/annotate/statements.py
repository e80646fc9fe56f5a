"""Entries → statements: what is said of whom, checked against the vocabulary.

In: a ``statement`` entry. Out: a :class:`~kartoteka.model.statements.Statement` with an id made from its
content.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, cast

from kartoteka.annotate.context import Context, kinds_in, literals_in
from kartoteka.annotate.fitting import fits, misfit
from kartoteka.annotate.ids import content_id, date_content, role_content
from kartoteka.annotate.roles import read_roles
from kartoteka.annotate.shapes import Fields
from kartoteka.annotate.values import (
    choice,
    duration,
    entity,
    new_id,
    polarity,
    time,
)
from kartoteka.model.dates import UncertainDate
from kartoteka.model.entities import ACCESSES
from kartoteka.model.statements import RANKS, Statement
from kartoteka.model.terms import Term


def identified(statement: Statement) -> Statement:
    """Return a statement under the id that its content gives it, its roles in order of name."""
    s, roles = statement, statement.roles
    if len(roles) > 1:
        roles = tuple(sorted(roles, key=lambda role: role.term))
    when, long = date_content(s.when), s.duration.text if s.duration else None
    said = (s.subject, s.predicate, s.object, s.value, s.lang)
    more = (s.polarity, s.rank, s.access)
    id_ = content_id("st", *said, when, long, role_content(roles), *more)
    return Statement(id_, *said, s.when, s.duration, *more, roles)


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
    roles = read_roles(context, fields, predicate)
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
    if not any(fits(context, literal, text) for literal in literals):
        misfit(context, fields, literals[0], text, fields.place("value"), predicate.id)
    return text
