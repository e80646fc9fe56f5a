# pyright: basic
# ruff: noqa: ANN401 - what llvmlite takes and gives has no types
"""More tiles of vector code: edits with costs of their own in each place, and matching subsequences.

As ``vector``, where the loop and the vocabulary are.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from kartoteka.analyse.kernel.vector import (
    ADDRESSES,
    BANKS,
    COLUMN_BYTES,
    I64,
    ROWS,
    VECTOR_BYTES,
    Writer,
    loop,
)


def _edits(*, ramped: bool) -> Any:
    """Write a strip of four rows of the table of edits, D = min of three sums with costs of their own.

    D[i, j] = min(D[i-1, j-1] + m[i, j] + ramp[j - i], D[i-1, j] + v[i, j], D[i, j-1] + h[i, j]).

    Addresses: three profiles; twelve byte offsets into them, row by row, then four addresses of the ramp;
    cells above and below, whose column -1 is there too. The first column is the border; left of it is BIG.
    Without a ramp (all of it 0) an addition a cell is saved.
    """
    rows = ROWS // 2

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        _, match, delete, insert, offsets, ramps, above, below, columns = arguments
        write = Writer(builder, signature.args[0].dtype)
        address = [
            [builder.add(base, write.integer(offsets, 8 * (3 * r + k))) for r in range(rows)]
            for k, base in enumerate((match, delete, insert))
        ]
        ramp = [write.integer(ramps, 8 * r) for r in range(rows)]
        big = write.constant(2.0**52)

        def body(offset: Any, state: list[Any]) -> list[Any]:
            left, corner = state[: rows * BANKS], state[rows * BANKS :]
            top, bottom = builder.add(above, offset), builder.add(below, offset)
            if ramped:
                column = builder.sdiv(offset, ir.Constant(I64, COLUMN_BYTES // 8))
                far = [write.splat(builder.add(a, column)) for a in ramp]
            cells: list[Any] = [None] * (rows * BANKS)
            tops: list[Any] = []
            for bank in range(BANKS):
                place = bank * VECTOR_BYTES
                up = write.load(top, place)
                tops.append(up)
                diagonal = corner[bank]
                for r in range(rows):
                    cost = [write.load(builder.add(a[r], offset), place) for a in address]
                    was = left[r * BANKS + bank]
                    matched = write.add(diagonal, far[r]) if ramped else diagonal
                    best = write.min(write.add(matched, cost[0]), write.add(was, cost[2]))
                    diagonal = was
                    up = write.min(write.add(up, cost[1]), best)
                    cells[r * BANKS + bank] = up
                write.store(up, bottom, place)
            return cells + tops

        before = [write.load(above, bank * VECTOR_BYTES - COLUMN_BYTES) for bank in range(BANKS)]
        loop(write, columns, [big] * (rows * BANKS) + before, body)
        return context.get_dummy_value()

    @intrinsic
    def tile(_context, like, _m, _v, _h, _o, _r, _a, _b, _n):  # noqa: ANN001, ANN202
        return types.void(like, *((types.intp,) * 8)), generate

    return tile


edits_4 = _edits(ramped=True)
level_edits_4 = _edits(ramped=False)


@intrinsic
def matches_4(_context, like, _p, _r, _a, _b, _n):  # noqa: ANN001, ANN201
    """Write a strip of four rows of the table of matching subsequences.

    S[i, j] = S[i-1, j] + R[i, j]; R[i, j] = R[i, j-1] + e[i, j] (1 + S[i-1, j-1]); only sums of what is not
    negative, so that nothing cancels.
    """
    rows = ROWS // 2

    def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        _, profile, offsets, above, below, columns = arguments
        write = Writer(builder, like.dtype)
        row = [builder.add(profile, write.integer(offsets, 8 * r)) for r in range(rows)]
        one = write.constant(1.0)
        size = rows * BANKS

        def body(offset: Any, state: list[Any]) -> list[Any]:
            left, along, corner = state[:size], state[size : 2 * size], state[2 * size :]
            top, bottom = builder.add(above, offset), builder.add(below, offset)
            cells: list[Any] = [None] * size
            runs: list[Any] = [None] * size
            tops: list[Any] = []
            for bank in range(BANKS):
                up = write.load(top, bank * VECTOR_BYTES)
                tops.append(up)
                diagonal = corner[bank]
                for r in range(rows):
                    k = r * BANKS + bank
                    equal = write.load(builder.add(row[r], offset), bank * VECTOR_BYTES)
                    runs[k] = write.add(along[k], write.mul(equal, write.add(one, diagonal)))
                    diagonal = left[k]
                    up = write.add(up, runs[k])
                    cells[k] = up
                write.store(up, bottom, bank * VECTOR_BYTES)
            return cells + runs + tops

        loop(write, columns, [write.zero] * (2 * size + BANKS), body)
        return context.get_dummy_value()

    return types.void(like, *ADDRESSES), generate
