# pyright: basic
# ruff: noqa: ANN401 - what llvmlite takes and gives has no types
"""The inner loops as vector code, written for LLVM through numba.

One register holds the same cell (i, j) of many targets; a *strip* of :data:`ROWS` rows of the table is swept
over the columns with its cells in registers, so that memory is touched once a strip. numba cannot make this
out of loops over arrays: it widens small integers to 64 bits, cannot know that arrays do not overlap, and
keeps the "registers" in memory. Hence these intrinsics: a few dozen lines of LLVM's language, which runs on
every processor (64-byte vectors are split where registers are shorter).

numba has no types: this module and its users ``compiled`` and ``plain`` are checked less strictly.
"""

from __future__ import annotations

from typing import Any

import llvmlite.binding as llvm
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

ROWS = 8
"""Rows of a strip: enough to hide the latency of one column behind the next."""

_FEATURES = llvm.get_host_cpu_features()
VECTOR_BYTES = 64 if _FEATURES.get("avx512f") else 32 if _FEATURES.get("avx2") else 16
BANKS = 2 if VECTOR_BYTES == 64 else 1
"""Registers side by side: two independent chains, where there are registers for them."""

COLUMN_BYTES = VECTOR_BYTES * BANKS
"""Bytes of one column of a tile: the lanes of all banks."""

AT_ONCE = 2
"""Columns of savings written out in one turn of the loop; widths are even."""

I64 = ir.IntType(64)


class Writer:
    """The vocabulary of a tile: loads, stores and operations on vectors of one element type."""

    def __init__(self, builder: Any, element: Any) -> None:
        self.builder = builder
        self.real = isinstance(element, types.Float)
        bits = element.bitwidth
        self.lanes = VECTOR_BYTES * 8 // bits
        self.signed = self.real or element.signed
        scalar = ir.DoubleType() if self.real else ir.IntType(bits)
        self.vector = ir.VectorType(scalar, self.lanes)
        self.scalar = scalar
        self.zero = ir.Constant(self.vector, [0] * self.lanes)

    def at(self, address: Any, offset: int = 0) -> Any:
        """Return a pointer to a vector."""
        moved = self.builder.add(address, ir.Constant(I64, offset)) if offset else address
        return self.builder.inttoptr(moved, self.vector.as_pointer())

    def load(self, address: Any, offset: int = 0) -> Any:
        """Read a vector."""
        value = self.builder.load(self.at(address, offset))
        value.align = VECTOR_BYTES
        return value

    def store(self, value: Any, address: Any, offset: int) -> None:
        """Write a vector."""
        self.builder.store(value, self.at(address, offset)).align = VECTOR_BYTES

    def integer(self, address: Any, offset: int) -> Any:
        """Read a 64-bit integer."""
        moved = self.builder.add(address, ir.Constant(I64, offset))
        return self.builder.load(self.builder.inttoptr(moved, I64.as_pointer()))

    def splat(self, address: Any) -> Any:
        """Return one element of memory in every lane."""
        value = self.builder.load(self.builder.inttoptr(address, self.scalar.as_pointer()))
        one = self.builder.insert_element(self.zero, value, ir.Constant(ir.IntType(32), 0))
        mask = ir.Constant(ir.VectorType(ir.IntType(32), self.lanes), [0] * self.lanes)
        return self.builder.shuffle_vector(one, self.zero, mask)

    def constant(self, value: float) -> Any:
        """Return one number in every lane."""
        return ir.Constant(self.vector, [value] * self.lanes)

    def add(self, a: Any, b: Any) -> Any:
        """Return a + b."""
        return self.builder.fadd(a, b) if self.real else self.builder.add(a, b)

    def sub(self, a: Any, b: Any) -> Any:
        """Return a - b."""
        return self.builder.fsub(a, b) if self.real else self.builder.sub(a, b)

    def mul(self, a: Any, b: Any) -> Any:
        """Return a * b, of real numbers."""
        return self.builder.fmul(a, b)

    def _pick(self, sign: str, a: Any, b: Any) -> Any:
        if self.real:
            first = self.builder.fcmp_ordered(sign, a, b)
        elif self.signed:
            first = self.builder.icmp_signed(sign, a, b)
        else:
            first = self.builder.icmp_unsigned(sign, a, b)
        return self.builder.select(first, a, b)

    def max(self, a: Any, b: Any) -> Any:
        """Return the larger one in each lane."""
        return self._pick(">", a, b)

    def min(self, a: Any, b: Any) -> Any:
        """Return the smaller one in each lane."""
        return self._pick("<", a, b)


def loop(write: Writer, columns: Any, start: list[Any], body: Any, *, at_once: int = 1) -> None:
    """Write a loop over columns: ``body(offset, state) -> state``, the state in registers.

    ``at_once`` columns are written out one after another; their number must divide that of all columns.
    """
    builder = write.builder
    entry = builder.block
    head = builder.append_basic_block("column")
    done = builder.append_basic_block("done")
    builder.branch(head)
    builder.position_at_end(head)
    offset = builder.phi(I64)
    offset.add_incoming(ir.Constant(I64, 0), entry)
    state = [builder.phi(write.vector) for _ in start]
    for phi, value in zip(state, start, strict=True):
        phi.add_incoming(value, entry)
    after, moved = state, offset
    for _ in range(at_once):
        after = body(moved, after)
        moved = builder.add(moved, ir.Constant(I64, COLUMN_BYTES))
    end = builder.mul(columns, ir.Constant(I64, COLUMN_BYTES))
    offset.add_incoming(moved, builder.block)
    for phi, value in zip(state, after, strict=True):
        phi.add_incoming(value, builder.block)
    builder.cbranch(builder.icmp_signed("<", moved, end), head, done)
    builder.position_at_end(done)


ADDRESSES = (types.intp,) * 5


def _savings(rows: int) -> Any:
    """Write ``tile(like, profile, rows, above, below, columns)``: a strip of the table of savings.

    H[i, j] = max(H[i-1, j], H[i, j-1], H[i-1, j-1] + w[i, j]), three operations a cell.

    ``like`` only gives the element type; the rest are addresses: of the profile, of ``rows`` byte offsets
    into it (one for each row's symbol), of the cells above and below the strip. Unsigned 16-bit elements
    hold differences instead of scores: q = H[i, j] - H[i, j-1] in memory, p = H[i, j] - H[i-1, j] in
    registers, m = max(w, p, q), q' = m - p, p' = m - q; four operations, but 16 bits then bound one saving
    and not the whole score.
    """

    @intrinsic
    def tile(_context: Any, like: Any, _p: Any, _r: Any, _a: Any, _b: Any, _n: Any) -> Any:
        element = like.dtype
        differences = element.bitwidth == 16 and not element.signed

        def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
            _, profile, offsets, above, below, columns = arguments
            write = Writer(builder, element)
            row = [builder.add(profile, write.integer(offsets, 8 * r)) for r in range(rows)]

            def body(offset: Any, state: list[Any]) -> list[Any]:
                left, corner = state[: rows * BANKS], state[rows * BANKS :]
                here = [builder.add(address, offset) for address in row]
                top, bottom = builder.add(above, offset), builder.add(below, offset)
                cells: list[Any] = [None] * (rows * BANKS)
                tops: list[Any] = []
                for bank in range(BANKS):
                    up = first = write.load(top, bank * VECTOR_BYTES)
                    tops.append(first)
                    diagonal = corner[bank]
                    for r in range(rows):
                        saving = write.load(here[r], bank * VECTOR_BYTES)
                        was = left[r * BANKS + bank]
                        if differences:
                            most = write.max(write.max(was, saving), up)
                            cells[r * BANKS + bank] = write.sub(most, up)
                            up = write.sub(most, was)
                        else:
                            best = write.max(was, write.add(diagonal, saving))
                            up = write.max(best, up)
                            diagonal = was
                            cells[r * BANKS + bank] = up
                    write.store(up, bottom, bank * VECTOR_BYTES)
                return cells + tops

            zeros = [write.zero] * (rows * BANKS + BANKS)
            loop(write, columns, zeros, body, at_once=AT_ONCE)
            return context.get_dummy_value()

        return types.void(like, *ADDRESSES), generate

    return tile


savings_8 = _savings(ROWS)
savings_4 = _savings(ROWS // 2)
