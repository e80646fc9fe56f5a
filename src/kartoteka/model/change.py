"""History: one line per changed record, chained by hash.

The hash of a change is SHA-256 over the previous hash and the change itself, so that a line altered or
removed from the middle is noticed. A cut tail is not: keep the head elsewhere (QUALITY, backups).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after one edit.

    Parameters
    ----------
    seq
        Position in the history, from 1.
    edit
        The number of the edit it belongs to; an edit is undone as a whole.
    at, by, why
        When (UTC, ISO 8601), who, and the reason given.
    kind, id
        The record.
    before, after
        Its JSON, None where it did not exist.
    previous_hash, hash
        The chain (SHA-256, hex).
    """

    seq: int
    edit: int
    at: str
    by: str
    why: str
    kind: str
    id: str
    before: str | None
    after: str | None
    previous_hash: str
    hash: str
