"""Values → YAML that a person likes to read, and that reads back as exactly the same values.

In: mappings, lists and texts. Out: text. Everything is a text (``yaml12`` reads it so); a plain scalar is
written only where every YAML reader takes it for that very text or number, else it stands in double
quotation marks, folded at spaces, or, where it has lines, as a literal block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

Value = str | int | Sequence["Value"] | Mapping[str, "Value"]
"""What can be written; None and empty things are left out by whoever makes it."""

WIDTH = 100

_PLAIN = re.compile(r"[^\W_](?:[\w./~+()%–—-]|[ ](?=[^\W_(]))*", re.UNICODE)
_TEMPTING = re.compile(
    r"(?i:null|true|false|yes|no|on|off|y|n|\.inf|\.nan)|[\d.].*[\d.].*|\d", re.DOTALL
)  # 1.1 or 1.2 takes some of these for something else
_SAFE_NUMBER = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)
_SAFE_DATE = re.compile(
    r"\d{4}-\d\d[~?%]?|\d{4}(?:-\d\d){0,2}[~?%]?/(?:\d{4}(?:-\d\d){0,2}[~?%]?|\.\.)"
)
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
_SPECIAL = re.compile(
    '["\\\\\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]'
)
_LITERAL = re.compile(
    r"(?=\S)[^\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]*"
)


def emit(value: Mapping[str, Value]) -> str:
    """Return a mapping as a YAML document.

    >>> print(emit({"source": "letter-7", "sure": "no", "at": [1, 2], "memos": [{"text": "a: b"}]}), end="")
    source: letter-7
    sure: "no"
    at: [1, 2]
    memos:
      - text: "a: b"
    """
    return "".join(f"{line}\n" for line in _mapping(value, 0))


def _mapping(value: Mapping[str, Value], indent: int) -> Iterator[str]:
    for key, item in value.items():
        yield from _entry(f"{' ' * indent}{scalar(key)}:", item, indent)


def _entry(head: str, item: Value, indent: int) -> Iterator[str]:
    if isinstance(item, str):
        yield from _text(head, item, indent + 2)
    elif (flow := _flow(item, indent)) is not None and len(head) + len(flow) < WIDTH:
        yield f"{head} {flow}"
    elif isinstance(item, Mapping):
        yield head
        yield from _mapping(item, indent + 2)
    elif isinstance(item, Sequence):
        yield head
        for each in item:
            yield from _item(each, indent + 2)


def _item(item: Value, indent: int) -> Iterator[str]:
    dash = " " * indent + "-"
    if not isinstance(item, Mapping) or not item:
        yield from _entry(dash, item, indent)
        return
    lines = _mapping(item, indent + 2)
    yield dash + " " + next(lines)[indent + 2 :]
    yield from lines


def _flow(item: Value, indent: int = 1) -> str | None:
    """Return a value on one line; None where it has lines, or is a section of the document."""
    if isinstance(item, int):
        return str(item)
    within = item.values() if isinstance(item, Mapping) else item
    if indent == 0 and any(isinstance(each, Mapping) for each in within):
        return None
    if isinstance(item, Mapping):
        pairs = [(scalar(key), _single(each)) for key, each in item.items()]
        short = all(each is not None for _, each in pairs)
        return "{" + ", ".join(f"{key}: {each}" for key, each in pairs) + "}" if short else None
    items = [_single(each) for each in item]
    return "[" + ", ".join(map(str, items)) + "]" if None not in items else None


def _single(item: Value) -> str | None:
    if isinstance(item, int):
        return str(item)
    if not isinstance(item, str):
        return _flow(item)
    return None if "\n" in item else scalar(item)


def scalar(text: str) -> str:
    """Return a text as a scalar on one line.

    >>> [scalar(t) for t in ("cell 12", "no", "3", "007", "13..15", "2025-02/..", "a: b", "", "“no”")]
    ['cell 12', '"no"', '3', '"007"', '"13..15"', '2025-02/..', '"a: b"', '""', '"“no”"']
    """
    if _SAFE_NUMBER.fullmatch(text) or _SAFE_DATE.fullmatch(text):
        return text
    if len(text) < WIDTH and _PLAIN.fullmatch(text) and not _TEMPTING.fullmatch(text):
        return text
    return '"' + _SPECIAL.sub(_escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return _ESCAPES.get(char) or (
        f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}"
    )


def _text(head: str, text: str, indent: int) -> Iterator[str]:
    body = text.rstrip("\n")
    if (
        "\n" in body
        and text != ""
        and _LITERAL.fullmatch(body)
        and not re.search(r"[ \t]\n|[ \t]$", text)
    ):
        ends = len(text) - len(body)
        yield f"{head} |" + ("-" if ends == 0 else "" if ends == 1 else "+")
        for line in body.split("\n") + [""] * (ends - 1):
            yield (" " * indent + line) if line else ""
        return
    line = scalar(text)
    if len(head) + 1 + len(line) <= WIDTH or line[0] != '"':
        yield f"{head} {line}"
    else:
        yield from _folded(head, line, indent)


def _folded(head: str, quoted: str, indent: int) -> Iterator[str]:
    """Break a quoted scalar at single spaces: a reader puts a space for each break."""
    pieces = re.split(r'(?<=[^ \\"]) (?=[^ "])', quoted)
    line = head
    for number, piece in enumerate(pieces):
        fits = len(line) + 1 + len(piece) <= WIDTH
        if fits or number == 0:
            line += " " + piece
        else:
            yield line
            line = " " * indent + piece
    yield line
