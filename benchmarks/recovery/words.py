"""Hearsay told from first-hand testimony, against who had really been in the prison."""

from __future__ import annotations

from benchmarks.recovery.planted import Planted, Score, share
from kartoteka.archive.archive import Archive
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.heard import spoken
from kartoteka.relate.standing import Journeys


def standings(archive: Archive, planted: Planted) -> list[Score]:
    """Judge of every rating whether its innermost speaker is rightly called first-hand, or rightly not."""
    been: dict[tuple[str, str], int] = {}
    for person, prison, first in planted.stays.select("person", "prison", "first").iter_rows():
        key, day = (person, prison), first.toordinal()
        been[key] = min(been.get(key, day), day)
    journeys = Journeys(Atlas(archive))
    counts = {(said, true): 0 for said in (True, False) for true in (True, False)}
    for found in archive.statements(predicate="rating"):
        for evidence in found.evidence:
            when, witness = spoken(evidence), planted.person_of.get(evidence.witness or "")
            if witness is None or when is None or when.e1 is None:
                continue
            since = been.get((witness, found.statement.subject))
            true = since is not None and since <= when.e1
            said = journeys.standing(found.statement, evidence) == "first-hand"
            counts[said, true] += 1
    first = counts[True, True], counts[True, False], counts[False, True]
    return [
        Score(
            "first-hand, by the journeys",
            share(first[0], first[0] + first[1]),
            share(first[0], first[0] + first[2]),
            sum(counts.values()),
        )
    ]
