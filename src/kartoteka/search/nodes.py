"""A query as it was understood: a tree that still has the words as typed, and their places.

The grammar makes it; the plan turns it into conditions on the index; the marks find its words in a text.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase: the words as typed; with ``prefix`` the last is a beginning."""

    words: tuple[str, ...]
    at: int
    prefix: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Nearby:
    """Terms with at most ``distance`` words between them."""

    terms: tuple[Term, ...]
    distance: int
    at: int


@dataclass(frozen=True, slots=True)
class Field:
    """What is known of a record: ``by:ana``. ``name`` is the English name of the field."""

    name: str
    value: str
    at: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression, with its flags."""

    pattern: str
    flags: str
    at: int


@dataclass(frozen=True, slots=True)
class And:
    """All of them."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of them."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Not this."""

    part: Node


Node = Term | Nearby | Field | Pattern | And | Or | Without


def leaves(node: Node, *, denied: bool = False) -> tuple[Node, ...]:
    """Return the terms, fields and expressions of a tree, in order; the denied ones only if wanted."""
    match node:
        case And(parts=parts) | Or(parts=parts):
            return tuple(leaf for part in parts for leaf in leaves(part, denied=denied))
        case Without(part=part):
            return leaves(part, denied=denied) if denied else ()
        case _:
            return (node,)
