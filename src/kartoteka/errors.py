"""Every exception Kartoteka raises, in one tree.

Two kinds of trouble are kept apart. *Findings* are about the material (a quote that is not in the
letter, two stays that exclude each other): checks return them, all at once, and never raise.
*Exceptions* are about the call or the environment (an unknown name, a damaged file). Each is built
from facts; its message says what, which value, and what to do; each has a section in
``docs/reference/messages.md``.

The core knows neither exit codes nor HTTP statuses: those are tables at the edges.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kartoteka.model.findings import Finding


class KartotekaError(Exception):
    """The root: catch this to catch everything that Kartoteka raises on purpose."""


class UsageError(KartotekaError):
    """The call cannot be understood as it stands."""


class UnknownName(UsageError):
    """A word that should come from a list (a predicate, a code, an option) is not in it.

    ``called``: what those that are like it are called, in every language.
    """

    def __init__(
        self,
        kind: str,
        name: str,
        did_you_mean: Sequence[str] = (),
        called: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self.kind, self.name, self.did_you_mean = kind, name, tuple(did_you_mean)
        self.called = dict(called or {})
        hint = f" Did you mean {' or '.join(map(repr, did_you_mean))}?" if did_you_mean else ""
        super().__init__(f"No {kind} is called {name!r}.{hint}")


class UnreadableDate(UsageError, ValueError):
    """A date or duration that is neither EDTF nor words that we understand."""

    def __init__(self, text: str, reason: str) -> None:
        self.text, self.reason = text, reason
        super().__init__(f"The date {text!r} cannot be read: {reason}")


class UnreadableQuery(UsageError):
    """A search query cannot be understood; ``position`` counts code points from its beginning."""

    def __init__(self, query: str, position: int, reason: str) -> None:
        self.query, self.position, self.reason = query, position, reason
        # Of a long query the neighbourhood: the pointer must stand below its place on one line.
        first = max(0, position - 50)
        self.shown = query[first : position + 25].replace("\n", " ")
        self.pointer = " " * (position - first) + "^"
        super().__init__(f"The query cannot be read: {reason}\n  {self.shown}\n  {self.pointer}")


class SearchTooLong(UsageError):
    """A regular expression takes for ever on a text, or on all of them."""

    def __init__(self, pattern: str, seconds: float, where: str) -> None:
        self.pattern, self.seconds, self.where = pattern, seconds, where
        super().__init__(
            f"The expression /{pattern}/ was given up after {seconds:g} s in {where}. Something in it can "
            "match in very many ways, such as (a+)+ or .*.*: say it more narrowly, or look for words."
        )


class SearchStopped(SearchTooLong):
    """A regular expression took longer than others who work with the archive should wait."""

    def __init__(self, pattern: str, seconds: float) -> None:
        super().__init__(pattern, seconds, "all texts")
        self.args = (
            (
                f"The expression /{pattern}/ was stopped after {seconds:g} s: nothing else is answered while "
                "texts are read. Look for words, which takes milliseconds; or look for it with `kartoteka "
                "search` in a terminal, where it may take as long as it needs."
            ),
        )


class NotFitted(UsageError):
    """A measure or typology is asked for a result before ``fit``."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"{what} has not been fitted yet. Call fit(...) first.")


class UnusableSequences(UsageError, ValueError):
    """Sequences, or what is asked of them, do not fit: which part, and how to mend it."""

    def __init__(self, where: str, reason: str) -> None:
        self.where, self.reason = where, reason
        super().__init__(f"{where}: {reason}")


class NotFound(KartotekaError, LookupError):
    """Nothing in the archive has this id."""

    def __init__(self, kind: str, id: str, did_you_mean: Sequence[str] = ()) -> None:  # noqa: A002
        self.kind, self.id, self.did_you_mean = kind, id, tuple(did_you_mean)
        hint = f" Did you mean {' or '.join(map(repr, did_you_mean))}?" if did_you_mean else ""
        super().__init__(f"The archive has no {kind} {id!r}.{hint}")


class Conflict(KartotekaError):
    """The record has changed since it was read: show both versions and let the person choose."""

    def __init__(self, id: str, expected: object, actual: object) -> None:  # noqa: A002
        self.id, self.expected, self.actual = id, expected, actual
        super().__init__(
            f"{id!r} has changed since it was read.\n  you started from: {expected}\n"
            f"  the archive has:  {actual}\nRead it again, and decide which is right."
        )


class BrokenReference(Conflict):
    """An edit would leave a record that refers to nothing; nothing of it was kept."""

    def __init__(self, broken: Sequence[str]) -> None:
        self.broken = tuple(broken)
        self.id, self.expected, self.actual = broken[0], "what it refers to", "nothing"
        KartotekaError.__init__(
            self,
            f"Nothing was changed, because these would refer to nothing: {'; '.join(broken)}. "
            "Add what they refer to, or take back first what refers to it.",
        )


class UnreadableSource(KartotekaError):
    """A file cannot be imported; the archive is as it was."""

    def __init__(self, path: Path | str, reason: str) -> None:
        self.path, self.reason = Path(path), reason
        super().__init__(f"{path}: {reason}")


class AnchorLost(KartotekaError):
    """The words a passage points at are not in its source."""

    def __init__(self, quote: str, source_id: str) -> None:
        self.quote, self.source_id = quote, source_id
        super().__init__(
            f"The words {quote!r} are not in the source {source_id!r}. Copy them from the text "
            "as it stands there (kartoteka export --plain writes it to a file)."
        )


class ArchiveError(KartotekaError):
    """The archive file cannot be used as it is."""


class NotAnArchive(ArchiveError):
    """The file is missing, is something else, or is damaged."""

    def __init__(self, path: Path | str, reason: str) -> None:
        self.path, self.reason = Path(path), reason
        super().__init__(f"{path}: {reason}")


class NewerFormat(ArchiveError):
    """The archive was written by a newer Kartoteka."""

    def __init__(self, path: Path | str, found: int, known: int) -> None:
        self.path, self.found, self.known = Path(path), found, known
        super().__init__(
            f"{path} has archive format {found}; this Kartoteka knows formats up to {known}. "
            "Nothing was changed. Install a newer Kartoteka to open it."
        )


class Locked(ArchiveError):
    """Somebody else is writing to the archive."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        super().__init__(
            f"{path} is being written to by another program. Nothing was changed. "
            "Close the other one, or try again in a moment."
        )


class CannotWrite(ArchiveError):
    """The disk is full, the file is read-only, or the device failed; nothing half-done is kept."""

    def __init__(self, path: Path | str, reason: str) -> None:
        self.path, self.reason = Path(path), reason
        super().__init__(
            f"{path} could not be written: {reason}. Nothing half-done was kept, everything "
            "recorded before is safe. Mend that and try again."
        )


class WrongPassphrase(ArchiveError):
    """The archive is encrypted and the passphrase does not open it."""


class NotAllowed(KartotekaError):
    """The person may not do this here."""

    def __init__(self, who: str, verb: str, why: str) -> None:
        self.who, self.verb, self.why = who, verb, why
        super().__init__(f"{who} may not {verb}: {why}")


class MissingExtra(KartotekaError):
    """A feature needs a package that is not installed."""

    def __init__(self, feature: str, install: str) -> None:
        self.feature, self.install = feature, install
        super().__init__(f"{feature}: a package is needed that is not here. Install it: {install}")


class NoDevice(KartotekaError):
    """What should do the work (a graphics card, a cluster) is not here, or cannot do this."""

    def __init__(self, engine: str, reason: str) -> None:
        self.engine, self.reason = engine, reason
        super().__init__(f"engine {engine!r}: {reason}")


class Refused(KartotekaError):
    """A file was refused, whole, with its findings; nothing of it was written."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class PublishBlocked(KartotekaError):
    """A site or book would break a promise; nothing was written."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))
