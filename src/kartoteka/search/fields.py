"""The fields of a query: what they are called in both languages, and what may stand in them.

In: a field's name and value as typed. Out: its English name; days or kinds. Names of people and places are
looked up in ``people.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from functools import lru_cache

import regex

from kartoteka.archive.conditions import Having, Written
from kartoteka.archive.lookup import KINDS
from kartoteka.errors import UnreadableDate, UnreadableQuery
from kartoteka.model.dates import read_edtf
from kartoteka.model.datewords import read_when
from kartoteka.model.entities import KINDS as ENTITY_KINDS
from kartoteka.search.tokens import Token
from kartoteka.wording.saying import Saying

FIELDS = {
    "person": "person",
    "place": "place",
    "group": "group",
    "type": "type",
    "thing": "thing",
    "code": "code",
    "written": "written",
    "lang": "lang",
    "by": "by",
    "in": "in",
    "source": "source",
    "человек": "person",
    "кто": "person",
    "место": "place",
    "где": "place",
    "группа": "group",
    "тип": "type",
    "вещь": "thing",
    "код": "code",
    "написано": "written",
    "язык": "lang",
    "автор": "by",
    "чьё": "by",
    "чье": "by",
    "в": "in",
    "источник": "source",
    "текст": "source",
}
"""Name of a field, as it may be typed → its English name."""

KIND_WORDS = {
    "name": "name",
    "names": "name",
    "имя": "name",
    "имена": "name",
    "passage": "passage",
    "passages": "passage",
    "отрывок": "passage",
    "отрывки": "passage",
    "statement": "statement",
    "statements": "statement",
    "утверждение": "statement",
    "утверждения": "statement",
    "memo": "memo",
    "memos": "memo",
    "заметка": "memo",
    "заметки": "memo",
    "source": "source",
    "sources": "source",
    "text": "source",
    "texts": "source",
    "источник": "source",
    "источники": "source",
    "текст": "source",
    "тексты": "source",
}
"""What may stand after ``in:`` → kind of what is found."""

FLAGS = {"i": regex.IGNORECASE, "s": regex.DOTALL, "x": regex.VERBOSE, "m": regex.MULTILINE}


def field_named(query: str, token: Token) -> str:
    """Return a field's English name; UnreadableQuery (with near ones) where there is none."""
    name = token.text.lower()
    if name in FIELDS:
        return FIELDS[name]
    near = get_close_matches(name, FIELDS, n=1, cutoff=0.6)
    known = " ".join(f"{field}:" for field in dict.fromkeys(FIELDS.values()))
    key = "field_near" if near else "field_unknown"
    facts = {"near": near[0]} if near else {}
    raise UnreadableQuery(
        query, token.at, Saying(f"search.{key}", field=token.text, known=known, **facts)
    )


@lru_cache(maxsize=64)
def _compiled(pattern: str, flags: str) -> regex.Pattern[str]:
    value = regex.MULTILINE
    for flag in flags:
        value |= FLAGS[flag]
    return regex.compile(pattern, value)


def read_pattern(query: str, pattern: str, flags: str, at: int) -> regex.Pattern[str]:
    """Return a regular expression; UnreadableQuery where it is none."""
    if unknown := set(flags) - set(FLAGS):
        raise UnreadableQuery(
            query, at, Saying("search.regex_flag", flag=min(unknown), known="i s x")
        )
    try:
        return _compiled(pattern, flags)
    except (regex.error, OverflowError, RecursionError) as error:
        place = getattr(error, "pos", None)
        said = getattr(error, "msg", None) or str(error)
        raise UnreadableQuery(
            query, min(at + 1 + (place or 0), len(query)), Saying("search.regex_wrong", said=said)
        ) from error


def read_written(query: str, value: str, at: int) -> Written:
    """Return the days that ``written:`` means: ``2024``, ``2024..2025``, ``..2024-03``, EDTF or words."""
    first, dots, last = value.partition("..")
    try:
        if dots and "[" not in value and "{" not in value:
            begins = read_edtf(first) if first else None
            ends = read_edtf(last) if last else None
            return Written(begins.b0 if begins else None, ends.e1 if ends else None)
        when = read_when(value).date
    except UnreadableDate as error:
        raise UnreadableQuery(query, at, Saying("search.date_wrong", value=value)) from error
    if when is None:
        raise UnreadableQuery(query, at, Saying("search.date_wrong", value=value))
    return Written(when.b0, when.e1)


def read_in(query: str, value: str, at: int, source_kinds: Sequence[str]) -> Having:
    """Return the kind of record, or of source, that is meant by ``in:``."""
    word = value.lower()
    if word in KIND_WORDS:
        return Having("in", (KIND_WORDS[word],))
    if word in source_kinds:
        return Having("sort", (word,))
    known = " ".join([*KINDS, *source_kinds])
    raise UnreadableQuery(query, at, Saying("search.in_wrong", value=value, known=known))


__all__ = ["ENTITY_KINDS", "FIELDS", "field_named", "read_in", "read_pattern", "read_written"]
