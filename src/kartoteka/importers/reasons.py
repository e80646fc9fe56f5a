"""Why a file is refused: a sentence that can be said again in another language.

In: a key of ``wording/texts/importing.yaml`` and facts. Out: a :class:`~kartoteka.wording.saying.Saying`.
"""

from __future__ import annotations

from typing import Any, Self

from kartoteka.wording.saying import Saying


class Reason(Saying):
    """A sentence of the topic ``importing``.

    Examples
    --------
    >>> reason = Reason("empty")
    >>> reason[:17], reason.said("ru")[:9]
    ('the file is empty', 'файл пуст')
    """

    __slots__ = ()

    def __new__(cls, name: str, /, **facts: Any) -> Self:  # noqa: ANN401 - whatever the sentence needs
        """Say the sentence of this name in English, and remember how."""
        return super().__new__(cls, f"importing.{name}", **facts)


class UnreadableError(ValueError):
    """These bytes or this text cannot be imported. ``add`` turns it into an ``UnreadableSource``."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason)
