"""Findings, held in little memory until all are found, and given out the gravest first.

In: findings, as the rules yield them, each with its place in the material. Out: :class:`Held`, which counts
them and yields them in order. A large archive has a hundred thousand, and each is a page of words.
"""

from __future__ import annotations

import pickle
import zlib
from array import array
from collections import Counter
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from kartoteka.model.findings import SEVERITIES, Finding

Place = tuple[int, int]
"""Of a finding: which source by time, and where in it."""


class Held:
    """Findings of one check.

    Attributes
    ----------
    by_severity, by_rule
        How many there are.
    """

    def __init__(self) -> None:
        self.by_severity = Counter[str]()
        self.by_rule = Counter[str]()
        self._packed: list[bytes | Finding] = []
        self._keys = tuple(array("q") for _ in range(3))

    def __len__(self) -> int:
        return len(self._packed)

    def __iter__(self) -> Iterator[Finding]:
        """Yield them by severity, then by place; those of one place in the order in which they were found."""
        severity, source, start = self._keys
        order = sorted(range(len(self)), key=lambda n: (severity[n], source[n], start[n]))
        return (_unpacked(self._packed[number]) for number in order)

    def add(self, finding: Finding, place: Place) -> None:
        """Take a finding in."""
        self.by_severity[finding.severity] += 1
        self.by_rule[finding.rule] += 1
        key = SEVERITIES.index(finding.severity), *place
        for numbers, number in zip(self._keys, key, strict=True):
            numbers.append(number)
        self._packed.append(_packed(finding))


_FIELDS = ("rule", "severity", "message", "fix", "where", "evidence", "question", "ask")


def _packed(finding: Finding) -> bytes | Finding:
    fields = tuple(getattr(finding, name) for name in _FIELDS)
    try:
        return zlib.compress(pickle.dumps((fields, dict(finding.facts))), level=1)
    except (pickle.PicklingError, AttributeError, TypeError):
        return finding  # a plug-in's facts can be anything: such a finding is held as it is


def _unpacked(packed: bytes | Finding) -> Finding:
    if isinstance(packed, Finding):
        return packed
    fields, facts = pickle.loads(zlib.decompress(packed))  # noqa: S301 - packed here, a moment ago
    named: dict[str, Any] = dict(zip(_FIELDS, fields, strict=True))
    return Finding(**named, facts=MappingProxyType(facts))
