"""What a new format keeps and an older one did not, worked out when an archive is led forward.

In: a connection, within the transaction of the migration. Out: the tables that the format brought, filled.
"""

from __future__ import annotations

from collections.abc import Callable

from kartoteka.archive import reindex, relisted, said_in
from kartoteka.archive.sqlite import Connection

FILLED: dict[int, Callable[[Connection], None]] = {
    2: reindex.rebuild,
    4: relisted.relist,
    5: said_in.fill,
}
"""Format → what fills that which came with it: the search index, the lists, where statements are said."""
