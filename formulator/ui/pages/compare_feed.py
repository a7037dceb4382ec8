"""The predictions of variants that are not on show: worked out in the background, kept by design and catalogue."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from formulator.ui.tasks import Lane, Ticket
from formulator.ui.workbench import SEED, Workbench

if TYPE_CHECKING:
    from formulator.catalogue import Catalogue
    from formulator.design import Design
    from formulator.explore.figure import Figure
    from formulator.prediction import Prediction

KEPT = 40
"""Predictions that are remembered; the one that was not asked for longest goes first."""
BAND_DRAWS = 128
STAGES = ("point", "draws", "bands")
"""First the values of all, then their intervals, then the bands of their curves."""

Key = tuple["Design", str]
Result = tuple[Key, str, "Prediction | None", "Figure | None"]


class Known:
    """What is known of one design: its prediction, its targeting plot, and the stages that were begun."""

    def __init__(self) -> None:
        self.done: set[str] = set()
        self.prediction: Prediction | None = None
        self.figure: Figure | None = None


class CompareFeed(QObject):
    """Works out what is wanted, one piece at a time; `arrived` says that there is more than before."""

    arrived = Signal()

    def __init__(self, workbench: Workbench, parent: QObject, *, inline: bool = False) -> None:
        super().__init__(parent)
        self._bench = workbench
        workbench.prediction_changed.connect(self._note)
        self._kept: OrderedDict[Key, Known] = OrderedDict()
        self._waiting: list[tuple[Key, str]] = []
        self._lane = Lane(self._take, self, inline=inline)
        # After `_take`: a result is stored before the next piece asks for it.
        self._lane.busy_changed.connect(self._next, Qt.ConnectionType.QueuedConnection)

    def want(self, designs: Sequence[Design]) -> None:
        """From now on these designs and no others; what is known of them stays."""
        catalogue = self._bench.catalogue
        if catalogue is None:
            return
        keys = [(design, catalogue.digest) for design in dict.fromkeys(designs)]
        for key in keys:
            self._kept.setdefault(key, Known())
            self._kept.move_to_end(key)
        while len(self._kept) > max(KEPT, len(keys)):
            self._kept.popitem(last=False)
        self._waiting = [(key, stage) for stage in STAGES for key in keys if stage not in self._kept[key].done]
        self._next()

    def _note(self) -> None:
        """The window has worked out the design on show itself. Only now is it sure that prediction and catalogue belong together."""
        bench, catalogue = self._bench, self._bench.catalogue
        known = self._kept.get((bench.design, catalogue.digest)) if catalogue is not None else None
        if known is not None and bench.has_intervals:
            known.prediction = bench.prediction
            known.done.add("draws")

    def known(self, design: Design) -> Known:
        """What is known of a design so far."""
        catalogue = self._bench.catalogue
        return (self._kept.get((design, catalogue.digest)) if catalogue is not None else None) or Known()

    @property
    def is_busy(self) -> bool:
        """Whether anything is still to come."""
        return bool(self._waiting) or self._lane.is_busy

    def pause(self) -> None:
        """Nobody looks: what runs is finished and kept, nothing else is begun."""
        self._waiting.clear()

    def close(self) -> None:
        """Stop for good."""
        self._waiting.clear()
        self._lane.close()

    def _next(self, is_busy: bool = False) -> None:
        catalogue = self._bench.catalogue
        if is_busy or self._lane.is_busy or catalogue is None:
            return
        while self._waiting:
            key, stage = self._waiting.pop(0)
            known = self._kept.get(key)
            if known is not None and stage not in known.done and key[1] == catalogue.digest:
                known.done.add(stage)  # Begun is done: what cannot be worked out is not tried again and again.
                self._lane.restart(_job(key, stage, known.prediction, catalogue))
                return

    def _take(self, result: Result) -> None:
        key, stage, prediction, figure = result
        known = self._kept.get(key)
        if known is not None:
            if prediction is not None:
                known.prediction = prediction
            if figure is not None:
                known.figure = figure
            self.arrived.emit()
        self._next()


def _job(key: Key, stage: str, prediction: Prediction | None, catalogue: Catalogue) -> Callable[[Ticket], Any]:
    """One piece of work on frozen records."""

    def job(ticket: Ticket) -> Result:
        from formulator.evaluation import evaluate
        from formulator.explore.curves import figure
        from formulator.ui import workbench
        from formulator.uncertainty import propagate

        design = key[0]
        if stage == "draws":
            return key, stage, propagate(design, catalogue, workbench.DRAWS, SEED, lambda: ticket.is_cancelled), None
        found = prediction or evaluate(design, catalogue)
        draws = BAND_DRAWS if stage == "bands" else 0
        return key, stage, None if prediction is not None else found, figure("binding", design, catalogue, found, draws, SEED)

    return job
