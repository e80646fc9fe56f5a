"""A query as typed → its tree; or a message that says where it cannot be read, and how to mend it.

::

    query    = or
    or       = and  { OR and }
    and      = near { [AND] near }
    near     = unary { NEAR[/n] unary }            # words and phrases only
    unary    = (NOT | -) unary | primary
    primary  = "(" or ")" | NEAR "(" term term … ["," n] ")" | field value | /expression/ | "phrase" | word[*]
    value    = word | "phrase" | "(" value { OR value } ")"

Punctuation that is no word says nothing: ``cell — window`` is ``cell window``.

References: the query language of SQLite's FTS5, from which we deviate by fields about people and places, by
NOT standing anywhere, and by never answering "syntax error".
"""

from __future__ import annotations

from collections.abc import Sequence

from kartoteka.archive.words import words
from kartoteka.errors import UnreadableQuery
from kartoteka.search.fields import field_named, read_pattern
from kartoteka.search.nodes import And, Field, Nearby, Node, Or, Pattern, Term, Without, leaves
from kartoteka.search.tokens import Token, tokens
from kartoteka.wording.saying import Saying

DISTANCE = 10
"""Words between those of a NEAR, where nobody says how many."""

DEEPEST, MOST, LONGEST = 50, 100, 10_000
"""Parentheses within parentheses; words and fields; characters."""


def read_query(query: str) -> Node:
    """Return the tree of a query.

    Raises
    ------
    UnreadableQuery
        Says where, why, and how to mend it.

    Examples
    --------
    >>> read_query("by:ana cell*")
    And(parts=(Field(name='by', value='ana', at=3), Term(words=('cell',), at=7, prefix=True, quoted=False)))
    """
    if len(query) > LONGEST:
        raise UnreadableQuery(query[:40], 40, Saying("search.too_long", most=LONGEST))
    return _Parser(query).whole()


class _Parser:
    """Reads the tokens of one query; a rule returns None for what says nothing."""

    def __init__(self, query: str) -> None:
        self.query = query
        self.tokens = list(tokens(query))
        self.position = 0
        self.depth = 0

    # ── tokens ────────────────────────────────────────────────────────────────────────────────────

    @property
    def here(self) -> Token:
        return self.tokens[self.position]

    def take(self) -> Token:
        self.position += 1
        return self.tokens[self.position - 1]

    def as_word(self) -> bool:
        """Whether the Russian "and" stands here where nothing can be joined: it begins many a sentence."""
        return self.here.text == "И" and self.here.sort == "AND"

    def wrong(self, at: int, key: str, **facts: object) -> UnreadableQuery:
        return UnreadableQuery(self.query, at, Saying(f"search.{key}", **facts))

    # ── rules ─────────────────────────────────────────────────────────────────────────────────────

    def whole(self) -> Node:
        if self.here.sort == "end":
            raise self.wrong(0, "empty")
        node = self.either()
        if self.here.sort == ")":
            raise self.wrong(self.here.at, "paren_extra")
        if node is None:
            raise self.wrong(self.tokens[0].at, "no_words")
        if len(leaves(node, denied=True)) > MOST:
            raise self.wrong(self.here.at, "too_many", most=MOST)
        return node

    def either(self) -> Node | None:
        parts = [self.both()]
        while self.here.sort == "OR":
            self.expect_operand(self.take())
            parts.append(self.both())
        found = [part for part in parts if part is not None]
        return Or(tuple(found)) if len(found) > 1 else next(iter(found), None)

    def both(self) -> Node | None:
        found: list[Node] = []
        while self.here.sort not in ("end", ")"):
            if self.here.sort == "OR":
                if not found:
                    raise self.wrong(self.here.at, "operator_first", operator=self.here.text)
                break
            if self.here.sort == "AND":
                if not found and not self.as_word():
                    raise self.wrong(self.here.at, "operator_first", operator=self.here.text)
                operator = self.take()
                if operator.text != "И":
                    self.expect_operand(operator)
            elif self.here.sort == ",":
                self.take()  # between words it is punctuation
            elif (node := self.near()) is not None:
                found.append(node)
        return And(tuple(found)) if len(found) > 1 else next(iter(found), None)

    def expect_operand(self, operator: Token) -> None:
        if self.here.sort in ("end", ")", "AND", "OR") and not self.as_word():
            raise self.wrong(operator.at, "operator_last", operator=operator.text)

    def near(self) -> Node | None:
        first = self.unary()
        while self.here.sort == "NEAR" and not self.near_call():
            operator = self.take()
            self.expect_operand(operator)
            second = self.unary()
            first = self.nearby([first, second], operator, operator.more)
        return first

    def near_call(self) -> bool:
        """Whether NEAR stands right before a parenthesis: it begins a group of its own."""
        following = self.tokens[self.position + 1]
        return following.sort == "(" and not self.query[following.at - 1].isspace()

    def unary(self) -> Node | None:
        if self.here.sort != "NOT":
            return self.primary()
        self.deeper(self.here)
        operator = self.take()
        self.expect_operand(operator)
        part = self.unary()
        self.depth -= 1
        return None if part is None else Without(part)

    def deeper(self, token: Token) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.wrong(token.at, "too_deep", most=DEEPEST)

    def primary(self) -> Node | None:
        token = self.take()
        match token.sort:
            case "(":
                return self.group(token)
            case "NEAR" if self.here.sort == "(":
                return self.near_group(token)
            case "NEAR":
                raise self.wrong(token.at, "operator_first", operator=token.text)
            case "field":
                return self.field(token)
            case "regex":
                read_pattern(self.query, token.text, token.more, token.at)
                return Pattern(token.text, token.more, token.at)
            case _:
                return _term(token)

    def group(self, opening: Token) -> Node | None:
        self.deeper(opening)
        node = self.either()
        if self.here.sort != ")":
            raise self.wrong(opening.at, "paren_open")
        self.take()
        self.depth -= 1
        return node

    def near_group(self, operator: Token) -> Node | None:
        opening = self.take()
        terms: list[Node | None] = []
        distance = operator.more
        while (token := self.take()).sort != ")":
            if token.sort == ",":
                distance = self.take().text
                if not distance.isdecimal() or not self.closes():
                    raise self.wrong(token.at, "near_distance")
            elif token.sort in ("word", "phrase") or token.text == "И":
                terms.append(_term(token))
            elif token.sort == "end":
                raise self.wrong(opening.at, "paren_open")
            else:
                raise self.wrong(token.at, "near_words")
        return self.nearby(terms, operator, distance)

    def closes(self) -> bool:
        return self.here.sort == ")"

    def nearby(self, nodes: Sequence[Node | None], operator: Token, distance: str) -> Node | None:
        terms: list[Term] = []
        for node in nodes:
            if isinstance(node, Nearby):  # one NEAR two NEAR three
                terms += node.terms
            elif isinstance(node, Term):
                terms.append(node)
            elif node is not None:
                raise self.wrong(operator.at, "near_words")
        if len(terms) < 2:
            return terms[0] if terms else None
        return Nearby(tuple(terms), min(int(distance or DISTANCE), 1_000), operator.at)

    def field(self, token: Token) -> Node:
        name = field_named(self.query, token)
        if self.here.sort == "(":
            values = self.values(self.take())
        elif self.here.sort in ("word", "phrase"):
            values = _values(self.take())
        else:
            raise self.wrong(token.at, "field_empty", field=token.text)
        fields = [Field(name, value, at) for value, at in values if value]
        if not fields:
            raise self.wrong(token.at, "field_empty", field=token.text)
        return Or(tuple(fields)) if len(fields) > 1 else fields[0]

    def values(self, opening: Token) -> list[tuple[str, int]]:
        found: list[tuple[str, int]] = []
        while self.here.sort != ")":
            token = self.take()
            if token.sort in ("word", "phrase"):
                found += _values(token)
            elif token.sort == "end":
                raise self.wrong(opening.at, "paren_open")
            elif token.sort not in ("OR", ","):
                raise self.wrong(token.at, "field_values")
        self.take()
        return found


def _term(token: Token) -> Term | None:
    found = tuple(match[0] for match in words(token.text))
    return Term(found, token.at, bool(token.more), token.sort == "phrase") if found else None


def _values(token: Token) -> list[tuple[str, int]]:
    if token.sort == "phrase":
        return [(token.text.strip(), token.at)]
    return [(value, token.at) for value in f"{token.text}{token.more}".split(",")]
