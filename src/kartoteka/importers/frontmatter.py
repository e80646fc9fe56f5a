"""What a text says about itself: optional front matter between two lines of ``---``.

In: a text. Out: the fields with their lines, and the text without them::

    ---
    author: ana
    written: 2025-03-25
    ---
    Dear mother, …

Values are what was typed: ``no`` is not false and ``2025-03-25`` is not a day of the calendar (the meaning
of YAML 1.2, by reading every scalar as text). A text that merely begins with a rule of dashes stays whole.
The convention is Jekyll's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

import yaml

from kartoteka.importers.details import FIELDS
from kartoteka.importers.reasons import Reason, UnreadableError

_BLOCK = re.compile(r"---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

MEANT = {
    "from": "author",
    "by": "author",
    "автор": "author",
    "to": "addressee",
    "recipient": "addressee",
    "адресат": "addressee",
    "кому": "addressee",
    "date": "written",
    "when": "written",
    "дата": "written",
    "написано": "written",
    "where": "place",
    "место": "place",
    "language": "lang",
    "язык": "lang",
    "licence": "rights",
    "license": "rights",
    "права": "rights",
    "доступ": "access",
    "embargo": "release_after",
    "название": "title",
    "заголовок": "title",
    "вид": "kind",
    "type": "kind",
}
"""What people write → the field they mean."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields as typed, the line (from 1) each stands in, and the text that follows."""

    body: str
    fields: Mapping[str, str] = field(default_factory=dict[str, str])
    lines: Mapping[str, int] = field(default_factory=dict[str, int])


def read_front_matter(text: str) -> FrontMatter:
    r"""Return the front matter of a text (decoded, LF) and the text without it.

    Raises
    ------
    UnreadableError
        It is front matter, but has an unknown, doubled or nested field.

    Examples
    --------
    >>> read_front_matter("---\nlang: no\n---\n\nKjære mor!").fields
    {'lang': 'no'}
    >>> read_front_matter("---\nNothing happened on Monday.\n---\n").fields
    {}
    """
    block = _BLOCK.match(text)
    if not block:
        return FrontMatter(text)
    pairs = _pairs(block[1] or "")
    if pairs is None:
        return FrontMatter(text)
    fields: dict[str, str] = {}
    lines: dict[str, int] = {}
    for key, value, line in pairs:
        fields[_known(key, line)] = value
        if key in lines:
            raise UnreadableError(Reason("field_twice", field=key, line=line))
        lines[key] = line
    return FrontMatter(text[block.end() :].lstrip("\n"), fields, lines)


def _pairs(block: str) -> list[tuple[str, str, int]] | None:
    """Return (key, value, line) for front matter, None for what is only a text between dashes."""
    try:
        node = yaml.compose(block, _LOADER)
    except yaml.YAMLError as error:
        return _refuse_if_meant(block, error)
    if not isinstance(node, yaml.MappingNode) or not node.value:
        return None
    keys = [key.value for key, _ in node.value]
    if not _is_meant(keys):
        return None
    return [_pair(key, value) for key, value in node.value]


def _is_meant(keys: list[object]) -> bool:
    """Tell front matter from a letter's ``Mother: I am well`` between two rules."""
    texts = [key for key in keys if isinstance(key, str)]
    return (
        any(key in FIELDS for key in texts)
        or any(_near(key) for key in texts)
        or all(re.fullmatch("[a-z_]+", key) for key in texts)
    )


def _refuse_if_meant(block: str, error: yaml.YAMLError) -> None:
    keys: list[object] = re.findall(r"^([\w-]+):(?:\s|$)", block, re.MULTILINE)
    if any(key in FIELDS for key in keys):
        mark = getattr(error, "problem_mark", None)
        # + 2: lines count from 1, and the rule of dashes is the first.
        raise UnreadableError(Reason("bad_yaml", line=mark.line + 2 if mark else 1)) from error


def _pair(key: yaml.Node, value: yaml.Node) -> tuple[str, str, int]:
    line = key.start_mark.line + 2
    if not isinstance(value, yaml.ScalarNode):
        raise UnreadableError(Reason("field_nested", field=str(key.value), line=line))
    return str(key.value), str(value.value), line


def _known(key: str, line: int) -> str:
    if key in FIELDS:
        return key
    if near := _near(key):
        raise UnreadableError(Reason("field_meant", field=key, near=near, line=line))
    known = ", ".join(FIELDS)
    raise UnreadableError(Reason("field_unknown", field=key, known=known, line=line))


def _near(key: str) -> str | None:
    folded = key.casefold().replace("-", "_").strip()
    if meant := folded if folded in FIELDS else MEANT.get(folded):
        return meant
    return next(iter(get_close_matches(folded, FIELDS, n=1, cutoff=0.75)), None)
