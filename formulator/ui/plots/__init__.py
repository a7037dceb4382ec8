"""The plots of the window: each pane paints the very scene that is exported, so that screen, SVG and paper cannot disagree."""

from formulator.ui.plots.figure_pane import FigurePane
from formulator.ui.plots.particle import ParticlePane
from formulator.ui.plots.turns import Turns
from formulator.ui.tokens import Tokens
from formulator.ui.words import tr

PLOT_TITLES = {
    "binding": "Targeting",
    "selectivity": "Selectivity map",
    "time": "Time course",
    "size": "Size",
    "zeta": "Zeta",
    "loading": "Loading",
}
"""Ids and titles before anything is computed: panes stand on the screen before the engine is loaded."""
MORE_TITLES = {
    "energies": "Energies of two particles",
    "approach": "Energies at the cell",
    "wrapping": "Wrapping",
    "transcytosis": "Across the brain barrier",
    "cells": "Cells side by side",
    "dose": "Dose on its way",
    "tornado": "What moves the answer",
    "specifications": "Specifications",
}
"""Plots without a pane in the window's centre."""

__all__ = ["MORE_TITLES", "PLOT_TITLES", "FigurePane", "ParticlePane", "Turns", "make_panes"]


def make_panes(tokens: Tokens) -> dict[str, FigurePane]:
    """One pane for each plot, by its id."""
    return {plot_id: FigurePane(plot_id, tr(title), tokens) for plot_id, title in PLOT_TITLES.items()}
