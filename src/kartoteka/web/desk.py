"""One archive, one thread: where every call of the workbench is worked on, one after the other.

In: an archive's path. Out: the results of functions that are handed an open archive and what is known of it.
SQLite and Python both do one thing at a time anyhow; one thread needs no locks, and a call takes a few
thousandths of a second. What takes longer is done by the back room (``backroom``), in another process.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from kartoteka.archive.archive import Archive
from kartoteka.web.known import Known
from kartoteka.wording.texts import LANGUAGES

T = TypeVar("T")


class Desk:
    """The archive of one server.

    Parameters
    ----------
    path
        The archive file.
    by
        Who is working.
    """

    def __init__(self, path: Path, *, by: str | None = None) -> None:
        self.path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="kartoteka-desk")
        self._known = self._thread.submit(lambda: Known(Archive(path, by=by))).result()
        # While the browser opens, everybody is put in order: the first list need not wait for it.
        self._thread.submit(lambda: [self._known.alphabet.heads(lang) for lang in LANGUAGES])
        names = self._known.names
        called = [name for head in names.heads() for name in names.names(head)]
        threading.Thread(target=_prepare, args=(called,), daemon=True).start()

    async def work(self, do: Callable[[Known], T]) -> T:
        """Do something with the archive; whatever it raises is raised here."""
        return await asyncio.wrap_future(self._thread.submit(self._do, do))

    def _do(self, do: Callable[[Known], T]) -> T:
        self._known.renew()
        return do(self._known)

    def close(self) -> None:
        """Finish what is begun, and close the archive."""
        self._thread.submit(self._known.archive.close).result()
        self._thread.shutdown()


def _prepare(called: list[str]) -> None:
    """Get ready for the first texts, beside the first calls."""
    from kartoteka.web.ask_known import prepare

    prepare(called)
