"""Ids made from content, so that saying the same thing twice is saying it once.

In: what a record says. Out: a prefix and twelve base-32 letters of its SHA-256 (60 bits: among a million
records the chance of a clash is one in two million). Who recorded something and when is never part of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from kartoteka.model.dates import UncertainDate
from kartoteka.model.statements import Role

_canonical = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"  # RFC 4648
_PAIRS = [high + low for high in _LETTERS for low in _LETTERS]
# Ids are made by the hundred thousand, and base64.b32encode takes longer than the hash.


def content_id(prefix: str, *content: object) -> str:
    """Return the id of a record with this content (JSON values).

    >>> content_id("st", "ana", "stay", "north-12")
    'st_5kiiervnpk4m'
    """
    digest = hashlib.sha256(_canonical(content).encode()).digest()
    bits = int.from_bytes(digest[:8], "big") >> 4
    pairs = [_PAIRS[bits >> shift & 1023] for shift in (50, 40, 30, 20, 10, 0)]
    return f"{prefix}_{''.join(pairs)}"


def date_content(when: UncertainDate | None) -> tuple[str, str | None] | None:
    """Return what of a date makes a record another one: as typed, and the words."""
    return None if when is None else (when.edtf, when.words)


def role_content(roles: Sequence[Role]) -> list[tuple[str, str | None, str | None]]:
    """Return what of the roles makes a statement another one."""
    return [(role.term, role.entity, role.value) for role in roles]
