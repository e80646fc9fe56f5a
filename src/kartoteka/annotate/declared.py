"""What an entity's declaration says beyond the entity itself: its sort, gender, names, what it is part of.

In: the declaration. Out: statements, which need no witness: the archive's owner says them.
"""

from __future__ import annotations

from collections.abc import Iterator

from kartoteka.annotate.context import Context, kinds_in
from kartoteka.annotate.shapes import Fields, fields_of
from kartoteka.annotate.statements import identified
from kartoteka.annotate.values import checked_term, entity
from kartoteka.annotate.yaml12 import Node
from kartoteka.model.statements import Role, Statement


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
