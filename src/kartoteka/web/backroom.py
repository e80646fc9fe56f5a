"""Slow work, beside the desk: the rules, the questions, the preview, each in a process of its own.

In: the name of a job and the edit that it should know. Out: its last result, at once, with the edit that it
knows and whether a newer one is being made. A process of its own gives its memory back, cannot hold up a
call, and can be ended with the server.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Literal

from kartoteka.web.backroom_jobs import JOBS, run_job

State = Literal["none", "running", "fresh", "stale", "failed"]


@dataclass(slots=True)
class Job:
    """One kind of slow work, as it stands.

    Parameters
    ----------
    result
        The last one, as plain values; None before the first.
    edit
        The edit that the result knows.
    failure
        What went wrong last time (message in each language, findings), None if nothing did.
    done, total
        How far the running one is; 0 of 0 where it does not say.
    """

    result: dict[str, Any] | None = None
    edit: int | None = None
    failure: dict[str, Any] | None = None
    done: int = 0
    total: int = 0
    process: BaseProcess | None = None

    @property
    def running(self) -> bool:
        """Whether a newer result is being made."""
        return self.process is not None


@dataclass
class Backroom:
    """The slow work of one server.

    Parameters
    ----------
    path, by
        The archive, and who is working.
    start
        Starts a thread's work; for tests.
    """

    path: Path
    by: str | None = None
    start: Callable[[threading.Thread], None] = threading.Thread.start
    _jobs: dict[tuple[str, ...], Job] = field(default_factory=dict[tuple[str, ...], Job])
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _closed: bool = False

    def job(
        self, name: str, *args: str, edit: int, again: bool = False, most: int | None = None
    ) -> tuple[Job, State]:
        """Return a job as it stands, having begun it where its result is missing or stale.

        Parameters
        ----------
        name, args
            A job of :data:`~kartoteka.web.backroom_jobs.JOBS`, and what it is told.
        edit
            The newest edit of the archive.
        again
            Begin anew although the result is fresh.
        most
            Of a job that is told other things each time: only the newest is worked on, and the results of so
            many are kept. None: of a job that is always told the same.
        """
        with self._lock:
            job = self._jobs.setdefault((name, *args), Job())
            stale = job.edit != edit
            if (stale or again) and not job.running and not self._closed:
                if most is not None:
                    self._make_room((name, *args), most)
                self._begin(job, name, args, edit)
            return job, self._state(job, edit)

    def _make_room(self, wanted: tuple[str, ...], most: int) -> None:
        """End what the same job is doing for another question, and forget its oldest results."""
        self._jobs[wanted] = self._jobs.pop(wanted)  # the newest stands last
        others = [key for key in self._jobs if key[0] == wanted[0] and key != wanted]
        for key in others:
            process = self._jobs[key].process
            if process is not None:
                process.terminate()
                del self._jobs[key]
        kept = [key for key in others if key in self._jobs]
        for key in kept[: max(0, len(kept) - most + 1)]:
            del self._jobs[key]

    def look(self, name: str, *args: str, edit: int) -> tuple[Job, State]:
        """Return a job as it stands, without beginning anything."""
        with self._lock:
            job = self._jobs.get((name, *args), Job())
            return job, self._state(job, edit)

    def busy(self) -> list[tuple[str, int, int]]:
        """Return (name, done, total) of what is running."""
        with self._lock:
            return [(key[0], j.done, j.total) for key, j in self._jobs.items() if j.running]

    @staticmethod
    def _state(job: Job, edit: int) -> State:
        if job.running:
            return "running"
        if job.failure is not None:
            return "failed"
        if job.result is None:
            return "none"
        return "fresh" if job.edit == edit else "stale"

    def _begin(self, job: Job, name: str, args: tuple[str, ...], edit: int) -> None:
        if name not in JOBS:
            raise KeyError(name)
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        job.process = context.Process(
            target=run_job, args=(theirs, name, str(self.path), args), daemon=True
        )
        job.done = job.total = 0
        job.process.start()
        theirs.close()
        thread = threading.Thread(target=self._wait, args=(job, ours, edit), daemon=True)
        self.start(thread)

    def _wait(self, job: Job, ours: Connection, edit: int) -> None:
        """Take what the process says until its last; what failed counts as of the edit asked for."""
        last: dict[str, Any] = {"failure": {}}
        try:
            while True:
                last = ours.recv()
                if "progress" not in last:
                    break
                job.done, job.total = last["progress"]
        except EOFError:
            last = {"failure": {"class": "Internal"}}
        finally:
            ours.close()
        with self._lock:
            if job.process is not None:
                job.process.join(10)
            job.process = None
            job.edit = last.get("edit", edit)
            job.failure = last.get("failure")
            job.result = last.get("result", job.result)

    def close(self) -> None:
        """End whatever is running."""
        with self._lock:
            self._closed = True
            running = [job.process for job in self._jobs.values() if job.process]
        for process in running:
            process.terminate()
            process.join(5)
