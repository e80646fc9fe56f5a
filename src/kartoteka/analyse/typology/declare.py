"""Found types become declared ones: a judgement, in one edit that can be taken back.

In: an archive, a found typology, and why somebody stands for it. Out: entities of kind ``type`` with
definition, criteria and members. Each membership is attested by the passages that tell of that life, on
the basis *inferred* and by method *machine*: no letter says it; somebody concluded it from what letters
say. Who, when and why stand in the history and, with how the type was found and what it cannot claim, in
a memo on each type.

A membership that follows from what may not be published is restricted like it: else a conclusion would tell
what was said in confidence. So are the definition and the criteria of a type whose exemplar may not be
published, or of which fewer than three members may.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from anyascii import anyascii

from kartoteka.analyse.states import state_name
from kartoteka.analyse.typology.model import FoundType, FoundTypology, Member
from kartoteka.analyse.typology.words import how_found, mark_words
from kartoteka.annotate.attest import attestation_of
from kartoteka.annotate.ids import content_id
from kartoteka.annotate.statements import identified
from kartoteka.archive.archive import Archive
from kartoteka.archive.codec import Record
from kartoteka.errors import UnknownName, UsageError
from kartoteka.model.coding import Memo
from kartoteka.model.entities import Access, Entity
from kartoteka.model.statements import Attestation, Attested, Evidence, Role, Statement
from kartoteka.relate.atlas import Atlas
from kartoteka.wording.saying import Saying
from kartoteka.wording.texts import LANGUAGES, say

FEWEST = 3
"""Of fewer lives that may be published no definition is: it would tell of a person."""

_LONGEST_ID = 40


def declare(
    archive: Archive,
    typology: FoundTypology,
    *,
    why: str,
    only: Sequence[str] = (),
    names: Mapping[str, Mapping[str, str]] | None = None,
    lang: str = "en",
) -> dict[str, str]:
    """Declare found types, in one edit.

    Parameters
    ----------
    archive
        The one in which they were found.
    why
        Said to whoever reads the history, and in the memo of each type.
    only
        Ids of the types to declare (``type-1`` …); by default all.
    names
        Id of a found type → language → what it is to be called; where nothing is said, the name it was found
        under.
    lang
        Of the label, the definition, the criteria and the memo; the name is given in every language.

    Returns
    -------
    dict
        Id of the found type → id of the new entity.

    Raises
    ------
    UnknownName
        The typology has no type of that id.
    UsageError
        No reason was given.
    """
    if not why.strip():
        raise UsageError(Saying("types.why_needed"))
    found = {t.id: t for t in typology.types}
    called = names or {}
    for wanted in (*only, *called):
        if wanted not in found:
            raise UnknownName("found-type", wanted, tuple(found))
    chosen = [_called(t, called.get(t.id, {})) for t in _chosen(typology, only)]
    atlas = Atlas(archive)
    ids = _new_ids(archive, chosen)
    writing = _Writing(archive, atlas, typology, why, lang)
    # All is read before the edit begins: while it lasts, nobody else can write.
    records = [record for one in chosen for record in writing.records(one, ids[one.id])]
    with archive.edit(why=why, verb="types") as edit:
        edit.add(*records)
    return ids


def _chosen(typology: FoundTypology, only: Sequence[str]) -> tuple[FoundType, ...]:
    found = {t.id: t for t in typology.types}
    return tuple(found[i] for i in only) or typology.types


def _called(one: FoundType, names: Mapping[str, str]) -> FoundType:
    """Return a type under other names; an empty one leaves it as it is."""
    given = {lang: name.strip() for lang, name in names.items() if name.strip()}
    return replace(one, names={**one.names, **given})


def _new_ids(archive: Archive, chosen: Sequence[FoundType]) -> dict[str, str]:
    taken: set[str] = set()
    ids: dict[str, str] = {}
    for one in chosen:
        plain = re.sub(r"[^a-z0-9]+", "-", anyascii(one.names["en"]).lower()).strip("-")
        stem = plain[:_LONGEST_ID].rstrip("-") or "found"
        name, number = stem, 1
        while name in taken or archive.find_entity(name) or archive.find_source(name):
            number += 1
            name = f"{stem}-{number}"
        taken.add(name)
        ids[one.id] = name
    return ids


@dataclass(frozen=True, eq=False)
class _Writing:
    """What every record of a declaration needs."""

    archive: Archive
    atlas: Atlas
    typology: FoundTypology
    why: str
    lang: str

    def records(self, one: FoundType, type_: str) -> Iterator[Record]:
        """Yield the records that make a found type a declared one."""
        yield Entity(type_, "type", one.names[self.lang])
        for lang in LANGUAGES:
            if lang != self.lang:
                kind = (Role("kind", value="translation"),)
                yield identified(
                    Statement("", type_, "name", value=one.names[lang], lang=lang, roles=kind)
                )
        lang = self.lang
        definition, access = self._definition(one, lang), self._access(one)
        yield identified(
            Statement("", type_, "definition", value=definition, lang=lang, access=access)
        )
        for mark in one.marks:
            words = mark_words(mark, self.atlas, lang)
            yield identified(
                Statement("", type_, "criterion", value=words, lang=lang, access=access)
            )
        for member in one.members:
            yield from self._membership(member, type_)
        yield self._memo(type_)

    def _definition(self, one: FoundType, lang: str) -> str:
        path = " → ".join(state_name(state, self.atlas, lang) for state in one.path)
        exemplar = self.atlas.name(one.medoid, lang)
        n = len(self.typology.lives)
        return say("types.definition", lang, n=n, path=path, exemplar=exemplar)

    def _access(self, one: FoundType) -> Access:
        """Return who may read what a type is: it tells of its exemplar, and of its few members."""
        told = {m.person for m in one.members if self._is_told(m)}
        return "public" if len(told) >= FEWEST and one.medoid in told else "restricted"

    def _is_told(self, member: Member) -> bool:
        """Tell whether a life may be published."""
        return self._may_be_named(member.person) and all(map(self._is_open, self._said_of(member)))

    def _may_be_named(self, id_: str) -> bool:
        entity = self.atlas.find(id_)
        return entity is None or entity.access == "public" or bool(entity.alias)

    def _membership(self, member: Member, type_: str) -> Iterator[Record]:
        said = self._said_of(member)
        private = tuple(found for found in said if not self._is_open(found))
        access: Access = "restricted" if private else "public"
        statement = identified(Statement("", member.person, "trait", object=type_, access=access))
        yield statement
        certainty = (
            1 if member.borderline else max(2, round(4 * min(member.strength, member.survives)))
        )
        passages = dict.fromkeys(
            e.passage.id
            # On the site nobody reads the passages of what is restricted: open ones stay open.
            for found in private or said
            for e in found.evidence
            if e.attestation.stance == "asserts"
        )
        for passage in passages:
            made = Attestation(
                "",
                "",
                "",
                basis="inferred",
                certainty=certainty,
                method="machine",
                created_by=self.archive.by,
                created_at=self.archive.now(),
            )
            yield attestation_of(made, statement.id, passage, None)

    def _said_of(self, member: Member) -> tuple[Attested, ...]:
        return self.archive.statements(ids=member.evidence) if member.evidence else ()

    def _is_open(self, found: Attested) -> bool:
        """Tell whether a statement may be published today; one that nobody attests keeps nobody's secret."""
        if found.statement.access != "public":
            return False
        return not found.evidence or any(map(self._is_open_word, found.evidence))

    def _is_open_word(self, evidence: Evidence) -> bool:
        source, today = evidence.source, self.archive.now()[:10]
        return (
            source.access == "public"
            and (source.release_after or "") < today
            and all(telling.access == "public" for telling in evidence.chain)
            and all(self._may_be_named(who) for who in evidence.speakers() if who)
        )

    def _memo(self, type_: str) -> Memo:
        text = "\n".join((self.why, "", *how_found(self.typology, self.lang)))
        title = say("types.memo_title", self.lang)
        return Memo(
            content_id("m", type_, title, text),
            type_,
            title,
            text,
            self.archive.by,
            self.archive.now(),
        )
