"""Single values: a number, a date, a term, an entity, an id. Each is read, or its mistake noted once.

In: :class:`~kartoteka.annotate.shapes.Fields` and a key. Out: the value, or None where it is not said or
cannot stand (then the entry is no longer sound).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from kartoteka.annotate.context import Context
from kartoteka.annotate.shapes import Fields, fields_of
from kartoteka.annotate.trouble import Placed
from kartoteka.annotate.yaml12 import Map
from kartoteka.errors import UnreadableDate
from kartoteka.model.dates import Duration, UncertainDate, read_duration, read_edtf
from kartoteka.model.datewords import read_when
from kartoteka.model.sources import CodePoint

_ID = re.compile(r"[^\W_](?:[\w.\-/~+@]|(?<=\w):(?=\w)){0,99}")
_INTEGER = re.compile(r"[+−-]?\d{1,9}")
_NUMBER = r"[+−-]?\d+(?:\.\d+)?"
_RANGE = re.compile(rf"({_NUMBER})(?:\.\.({_NUMBER}))?", re.ASCII)
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


def integer(fields: Fields, key: str, low: int, high: int, rule: str) -> int | None:
    """Return a whole number from ``low`` to ``high``."""
    text = fields.text(key)
    if text is None:
        return None
    if _INTEGER.fullmatch(text) and low <= (number := int(text.replace("−", "-"))) <= high:
        return number
    fields.wrong(rule, key, value=text, low=low, high=high)
    return None


def polarity(fields: Fields) -> int:
    """Return 1 or −1; 1 where nothing is said."""
    text = fields.text("polarity")
    if text is None or text.replace("−", "-") in ("1", "+1", "-1"):
        return -1 if text and text[0] in "-−" else 1
    fields.wrong("bad-polarity", "polarity", value=text)
    return 1


def choice(fields: Fields, key: str, allowed: tuple[str, ...], otherwise: str) -> Any:  # noqa: ANN401
    """Return one of a few words; the type is the caller's Literal of them."""
    text = fields.text(key)
    if text is None or text in allowed:
        return text or otherwise
    hint = fields.trouble.near(text, allowed)
    fields.wrong(f"bad-{key}", key, value=text, allowed=", ".join(allowed), hint=hint)
    return otherwise


def new_id(fields: Fields, *, trusting: bool, key: str = "id") -> str | None:
    """Return an id that somebody made up."""
    text = fields.text(key)
    if text is not None and not _ID.fullmatch(text) and not trusting:
        fields.wrong("bad-id", key, value=text)
        return None
    return text


def is_id(text: str) -> bool:
    """Tell whether a text can be an id: letters, digits and ``- _ . /``, a letter or digit first.

    >>> is_id("kapotnya-cell"), is_id("камера-12"), is_id("two words"), is_id("-x")
    (True, True, False, False)
    """
    return _ID.fullmatch(text) is not None


def is_path(code: str) -> bool:
    """Tell whether a text can be a code: words, or a path of them from wide to narrow."""
    return (
        code == code.strip() and all(part.strip() for part in code.split("/")) and len(code) < 200
    )


def term(context: Context, fields: Fields, key: str, vocab: str) -> str | None:
    """Return a term of a list."""
    text = fields.text(key)
    return None if text is None else checked_term(context, fields, vocab, text, fields.place(key))


def checked_term(
    context: Context, fields: Fields, vocab: str, text: str, place: Placed
) -> str | None:
    """Return a term's id, having looked it up."""
    if context.term(vocab, text) or context.trusting:
        return text
    names = context.names(vocab)
    hint = fields.trouble.near(text, names)
    known = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
    facts = {"list": vocab, "hint": hint, "known": known}
    fields.wrong("unknown-term", place, once=f"{vocab}:{text}", value=text, **facts)
    return None


def entity(
    context: Context, fields: Fields, key: str, kinds: Iterable[str] = (), *, what: str = ""
) -> str | None:
    """Return an entity's id; ``kinds`` are those that may stand here (none given: any)."""
    text = fields.text(key)
    if text is None:
        return None
    return checked_entity(context, fields, text, fields.place(key), kinds, what=what or key)


def checked_entity(
    context: Context, fields: Fields, id_: str, place: Placed, kinds: Iterable[str], *, what: str
) -> str | None:
    """Return an entity's id, having looked it up and compared its kind."""
    if not context.has_entity(id_):
        unknown_entity(context, fields, id_, place)
        return None
    kind, allowed = context.kind(id_), tuple(kinds)
    if kind and allowed and kind not in allowed and not context.trusting:
        facts = {"kind": kind, "allowed": ", ".join(allowed), "what": what}
        fields.wrong("wrong-kind", place, id=id_, **facts)
        return None
    return id_


def unknown_entity(context: Context, fields: Fields, id_: str, place: Placed) -> None:
    """Note that nobody has declared an entity."""
    hint = fields.trouble.near(id_, context.near_entities(id_)) or ""
    fields.wrong("unknown-entity", place, once=id_, id=id_, hint=hint)


def number_range(text: str) -> bool:
    """Tell whether a text is a number, or a range whose least is not above its most.

    >>> [number_range(t) for t in ("3", "13..15", "15..13", "about ten", "-1.5")]
    [True, True, False, False, True]
    """
    match = _RANGE.fullmatch(text.strip())
    if match is None:
        return False
    low, high = match[1], match[2] or match[1]
    return float(low.replace("−", "-")) <= float(high.replace("−", "-"))


def span(fields: Fields, key: str, length: CodePoint) -> tuple[CodePoint, CodePoint] | None:
    """Return the code points of ``at: [start, end]`` in a text of some length."""
    if key not in fields.said:
        return None
    typed = [getattr(item, "text", None) for item in fields.items(key)]
    if len(typed) != 2 or not all(isinstance(t, str) and t.isdecimal() for t in typed):
        fields.wrong("bad-span", key)
        return None
    start, end = (int(t) for t in typed if t)
    if not start < end <= length:
        fields.wrong("span-out-of-range", key, start=start, end=end, length=length)
        return None
    return start, end


def recorded(fields: Fields, by: str, at: str) -> tuple[str, str]:
    """Return who recorded an entry, and when, where it says so itself."""
    node = fields.mapping("recorded")
    if node is None:
        return by, at
    said = fields_of("recorded", node, fields.file, fields.trouble)
    if said is None:
        return by, at
    person, stamp = said.text("by"), said.text("at")
    if stamp and not _STAMP.fullmatch(stamp):
        said.wrong("bad-stamp", "at", value=stamp)
    fields.sound &= said.sound
    return by if person is None else person, at if stamp is None else stamp


def duration(fields: Fields, key: str = "duration") -> Duration | None:
    """Return a duration, from ISO 8601 or from words ("two weeks")."""
    text = fields.text(key)
    if text is None:
        return None
    try:
        return read_duration(text)
    except UnreadableDate as error:
        if (lasting := _lasting(text)) is None:
            fields.wrong("bad-duration", key, value=text, reason=error.reason)
        return lasting


def _lasting(words: str) -> Duration | None:
    """Return how long words say that something lasted, if they say that and no more."""
    try:
        understood = read_when(words)
    except UnreadableDate:
        return None
    return understood.duration if understood.date is None else None


def time(
    fields: Fields, key: str, written: UncertainDate | None, lang: str | None
) -> tuple[UncertainDate | None, Duration | None]:
    """Return when, and how long where the words say that; EDTF, words, or ``{edtf, words}``.

    ``lang`` of the words; empty: not known; None: not known for a mistake that is noted already.
    """
    node = fields.said.get(key)
    if isinstance(node, Map):
        return _given_time(fields, node), None
    text = fields.text(key)
    if text is None:
        return None, None
    try:
        return _understood(text, written, lang)
    except UnreadableDate as error:
        fields.wrong("bad-date", key, value=text, reason=error.reason)
        return None, None


@lru_cache(maxsize=4096)  # of one letter, many people are told to have come on one day
def _understood(
    text: str, written: UncertainDate | None, lang: str | None
) -> tuple[UncertainDate | None, Duration | None]:
    try:
        return read_edtf(text), None
    except UnreadableDate:
        pass
    if lang is None and any(c.isalpha() for c in text):
        return None, None  # for a mistake noted already, it is not known when this was written
    understood = read_when(text, written, lang or None)
    return understood.date, understood.duration


def _given_time(fields: Fields, node: Map) -> UncertainDate | None:
    said = fields_of("when", node, fields.file, fields.trouble)
    if said is None or not said.sound:
        fields.sound = False
        return None
    edtf, words = said.text("edtf"), said.text("words")
    if edtf is None:
        fields.wrong("missing-key", node, name="edtf", entry="when")
        return None
    try:
        date = read_edtf(edtf)
    except UnreadableDate as error:
        fields.wrong("bad-date", said.place("edtf"), value=edtf, reason=error.reason)
        return None
    return UncertainDate(date.edtf, date.b0, date.b1, date.e0, date.e1, words)
