"""The slow jobs themselves, as they run in a process of their own.

In: the archive's path and a few words. Out, through a pipe: progress now and then, at the end one mapping of
plain values with the edit that it knows.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from itertools import islice
from multiprocessing.connection import Connection
from typing import Any

from kartoteka.archive.archive import Archive
from kartoteka.errors import KartotekaError, PublishBlocked

Tell = Callable[[int, int], None]

MOST = 5_000
"""Findings that are kept to be shown; all are counted."""


def findings(archive: Archive, _tell: Tell, lang: str) -> dict[str, Any]:
    """Run every rule."""
    from kartoteka.check.run import findings as all_findings
    from kartoteka.web.findings import kept

    with archive.sparing():
        found = all_findings(archive, lang=lang)
    return {
        "total": len(found),
        "by_severity": dict(found.by_severity),
        "by_rule": dict(found.by_rule),
        "findings": [kept(f) for f in islice(found, MOST)],
    }


def questions(archive: Archive, _tell: Tell, lang: str) -> dict[str, Any]:
    """Ask what should be asked in the next letter."""
    from kartoteka.check.questions import questions as asked

    interviews = [
        {
            "witness": interview.witness,
            "name": interview.name,
            "questions": [
                {
                    "text": question.text,
                    "evidence": list(question.evidence),
                    "rule": question.findings[0].rule if question.findings else "",
                }
                for question in interview.questions
            ],
        }
        for interview in asked(archive, lang=lang)
    ]
    return {"interviews": interviews}


def preview(archive: Archive, tell: Tell, folder: str, lang: str, veil: str) -> dict[str, Any]:
    """Build the encyclopedia into a folder that only this user can read, under names that say nothing."""
    from kartoteka.publish.site import site
    from kartoteka.wording.texts import LANGUAGES

    langs = sorted(LANGUAGES, key=lambda other: other != lang)
    built = site(archive, folder, langs=langs, progress=tell, veil=veil)
    return {
        "pages": built.pages,
        "held_back": {each: list(built.held_back(each)) for each in langs},
    }


MOST_LIVES = 2_000
"""Lives that are compared with each other; the time grows with the square of their number."""


def found_types(archive: Archive, tell: Tell, settings: str) -> dict[str, Any]:
    """Find types among the lives; settings are those of :func:`kartoteka.analyse.types.types`, as JSON."""
    from kartoteka.analyse.types import types
    from kartoteka.web.types_shown import tree_of

    found = types(archive, **json.loads(settings), most=MOST_LIVES, progress=tell)
    return {"found": found, "tree": tree_of(found)}


def question(archive: Archive, _tell: Tell, verb: str, asked: str) -> dict[str, Any]:
    """Ask across the archive; what is asked are the arguments of the verb, as JSON."""
    from kartoteka.relate.atlas import Atlas
    from kartoteka.web.asking import answered

    return {"frame": answered(archive, Atlas(archive), verb, json.loads(asked))}


JOBS: Mapping[str, Callable[..., dict[str, Any]]] = {
    "findings": findings,
    "questions": questions,
    "preview": preview,
    "types": found_types,
    "question": question,
}
"""Name → job."""


def run_job(pipe: Connection, name: str, path: str, args: tuple[str, ...]) -> None:
    """Do a job and say through the pipe how it went."""
    if hasattr(os, "nice"):
        os.nice(5)  # whoever works at the desk comes first
    edit = None
    try:
        with Archive(path, by="kartoteka", policy=_read_only) as archive:
            edit = archive.lists.newest_edit()
            result = JOBS[name](archive, _teller(pipe), *args)
        pipe.send({"edit": edit, "result": result})
    except PublishBlocked as error:
        from kartoteka.web.findings import kept

        pipe.send({"edit": edit, "failure": _failure(error, [kept(f) for f in error.findings])})
    except (KartotekaError, OSError) as error:
        pipe.send({"failure": _failure(error, [])})
    finally:
        pipe.close()


def _read_only(_who: str, _verb: str) -> str:
    return "this process only reads"


def _failure(error: Exception, findings: list[Mapping[str, Any]]) -> dict[str, Any]:
    from kartoteka.web.explain import message
    from kartoteka.wording.texts import LANGUAGES

    said = {
        lang: message(error, lang) if isinstance(error, KartotekaError) else str(error)
        for lang in LANGUAGES
    }
    return {"class": type(error).__name__, "message": said, "findings": findings}


def _teller(pipe: Connection) -> Tell:
    """Return what tells the progress, a hundred times at most."""
    last = -1

    def tell(done: int, total: int) -> None:
        nonlocal last
        percent = 100 * done // total if total else 0
        if percent != last:
            last = percent
            pipe.send({"progress": (done, total)})

    return tell
