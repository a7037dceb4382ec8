"""Keeps the plots at the prediction: in the frame what is quick, one plot a turn of the event loop, bands when the hand rests."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from formulator.ui.tasks import Lane, Ticket
from formulator.ui.workbench import SEED, Workbench

if TYPE_CHECKING:
    from formulator.catalogue import Catalogue
    from formulator.design import Design
    from formulator.prediction import Prediction
    from formulator.ui.reference import Reference

FEW_DRAWS, BAND_DRAWS = 16, 128
"""Draws behind the bands of the curves, at the first pause of the hand and when it rests; the intervals of the answers have more."""
QUICK_FIRST = ("size", "zeta", "loading", "time", "binding", "selectivity")
"""The order in which bands are worked out: the map takes longest."""
_PAUSE, _REST = 50, 150
"""Milliseconds without an edit after which bands are drawn roughly, and then maps and bands; until then they stand as they were."""
_SHARE = 9
"""Milliseconds, of a frame or of a turn of the event loop between frames, after which the next figure waits for the next turn."""
_CLOSED = ("size", "zeta", "loading")
"""Plots of closed forms: quick, and part of every frame. Curves of binding take the rest of it in turns."""
_SLOW = ("selectivity",)
"""Plots that cost more than a frame and wait for the hand to rest."""


class Feed(QObject):
    """Shows figures in the panes that can be seen. `shown` says which those are."""

    drawn = Signal()
    """Every plot that is quick stands as the prediction is."""

    def __init__(
        self,
        workbench: Workbench,
        panes: Mapping[str, Any],
        shown: Callable[[], tuple[str, ...]],
        *,
        reference: Reference | None = None,
        inline: bool = False,
    ) -> None:
        super().__init__(workbench)
        self._workbench = workbench
        self._panes = panes
        self._shown = shown
        self._reference = reference
        self._drawn: dict[str, Any] = {}
        self._waiting: list[str] = []
        self._later: list[tuple[str, int]] = []
        self._seen: tuple[object, ...] = (None, None, None)
        self._pictured: tuple[object, str] = (None, "")
        self._worded: object = None
        self._dragged: set[str] = set()
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._next)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(lambda: self._ask_for_bands(FEW_DRAWS))
        self._inline = inline
        self._rest = QTimer(self, singleShot=True, interval=0 if inline else _REST)
        self._rest.timeout.connect(self._settle)
        self._background = Lane(self._arrived, self, inline=inline)
        workbench.prediction_changed.connect(self.refresh)
        workbench.design_changed.connect(self._mark_stale)
        workbench.stack.indexChanged.connect(self.refresh)
        workbench.let_go.connect(self._let_go)
        if reference is not None:
            reference.changed.connect(self._draw_again)

    def refresh(self) -> None:
        """Every visible pane again."""
        if self._workbench.prediction is None:
            return
        particle, drawn = self._panes.get("particle"), (self._workbench.prediction, self._workbench.decimal)
        if particle is not None and "particle" in self._shown() and (drawn[0] is not self._pictured[0] or drawn[1] != self._pictured[1]):
            self._pictured = drawn
            particle.set_decimal(self._workbench.decimal)
            particle.show_prediction(self._workbench.prediction, self._workbench.predicted, self._workbench.catalogue)
        seen = (self._workbench.predicted, self._workbench.catalogue, self._workbench.project.measurements)
        if all(now is before for now, before in zip(seen, self._seen, strict=True)):
            if self._worded is not self._workbench.prediction and not self._waiting:
                self._reword()
            return
        self._seen = seen
        # Of the curves of binding, those left out of the frame before come first, so that none is left out for long.
        left, shown = self._waiting, [name for name in self._shown() if name != "particle" and name not in _SLOW]
        self._waiting = sorted(shown, key=lambda name: 0 if name in _CLOSED else 1 if name in left else 2)
        self._pause.stop()
        self._rest.stop()
        self._turn.start()

    def show_all(self) -> None:
        """Panes have come into view: draw them as well."""
        self._seen, self._pictured = (None, None, None), (None, "")
        self.refresh()

    def flush(self) -> None:
        """Draw everything now; for pictures of the window."""
        self.show_all()
        while self._waiting:
            self._next()
        self._turn.stop()
        self._pause.stop()
        self._rest.stop()
        self._draw_maps()
        self._settle()

    def close(self) -> None:
        """Stop working in the background."""
        self._turn.stop()
        self._pause.stop()
        self._rest.stop()
        self._background.close()

    def _let_go(self) -> None:
        """The ranges that a drag has widened settle."""
        self._dragged.clear()
        for pane in self._panes.values():
            pane.end_drag()

    def _mark_stale(self) -> None:
        for name in self._shown():
            if name != "particle":
                self._panes[name].mark_stale(True)

    def _next(self) -> None:
        """A few figures, then back to the event loop, so that a drag is never kept waiting by all of them; those of one turn are painted
        together."""
        from formulator.explore.curves import figure

        found = self._workbench
        if found.predicted is None or found.prediction is None or found.catalogue is None:
            self._waiting.clear()  # Another project came in between; its prediction asks again.
            self.drawn.emit()
            return
        begun = time.monotonic()
        while self._waiting:
            name = self._waiting.pop(0)
            with found.recall.at_work(name):
                drawn = figure(name, found.predicted, found.catalogue, found.prediction)
            self._show(name, drawn if self._inline else with_bands_of(self._drawn.get(name), drawn))
            if self._waiting and (found.gestures.due(_SHARE) == 0 if found.is_moving else time.monotonic() - begun > 1e-3 * _SHARE):
                self._turn.start()
                return
        patience = found.gestures.patience
        if not self._inline:
            self._pause.start(patience(_PAUSE))
        self._rest.start(0 if self._inline else patience(_REST))
        self._worded = found.prediction
        self.drawn.emit()

    def _reword(self) -> None:
        """The design is the same and its intervals are others: those that the read-outs name follow those of the answers."""
        self._worded = self._workbench.prediction
        for name in self._shown():
            if name in self._drawn and name not in _SLOW:
                self._show(name, self._reworded(name, self._drawn[name]))

    def _reworded(self, name: str, drawn: Any) -> Any:
        """A figure with the read-out of the prediction on show."""
        from formulator.explore.curves import figure

        found = self._workbench
        if name in _SLOW or found.predicted is None or found.prediction is None or found.catalogue is None:
            return drawn
        with found.recall.at_work(name):
            return dataclasses.replace(drawn, readout=figure(name, found.predicted, found.catalogue, found.prediction).readout)

    def _draw_maps(self) -> None:
        """What costs more than a frame, here and now."""
        from formulator.explore.curves import figure

        found = self._workbench
        if found.predicted is not None and found.prediction is not None and found.catalogue is not None:
            for name in _SLOW:
                if name in self._shown():
                    self._show(name, figure(name, found.predicted, found.catalogue, found.prediction))

    def _settle(self) -> None:
        """Maps, then bands, in the background."""
        self._ask_for_bands(BAND_DRAWS)

    def _show(self, name: str, drawn: Any) -> None:
        pane = self._panes.get(name)
        if pane is not None:
            self._drawn[name] = drawn
            if self._workbench.is_moving and name not in self._dragged:
                self._dragged.add(name)
                pane.begin_drag()
            pane.set_decimal(self._workbench.decimal)
            pane.show_figure(self._complete(name, drawn))
            pane.mark_stale(False)

    def _complete(self, name: str, drawn: Any) -> Any:
        """The figure with the measured batches and the reference."""
        found = self._with_batches(drawn)
        return found if self._reference is None else self._reference.over(name, found)

    def _draw_again(self) -> None:
        """The reference is another one; the curves of the design are as they were."""
        for name in self._shown():
            if name in self._drawn and name in self._panes:
                self._panes[name].show_figure(self._complete(name, self._drawn[name]))

    def _with_batches(self, drawn: Any) -> Any:
        """The figure with the measured batches of the design on show."""
        found = self._workbench
        mine = [one for one in found.project.measurements if one.variant == found.variant.id]
        if not mine or found.prediction is None:
            return drawn
        from formulator import calibration, measurements
        from formulator.explore.own_batches import with_batches

        own, batches = measurements.fingerprint(found.design), measurements.batches(found.project)
        same = [one for one in mine if one in batches and one.design_sha256 in ("", own)]
        return with_batches(drawn, [row for one in same for row in calibration.compared(one, found.prediction)])

    def _ask_for_bands(self, draws: int) -> None:
        """Plot by plot, the quick ones first, so that each is there as soon as it can be."""
        shown = self._shown()
        maps = [(name, 0) for name in _SLOW if name in shown] if draws == BAND_DRAWS else []
        wanted = [name for name in QUICK_FIRST if name in shown and (draws == BAND_DRAWS or name not in _SLOW)]
        self._later = maps + [(name, draws) for name in wanted]
        self._next_later()

    def _next_later(self) -> None:
        # Of the design that the prediction is of: the one on show may be a step further.
        found = self._workbench
        if self._later and found.predicted is not None and found.prediction is not None and found.catalogue is not None:
            name, draws = self._later.pop(0)
            self._background.restart(_job(name, draws, found.predicted, found.catalogue, found.prediction))

    def _arrived(self, found: tuple[str, Design, Any]) -> None:
        name, design, drawn = found
        if design is self._workbench.design and not self._waiting:
            self._show(name, self._reworded(name, drawn))
            self._next_later()


def with_bands_of(before: Any, drawn: Any) -> Any:
    """A figure whose curves have no bands yet, with those of the figure before and the room they take; it says that new ones follow."""
    if before is None or drawn.empty or len(before.panels) != len(drawn.panels):
        return drawn
    panels, kept = [], False
    for old, new in zip(before.panels, drawn.panels, strict=True):
        known = {line.label: line for line in old.lines if line.low is not None}
        lines, y = [], new.y
        for line in new.lines:
            was = known.get(line.label)
            if was is not None and line.low is None and line.x.shape == was.x.shape and (line.x[[0, -1]] == was.x[[0, -1]]).all():
                line, kept = dataclasses.replace(line, low=was.low, high=was.high), True
                y = dataclasses.replace(y, low=min(y.low, old.y.low), high=max(y.high, old.y.high))
            lines.append(line)
        panels.append(dataclasses.replace(new, lines=tuple(lines), y=y))
    return dataclasses.replace(drawn, panels=tuple(panels), provisional=True) if kept else drawn


def _job(
    name: str, draws: int, design: Design, catalogue: Catalogue, prediction: Prediction
) -> Callable[[Ticket], tuple[str, Design, Any]]:
    def job(ticket: Ticket) -> tuple[str, Design, Any]:
        from formulator.explore.curves import figure

        del ticket
        drawn = figure(name, design, catalogue, prediction, draws=draws, seed=SEED)
        return name, design, dataclasses.replace(drawn, provisional=drawn.provisional or draws == FEW_DRAWS)

    return job
