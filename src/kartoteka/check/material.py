"""What every rule looks at: the archive's statements, read once, and words to speak of them.

In: a reader and a language. Out: a :class:`Material`, a snapshot that the rules share, so that a check of a
large archive reads each table once, and holds it in little memory: a statement is unpacked when a rule looks
at it. It also makes the findings, so that a rule is only its logic.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

import numpy as np

from kartoteka.archive.kept import KeptAll
from kartoteka.archive.reader import Reader
from kartoteka.check.spans import Span, Spans
from kartoteka.check.table import Ints, Table
from kartoteka.check.told import Told
from kartoteka.model.dates import Day, Duration, UncertainDate, day_edtf, read_edtf
from kartoteka.model.findings import Finding, Severity, Where
from kartoteka.model.sources import Source
from kartoteka.model.statements import Attested, Evidence
from kartoteka.relate.atlas import DECLARED, Atlas
from kartoteka.relate.order import FIRST
from kartoteka.relate.sentences import guillemets, placed, sentence
from kartoteka.relate.standing import Journeys
from kartoteka.wording.dates import say_date, say_duration
from kartoteka.wording.texts import has_text, say

QUOTE = 160
"""How much of a passage a question quotes, in code points."""


class Material(Told):
    """An archive as the rules see it.

    Parameters
    ----------
    reader
        An archive, or a view of one.
    lang
        In which the findings are worded.
    atlas, journeys
        Names and places, and where people have been, where the caller has them already.
    """

    def __init__(
        self,
        reader: Reader,
        *,
        lang: str = "en",
        atlas: Atlas | None = None,
        journeys: Journeys | None = None,
    ) -> None:
        super().__init__(reader)
        self.lang = lang
        self.atlas = atlas or Atlas(reader)
        self._journeys = journeys

    # ── what there is ─────────────────────────────────────────────────────────────────────────────

    @cached_property
    def table(self) -> Table:
        """Columns of all statements, by which a rule says at which of them it must look."""
        return Table(self.compact, self.atlas)

    def know_everybody(self) -> None:
        """Learn the names of all entities at once, from what was read already."""
        heads = [entity.id for entity in self.atlas.heads()]
        self.atlas.learn(self.of(*DECLARED), heads)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The sources, by date of writing."""
        return tuple(self.reader.sources())

    @cached_property
    def journeys(self) -> Journeys:
        """Where everybody has been."""
        return self._journeys or Journeys(self.atlas)

    @cached_property
    def writers(self) -> frozenset[str]:
        """The persons who wrote a source: whom one can write to."""
        heads = {self.head(s.author) for s in self.sources if s.author}
        return frozenset(h for h in heads if self.kind(h) == "person")

    @cached_property
    def authors(self) -> frozenset[str]:
        """Whoever wrote a source or a part of one, groups included."""
        heads = [self.head(s.author) for s in self.sources if s.author]
        parts = {p.author for p in self.compact.parts() if p.author}
        return frozenset((*heads, *(self.head(p) for p in parts)))

    @cached_property
    def stays(self) -> dict[str, KeptAll]:
        """Who → their stays."""
        return self.by_subject(self.of("stay"))

    @cached_property
    def moves(self) -> dict[str, KeptAll]:
        """Who → their transfers."""
        return self.by_subject(self.of("transfer"))

    def by_subject(self, found: KeptAll) -> dict[str, KeptAll]:
        """Return who → those of some statements that are about them, in the order in which they come."""
        heads = self.table.subject_head
        each = self.grouped(found, heads[found.numbers])
        return {self.table.id(int(heads[group.numbers[0]])): group for group in each}

    def grouped(self, found: KeptAll, keys: Ints) -> Iterator[KeptAll]:
        """Yield statements of one key (a number for each) together, in the order in which they begin."""
        numbers, order = found.numbers, np.argsort(keys, kind="stable")
        _, begins = np.unique(keys[order], return_index=True)
        groups = np.split(order, begins[1:]) if len(order) else []
        groups.sort(key=lambda rows: int(rows[0]))
        return (self.kept(numbers[rows]) for rows in groups)

    @cached_property
    def spans(self) -> Spans:
        """Who → their certain stays, by their beginning."""
        return Spans(self.table, self.compact, self.of("stay"))

    def covering(self, who: str, first: Day, last: Day) -> list[Span]:
        """Return the certain stays of somebody that last from one day to another, or longer."""
        spans, rows = self.spans, self.spans.rows(self.head(who))
        if not ((spans.first[rows] <= first) & (spans.last[rows] >= last)).any():
            return []
        return [s for s in spans.get(self.head(who)) if s.first <= first and last <= s.last]

    def kind(self, id: str) -> str | None:  # noqa: A002
        """Return of what kind an entity is; None where the archive does not know it."""
        entity = self.atlas.find(id)
        return entity.kind if entity else None

    def head(self, id: str) -> str:  # noqa: A002
        """Return the id that stands for all that are judged the same."""
        return self.atlas.clusters.head(id)

    def heads(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the ids that stand for some, each once."""
        return tuple(dict.fromkeys(self.head(i) for i in ids))

    # ── whom to ask ───────────────────────────────────────────────────────────────────────────────

    def whom(self, found: Attested, subject: str | None = None) -> str | None:
        """Return whom to ask about a statement.

        The person it is about (``subject``), if one can write to them; else who said it; else who passed
        it on; at the end the author of the letter. None where nobody can be written to.
        """
        asked = [self.head(subject)] if subject else []
        for evidence in found.evidence:
            asked += [self.head(who) for who in evidence.speakers() if who]
            asked += [self.head(evidence.source.author)] if evidence.source.author else []
        return next((who for who in asked if who in self.writers), None)

    def reminder(self, found: Attested, asked: str | None) -> str:
        """Return "You wrote on … : “…”. ", or nothing where it was not they who wrote it."""
        for evidence in found.evidence:
            if evidence.author and self.head(evidence.author) == asked:
                return self.reminder_of(evidence)
        return ""

    def reminder_of(self, evidence: Evidence) -> str:
        """Return "You wrote on …: “…”. " for a passage."""
        quote = shortened(evidence.passage.exact)
        if evidence.written is None:
            return say("findings.you_wrote_undated", self.lang, quote=quote) + " "
        date = self.date(evidence.written)
        return say("findings.you_wrote", self.lang, date=date, quote=quote) + " "

    # ── words ─────────────────────────────────────────────────────────────────────────────────────

    def name(self, id: str) -> str:  # noqa: A002
        """Return what to call an entity in a sentence; in Russian what is no person in guillemets."""
        name = self.atlas.name(id, self.lang)
        return guillemets(name) if self.lang == "ru" and self.kind(id) != "person" else name

    def placed(self, place: str) -> str:
        """Return a place with its preposition: "in North Prison", «в тюрьме «Северная»»."""
        return "".join(text for text, _ in placed(place, self.atlas, self.lang))

    def names(self, ids: Iterable[str]) -> str:
        """Return several names: "a, b and c"."""
        return self.listed([self.name(i) for i in ids])

    def listed(self, words: Collection[str]) -> str:
        """Return words in a row: "a, b and c"."""
        *rest, last = words or ("",)
        if not rest:
            return last
        # "Glass Street, cell 9; Glass Street, cell 2 and …": names bring commas along.
        joint = "; " if any("," in word for word in words) else ", "
        return say("findings.and", self.lang, rest=joint.join(rest), last=last)

    def date(self, when: UncertainDate | None) -> str:
        """Return a date in words."""
        return say_date(when, self.lang) if when else say("findings.no_date", self.lang)

    def say(self, key: str, **facts: object) -> str:
        """Return a text of ``findings`` in the language asked for."""
        return say(f"findings.{key}", self.lang, **facts)

    def sentence(self, found: Attested) -> str:
        """Return a statement in words."""
        return sentence(found.statement, self.atlas, self.lang)

    def duration(self, duration: Duration) -> str:
        """Return a length of time in words."""
        return say_duration(duration, self.lang)

    def days(self, first: Day, last: Day) -> str:
        """Return a stretch of days in words."""
        edtf = day_edtf(first) if first == last else f"{day_edtf(first)}/{day_edtf(last)}"
        return say_date(read_edtf(edtf), self.lang)

    def dated(self, id: str, when: UncertainDate | None) -> str:  # noqa: A002
        """Return a name with its date in brackets."""
        return f"{self.name(id)} ({self.date(when)})" if when else self.name(id)

    # ── findings ──────────────────────────────────────────────────────────────────────────────────

    def finding(
        self,
        rule: str,
        severity: Severity,
        where: tuple[str, str],
        *found: Attested,
        text: str | None = None,
        evidence: tuple[str, ...] = (),
        asked: str | None = None,
        reminder: str | None = None,
        ask: str = "ask",
        data: Mapping[str, object] | None = None,
        **facts: object,
    ) -> Finding:
        """Return a finding, worded.

        Parameters
        ----------
        rule, severity
            Its rule; the texts are ``findings.RULE``, ``.fix`` and, for a question, ``.ask``.
        where
            Kind and id of the record it is about.
        *found
            The statements it stands on.
        text
            The key of its texts, where a rule has several.
        evidence
            Ids, where it stands on something else than statements.
        asked
            The witness whom to ask.
        reminder
            What the question begins with; by default what they wrote.
        ask
            Under which ending of the key the question stands, where a rule has several.
        data
            Facts for programs that the texts do not name.
        **facts
            Facts of the texts.
        """
        key = f"findings.{text or rule}"
        question = None
        if asked is not None and has_text(f"{key}.{ask}"):
            begin = self.reminder(found[0], asked) if reminder is None and found else reminder or ""
            question = begin + say(f"{key}.{ask}", self.lang, **facts)
        return Finding(
            rule=rule,
            severity=severity,
            message=say(key, self.lang, **facts),
            fix=say(f"{key}.fix", self.lang, **facts),
            where=Where(kind=where[0], id=where[1]),
            evidence=tuple(dict.fromkeys((*(i for f in found for i in f.ids()), *evidence))),
            facts=MappingProxyType({**facts, **(data or {})}),
            question=question,
            ask=asked,
        )


def shortened(quote: str, length: int = QUOTE) -> str:
    """Return a quote on one line, cut between words where it is long.

    >>> shortened("one two three", 9)
    'one two…'
    """
    words = " ".join(quote.split()).strip(" .,;:")
    if len(words) <= length:
        return words
    return words[:length].rsplit(" ", 1)[0].rstrip(" .,;:—–-") + "…"


def begun(when: UncertainDate | None) -> Day:
    """Return the earliest beginning, for sorting."""
    return FIRST if when is None or when.b0 is None else when.b0
