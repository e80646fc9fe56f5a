# pyright: reportCallIssue=false
# ruff: noqa: ANN401 - what llvmlite takes and gives has no types
"""The limit of this processor for the table of savings: an addition and two maxima a cell, in registers only.

No memory, no order to keep: twenty independent chains, so that neither loads nor latency count. What the
kernel reaches is told as a fraction of it.
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

from kartoteka.analyse.kernel.vector import VECTOR_BYTES, Writer

CHAINS = 20
STEPS = 5_000_000


@intrinsic
def spin(_context, like, _address, _steps):  # noqa: ANN001, ANN201
    def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        _, address, steps = arguments
        write = Writer(builder, like.dtype)
        index = ir.IntType(64)
        start = [write.load(address, k * VECTOR_BYTES) for k in range(CHAINS + 2)]
        first, saving, other = start[:CHAINS], start[CHAINS], start[CHAINS + 1]
        entry, head = builder.block, builder.append_basic_block("step")
        done = builder.append_basic_block("end")
        builder.branch(head)
        builder.position_at_end(head)
        step = builder.phi(index)
        step.add_incoming(ir.Constant(index, 0), entry)
        cells = [builder.phi(write.vector) for _ in first]
        for phi, value in zip(cells, first, strict=True):
            phi.add_incoming(value, entry)
        after = [
            write.max(write.max(write.add(cells[k - 1], saving), cells[k]), other)
            for k in range(CHAINS)
        ]
        following = builder.add(step, ir.Constant(index, 1))
        step.add_incoming(following, head)
        for phi, value in zip(cells, after, strict=True):
            phi.add_incoming(value, head)
        builder.cbranch(builder.icmp_signed("<", following, steps), head, done)
        builder.position_at_end(done)
        for k, value in enumerate(after):
            write.store(value, address, k * VECTOR_BYTES)
        return context.get_dummy_value()

    return types.void(like, types.intp, types.intp), generate


@njit(nogil=True)
def run(cells: Any, steps: int) -> None:
    spin(cells, cells.ctypes.data, steps)


def limit(dtype: Any = np.int32) -> float:
    """Return billions of cells a CPU second of one core."""
    lanes = VECTOR_BYTES // np.dtype(dtype).itemsize
    raw = np.ones((CHAINS + 3) * VECTOR_BYTES, np.uint8)
    start = -raw.ctypes.data % VECTOR_BYTES
    cells = raw[start : start + (CHAINS + 2) * VECTOR_BYTES].view(dtype)
    run(cells, 10)
    best = np.inf
    for _ in range(5):
        before = time.process_time()
        run(cells, STEPS)
        best = min(best, time.process_time() - before)
    return STEPS * CHAINS * lanes / best / 1e9
