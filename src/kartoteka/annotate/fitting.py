"""Whether a text can stand where the vocabulary wants a number, a date, a term; and what is wrong if not.

In: a literal of a term's range (``text``, ``number``, ``date``, ``scale``, ``term:LIST``) and a text.
"""

from __future__ import annotations

from kartoteka.annotate.context import Context
from kartoteka.annotate.shapes import Fields
from kartoteka.annotate.trouble import Placed
from kartoteka.annotate.values import checked_term, number_range
from kartoteka.errors import UnreadableDate
from kartoteka.model.dates import read_edtf

_SCALE = frozenset({"-2", "-1", "0", "1", "2", "+1", "+2", "−1", "−2"})


def fits(context: Context, literal: str, text: str) -> bool:
    """Tell whether a text can stand where the vocabulary wants a number, a date or a term."""
    if literal == "number":
        return number_range(text)
    if literal == "scale":
        return text in _SCALE
    if literal == "date":
        return _is_date(text)
    if literal.startswith("term:"):
        return context.term(literal.removeprefix("term:"), text) is not None
    return True


def _is_date(text: str) -> bool:
    try:
        read_edtf(text)
    except UnreadableDate:
        return False
    return True


def misfit(
    context: Context, fields: Fields, literal: str, text: str, place: Placed, what: str
) -> None:
    """Note what is wrong with a text that does not fit."""
    if literal.startswith("term:"):
        checked_term(context, fields, literal.removeprefix("term:"), text, place)
        return
    if literal == "date":
        try:
            read_edtf(text)
        except UnreadableDate as error:
            fields.wrong("bad-date", place, value=text, reason=error.reason)
        return
    fields.wrong(f"bad-{literal}", place, value=text, what=what)
