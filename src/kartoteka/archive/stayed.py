"""Brief outlines of the stays in some places, read off one index (migration 0005).

In: a connection and conditions. Out: the same outlines as :func:`query.outlines` gives, which answers
whatever else is asked. Who was in the same cells as a group is asked of ten thousand stays at once; looking
up each of them in its table took longer than all the rest of the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from kartoteka.archive import query
from kartoteka.archive.reader import ANY_TIME, Ids, Stretch
from kartoteka.archive.sqlite import Connection
from kartoteka.archive.whole import json_of
from kartoteka.model.outlines import Outline
from kartoteka.model.presence import STAY

# Word for word as in the index, in which all of it stands.
_STAYS = f"""
    SELECT s.id, s.subject, 'stay', s.object, s.b0, s.b1, s.e0, s.e1, {query.FIRST_BEGINNING} <> 1000000000,
        s.polarity = 1 AND s.rank <> 'deprecated' AND {{}}, s.polarity = 1 AND s.rank <> 'deprecated'
    FROM statement s INDEXED BY statement_of_stays
    WHERE s.predicate = 'stay' AND {{}} ORDER BY s.rowid"""  # noqa: S608

_FALLEN = """
    SELECT 1 FROM tally WHERE entity IN (SELECT value FROM json_each(?))
        AND position = 'object' AND predicate = 'stay' AND fallen = 1"""


def outlines(
    db: Connection, *, brief: bool = False, during: Stretch = ANY_TIME, **conditions: Ids | None
) -> Iterator[Outline]:
    """Yield the outlines of the statements that meet all conditions, in the order of recording."""
    asked = {name: ids for name, ids in conditions.items() if ids is not None}
    if not brief or asked.keys() != {"object", "predicate"} or asked["predicate"] != STAY:
        return query.outlines(db, brief=brief, during=during, **conditions)
    places = asked["object"]
    # Where nothing is denied by all who speak of it, nobody need be asked of each stay who asserts it.
    fallen = db.execute(_FALLEN, (json_of(places),)).fetchone()
    found, values = query.where({"object": places}, during)
    rows = query.plain(db, _STAYS.format(query.ASSERTED if fallen else "1", found), values)
    return map(query.brief_outline, rows)
