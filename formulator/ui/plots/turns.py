"""Painting in turns: on a large screen all plots together take longer than a person should wait for anything."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

SHARE = 0.03
"""Seconds of one turn of the event loop after which whoever still has to paint waits for the next."""


class Turns(QObject):
    """What several panes share: how much of this turn is spent, and who waits."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spent = 0.0
        self._waiting: list[QWidget] = []
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._begin)

    def admits(self, pane: QWidget) -> bool:
        """Whether there is time left; if not, the pane is asked to paint again in the next turn."""
        if self._spent < SHARE:
            return True
        if pane not in self._waiting:
            self._waiting.append(pane)
        return False

    @contextmanager
    def spending(self) -> Iterator[None]:
        """What is done in here counts."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self._spent += time.perf_counter() - begun
            self._next.start()

    def _begin(self) -> None:
        self._spent = 0.0
        waiting, self._waiting = self._waiting, []
        for pane in waiting:
            pane.update()
