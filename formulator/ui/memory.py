"""Large blocks go back to the system when a picture is done with them."""

from __future__ import annotations

import contextlib
import sys

LARGE = 4 << 20
_MMAP_THRESHOLD, _ARENA_MAX = -3, -8
"""The names that glibc's malloc.h gives these two settings."""


def give_back_large_blocks() -> bool:
    """On Linux with glibc: blocks from `LARGE` bytes are always separate, and threads share two heaps.

    Left alone, glibc raises that limit to the largest block it ever freed, so that pictures of a large window end up between
    small objects and the room they leave is never given back. Elsewhere nothing is done, and the answer is no.
    """
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    with contextlib.suppress(OSError, AttributeError):  # Another C library.
        libc = ctypes.CDLL(None)
        return bool(libc.mallopt(_MMAP_THRESHOLD, LARGE)) and bool(libc.mallopt(_ARENA_MAX, 2))
    return False
