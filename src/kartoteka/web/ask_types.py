"""Calls about types found among the lives: search for them, move a cost, look at one life, declare.

In: the settings of a search. Out: what was found, as it stands. The search is done by the back room; what is
asked of its result here takes some hundredths of a second.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from kartoteka.errors import NotFound, UsageError
from kartoteka.web.ask_checks import failure_of
from kartoteka.web.calls import At, call
from kartoteka.web.shapes import Written
from kartoteka.web.type_shapes import (
    FoundShape,
    LifeInStates,
    Moved,
    OfLife,
    OfMoved,
    OfTypes,
    RunShape,
    Settings,
    ToDeclare,
    TreeShape,
    Types,
)
from kartoteka.web.write_marks import written
from kartoteka.wording.saying import Saying

if (
    TYPE_CHECKING
):  # what computes is loaded when it is asked for, so that the server is there at once
    from kartoteka.analyse.typology.live import Slider
    from kartoteka.analyse.typology.model import FoundTypology

KEPT = 4
"""Searches whose results are kept."""

FIRST_STATEMENTS = 200
"""Statements of a life that are sent along."""


@call("types", OfTypes, Types)
def types(at: At, said: OfTypes) -> Types:
    """Types found among the lives, with all that is to be said of them."""
    room, edit, key = at.server.room, at.known.edit, said.settings.key()
    job, state = room.look("types", key, edit=edit)
    if said.begin == "again" or (said.begin == "missing" and state == "none"):
        again = said.begin == "again"
        job, state = room.job("types", key, edit=edit, again=again, most=KEPT)
    result: dict[str, Any] = job.result or {}
    found: FoundTypology | None = result.get("found")
    return Types(
        state=state,
        edit=job.edit,
        done=job.done,
        total=job.total,
        failure=failure_of(at, job),
        found=_shown(at, key, found, result["tree"]) if found else None,
        names=at.speaker.names(),
    )


def _shown(at: At, key: str, found: FoundTypology, tree: TreeShape) -> FoundShape:
    """Return what is shown of a search; it is asked for again and again while another one runs."""
    from kartoteka.web.types_shown import found_shape, named_in

    held: dict[str, tuple[FoundTypology, FoundShape]] = at.known.kept(
        ("types", at.lang), _no_searches
    )
    if key not in held or held[key][0] is not found:
        held[key] = found, found_shape(at, found, tree)
    at.speaker.note(*named_in(found))
    return held[key][1]


def _no_searches() -> dict[str, tuple[FoundTypology, FoundShape]]:
    return {}


def _found(at: At, settings: Settings, *, fresh: bool = False) -> FoundTypology:
    """Return what was found; with ``fresh`` only where nothing was written since.

    Raises
    ------
    UsageError
        It was not searched, or the archive is another one now.
    """
    job, state = at.server.room.look("types", settings.key(), edit=at.known.edit)
    found: FoundTypology | None = (job.result or {}).get("found")
    if found is None:
        raise UsageError(Saying("serving.types_not_searched"))
    if fresh and state != "fresh":
        raise UsageError(Saying("serving.types_stale"))
    return found


@call("types-moved", OfMoved, Moved)
def types_moved(at: At, said: OfMoved) -> Moved:
    """The same lives in groups for another cost, or another number of types."""
    found = _found(at, said.settings)
    moved = _slider(at, found).at(said.k, indel=said.indel)
    return Moved(
        labels=moved.labels.tolist(),
        medoids=[found.lives.people[row] for row in moved.medoids.tolist()],
        width=moved.width,
        stays=moved.stays.tolist(),
    )


def _slider(at: At, found: FoundTypology) -> Slider:
    """Return the slider of a search; of one only, for it holds all distances."""
    from kartoteka.analyse.typology.live import Slider

    held: list[Slider] = at.known.kept("slider", list[Slider])
    if not held or held[0].found is not found:
        held[:] = [Slider(found)]
    return held[0]


@call("types-life", OfLife, LifeInStates)
def types_life(at: At, said: OfLife) -> LifeInStates:
    """One life as a sequence of states, each with the statements it is read from."""
    found = _found(at, said.settings)
    if said.person not in found.lives.people:
        raise NotFound("person", said.person)
    runs = list(_runs(found, found.lives.people.index(said.person)))
    ids = list(dict.fromkeys(i for run in runs for i in run.statements))
    statements = at.speaker.said(ids[:FIRST_STATEMENTS])
    return LifeInStates(runs=runs, statements=statements, names=at.speaker.names())


def _runs(found: FoundTypology, row: int) -> Iterator[RunShape]:
    from kartoteka.web.types_shown import runs_of

    lives = found.lives.sequences()
    codes: list[int] = lives.codes[row].tolist()
    runs = runs_of(codes, len(lives.states) - 1)
    ends = list(accumulate(cells for _, cells in runs))
    for (state, cells), end in zip(runs, ends, strict=True):
        at = range(end - cells, end)
        ids = dict.fromkeys(i for cell in at for i in found.lives.evidence(row, cell))
        yield RunShape(
            state, found.times[at[0]], found.times[at[-1]], list(ids) if state >= 0 else []
        )


@call("declare-types", ToDeclare, Written, writes=True)
def declare_types(at: At, said: ToDeclare) -> Written:
    """Declare found types, under names of one's own, in one edit."""
    from kartoteka.analyse.typology.declare import declare

    found = _found(at, said.settings, fresh=True)
    archive = at.known.archive
    ids = declare(
        archive, found, why=said.why or "", only=said.only, names=said.names, lang=at.lang
    )
    return written(at, archive.lists.newest_edit(), {"entity": list(ids.values())})
