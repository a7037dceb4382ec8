"""What comes of saving a plot is said in the bar of the window, wherever the plot stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from formulator.ui.plots.pane import Pane
from formulator.ui.words import tr

if TYPE_CHECKING:
    from formulator.ui.workbench import Workbench


def tell_what_is_saved(pane: Pane, bench: Workbench) -> None:
    """That a picture or its data were written, or why not."""
    pane.failed.connect(lambda words: bench.message.emit(words, ()))
    pane.saved.connect(lambda path: bench.message.emit(tr("{name} is saved.", name=Path(path).name), ()))
