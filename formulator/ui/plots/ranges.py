"""Which range an axis shows: what the person set, else what a drag has widened to, else what the figure asks for."""

from __future__ import annotations

import dataclasses

import numpy as np

from formulator.explore.figure import Area, Axis, Field2D, Figure, Line, Panel
from formulator.ui.words import tr

Range = tuple[float, float]


class Ranges:
    """The ranges of one pane. Axis keys: `x`, and `0`, `1`, ... for the y axes from the top."""

    def __init__(self) -> None:
        self.fixed: dict[str, Range] = {}
        self._held: dict[str, Range] | None = None

    def hold(self, figure: Figure | None) -> None:
        """From now on ranges only widen."""
        if self._held is None:
            self._held = {} if figure is None else {key: (axis.low, axis.high) for key, axis in axes(figure).items()}

    def settle(self) -> None:
        """Ranges follow the figure again."""
        self._held = None

    @property
    def holding(self) -> bool:
        """True from the start of a drag until its ranges have settled."""
        return self._held is not None

    def shown(self, figure: Figure) -> Figure:
        """The figure with the ranges to show."""
        found: dict[str, Axis] = {}
        for key, axis in axes(figure).items():
            low, high = axis.low, axis.high
            if self._held is not None:
                before = self._held.get(key, (low, high))
                low, high = min(low, before[0]), max(high, before[1])
                self._held[key] = (low, high)
            low, high = self.fixed.get(key, (low, high))
            found[key] = dataclasses.replace(axis, low=low, high=high)
        panels = tuple(dataclasses.replace(panel, y=found[str(number)]) for number, panel in enumerate(figure.panels))
        return dataclasses.replace(figure, x=found["x"], panels=panels)


def axes(figure: Figure) -> dict[str, Axis]:
    """All axes of a figure by key."""
    return {"x": figure.x, **{str(number): panel.y for number, panel in enumerate(figure.panels)}}


def refusal(low: float, high: float, log: bool) -> str:
    """Why a typed range cannot be shown, in words; empty when it can."""
    if not low < high:
        return tr("The first number must be the smaller one.")
    if log and low <= 0:
        return tr("A logarithmic axis starts above zero.")
    return ""


def unchanged(one: Figure, other: Figure) -> bool:
    """True when both would be drawn alike: most plots stay as they are while one slider moves."""
    if one is other:
        return True
    if dataclasses.replace(one, panels=()) != dataclasses.replace(other, panels=()) or len(one.panels) != len(other.panels):
        return False
    return all(_alike(mine, its) for mine, its in zip(one.panels, other.panels, strict=True))


def _alike(one: object, other: object) -> bool:
    if one is other:
        return True
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        # By their bytes: nan is like nan then, and it takes a tenth of the time.
        return one.shape == other.shape and one.dtype == other.dtype and bool(one.tobytes() == other.tobytes())
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return False
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_alike, one, other))
    if type(one) is type(other) and isinstance(one, (Panel, Line, Field2D, Area)):
        return all(_alike(getattr(one, name.name), getattr(other, name.name)) for name in dataclasses.fields(one))
    return one == other
