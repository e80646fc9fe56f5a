"""What went wrong, as an answer: exception → status, class, sentence, facts.

In: an exception of a verb. Out: a :class:`~kartoteka.web.refusals.Refusal`. The table of statuses is here and
nowhere else; the core knows none.
"""

from __future__ import annotations

from typing import Any, cast

from kartoteka import errors
from kartoteka.archive.archive import Archive
from kartoteka.archive.codec import CODECS, Record, codec_of
from kartoteka.archive.versions import Stale, version_of
from kartoteka.model.findings import Finding
from kartoteka.web.refusals import Refusal
from kartoteka.wording.saying import Saying
from kartoteka.wording.texts import has_text, say

STATUSES: tuple[tuple[type[Exception], int], ...] = (
    (errors.Refused, 422),
    (errors.PublishBlocked, 422),
    (errors.AnchorLost, 422),
    (errors.UnreadableSource, 422),
    (errors.NotFound, 404),
    (errors.Conflict, 409),
    (errors.Locked, 423),
    (errors.NotAllowed, 403),
    (errors.CannotWrite, 507),
    (errors.UsageError, 400),
    (errors.MissingExtra, 501),
    (errors.ArchiveError, 503),
)
"""Exception → HTTP status; the first that fits counts."""

_FACTS = ("did_you_mean", "id", "kind", "name", "quote", "source_id", "text", "verb", "who", "why")


def status_of(error: Exception) -> int:
    """Return the HTTP status for an exception; 500 for one that is not ours.

    >>> status_of(errors.NotFound("entity", "ana")), status_of(ValueError())
    (404, 500)
    """
    return next((status for kind, status in STATUSES if isinstance(error, kind)), 500)


def refusal_of(
    error: errors.KartotekaError,
    lang: str,
    archive: Archive | None = None,
    *,
    findings: list[dict[str, Any]] | None = None,
) -> Refusal:
    """Return what to answer for an error of ours.

    Parameters
    ----------
    error
        What was raised.
    lang
        Of the sentence.
    archive
        For a conflict: in whose history the change is looked up.
    findings
        Of a refusal, as JSON.
    """
    facts = {name: _plain(getattr(error, name)) for name in _FACTS if hasattr(error, name)}
    conflict = None
    if isinstance(error, errors.Conflict) and archive is not None:
        conflict = _conflict(error, archive)
    name = next(
        n for kind in type(error).__mro__ if (n := kind.__name__) in vars(errors)
    )  # Stale is a Conflict to the reader
    return Refusal(status_of(error), name, message(error, lang), facts, findings or [], conflict)


def message(error: errors.KartotekaError, lang: str) -> str:
    """Return what an error says to a person."""
    if isinstance(error, errors.Refused | errors.PublishBlocked):
        found: tuple[Finding, ...] = error.findings
        return " ".join(f"{f.message} {f.fix}" for f in found[:3])
    if isinstance(error, errors.NotFound | errors.UnknownName):
        return _unknown(error, lang)
    if isinstance(error, errors.Conflict) and not isinstance(error, errors.BrokenReference):
        return say("serving.Conflict", lang)
    key = f"cli.error_{type(error).__name__}"
    if has_text(key):
        return say(key, lang, **{name: _in(lang, value) for name, value in vars(error).items()})
    return _in(lang, error.args[0]) if error.args else str(error)


def _in(lang: str, value: Any) -> Any:  # noqa: ANN401 - any fact
    if isinstance(value, tuple):
        return "; ".join(map(str, cast("tuple[object, ...]", value)[:3]))
    return value.said(lang) if isinstance(value, Saying) else value


def _unknown(error: errors.NotFound | errors.UnknownName, lang: str) -> str:
    name = error.id if isinstance(error, errors.NotFound) else error.name
    if error.kind == "edit" and name.startswith("to "):
        return say(f"serving.nothing_{name.replace(' ', '_')}", lang)
    own = f"cli.no_{error.kind}"
    said = (
        say(own, lang, name=name)
        if has_text(own)
        else say("serving.NotFound", lang, kind=error.kind, name=name)
    )
    if near := [_called(error, id_, lang) for id_ in error.did_you_mean[:6]]:
        said += " " + say("cli.did_you_mean", lang, near=say("cli.or", lang).join(near))
    return said


def _called(error: errors.NotFound | errors.UnknownName, id_: str, lang: str) -> str:
    """Return what somebody was perhaps looking for, by the name that the workbench shows for it."""
    names = error.called.get(id_) if isinstance(error, errors.UnknownName) else None
    return names.get(lang) or next(iter(names.values()), id_) if names else id_


def _plain(value: Any) -> Any:  # noqa: ANN401 - any fact
    if isinstance(value, tuple | list):
        return list(map(str, cast("list[object]", value)))
    return value if isinstance(value, int) else str(value)


def _conflict(error: errors.Conflict, archive: Archive) -> dict[str, Any] | None:
    """Return both versions of a record and who changed it; None where the conflict is of another kind."""
    if isinstance(error, Stale):
        key, expected, actual = error.key, error.expected, error.actual
    else:
        actual = error.actual if _is_record(error.actual) else None
        expected = error.expected if _is_record(error.expected) else None
        known = actual or expected
        if known is None:
            return None
        key = f"{codec_of(known).kind}:{codec_of(known).key_of(known)}"
    kind, _, id_ = key.partition(":")
    last = [c for c in archive.history(id_) if c.kind == kind][-1:]
    changed = {"by": last[0].by, "at": last[0].at, "edit": last[0].edit} if last else {}
    return {
        "key": key,
        "expected": _row(expected),
        "actual": _row(actual),
        "actual_version": version_of(actual) if actual else None,  # type: ignore[arg-type]
        "by": "",
        "at": "",
        "edit": 0,
        **changed,
    }


def _is_record(value: object) -> bool:
    return any(isinstance(value, codec.record) for codec in CODECS.values())


def _row(record: Record | object | None) -> dict[str, Any] | None:
    return None if record is None else codec_of(record).to_row(record)
