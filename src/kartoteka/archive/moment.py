"""One moment of an archive: everything that is read in it is as of that moment, whoever writes meanwhile.

In: a connection. Out: a read transaction of its own, or that which it is in already. SQLite gives each
statement a snapshot of its own otherwise, and what two of them read need not fit together.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from kartoteka.archive.sqlite import Connection


@contextmanager
def one_moment(db: Connection) -> Generator[None]:
    """Read everything as of one moment; inside an edit, as the edit sees it."""
    own = not db.in_transaction
    if own:
        db.execute("BEGIN")
    try:
        yield
    finally:
        if own and db.in_transaction:
            db.execute(
                "ROLLBACK"
            )  # nothing was written; a COMMIT would look at a damaged file once more
