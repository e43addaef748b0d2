"""How the C library keeps memory that was freed: as little as may be."""

from __future__ import annotations

import contextlib
import ctypes

# mallopt's parameters (malloc.h of the GNU C library).
_M_MMAP_THRESHOLD = -3
_M_ARENA_MAX = -8

_LARGE_BYTES = 1 << 16


def give_memory_back() -> None:
    """Let the C library give back at once what a sound took, where it is GNU's.

    By itself it gives each thread a heap of its own, and raises the size from which on it gives
    memory back with the largest piece that was freed: then it keeps 40 MB of holes in the shape of
    sounds until the build ends. What reading the pages has left is given back now. To be called
    before the threads begin.
    """
    with contextlib.suppress(AttributeError, OSError, TypeError):
        library = ctypes.CDLL(None)
        library.mallopt(_M_ARENA_MAX, 1)
        library.mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)
        library.malloc_trim(0)
