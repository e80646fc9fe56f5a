"""How long: "two weeks", «чуть больше месяца» → ISO 8601 text with an EDTF mark.

"About", "almost", "a little over", and a number after its unit («недели две») are ``~``; "several", "more
than" and "less than" are ``%``, whose range is wider (see ``durations.py``). "Two or three weeks" is the
lower number with whichever of the two marks reaches the higher one.
"""

from __future__ import annotations

from kartoteka.model.datewords.tokens import NotUnderstoodError, Token
from kartoteka.model.durations import WIDENING
from kartoteka.model.reasons import Reason

_SEVERAL = 4  # with "%": two to eight
_ORDER = "TYMWDH"


class Cursor:
    """Tokens, and how far they are read. ``at`` may be set back."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def peek(self, ahead: int = 0) -> Token:
        """Return the next token, or one further ahead; a token of kind ``end`` after the last."""
        index = self.at + ahead
        return self.tokens[index] if index < len(self.tokens) else Token("end")

    def take(self, *kinds: str) -> Token | None:
        """Return the next token and go on, where it is of one of these kinds."""
        token = self.peek()
        if token.kind not in kinds:
            return None
        self.at += 1
        return token

    @property
    def done(self) -> bool:
        """Whether everything is read."""
        return self.at >= len(self.tokens)


def amount(c: Cursor) -> str | None:
    """Return the duration at the cursor as ISO 8601 text; None, nothing read, where there is none.

    >>> from kartoteka.model.datewords.tokens import tokenise
    >>> [amount(Cursor(tokenise(words))) for words in ("a little over a month", "недели две", "March")]
    ['P1M~', 'P2W~', None]
    """
    start = c.at
    c.take("within")
    marks = _marks(c)
    if c.take("whole"):
        marks += _marks(c)
    parts: list[tuple[float, str]] = []
    while (part := _part(c)) is not None:
        number, unit, mark = part
        if parts and _ORDER.index(unit) <= _ORDER.index(parts[-1][1]):
            raise NotUnderstoodError(Reason("two_lengths"))
        parts.append((number, unit))
        marks += mark + _marks(c)
        if c.peek().kind == "and" and _number_at(c, 1):
            c.take("and")
    if not parts:
        c.at = start
        return None
    return _iso(parts) + _strongest(marks)


def _marks(c: Cursor) -> str:
    marks = ""
    while token := c.take("about", "more", "maybe"):
        marks += {"about": "~", "more": "%", "maybe": "?"}[token.kind]
    return marks


def _strongest(marks: str) -> str:
    if "%" in marks or ("~" in marks and "?" in marks):
        return "%"
    return "~" if "~" in marks else marks[:1]


def _number_at(c: Cursor, ahead: int) -> bool:
    token = c.peek(ahead)
    return token.kind in ("n", "dec", "couple", "several", "unit") and not _is_year(token)


def _is_year(token: Token) -> bool:
    return token.kind == "n" and float(token.value) >= 1000


def _part(c: Cursor) -> tuple[float, str, str] | None:
    start = c.at
    counted = _counted(c)
    mark_before_unit = _marks(c) if counted else ""
    unit = c.take("unit", "units")
    if unit and not counted and c.peek().kind == "n" and _inverted(c):
        counted = _counted(c)
        mark_before_unit += "~"
    if unit is None or (counted is None and unit.kind == "units"):
        c.at = start
        return None
    number, mark = counted or (1.0, "")
    if c.take("plushalf"):
        number += 0.5
    if unit.value == "T":
        return number * 10, "Y", mark + mark_before_unit
    return number, unit.value, mark + mark_before_unit


def _inverted(c: Cursor) -> bool:
    """Whether the number stands after its unit («недели две»), not before another one."""
    beyond = c.peek(1)
    if beyond.kind in ("dash", "or") and c.peek(2).kind == "n":
        beyond = c.peek(3)
    return not _is_year(c.peek()) and beyond.kind not in ("unit", "units", "month", "n")


def _counted(c: Cursor) -> tuple[float, str] | None:
    start = c.at
    if c.take("several"):
        return _SEVERAL, "%"
    if token := c.take("couple"):
        return 2, "~"
    if not (token := c.take("n", "dec")) or (
        _is_year(token) and c.peek().value not in tuple("MWDH")
    ):
        c.at = start
        return None
    number = float(token.value)
    if c.take("plushalf"):
        return number + 0.5, ""
    if c.peek().kind in ("dash", "or") and c.peek(1).kind in ("n", "dec"):
        return _range(number, c)
    return number, ""


def _range(low: float, c: Cursor) -> tuple[float, str]:
    high, counted = float(c.peek(1).value), c.peek(2).kind
    for mark in "~%":
        if low < high <= low * WIDENING[mark][1]:
            c.at += 2
            return low, mark
    if counted in ("unit", "units"):
        raise NotUnderstoodError(Reason("far_apart"))
    return low, ""


def _iso(parts: list[tuple[float, str]]) -> str:
    years = sum(number for number, unit in parts if unit == "Y")
    if years != int(years):
        months = sum(number for number, unit in parts if unit == "M")
        rest = [part for part in parts if part[1] not in "YM"]
        whole, twelfths = divmod(years * 12 + months, 12)
        parts = [(n, u) for n, u in ((whole, "Y"), (twelfths, "M")) if n] + rest
    text = "P" + "".join(f"{n:g}{unit}" for n, unit in parts if unit != "H")
    hours = next((n for n, unit in parts if unit == "H"), None)
    if hours is None:
        return text
    return text + (f"T{hours:g}H" if hours == int(hours) else f"T{hours * 60:g}M")
