"""Words as they are set on a page: a quote cut where it is long, a date that is not parted, the year.

In: texts and dates. Out: texts.
"""

from __future__ import annotations

import re

from kartoteka.model.dates import UncertainDate
from kartoteka.wording.dates import say_date

_YEAR = re.compile(r"-?\d{4}")

LONGEST_QUOTE = 320
"""Letters of a quote shown beside a sentence; the letter's page has all of it."""


def unbroken(text: str) -> str:
    """Return words with their «2024 г.» kept on one line."""
    return text.replace(" г.", "\u00a0г.")


def shortened(text: str) -> str:
    r"""Return a text with its white space evened out, cut at a word where it is long.

    >>> shortened("“We\n ate.”"), shortened("“Yes,” he said, “no.”")
    ('We ate.', '“Yes,” he said, “no.”')
    """
    text = " ".join(text.split())
    # The page sets quotation marks of its own around it.
    if text[:1] + text[-1:] in ("“”", "«»", '""') and not set(text[1:-1]) & set('“”«»"'):
        text = text[1:-1]
    if len(text) <= LONGEST_QUOTE:
        return text
    return text[:LONGEST_QUOTE].rsplit(" ", 1)[0].rstrip(",;:—–- ") + " …"


def year_of(when: UncertainDate | None) -> str:
    """Return the year under which something is told: of its beginning, else of its end.

    >>> from kartoteka.model.dates import read_edtf
    >>> year_of(read_edtf("2019~/2024-09-03")), year_of(read_edtf("../2025-03-25"))
    ('2019', '2025')
    """
    found = _YEAR.search(when.edtf) if when else None
    return found[0] if found else ""


def unbroken_date(when: UncertainDate, lang: str) -> str:
    """Return a date in words, its parts kept on one line."""
    return unbroken(say_date(when, lang))
