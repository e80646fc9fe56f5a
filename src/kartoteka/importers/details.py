"""The facts about a source (who, to whom, when, where, in which language, whose): checked, or guessed.

In: texts as typed, in front matter or as options. Out: the fields of a
:class:`~kartoteka.model.sources.Source`. Checked once, here; nothing later looks at them again.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from difflib import get_close_matches
from pathlib import PurePath
from typing import Any

from kartoteka.errors import UnknownName, UnreadableDate, UsageError
from kartoteka.importers.reasons import Reason
from kartoteka.model.dates import UncertainDate
from kartoteka.model.datewords import read_when
from kartoteka.model.entities import ACCESSES
from kartoteka.model.terms import Vocabulary

FIELDS = (
    *("id", "kind", "title", "author", "addressee", "written", "place"),
    *("lang", "rights", "access", "release_after"),
)
"""What can be said of a source, in front matter and as options alike."""

DEFAULT_KIND = "letter"
LONGEST_TITLE = 80
LONGEST_ID = 100

MARKDOWN = (".md", ".markdown")

_ID = re.compile(r"\w[\w.\-]*")
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


def checked(field: str, typed: str, vocabulary: Vocabulary, lang: str | None = None) -> Any:  # noqa: ANN401 - of any field
    """Return the value of a field as a source keeps it; None where nothing was typed.

    Parameters
    ----------
    field
        One of :data:`FIELDS`.
    typed
        What was typed; spaces around and line breaks in it do not count.
    vocabulary
        For the kinds of source.
    lang
        Of the text, where it was stated: it decides what 3/4/2025 is.

    Raises
    ------
    UsageError
        UnknownName, UnreadableDate or a plain one; it names the value and what to write.
    """
    text = " ".join(unicodedata.normalize("NFC", typed).split())
    if not text:
        return None
    match field:
        case "id" | "author" | "addressee" | "place":
            return checked_id(field, text)
        case "written":
            return read_written(text, lang)
        case "kind":
            return vocabulary.get("source-kind", text).id
        case "access":
            return _one_of("access", text, ACCESSES)
        case "release_after":
            return _day(text)
        case "lang":
            return _language(text)
        case _:
            return text


def checked_id(field: str, text: str) -> str:
    """Return an id: letters of any script, digits, ``-``, ``_`` and ``.``.

    >>> checked_id("author", "письмо-7")
    'письмо-7'
    """
    if not _ID.fullmatch(text) or len(text) > LONGEST_ID:
        raise UsageError(Reason("bad_id", field=field, id=text, suggestion=slug(text)))
    return text


def read_written(text: str, lang: str | None = None) -> UncertainDate:
    """Return a date of writing, from EDTF or from words that need no other date to be understood.

    >>> str(read_written("25 марта 2025")), read_written("25 марта 2025").edtf
    ('25 марта 2025', '2025-03-25')
    """
    when = read_when(text, lang=lang)
    if when.date is None:
        raise UnreadableDate(text, Reason("only_a_duration"))
    return when.date


def _day(text: str) -> str:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise UnreadableDate(text, Reason("bad_day"))


def _language(text: str) -> str:
    if not _LANG.fullmatch(text):
        raise UsageError(Reason("bad_lang", code=text))
    first, dash, rest = text.partition("-")
    return first.lower() + dash + rest


def _one_of(kind: str, text: str, known: tuple[str, ...]) -> str:
    if text not in known:
        near = get_close_matches(text, known, n=1, cutoff=0.5) or known
        raise UnknownName(kind, text, near)
    return text


def slug(name: str) -> str:
    """Return an id made from a name: lower case, its letters kept whatever their script.

    >>> slug("Письмо № 7 (копия)"), slug("Letter_to  Ana"), slug("!")
    ('письмо-7-копия', 'letter-to-ana', 'source')
    """
    plain = unicodedata.normalize("NFC", name).lower()
    return re.sub(r"[\W_]+", "-", plain)[:LONGEST_ID].strip("-") or "source"


def title_of(text: str, path: PurePath) -> str:
    r"""Return what a reader would call a text: its heading, else its first line, else the file's name.

    >>> title_of("One.\n\n# The corridor\n", PurePath("a.md"))
    'The corridor'
    >>> title_of("Dear Nora,\n\nPaper is scarce.", PurePath("letter.txt"))
    'Dear Nora'
    """
    if path.suffix.lower() in MARKDOWN and (heading := _HEADING.search(text)):
        return heading[1].strip()[: LONGEST_TITLE * 2]
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    title = first.rstrip(" ,:;")
    return title if 0 < len(first) <= LONGEST_TITLE and title else path.stem
