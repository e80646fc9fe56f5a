"""Codings, memos and identities: what a person notes beside what the texts say.

In: entries. Out: records with ids made from their content, so that noting the same thing twice is noting it
once; and the terms for codes that nobody has defined yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kartoteka.annotate.attest import read_words
from kartoteka.annotate.context import Context
from kartoteka.annotate.entry import Entry
from kartoteka.annotate.ids import content_id
from kartoteka.annotate.shapes import Fields
from kartoteka.annotate.values import choice, entity, is_path, new_id, recorded
from kartoteka.archive.codec import Record
from kartoteka.model.coding import Coding, Memo
from kartoteka.model.entities import VERDICTS, Identity
from kartoteka.model.terms import Term


def read_coding(context: Context, entry: Entry, fields: Fields) -> list[Record]:
    """Return the terms that a coding needs, its passage, and the coding."""
    code = fields.text("code")
    if code is not None and not is_path(code) and not context.trusting:
        fields.wrong("bad-code", "code", value=code)
    words = read_words(context, entry, fields)
    if words is None and fields.sound:
        fields.wrong("no-words", entry="coding")
    by, at = recorded(fields, entry.by, entry.at)
    id_ = new_id(fields, trusting=context.trusting)
    if not fields.sound or words is None or code is None:
        return []
    coding = coding_of(Coding(id_ or "", words.passage.id, code, by, at))
    terms = () if context.trusting else needed_terms(context, code)
    return [*terms, words.passage, coding]


def coding_of(coding: Coding) -> Coding:
    """Return a coding under its id, made from its content where nobody gave one."""
    return replace(coding, id=coding.id or content_id("c", coding.passage, coding.code))


def needed_terms(context: Context, code: str) -> Iterator[Term]:
    """Yield terms for a code and those above it, as far as nobody has defined them.

    ``solidarity/mutual-aid`` stands below ``solidarity``; each is called by the last part of its path.
    """
    parts = code.split("/")
    for depth in range(1, len(parts) + 1):
        id_, above = "/".join(parts[:depth]), "/".join(parts[: depth - 1]) or None
        if context.term("code", id_) is None:
            term = Term(id_, "code", above, {"en": parts[depth - 1].replace("-", " ")})
            context.define(term)
            yield term


def read_memo(context: Context, entry: Entry, fields: Fields, written: set[str]) -> list[Record]:
    """Return a memo; ``written`` are ids of statements and passages of this very call."""
    about = fields.text("about")
    by, at = recorded(fields, entry.by, entry.at)
    id_ = new_id(fields, trusting=context.trusting)
    if about is not None and not context.trusting and not knows(context, about, written):
        hint = fields.trouble.near(about, (*context.near_entities(about), *context.names("code")))
        fields.wrong("unknown-about", "about", once=about, id=about, hint=hint)
    if not fields.sound or about is None:
        return []
    return [
        memo_of(
            Memo(id_ or "", about, fields.text("title") or "", fields.text("text") or "", by, at)
        )
    ]


def memo_of(memo: Memo) -> Memo:
    """Return a memo under its id, made from its content where nobody gave one."""
    return replace(memo, id=memo.id or content_id("m", memo.about, memo.title, memo.text))


def knows(context: Context, id_: str, written: set[str]) -> bool:
    """Tell whether an id means anything: an entity, source, statement, passage, or a code."""
    if context.has_entity(id_) or id_ in written or context.open(id_):
        return True
    vocab, _, name = id_.rpartition(":")
    return context.term(vocab or "code", name) is not None


def read_identity(context: Context, entry: Entry, fields: Fields) -> list[Record]:
    """Return a judgement on two entities, the alphabetically first one first."""
    a, b = entity(context, fields, "a"), entity(context, fields, "b")
    verdict = choice(fields, "verdict", VERDICTS, "maybe")
    by, at = recorded(fields, entry.by, entry.at)
    id_, reason = new_id(fields, trusting=context.trusting), fields.text("reason") or ""
    if a and a == b:
        fields.wrong("identity-with-itself", "b", id=a)
    elif a and b and verdict == "same" and not context.trusting:
        _same_kind(context, fields, a, b)
    if not fields.sound or a is None or b is None:
        return []
    a, b = sorted((a, b))
    made = Identity(id_ or "", a, b, verdict, reason, by, at, fields.text("withdrawn_at"))
    return [identity_of(made)]


def identity_of(i: Identity) -> Identity:
    """Return a judgement under its id, made from its content where nobody gave one."""
    return replace(i, id=i.id or content_id("i", i.a, i.b, i.verdict, i.reason))


def _same_kind(context: Context, fields: Fields, a: str, b: str) -> None:
    kind_a, kind_b = context.kind(a), context.kind(b)
    if kind_a and kind_b and kind_a != kind_b:
        fields.wrong("identity-kinds", "b", a=a, b=b, kind_a=kind_a, kind_b=kind_b)
