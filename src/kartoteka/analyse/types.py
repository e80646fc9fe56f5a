"""Types found among the lives of an archive: the verb ``types``.

In: a reader. Out: a :class:`~kartoteka.analyse.typology.model.FoundTypology`: lives laid on a grid of time,
distances between them, k-medoids clusters, names, marks, borderline cases, what survives when dates or
lives are otherwise, and what all this can and cannot claim.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kartoteka.analyse.grid import Unit
from kartoteka.analyse.laying import lives_in_time
from kartoteka.analyse.quality.chance import NULLS, Null
from kartoteka.analyse.states import KEPT
from kartoteka.analyse.typology.comparing import measured
from kartoteka.analyse.typology.model import FoundTypology
from kartoteka.analyse.typology.search import LEAST, Progress, Search
from kartoteka.archive.reader import Reader
from kartoteka.errors import UnknownName, UsageError
from kartoteka.model.dates import Day
from kartoteka.relate.atlas import Atlas
from kartoteka.wording.saying import Saying


def types(
    reader: Reader,
    *,
    states: str | Sequence[str] = KEPT,
    k: int | None = None,
    unit: Unit | None = None,
    since: str | None = None,
    first: Day | None = None,
    last: Day | None = None,
    known: float = 0.25,
    measure: str = "matching",
    indel: float | None = None,
    weights: Mapping[str, float] | None = None,
    null: Null = "order",
    draws: int = 50,
    seed: int = 0,
    atlas: Atlas | None = None,
    most: int | None = None,
    progress: Progress | None = None,
) -> FoundTypology:
    """Find types among the lives of an archive.

    Parameters
    ----------
    reader
        An archive, or a view of one; of a view only what may be published is looked at.
    states
        What the lives are sequences of: ``kept`` (how somebody is kept), a sort of place (``prison``), a role
        (``regime``), a predicate (``member``, ``occupation``); several make several channels.
    k
        How many types; by default the number that separates them best, from 2 to 8.
    unit
        ``day``, ``week`` or ``month``; by default what suits the time.
    since
        Count from an event of each life (``first``, a predicate, or words of an event), not by the calendar.
    first, last
        The days to look at; by default those on which enough lives are known.
    known
        In what share of the time a life must be known to be placed, 0 … 1.
    measure
        A name of :data:`~kartoteka.analyse.typology.comparing.MEASURES`.
    indel
        For ``om`` and ``omspell``: what it costs to put in or leave out one state, where the dearest
        substitution costs 2. Near 1 the order of states decides; the higher, the more their time.
    weights
        Person → how much a life counts.
    null
        What the archives of chance keep of the lives: ``order``, ``duration``, ``both``, ``moments``,
        ``markov`` or ``independent``; see :func:`~kartoteka.analyse.quality.chance.randomised`.
    draws
        How many other ways the dates may have been are tried, and how many archives of chance.
    seed
        Of everything drawn by chance: the same seed, the same answer.
    atlas
        Names and places, where the caller has them already.
    most
        With more lives nothing is searched: time grows with the square of their number.
    progress
        Called with how many steps are done, and of how many.

    Raises
    ------
    UnknownName
        No such states, measure or null model.
    UsageError
        Fewer than four lives are known well enough, or more than ``most``; more types are asked for than
        there can be; or the measure knows no ``indel``.
    """
    atlas = atlas or Atlas(reader)
    if null not in NULLS:
        raise UnknownName("null model", null, NULLS)
    compared = measured(measure, indel)
    lives = lives_in_time(
        reader,
        states=states,
        unit=unit,
        since=since,
        first=first,
        last=last,
        known=known,
        weights=weights,
        atlas=atlas,
    )
    if len(lives) < LEAST:
        raise UsageError(Saying("types.too_few_lives", n=len(lives), least=LEAST))
    if most is not None and len(lives) > most:
        raise UsageError(Saying("types.too_many_lives", n=len(lives), most=most))
    work = Search(reader, atlas, lives, compared, draws, seed, null, indel, progress)
    return work.typology(work.chosen(k), measure)
