"""What stands at a place on the disk before Qt is let near it."""

from __future__ import annotations

import stat
from pathlib import Path


def is_in_the_way(path: Path) -> bool:
    """Whether something stands there that is no file: a folder, or a pipe, for which Qt would wait for ever."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False
