"""Finished pages, read once more before anything is written: broken links and names that leaked.

In: path → content of every file. Out: findings; an empty tuple where all is well.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cache

from kartoteka.archive.vocabulary import default_vocabulary
from kartoteka.model.findings import Finding, Where
from kartoteka.publish.redact import Redactor
from kartoteka.publish.spelling import WORD, normal
from kartoteka.wording.texts import say, topic_words

_LINK = re.compile(r'\b(?:href|src|action)="([^"]*)"')
_ID = re.compile(r'\bid="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r'\s([a-zA-Z:-]+)="([^"]*)"')
_DRAWN = frozenset(
    (
        "class",
        "d",
        "x",
        "y",
        "x1",
        "x2",
        "y1",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "width",
        "height",
        "viewBox",
    )
)
"""Attributes that hold numbers and names of styles, never a word of the archive."""
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


_TOPICS = ("site", "dates", "sentences", "findings")


class Proof:
    """Takes pages one by one, so that nobody needs to hold them twice; then says what is wrong.

    Parameters
    ----------
    redactor
        Finds hidden names.
    lang
        Of the findings.
    """

    def __init__(self, redactor: Redactor, lang: str = "en") -> None:
        self._redactor, self._lang = redactor, lang
        self._anchors: dict[str, frozenset[str]] = {}
        self._links: list[tuple[str, str, str]] = []
        self._leaks: list[Finding] = []
        # A word of the interface is nobody's name, even where somebody is called so.
        self._exempt = _interface_words() if redactor else frozenset[str]()

    def read_page(self, path: str, page: str) -> None:
        """Take a page: its anchors, its links, its words."""
        self._anchors[path] = frozenset(_ID.findall(page))
        for target in _LINK.findall(page):
            target = html.unescape(target)  # noqa: PLW2901
            where, _, anchor = target.partition("#")
            full = posixpath.normpath(posixpath.join(posixpath.dirname(path), where))
            full = path if not where else full
            if _OUTSIDE.match(target):
                full = target
            self._links.append((path, full, anchor))
        if self._redactor:
            self.read_text(path, _words_of(page))

    def read_text(self, path: str, text: str) -> None:
        """Take a file that is not a page: only its words (and those of its path)."""
        if not self._redactor:
            return
        for name in dict.fromkeys(self._redactor.leaks(f"{path}\n{text}", self._exempt)):
            self._leaks.append(self._finding("leak", path, name=name))

    def findings(self, files: Mapping[str, object] | frozenset[str]) -> tuple[Finding, ...]:
        """Return everything that is wrong, given the paths of all other files there will be."""
        return (*self._leaks, *self._broken(files))

    def _broken(self, files: Mapping[str, object] | frozenset[str]) -> Iterator[Finding]:
        for path, target, anchor in dict.fromkeys(self._links):
            if target not in self._anchors and target not in files:
                yield self._finding("broken_link", path, target=target)
            elif anchor and anchor not in self._anchors.get(target, ()):
                yield self._finding("broken_link", path, target=f"{target}#{anchor}")

    def _finding(self, rule: str, path: str, **facts: str) -> Finding:
        return Finding(
            rule=rule.replace("_", "-"),
            severity="error",
            message=say(f"site.{rule}", self._lang, path=path, **facts),
            fix=say(f"site.{rule}_fix", self._lang),
            where=Where(file=path),
            facts=dict(facts),
        )


def _words_of(page: str) -> str:
    """Return the words a reader, a screen reader or a search engine gets from a page.

    Tags inside a word do not part it; those between words are a gap.
    """
    told = (value for name, value in _ATTRIBUTE.findall(page) if name not in _DRAWN)
    attributes = html.unescape(" \n ".join(told))
    inline = re.sub(r"</?(?:a|b|i|em|q|cite|mark|span|small|sup)\b[^>]*>", "", page)
    return html.unescape(_TAG.sub(" \n ", inline)) + "\n" + attributes


@cache
def _interface_words() -> frozenset[str]:
    """Return the words that pages are made of besides the archive's: sentences, dates, default terms."""
    texts = [text for topic in _TOPICS for text in topic_words(topic)]
    for term in default_vocabulary():
        for labels in (term.label, term.definition, term.pattern, term.extra):
            texts += map(str, labels.values())
    return frozenset(normal(m[0]) for text in texts for m in WORD.finditer(text))
