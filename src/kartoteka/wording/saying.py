"""A sentence that can be said again in another language: the reasons in our errors.

In: a key of ``wording/texts`` and facts. Out: a ``str`` in English, so that it stands in any exception,
which remembers key and facts, so that a Russian command line can say it in Russian.
"""

from __future__ import annotations

from typing import Any, Self

from kartoteka.wording.texts import say


class Saying(str):
    """A sentence in English that knows how to say itself in another language.

    Examples
    --------
    >>> full = Saying("archive.disk_full")
    >>> str(full), full.said("ru")
    ('the disk is full', 'на диске нет места')
    """

    __slots__ = ("facts", "key")
    key: str
    facts: dict[str, Any]

    def __new__(cls, key: str, /, **facts: Any) -> Self:  # noqa: ANN401 - whatever the sentence needs
        """Say the sentence of this key in English, and remember how."""
        made = super().__new__(cls, say(key, "en", **facts))
        made.key, made.facts = key, facts
        return made

    def said(self, lang: str) -> str:
        """Return the sentence in a language (facts that are sentences themselves included)."""
        facts = {k: v.said(lang) if isinstance(v, Saying) else v for k, v in self.facts.items()}
        return say(self.key, lang, **facts)
