"""What Qt paints on where there is no screen."""

from __future__ import annotations

import os
import sys


def do_without_display() -> None:
    """Have Qt paint into memory where this session has no display; said before Qt starts, which would abort instead."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
