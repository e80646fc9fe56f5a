"""Where packed statements lie: columns of numbers, and each text or record that recurs once.

In: nothing; ``compact.Compact.add`` and ``packing.packed`` fill it. Out: :class:`Columns`. A number stands
for an entity, a predicate, a date as typed; -1 stands for None. What only looks at numbers (``check.table``)
takes whole columns as arrays, and never makes a statement.
"""

from __future__ import annotations

from array import array
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kartoteka.archive.heap import ById, Heap, Numbers, Texts
from kartoteka.model.dates import Day
from kartoteka.model.sources import Part, Source
from kartoteka.model.statements import Role

Ints = NDArray[np.signedinteger[Any]]
"""Whole numbers, of four bytes each or of eight."""

NO_DAY: Day = -(2**62)
"""In a column of days: None."""

POLARITY, STANDS, DEPRECATED, DATED, ATTESTED, DISPUTED = 1, 2, 4, 8, 16, 32
"""Bits of a statement's flags."""

BASIS, STANCE = 0, 1
"""Where these stand in the shape of an attestation."""

DURATION, SIGN, RANK, ACCESS = 2, 3, 4, 5
"""Where these stand in the shape of a statement."""


SPEAKER, TELLING_ACCESS = 2, 5
"""Where these stand in a packed telling."""


class Columns:
    """Everything that is packed.

    Attributes
    ----------
    names, dates, shapes, attestation_shapes, roles, places, chains, sources
        What recurs: ids of entities, sources and predicates; EDTF; the fields that many statements have in
        common (predicate, language, duration, polarity, rank, access), and many attestations (basis,
        stance, certainty, method, who, when); all roles of a statement; a source with a part; numbers of the
        tellings of a chain; sources by id.
    ids, subject, predicate, object, value, when, words, days, shape, role, flags, first
        Of each statement. ``value`` and ``words`` are numbers in ``texts``; ``days`` are b0, b1, e0 and e1;
        ``first`` is the first of its attestations, and the next statement's ends them.
    attestation_id, passage, attestation_shape, chain
        Of each attestation; ``attestation_id`` is a number in ``attestation_ids``.
    passage_ids, place, start, end, exact, locator, cited
        Of each passage; ``exact``: its words, with those around them and its locator, packed; ``locator``: a
        number in ``texts``; ``cited``: whether a statement that is not deprecated points at it.
    tellings, told_in
        Tellings, packed; source → numbers of those in it.
    """

    def __init__(self) -> None:
        self.names, self.dates = Numbers[str](), Numbers[str]()
        self.shapes, self.attestation_shapes = (
            Numbers[tuple[Any, ...]](),
            Numbers[tuple[Any, ...]](),
        )
        self.roles = Numbers[tuple[Role, ...]]()
        self.places = Numbers[tuple[str, Part | None]]()
        self.chains = Numbers[tuple[int, ...]]()
        self.sources: dict[str, Source] = {}
        self.texts = Texts()

        self.ids = Texts()
        self.subject, self.predicate, self.object = array("i"), array("i"), array("i")
        self.value, self.when, self.words = array("i"), array("i"), array("i")
        self.days = array("q"), array("q"), array("q"), array("q")
        self.shape, self.role = array("i"), array("i")
        self.flags = array("B")
        self.first = array("i", [0])

        self.attestation_ids = Texts()
        self.attestation_id, self.passage = array("i"), array("i")
        self.attestation_shape, self.chain = array("i"), array("i")

        self.passage_ids = Texts()
        self.place, self.start, self.end = array("i"), array("q"), array("q")
        self.exact, self.locator = Heap(), array("i")
        self.cited = bytearray()

        self.tellings = Heap()
        self.told_in: dict[str, array[int]] = {}

        self.by_id = ById(self.ids.__getitem__)
        self.passage_by_id = ById(self.passage_ids.__getitem__)

    def text(self, text: str | None) -> int:
        """Take a text in; return its number."""
        return -1 if text is None else self.texts.add(text)


def ints(column: array[int]) -> Ints:
    """Return a column as an array of its own kind, without a copy: nothing can be added while it is held."""
    return np.frombuffer(column, dtype=column.typecode)


def having(shapes: Numbers[tuple[Any, ...]], field: int, *values: object) -> NDArray[np.bool_]:
    """Return by the number of a shape whether a field of it is one of some values."""
    return np.array([shape[field] in values for shape in shapes], dtype=np.bool_)


def fill_flags(at: Columns, owner: Ints) -> None:
    """Work out the flags of all statements, and which passages are cited; as ``compact`` does for one.

    Parameters
    ----------
    at
        Filled but for ``flags``, and all zeros in ``cited``.
    owner
        Of each attestation, the number of its statement, ascending.
    """
    count = len(at.shape)
    negative = having(at.shapes, SIGN, -1)[ints(at.shape)]
    deprecated = having(at.shapes, RANK, "deprecated")[ints(at.shape)]
    asserting = having(at.attestation_shapes, STANCE, "asserts")[ints(at.attestation_shape)]
    under = np.bincount(owner, minlength=count)
    asserted = np.bincount(owner[asserting], minlength=count)
    stands = ~negative & ~deprecated & ((under == 0) | (asserted > 0))
    flags = (
        (~negative * POLARITY)
        | (stands * STANDS)
        | (deprecated * DEPRECATED)
        | ((ints(at.when) >= 0) * DATED)
        | ((under > 0) * ATTESTED)
        | ((negative | (asserted < under)) * DISPUTED)
    )
    at.flags.frombytes(flags.astype(np.uint8).tobytes())
    used = np.frombuffer(at.cited, dtype=np.uint8)
    used[ints(at.passage)[~deprecated[owner]]] = 1
