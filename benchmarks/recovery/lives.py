"""Lives: who was where on which day, possibly and certainly; and where somebody is as of a date."""

from __future__ import annotations

import random

import numpy as np

from benchmarks.recovery.ceiling import Sight
from benchmarks.recovery.planted import Codes, Planted, Score, share
from kartoteka.archive.archive import Archive
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.heard import known_days
from kartoteka.relate.leaving import leavings
from kartoteka.relate.status import status

PEOPLE, EVERY = 120, 90
"""People and days between two questions of where somebody is."""


def stays(archive: Archive, planted: Planted) -> list[Score]:
    """Compare person-days: certain and possible, against all that somebody who wrote had seen."""
    certain: list[tuple[str, str, int, int]] = []
    possible: list[tuple[str, str, int, int]] = []
    told = archive.statements(predicate="stay")
    gone = leavings(archive, told, Atlas(archive))
    for found in told:
        person = planted.person_of.get(found.statement.subject)
        cell, when = found.statement.object, found.statement.when
        if not person or not cell or not when or not found.stands:
            continue
        if days := known_days(found):
            certain.append((person, cell, *days))
        first, last = when.b0, gone.last_day(found)
        open_ = planted.first if first is None else first, planted.last if last is None else last
        possible.append((person, cell, *open_))
    true = planted.true_stays()
    seen = planted.seen(true)
    return [
        _score("stays, certain", planted.codes(certain), true, seen),
        _score("stays, possible", planted.codes(possible), true, seen),
    ]


def _score(question: str, said: Codes, true: Codes, seen: Codes) -> Score:
    right = int(np.isin(said, true).sum())
    found = int(np.isin(seen, said).sum())
    return Score(question, share(right, len(said)), share(found, len(seen)), len(seen))


def statuses(archive: Archive, planted: Planted) -> list[Score]:
    """Ask of some people on some days where they are; compare with the day that the answer speaks of.

    Precision: the share of answers that are right for the day they speak of. Recall: the share of
    questions, of people who were inside on that day, answered with the right cell for the day asked about.

    Beside it, how much of that could be: who had been seen by a writer at all, who was still where he had
    last been seen (the ceiling: more than that nobody can answer, and to say so of each is to guess), and
    which share of the latter is answered.
    """
    atlas, sight = Atlas(archive), Sight(planted)
    known = {f.statement.subject for f in archive.statements(predicate="stay")}
    people = sorted(e for e in known if planted.kind_of.get(e) == "name")
    chosen = random.Random(1).sample(people, min(PEOPLE, len(people)))  # noqa: S311
    said = right = asked = answered = seen = still = reached = 0
    for person in chosen:
        for day in range(planted.first + EVERY, planted.last + 1, EVERY):
            true = planted.where(planted.person_of[person], day)
            found = status(archive, person, as_of=day, atlas=atlas)
            if found.place is not None and found.as_of is not None:
                said += 1
                then = planted.where(planted.person_of[person], found.as_of)
                right += found.place in (then, planted.prison_of.get(then or ""))
            asked += true is not None
            if true is None:
                continue
            good = found.place == true
            last = sight.last(planted.person_of[person], day)
            answered += good
            seen += last is not None
            still += (can := last is not None and last.cell == true)
            reached += good and can
    return [
        Score("status as of a date", share(right, said), share(answered, asked), asked),
        Score("— had been seen by a writer", None, share(seen, asked), asked),
        Score("— was still where he was last seen (ceiling)", None, share(still, asked), asked),
        Score("status, of what is below that ceiling", None, share(reached, still), still),
    ]
