"""The one entrance: no argument or a FILE opens the window, anything else is a command.

Both faces are imported inside the branch that needs them, so `--version` answers without Qt and numpy.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from formulator import __version__

_SCREENLESS = frozenset({"eglfs", "linuxfb", "minimal", "minimalegl", "offscreen", "vkkhrdisplay", "vnc"})


def wants_window(arguments: Sequence[str]) -> bool:
    """No argument, or one FILE: commands and options have neither a dot nor a slash in their first word."""
    if not arguments:
        return True
    first = arguments[0]
    return len(arguments) == 1 and not first.startswith("-") and any(sign in first for sign in (".", "/", os.sep))


def display_problem(environ: Mapping[str, str], platform: str) -> str | None:
    """Why no window can open here, in one sentence, or None. Asked before Qt starts, because Qt aborts instead."""
    if platform in ("win32", "cygwin", "darwin"):
        return None
    display, wayland = environ.get("DISPLAY"), environ.get("WAYLAND_DISPLAY")
    plugins = [name.partition(":")[0] for name in environ.get("QT_QPA_PLATFORM", "").split(";") if name]
    for name in plugins or ["xcb", "wayland"]:
        if name in _SCREENLESS or (display if name == "xcb" else wayland if name.startswith("wayland") else True):
            return None
    return (
        "No window can open: this session has no display (DISPLAY and WAYLAND_DISPLAY are empty); "
        "start it on a desktop, or use the commands that `formulator --help` lists."
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window or a command and return the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments == ["--version"]:
        print(f"formulator {__version__}")
        return 0
    if not wants_window(arguments):
        from formulator.cli import main as run_command

        return run_command(arguments)
    problem = display_problem(os.environ, sys.platform)
    if problem is not None:
        print(problem, file=sys.stderr)
        return 2
    from formulator.ui.app import run

    return run(Path(arguments[0]) if arguments else None)


if __name__ == "__main__":
    sys.exit(main())
