"""Ids of the archive → ids that readers may see.

In: an id, and what of its record is published. Out: an id made from that alone. The archive's own ids are
made from its contents, hidden names included, or were typed by hand: their hash would let anybody test a
guess ("is this about Anna Guseva?") against the anchor of a page.
"""

from __future__ import annotations

import hashlib
import json


class Opaque:
    """Gives each record one id, the same in every build of the same published content.

    >>> ids = Opaque()
    >>> one, two = ids.of("st", "anna-ill", "N. N.", "ill"), ids.of("st", "berta-ill", "N. N.", "ill")
    >>> one == ids.of("st", "anna-ill", "whatever"), one == two, one == Opaque().of("st", "x", "N. N.", "ill")
    (True, False, True)
    """

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], str] = {}
        self._times: dict[bytes, int] = {}

    def of(self, kind: str, real: str, *published: object) -> str:
        """Return the public id of a record; what is published of it counts when it is first asked for."""
        if (kind, real) not in self._given:
            content = json.dumps([kind, *published], ensure_ascii=False, default=str)
            # Records that read the same are told apart by their order.
            # Counted by hash: the contents of all records at once would be the archive once more.
            short = hashlib.blake2b(content.encode(), digest_size=12).digest()
            number = self._times[short] = self._times.get(short, 0) + 1
            digest = hashlib.sha256(f"{content}{number}".encode()).hexdigest()
            self._given[kind, real] = f"{kind}_{digest[:12]}"
        return self._given[kind, real]
