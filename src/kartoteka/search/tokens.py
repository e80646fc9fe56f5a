"""A query as typed → its tokens, each with its place.

In: a string. Out: :class:`Token`. Nothing typed is an error here except what is opened and never closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kartoteka.errors import UnreadableQuery
from kartoteka.wording.saying import Saying

Sort = Literal["word", "phrase", "regex", "field", "(", ")", ",", "AND", "OR", "NOT", "NEAR", "end"]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query.

    Parameters
    ----------
    sort
        What it is; operators are their own sort.
    text
        The word, the phrase without quotation marks, the expression without slashes, the field's name.
    at
        Where it begins, in code points.
    more
        A phrase's or word's ``*``; an expression's flags; NEAR's distance.
    """

    sort: Sort
    text: str
    at: int
    more: str = ""


OPERATORS: dict[str, Sort] = {
    "AND": "AND",
    "И": "AND",
    "OR": "OR",
    "ИЛИ": "OR",
    "NOT": "NOT",
    "НЕ": "NOT",
    "NEAR": "NEAR",
    "РЯДОМ": "NEAR",
}
"""In capitals they join; in small letters they are words."""

QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»", "”": "”"}
"""Quotation mark → what may close it (a straight one closes them all)."""

_NEAR = re.compile(r"(NEAR|РЯДОМ)(?:/(\d{1,4}))?(?![^\s(])")
_FIELD = re.compile(r"([^\W\d_]+):(?=\S)")
_WORD = re.compile(r"[^\s()\"“”„«»,]+")
_DATES = re.compile(r"[^\s()\"“”„«»]+")


def tokens(query: str) -> Iterator[Token]:
    """Yield the tokens of a query, ``end`` last.

    >>> [(t.sort, t.text) for t in tokens('cell* AND NOT "the wolf"')]
    [('word', 'cell'), ('AND', 'AND'), ('NOT', 'NOT'), ('phrase', 'the wolf'), ('end', '')]
    """
    at, after_field = 0, False
    while at < len(query):
        if query[at].isspace():
            at += 1
            continue
        token, at = _next(query, at, after_field=after_field)
        yield token
        after_field = token.sort == "field"
    yield Token("end", "", len(query))


def _next(query: str, at: int, *, after_field: bool) -> tuple[Token, int]:
    char = query[at]
    if char in "(),":
        return Token(char, char, at), at + 1  # type: ignore[arg-type] - each is its own sort
    if char in QUOTES:
        return _phrase(query, at)
    if char == "/" and (found := _regex(query, at)):
        return found
    if after_field:
        match = _DATES.match(query, at)
        return _word(match[0] if match else char, at)
    if match := _NEAR.match(query, at):
        return Token("NEAR", match[1], at, match[2] or ""), match.end()
    if char == "-" and query[at + 1 : at + 2].strip() and not query[at - 1 : at].strip():
        return Token("NOT", "-", at), at + 1
    if match := _FIELD.match(query, at):
        return Token("field", match[1], at), match.end()
    match = _WORD.match(query, at)
    return _word(match[0] if match else char, at)


def _word(text: str, at: int) -> tuple[Token, int]:
    end = at + len(text)
    if sort := OPERATORS.get(text):
        return Token(sort, text, at), end
    bare = text.rstrip("*")
    return Token("word", bare, at, "*" if bare != text else ""), end


def _phrase(query: str, at: int) -> tuple[Token, int]:
    closing = QUOTES[query[at]] + '"'
    end = next((i for i in range(at + 1, len(query)) if query[i] in closing), None)
    if end is None:
        raise UnreadableQuery(query, at, Saying("search.quote_open", mark=QUOTES[query[at]][0]))
    star = "*" if query[end + 1 : end + 2] == "*" else ""
    return Token("phrase", query[at + 1 : end], at, star), end + 1 + len(star)


def _regex(query: str, at: int) -> tuple[Token, int] | None:
    r"""Return an expression between slashes (``\/`` is a slash in it); None where a slash is only a slash."""
    match = re.compile(r"/((?:[^/\\]|\\.)+)/([a-z]*)(?=$|[\s)])", re.DOTALL).match(query, at)
    if match:
        return Token("regex", match[1].replace(r"\/", "/"), at, match[2]), match.end()
    if re.match(r"/\S*[\\\[\]{}^$+?|]", query[at:]):
        raise UnreadableQuery(query, at, Saying("search.regex_open"))
    return None
