"""Ids of the archive → ids that readers may see.

In: an id, and what of its record is published. Out: an id made from that alone. The archive's own ids are
made from its contents, hidden names included, or were typed by hand: their hash would let anybody test a
guess ("is this about Anna Guseva?") against the anchor of a page.
"""

from __future__ import annotations

import hashlib
import json

from kartoteka.archive.heap import Counts

_RECENT = 50_000
"""Ids that are kept at hand: passages and tellings are asked for by each statement that rests on them."""


class Opaque:
    """Gives each record one id, the same in every build of the same published content.

    >>> ids = Opaque()
    >>> one, two = ids.of("st", "anna-ill", "N. N.", "ill"), ids.of("st", "berta-ill", "N. N.", "ill")
    >>> again = ids.of("st", "anna-ill", "N. N.", "ill")
    >>> one == again, one == two, one == Opaque().of("st", "x", "N. N.", "ill")
    (True, False, True)
    """

    def __init__(self) -> None:
        # Hashes, eight bytes each: the ids and the contents of all records would be the archive once more.
        self._numbers, self._times = Counts(), Counts()
        self._recent: dict[tuple[str, str], str] = {}

    def of(self, kind: str, real: str, *published: object) -> str:
        """Return the public id of a record, of which the same is published whenever it is asked for."""
        found = self._recent.get((kind, real))
        if found is None:
            content = json.dumps([kind, *published], ensure_ascii=False, default=str)
            digest = hashlib.sha256(f"{content}{self._number(kind, real, content)}".encode())
            if len(self._recent) >= _RECENT:
                self._recent.clear()
            found = self._recent[kind, real] = f"{kind}_{digest.hexdigest()[:12]}"
        return found

    def _number(self, kind: str, real: str, content: str) -> int:
        """Return which of the records that read the same this one is: they are told apart by their order."""
        record = hash((kind, real))
        number = self._numbers[record]
        if not number:
            short = hashlib.blake2b(content.encode(), digest_size=8).digest()
            number = self._times.add(int.from_bytes(short, signed=True))
            self._numbers.add(record, number)
        return number
