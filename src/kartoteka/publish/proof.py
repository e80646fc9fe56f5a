"""Finished pages, read once more before anything is written: broken links and names that leaked.

In: path → content of every file, pages kept from an earlier build as well as new ones. Out: findings; an
empty tuple where all is well. Nothing is taken on trust from an earlier build: a name that was hidden
today is looked for on pages that nobody has touched for a year.
"""

from __future__ import annotations

import html
import posixpath
import re
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from zlib import crc32

import numpy as np

from kartoteka.archive.vocabulary import default_vocabulary
from kartoteka.model.findings import Finding, Where
from kartoteka.publish.redact import Redactor
from kartoteka.publish.spelling import WORD, normal
from kartoteka.wording.texts import say, topic_words

_TAG = re.compile(r"<[^>]*>")
_INLINE = re.compile(r"</?(?:a|b|i|em|q|cite|mark|span|small|sup)\b[^>]*>")
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
_CUT = re.compile(r">([^<>]*)…<title>([^<]*)</title>")
"""A label that is cut, and the whole of it; see :func:`~kartoteka.publish.svg.fitted`."""
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


_TOPICS = ("site", "dates", "sentences", "findings")


@dataclass(frozen=True, slots=True)
class Read:
    """What the proof found on one page.

    Parameters
    ----------
    places
        The page itself and each anchor in it, as hashes: of a million anchors 8 bytes each are enough.
    targets
        What it links to, as hashes; empty where a kept page was not asked: the build before found them there.
    leaks
        The hidden names on it.
    signs
        What it links to, as :func:`sign`: for the next build, which is another process.
    """

    places: bytes
    targets: bytes
    leaks: tuple[Finding, ...]
    signs: bytes = b""


class ProofReader:
    """Reads pages, each by itself; several may read at once, each in a process of its own.

    Parameters
    ----------
    redactor
        Finds hidden names.
    lang
        Of the findings.
    """

    def __init__(self, redactor: Redactor, lang: str = "en") -> None:
        self._redactor, self._lang = redactor, lang
        # A word of the interface is nobody's name, even where somebody is called so.
        self._exempt = _interface_words() if redactor else frozenset[str]()

    def __bool__(self) -> bool:
        """Tell whether there is any name to look for."""
        return bool(self._redactor)

    def page(self, path: str, page: str) -> Read:
        """Read a page: its anchors, its links, its words."""
        targets = [f"{to}#{anchor}" if anchor else to for to, anchor in links(path, page)]
        signs = array("I", map(sign, dict.fromkeys(targets))).tobytes()
        return replace(self.kept(path, page), targets=_hashes(targets), signs=signs)

    def kept(self, path: str, page: str) -> Read:
        """Read a page that is as it was: its anchors and its words. That its links led somewhere is known."""
        leaks = self.text(path, _words_of(page)) if self._redactor else ()
        return Read(_hashes((path, *anchors(path, page))), b"", leaks)

    def text(self, path: str, text: str) -> tuple[Finding, ...]:
        """Read a file that is not a page: only its words (and those of its path)."""
        if not self._redactor:
            return ()
        names = dict.fromkeys(self._redactor.leaks(f"{path}\n{text}", self._exempt))
        return tuple(self.leak(path, name) for name in names)

    def leak(self, path: str, name: str) -> Finding:
        """Return the finding that a hidden name stands in a file."""
        return _finding("leak", path, self._lang, name=name)


class Proof:
    """Adds up what was read, page by page; then says what is wrong."""

    def __init__(self, lang: str = "en") -> None:
        self._lang = lang
        self._places, self._targets = array("q"), array("q")
        self._leaks: list[Finding] = []

    def take(self, read: Read) -> None:
        """Take what was read of a page."""
        self._places.frombytes(read.places)
        self._targets.frombytes(read.targets)
        self._leaks += read.leaks

    def findings(
        self, files: Iterable[str], pages: Callable[[], Iterable[tuple[str, str]]]
    ) -> tuple[Finding, ...]:
        """Return everything that is wrong.

        Parameters
        ----------
        files
            The paths of all other files there will be.
        pages
            Yields every page (path, content) once more: asked only where a link is broken, to say where.
        """
        self._places.extend(map(hash, files))
        targets = np.unique(np.frombuffer(self._targets, np.int64))
        broken = targets[~np.isin(targets, np.frombuffer(self._places, np.int64))]
        found = tuple(self._broken(frozenset(broken.tolist()), pages())) if broken.size else ()
        return (*self._leaks, *found)

    def _broken(
        self, broken: Collection[int], pages: Iterable[tuple[str, str]]
    ) -> Iterator[Finding]:
        for path, page in pages:
            for to, anchor in dict.fromkeys(links(path, page)):
                target = f"{to}#{anchor}" if anchor else to
                if hash(target) in broken:
                    yield _finding("broken_link", path, self._lang, target=target)


def sign(target: str) -> int:
    """Return a short hash of a link's target, the same in every process; now and then two have one."""
    return crc32(target.encode())


def anchors(path: str, page: str) -> Iterator[str]:
    """Yield the places on a page to which others can link."""
    return (f"{path}#{anchor}" for anchor in _values(page, ' id="'))


def links(path: str, page: str) -> Iterator[tuple[str, str]]:
    """Yield where a page links to: the path of a file of the site (else the address), and the anchor."""
    folder = path.rpartition("/")[0]
    for name in ('href="', 'src="', 'action="'):
        for target in dict.fromkeys(_values(page, name)):
            yield _resolved(path, folder, target)


def _values(page: str, name: str) -> Iterator[str]:
    """Yield what stands in quotes after each place of a name: in a quarter of a pattern's time."""
    for piece in page.split(name)[1:]:
        yield piece[: piece.index('"')] if '"' in piece else piece


def _resolved(path: str, folder: str, target: str) -> tuple[str, str]:
    target = html.unescape(target) if "&" in target else target
    where, _, anchor = target.partition("#")
    if not where:
        return path, anchor
    if _OUTSIDE.match(target):
        return target, anchor
    return _joined(folder, where), anchor


@lru_cache(maxsize=16384)
def _joined(folder: str, where: str) -> str:
    return posixpath.normpath(posixpath.join(folder, where))


def _hashes(texts: Iterable[str]) -> bytes:
    return array("q", map(hash, texts)).tobytes()


def _finding(rule: str, path: str, lang: str, **facts: str) -> Finding:
    """Return a finding about a file of the site."""
    return Finding(
        rule=rule.replace("_", "-"),
        severity="error",
        message=say(f"site.{rule}", lang, path=path, **facts),
        fix=say(f"site.{rule}_fix", lang),
        where=Where(file=path),
        facts=dict(facts),
    )


def _words_of(page: str) -> str:
    """Return the words a reader, a screen reader or a search engine gets from a page.

    Tags inside a word do not part it; those between words are a gap.
    """
    told = (value for name, value in _ATTRIBUTE.findall(page) if name not in _DRAWN)
    attributes = html.unescape(" \n ".join(told))
    inline = _INLINE.sub("", _CUT.sub(_whole_label, page))
    return html.unescape(_TAG.sub(" \n ", inline)) + "\n" + attributes


def _whole_label(match: re.Match[str]) -> str:
    """Return the whole of a label instead of its beginning: half of a public name may be a hidden one."""
    return f">{match[2]}" if match[2].startswith(match[1]) else match[0]


@cache
def _interface_words() -> frozenset[str]:
    """Return the words that pages are made of besides the archive's: sentences, dates, default terms."""
    texts = [text for topic in _TOPICS for text in topic_words(topic)]
    for term in default_vocabulary():
        for labels in (term.label, term.definition, term.pattern, term.extra):
            texts += map(str, labels.values())
    return frozenset(normal(m[0]) for text in texts for m in WORD.finditer(text))
