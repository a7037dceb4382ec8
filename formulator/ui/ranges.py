"""Acceptance ranges of the variant on show: setting them, and the chance that the design lies inside."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from formulator.outputs import OUTPUT_BY_PATH
from formulator.project import Specification
from formulator.ui.tasks import Job, Lane, Ticket
from formulator.ui.words import english, tr
from formulator.ui.workbench import SEED, Workbench
from formulator.units import Value, format_number, unit_label

if TYPE_CHECKING:
    from formulator.catalogue import Catalogue
    from formulator.explore.specifications import Chances
    from formulator.project import Variant

DRAWS = 2048


def range_words(spec: Specification, decimal: str = ".", say: Callable[..., str] = tr) -> str:
    """`90 to 120 nm`, `at most 0.2`, `at least 9 %`."""

    def end(value: Value) -> str:
        number = format_number(value.magnitude, digits=4, decimal=decimal)
        return number.rstrip("0").rstrip(decimal) if decimal in number and "·" not in number else number

    unit = unit_label((spec.low or spec.high or Value(0.0)).unit)
    if spec.low is not None and spec.high is not None:
        return say(
            "{low} to {high} {unit}", low=end(spec.low), high=end(Value(spec.high.to(spec.low.unit), spec.low.unit)), unit=unit
        ).rstrip()
    if spec.high is not None:
        return say("at most {end} {unit}", end=end(spec.high), unit=unit).rstrip()
    return say("at least {end} {unit}", end=end(spec.low), unit=unit).rstrip() if spec.low is not None else ""


def of(variant: Variant, path: str) -> Specification | None:
    """The acceptance range of an answer, if it has one."""
    return next((spec for spec in variant.specifications if spec.path == path), None)


def set_range(bench: Workbench, path: str, low: Value | None, high: Value | None) -> None:
    """Give an answer an acceptance range, or with two open ends take it away: one step of undo."""
    variant, old = bench.variant, of(bench.variant, path)
    label = OUTPUT_BY_PATH[path].label
    others = tuple(spec for spec in variant.specifications if spec.path != path)
    if low is None and high is None:
        if old is not None:
            bench.push(f"no range of {label}", bench.project.with_variant(dataclasses.replace(variant, specifications=others)))
        return
    new = Specification(path=path, low=low, high=high, method=old.method if old is not None else "")
    if new != old:
        kept = tuple(new if spec.path == path else spec for spec in variant.specifications)
        specs = kept if old is not None else (*others, new)
        bench.push(
            f"{label} {range_words(new, say=english)}", bench.project.with_variant(dataclasses.replace(variant, specifications=specs))
        )


class Ranges(QObject):
    """Knows the chances for the design on show; `changed` says that they are others."""

    changed = Signal()

    def __init__(self, bench: Workbench, parent: QObject, *, inline: bool = False) -> None:
        super().__init__(parent)
        self._bench = bench
        self._found: Chances | None = None
        self._asked: Variant | None = None
        self._said: tuple[Specification, ...] | None = None
        self._lane = Lane(self._arrived, self, inline=inline)
        bench.prediction_changed.connect(self.refresh)
        bench.project_changed.connect(self.refresh)
        bench.stack.indexChanged.connect(lambda _index: self.refresh())

    def refresh(self) -> None:
        """Ask again when the design or its ranges are others and the intervals are there."""
        bench = self._bench
        variant = bench.variant
        if variant is self._asked:
            return
        is_other = self._found is not None or variant.specifications != self._said
        self._found, self._said = None, variant.specifications
        if not variant.specifications:
            self._asked = variant
        if is_other:
            self.changed.emit()
        if not variant.specifications:
            return
        if bench.catalogue is not None and bench.has_intervals:
            self._asked = variant
            self._lane.restart(_job(variant, bench.catalogue))

    def _arrived(self, found: tuple[Variant, Chances]) -> None:
        variant, chances = found
        if variant is self._bench.variant:
            self._found = chances
            self.changed.emit()

    def words(self, path: str) -> str:
        """The range of an answer and the chance to lie in it; empty without a range."""
        spec = of(self._bench.variant, path)
        if spec is None:
            return ""
        said = range_words(spec, self._bench.decimal)
        if self._found is None:
            return tr("wanted {said}", said=said)
        chance = dict(zip((one.path for one in self._bench.variant.specifications), self._found.each, strict=True))[path]
        return (
            tr("wanted {said}: {percent} of draws", said=said, percent=_percent(chance))
            if math.isfinite(chance)
            else tr("wanted {said}: no value", said=said)
        )

    def together(self) -> str:
        """The chance that all ranges are met at once."""
        if self._found is None or len(self._bench.variant.specifications) < 2 or not math.isfinite(self._found.together):
            return ""
        return tr("all ranges {percent}", percent=_percent(self._found.together))

    def close(self) -> None:
        """Stop working in the background."""
        self._lane.close()


def _percent(share: float) -> str:
    if share in (0.0, 1.0):
        return tr("none") if share == 0.0 else tr("all")
    return "< 1 %" if share < 0.01 else "> 99 %" if share > 0.99 else f"{100 * share:.0f} %"


def _job(variant: Variant, catalogue: Catalogue) -> Job:
    def job(ticket: Ticket) -> tuple[Variant, Chances]:
        from formulator.explore.specifications import chances

        del ticket
        return variant, chances(variant.design, catalogue, variant.specifications, DRAWS, SEED)

    return job
