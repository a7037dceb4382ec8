"""A person at work: edits in a window, now and then a save, until the process is killed. Every step is written down beside it.

    python session.py PROJECT NOTES SEED
NOTES gets one line a step: its number, the monotonic clock, "edit" or "saved", and the digest of what stood in the window then.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer

from formulator.ui import app
from formulator.ui.window import Window
from formulator.units import Value


def main() -> int:
    """The session; it ends only by being killed."""
    project, notes, seed = Path(sys.argv[1]), open(sys.argv[2], "a", encoding="utf-8", buffering=1), int(sys.argv[3])  # noqa: SIM115 - until killed
    random_ = random.Random(seed)
    window: Window = app.make_window(project)
    number = 0

    def step() -> None:
        nonlocal number
        number += 1
        if random_.random() < 0.006:
            saved = window.filing.save()
            notes.write(f"{number} {time.monotonic()} {'saved' if saved else 'refused'}\n")
            return
        window.workbench.edit("ligand.density", Value(number / 1000.0, "mol%"))
        notes.write(f"{number} {time.monotonic()} edit\n")

    timer = QTimer(window, interval=80)
    timer.timeout.connect(step)
    notes.write(f"0 {time.monotonic()} ready\n")
    timer.start()
    return app.application().exec()


if __name__ == "__main__":
    sys.exit(main())
