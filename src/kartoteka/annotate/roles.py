"""The roles of a statement: ``{regime: quarantine, from: north}`` → entities and values, checked.

In: the mapping under ``roles``. Out: :class:`~kartoteka.model.statements.Role` values. A word is an entity
where the role can take one and there is one of that id; ``{text: north}`` and ``{entity: north}`` say which.
"""

from __future__ import annotations

from kartoteka.annotate.context import Context, kinds_in, literals_in
from kartoteka.annotate.fitting import fits, misfit
from kartoteka.annotate.shapes import Fields, fields_of
from kartoteka.annotate.trouble import Placed
from kartoteka.annotate.values import checked_entity, entity, unknown_entity
from kartoteka.annotate.yaml12 import Map, Node, Seq, Text
from kartoteka.model.statements import Role
from kartoteka.model.terms import Term


def read_roles(context: Context, fields: Fields, predicate: Term | None) -> tuple[Role, ...]:
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
    if not range_ or context.trusting or any(fits(context, literal, text) for literal in literals):
        return Role(name, value=text)
    if not kinds:
        misfit(context, fields, literals[0], text, node, name)
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
