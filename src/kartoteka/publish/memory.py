"""Memory that is free, given back: what was read to decide what leaves is as much again as what leaves.

In: nothing. Out: nothing; the process is smaller, where the C library can do that. Processes that are forked
from it begin as small as it is.
"""

from __future__ import annotations

import ctypes
import gc
from functools import cache
from typing import Any


def give_back() -> None:
    """Look for garbage, and return what is free to the computer (with glibc; elsewhere it may stay)."""
    gc.collect()
    if trim := _trim():
        trim(0)


@cache
def _trim() -> Any:  # noqa: ANN401 - a function of the C library; None where it has none
    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None
