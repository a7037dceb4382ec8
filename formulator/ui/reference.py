"""The variant that is pinned as reference: which one, the design it had then, and its curves behind those of the design on show."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from formulator.ui.tasks import Lane, Ticket
from formulator.ui.words import tr
from formulator.ui.workbench import Workbench

if TYPE_CHECKING:
    from formulator.catalogue import Catalogue
    from formulator.design import Design

KEY = "reference"
"""Under which the file's view remembers the id of the variant."""
LONGEST = 18


class Reference(QObject):
    """`changed` says that the curves are other ones. What is pinned is the design as it stood: sliders of the same variant leave it."""

    changed = Signal()

    def __init__(self, workbench: Workbench, *, inline: bool = False) -> None:
        super().__init__(workbench)
        self._workbench = workbench
        self._seen: tuple[str, str] | None = None
        self._design: Design | None = None
        self._for: tuple[Design | None, Catalogue | None] = (None, None)
        self._figures: dict[str, Any] = {}
        self._waiting: set[str] = set()
        self._lane = Lane(self._arrived, self, inline=inline)

    @property
    def id(self) -> str | None:
        """The pinned variant, as long as it is there."""
        project = self._workbench.project
        wanted = project.extras.get("view", {}).get(KEY)
        return next((one.id for one in project.variants if one.id == wanted), None)

    def pin(self) -> None:
        """Pin the variant on show as it stands."""
        bench = self._workbench
        self._seen, self._design = (bench.project.id, bench.variant.id), bench.design
        bench.set_view(KEY, bench.variant.id)
        self.changed.emit()

    def unpin(self) -> None:
        """No reference any more."""
        self._workbench.set_view(KEY, None)
        self.changed.emit()

    @property
    def design(self) -> Design | None:
        """The design that was pinned; of a file that was opened, the one that the variant has then."""
        bench, id_ = self._workbench, self.id
        if id_ is None:
            return None
        if self._seen != (bench.project.id, id_):
            self._seen, self._design = (bench.project.id, id_), bench.project.variant(id_).design
        return self._design

    @property
    def name(self) -> str:
        """What the legend calls it; long names are cut, so that there is room for them beside the curve."""
        variant = self._workbench.project.variant(self.id)
        name = variant.name if len(variant.name) <= LONGEST else f"{variant.name[: LONGEST - 1].rstrip()}…"
        return name if variant.design == self.design else tr("{name} as pinned", name=name)

    def over(self, plot: str, figure: Any) -> Any:
        """The figure of the design on show with the reference behind it, once that is worked out."""
        from formulator.explore.pinned import with_pinned

        bench, design = self._workbench, self.design
        if design is None or bench.catalogue is None or design == bench.design:
            return figure
        if self._for != (design, bench.catalogue):
            self._for = (design, bench.catalogue)
            self._figures.clear()
            self._waiting.clear()
        if plot not in self._figures:
            self._ask(plot)
        pinned = self._figures.get(plot)
        return figure if pinned is None else with_pinned(figure, pinned, self.name)

    def _ask(self, plot: str) -> None:
        design, catalogue = self._for
        if plot not in self._waiting and design is not None and catalogue is not None:
            self._waiting.add(plot)
            self._lane.restart(_job(frozenset(self._waiting), design, catalogue))

    def _arrived(self, found: tuple[Design, dict[str, Any]]) -> None:
        design, figures = found
        if design is self._for[0]:
            self._figures.update(figures)
            self._waiting -= set(figures)
            self.changed.emit()

    def close(self) -> None:
        """Stop working in the background."""
        self._lane.close()


def _job(plots: frozenset[str], design: Design, catalogue: Catalogue) -> Callable[[Ticket], tuple[Design, dict[str, Any]]]:
    def job(ticket: Ticket) -> tuple[Design, dict[str, Any]]:
        from formulator.evaluation import evaluate
        from formulator.explore.curves import figure

        del ticket
        prediction = evaluate(design, catalogue)
        return design, {plot: figure(plot, design, catalogue, prediction) for plot in sorted(plots)}

    return job
