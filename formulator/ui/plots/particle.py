"""The pane with the particle to scale; it follows the sliders in the same frame as the closed-form plots."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from formulator.ui.export.particle import Particle, heading, particle, particle_scene
from formulator.ui.export.shapes import Measure, Scene, Shape
from formulator.ui.plots.pane import Pane
from formulator.ui.plots.spoken import spoken_particle
from formulator.ui.tokens import Tokens
from formulator.ui.words import tr

if TYPE_CHECKING:
    from formulator.catalogue import Catalogue
    from formulator.design import Design
    from formulator.prediction import Prediction


class ParticlePane(Pane):
    """Shows a Particle."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__("particle", tr("Particle, to scale"), tokens)
        self.shown = Particle(morphology="", seed=0, outer=0, core=0, reason=tr("Not computed yet."))
        self._computed = False

    def show_prediction(self, prediction: Prediction, design: Design, catalogue: Catalogue | None = None) -> None:
        """Draw the particle of a prediction at the next repaint; with a catalogue, by its materials' names."""
        self.show_particle(particle(design, prediction, catalogue))

    def show_particle(self, shown: Particle) -> None:
        """Draw these facts."""
        changed = shown != self.shown
        self.shown, self._computed = shown, True
        self.mark_stale(False)
        if changed:
            self.refresh()

    def begin_drag(self) -> None:
        """Nothing here has a range to hold."""

    def end_drag(self) -> None:
        """Nothing here has a range to settle."""

    def content(self) -> Particle | None:
        """The facts that are drawn."""
        return self.shown if self._computed else None

    def seen(self) -> Particle | None:
        """The same in the language of the window."""
        return spoken_particle(self.shown) if self._computed else None

    def make_scene(self, measure: Measure, width: float, height: float, known: Hashable) -> Scene:
        """The particle without its heading."""
        said = spoken_particle(self.shown)
        return particle_scene(said, self.tokens, width=width, height=height, measure=measure, titled=False, known=known, say=tr)

    def heading(self, measure: Measure, width: float) -> list[Shape]:
        """Title and what is shown."""
        return heading(self.shown, self.tokens, width, tr("updating") if self.is_marked else "", tr)
