"""Why a file is refused: a sentence that can be said again in another language.

In: a key of ``wording/texts/importing.yaml`` and facts. Out: a ``str`` in English, so that it stands in
any exception, which remembers key and facts, so that a Russian command line can say it in Russian.
"""

from __future__ import annotations

from typing import Any, Self

from kartoteka.wording.texts import say


class Reason(str):
    """A sentence of the topic ``importing``.

    Examples
    --------
    >>> reason = Reason("empty")
    >>> reason[:17], reason.said("ru")[:9]
    ('the file is empty', 'файл пуст')
    """

    __slots__ = ("facts", "key")
    key: str
    facts: dict[str, Any]

    def __new__(cls, name: str, /, **facts: Any) -> Self:  # noqa: ANN401 - whatever the sentence needs
        """Say the sentence of this name in English, and remember how."""
        made = super().__new__(cls, say(f"importing.{name}", "en", **facts))
        made.key, made.facts = f"importing.{name}", facts
        return made

    def said(self, lang: str) -> str:
        """Return the sentence in a language (facts that are reasons themselves included)."""
        facts = {k: v.said(lang) if isinstance(v, Reason) else v for k, v in self.facts.items()}
        return say(self.key, lang, **facts)


class UnreadableError(ValueError):
    """These bytes or this text cannot be imported. ``add`` turns it into an ``UnreadableSource``."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason)
