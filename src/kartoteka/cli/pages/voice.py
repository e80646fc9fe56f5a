"""How pages speak: names, times, statements, quotations, certainty.

In: records and an atlas. Out: pieces of text in the page's language. A :class:`Voice` is made once a page.
"""

from __future__ import annotations

from rich.text import Text

from kartoteka.model.dates import Day, UncertainDate
from kartoteka.model.sources import Source
from kartoteka.model.statements import Statement
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.sentences import Segment, placed, segments
from kartoteka.wording.dates import say_date, say_day, say_duration
from kartoteka.wording.texts import say

LONGEST_QUOTE = 420
"""Letters of a quote on a page; the letter itself has all of it."""

MARKS = {"ru": ("«", "»"), "de": ("„", "“"), "fr": ("« ", " »"), "uk": ("«", "»")}
"""Language → quotation marks; everything else has the English ones."""


_WITHIN = {"en": str.maketrans("“”", "‘’"), "ru": str.maketrans("«»", "„“")}
"""Language → quotation marks within quotation marks."""


class Voice:
    """Says things of one archive in one language."""

    def __init__(self, atlas: Atlas, lang: str) -> None:
        self.atlas, self.lang = atlas, lang

    def say(self, key: str, **facts: object) -> str:
        """Return a sentence of the topic ``pages``."""
        return say(f"pages.{key}", self.lang, **facts).replace("г..", "г.")

    def name(self, id: str | None) -> str:  # noqa: A002 - the field's name
        """Return what to call an entity; somebody unnamed has a word of their own."""
        return self.atlas.name(id, self.lang) if id else self.say("somebody")

    def named(self, id: str | None) -> Text:  # noqa: A002
        """Return a name as it stands in a sentence."""
        return Text(self.name(id), style="bold")

    def when(self, when: UncertainDate | None) -> str:
        """Return a time in words; empty where there is none."""
        return say_date(when, self.lang) if when else ""

    def day(self, day: Day) -> str:
        """Return a day in words."""
        return say_day(day, self.lang)

    def term(self, vocab: str, id: str | None) -> str:  # noqa: A002
        """Return the label of a term; its id where the vocabulary has none."""
        vocabulary = self.atlas.vocabulary
        return (
            vocabulary.get(vocab, id).name(self.lang)
            if id and vocabulary.has(vocab, id)
            else id or ""
        )

    def place(self, place: str, which: str = "in") -> str:
        """Return a place with its preposition: "in the old cell", «в камере «Старая»»."""
        return "".join(text for text, _ in placed(place, self.atlas, self.lang, which))

    def path(self, path: tuple[str, ...]) -> str:
        """Return what a place lies in, innermost first."""
        return " › ".join(self.name(place) for place in path)

    def sentence(
        self, statement: Statement, *, without: str | None = None, time: bool = True
    ) -> Text:
        """Return a statement as a sentence with its names set off.

        Parameters
        ----------
        statement
            What is said.
        without
            The page's own subject, which may be left out where the sentence stays one.
        time
            Whether the time is said too; not where it stands in the gutter.
        """
        found = list(segments(statement, self.atlas, self.lang, time=time))
        if without is not None:
            found = _without(found, without)
        sentence = Text()
        for text, id_ in found:
            sentence.append(text, style="bold" if id_ else "")
        return _sentence(sentence)

    def quote(self, words: str, lang: str) -> str:
        """Return words in the quotation marks of their language, evened out, cut where long."""
        text = " ".join(words.split())
        if len(text) > LONGEST_QUOTE:
            text = text[:LONGEST_QUOTE].rsplit(" ", 1)[0].rstrip(",;:—–- ") + " …"
        before, after = MARKS.get(lang[:2], ("“", "”"))
        if (before, after) == ("“", "”"):
            text = text.replace("“", "‘").replace("”", "’")
        return f"{before}{text}{after}"

    def source(self, source: Source, written: UncertainDate | None = None) -> str:
        """Return a source as it is cited: title, kind, date."""
        before, after = MARKS.get(self.lang, ("“", "”"))
        written = written or source.written
        title = source.title.translate(_WITHIN.get(self.lang, _WITHIN["en"]))
        facts = [f"{before}{title}{after}", self.term("source-kind", source.kind)]
        return ", ".join([*facts, *([self.when(written)] if written else [])])

    def certainty(self, level: int | None) -> str:
        """Return how sure our reading is, in words."""
        return self.say(f"certainty_{level}") if level is not None else ""

    def duration(self, statement: Statement) -> str:
        """Return how long, in words; empty where nobody said."""
        return say_duration(statement.duration, self.lang) if statement.duration else ""


def _without(found: list[Segment], subject: str) -> list[Segment]:
    """Leave out the subject where a colon or comma follows it: "Ana: arrested" → "arrested"."""
    if len(found) > 1 and found[0][1] == subject and found[1][0][:1] in (":", ","):
        return [(found[1][0].lstrip(":, "), found[1][1]), *found[2:]]
    return found


def _sentence(text: Text) -> Text:
    """Return a text with a capital at its beginning."""
    first = text.plain[:1]
    if first and first != first.upper():
        spans = text.spans
        text = Text(first.upper() + text.plain[1:], spans=list(spans))
    return text


def full_stop(sentence: Text) -> Text:
    """Return a sentence with a full stop, where it has no other end."""
    return sentence if sentence.plain.endswith((".", "!", "?", "…")) else sentence + Text(".")
