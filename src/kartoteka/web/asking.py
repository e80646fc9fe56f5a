"""Questions across the archive, asked by verb and arguments: the same at the desk and in the back room.

In: a reader, one of :data:`QUESTIONS`, its arguments. Out: the frame that the verb of the library answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kartoteka.archive.reader import Reader
from kartoteka.relate.atlas import Atlas

if TYPE_CHECKING:
    import polars as pl

QUESTIONS = ("together", "present", "said", "near", "cross")
"""The verbs; each is a function of ``relate.queries``."""

_WITHOUT_ATLAS = frozenset({"near"})

ENTITIES = frozenset(
    {"person", "other", "place", "who", "as_member_of", "witness", "author", "subject", "object"}
)
"""Columns whose values are entity ids."""


def answered(reader: Reader, atlas: Atlas, verb: str, asked: Mapping[str, Any]) -> pl.DataFrame:
    """Return the answer to a question.

    Parameters
    ----------
    reader, atlas
        What is asked.
    verb
        One of :data:`QUESTIONS`.
    asked
        The arguments of the verb, by name.
    """
    from kartoteka.relate import queries

    more = {} if verb in _WITHOUT_ATLAS else {"atlas": atlas}
    return getattr(queries, verb)(reader, **asked, **more)
