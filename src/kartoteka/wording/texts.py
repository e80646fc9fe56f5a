"""Every sentence that a person reads, in English and Russian, looked up by key.

In: a key and facts. Out: a sentence. The sentences are data, one YAML file per topic under
``wording/texts/``, both languages side by side so that neither is forgotten::

    opened:                      # key "cli.opened" in cli.yaml
      en: {one: "{n} letter", other: "{n} letters"}
      ru: {one: "{n} письмо", few: "{n} письма", many: "{n} писем"}

Plain strings, or plural forms chosen by the fact ``n``. A test asserts that every key has both languages
with the same facts in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

import yaml

from kartoteka.model.reasons import Reason

LANGUAGES = ("en", "ru")

Forms = str | dict[str, str]


@cache
def _topic(topic: str) -> dict[str, dict[str, Forms]]:
    file = resources.files("kartoteka.wording") / "texts" / f"{topic}.yaml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: dict[str, dict[str, Forms]] = yaml.load(file.read_text(encoding="utf-8"), loader)  # noqa: S506
    return found


def plural_form(n: float, lang: str) -> str:
    """Return the CLDR plural category of a number: ``one``, ``few``, ``many``, ``other``.

    >>> [plural_form(n, "ru") for n in (1, 2, 5, 11, 21, 22)]
    ['one', 'few', 'many', 'many', 'one', 'few']
    >>> plural_form(1, "en"), plural_form(0, "en")
    ('one', 'other')
    """
    if lang != "ru":
        return "one" if n == 1 else "other"
    if n != int(n):
        return "few"
    ten, hundred = int(n) % 10, int(n) % 100
    if ten == 1 and hundred != 11:
        return "one"
    return "few" if ten in (2, 3, 4) and hundred not in (12, 13, 14) else "many"


def say(key: str, lang: str = "en", **facts: Any) -> str:  # noqa: ANN401 - whatever the sentence needs
    """Return the sentence for a key (``topic.name``), with the facts put in.

    Parameters
    ----------
    key
        ``TOPIC.NAME``: a file of ``wording/texts`` and a key in it.
    lang
        ``en`` or ``ru``; anything else is answered in English.
    **facts
        Put in at ``{name}``; ``n`` also chooses the plural form.

    Examples
    --------
    >>> say("cli.os_error", "ru", path="до 2025 г.", said="по 2026 г..")
    'до 2025 г.: по 2026 г.'
    """
    topic, _, name = key.partition(".")
    entry = _topic(topic)[name]
    spoken = lang if lang in entry else "en"
    forms = entry[spoken]
    if spoken != "en":
        facts = {name: _reason(fact, spoken) for name, fact in facts.items()}
    if isinstance(forms, dict):
        form = plural_form(facts["n"], spoken)
        forms = forms.get(form) or forms.get("other") or forms["many"]
    said = forms.format(**facts)
    # The abbreviated year ends a sentence by itself: «… 2025 г.», not «2025 г..».
    return re.sub(r"\bг\.\.(?!\.)", "г.", said) if spoken == "ru" else said


def _reason(fact: Any, lang: str) -> Any:  # noqa: ANN401 - any fact; why a date cannot be read is said again
    return say(f"reasons.{fact.key}", lang, **fact.facts) if isinstance(fact, Reason) else fact


def has_text(key: str) -> bool:
    """Tell whether there is a sentence for a key."""
    topic, _, name = key.partition(".")
    return name in _topic(topic)


def topic_texts(topic: str) -> dict[str, dict[str, Forms]]:
    """Return every text of a topic: key → language → a text or its plural forms."""
    return _topic(topic)


def topic_words(topic: str) -> Iterator[str]:
    """Yield every text of a topic, in both languages and all plural forms."""
    for entry in _topic(topic).values():
        for forms in entry.values():
            yield from forms.values() if isinstance(forms, dict) else (forms,)
