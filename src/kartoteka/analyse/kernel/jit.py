# pyright: basic
"""Compiling with numba, once for this computer.

Compiled code is kept beside the module or, where that may not be written, in the user's cache folder
(``NUMBA_CACHE_DIR`` names another); where neither is possible it is compiled again in each process.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from numba import njit

Function = TypeVar("Function", bound=Callable[..., object])

_OPTIONS = {"nogil": True, "boundscheck": False, "error_model": "numpy"}


def compiled(function: Function) -> Function:
    """Return a function compiled when it is first called; no fast mathematics, so that results are exact."""
    try:
        return njit(cache=True, **_OPTIONS)(function)  # pyright: ignore[reportReturnType]
    except RuntimeError:  # numba found no folder that can be written
        return njit(**_OPTIONS)(function)  # pyright: ignore[reportReturnType]
