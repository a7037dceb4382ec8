"""What the window is built of behind its first frame: the shell, the first fields of the design, the plots, and the answers.

Each step imports what it needs, so that the one before can be painted first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPalette

from formulator.ui.bars import Toolbar
from formulator.ui.body import Body, put
from formulator.ui.differing import Differing
from formulator.ui.drifting import Drifting
from formulator.ui.exporting import Exporting
from formulator.ui.filing import Filing
from formulator.ui.help import HelpDesk
from formulator.ui.language import Languages
from formulator.ui.menus import fill_menus
from formulator.ui.panels import DesignPanel
from formulator.ui.reference import Reference
from formulator.ui.variants import VariantDesk

if TYPE_CHECKING:
    from formulator.ui.theme import Theme
    from formulator.ui.window import Window
    from formulator.ui.workbench import Workbench


def furnish_shell(window: Window, workbench: Workbench, theme: Theme) -> None:
    """Menus, toolbar, the places that plots and panels will take, and the first fields, which are text only."""
    window.workbench, window.theme = workbench, theme
    workbench.setParent(window)
    window.actions_by_id = fill_menus(window)
    _build_body(window)
    window.filing = Filing(workbench, window.settings, window.say, window)
    window.exporting = Exporting(workbench, window.settings, window.say, window, inline=window.inline)
    window.reference = Reference(workbench, inline=window.inline)
    window.desk, window.languages = VariantDesk(window), Languages(window)
    window.differing, window.help, window.drifting = Differing(window), HelpDesk(window), Drifting(window)
    window.begin()
    window.design = DesignPanel(workbench, theme.tokens, whole=False, settings=window.settings)
    put(window.left, window.design)


def _build_body(window: Window) -> None:
    window.toolbar = Toolbar(window.actions_by_id, window.theme)
    window.body = Body(window.toolbar, window.theme)
    window.centre, window.left, window.right = window.body.centre, window.body.left, window.body.right
    if window.front is None:
        window.setCentralWidget(window.body)
        window.body.setFocus()
        return
    # The line keeps the keyboard until everything stands.
    window.takeCentralWidget()
    window.setCentralWidget(window.body)
    window.menuBar().setPalette(QPalette())
    window.front.give_way(window.toolbar.find_button)


def furnish_plots(window: Window) -> None:
    """The plots, which bring numpy along, and the copy of unsaved work."""
    from formulator.ui.feed import Feed
    from formulator.ui.plots import ParticlePane, Turns, make_panes
    from formulator.ui.recovery import Keeper

    tokens = window.theme.tokens
    turns = None if window.inline else Turns(window)
    window.centre.set_panes({"particle": ParticlePane(tokens), **make_panes(tokens)}, turns)
    panes = window.centre.panes
    for pane in panes.values():
        pane.failed.connect(window.say)
        pane.saved.connect(window.exporting.tell_saved)
    window.feed = Feed(window.workbench, panes, window.centre.shown, reference=window.reference, inline=window.inline)
    window.keeper = window.filing.keeper = Keeper(window.workbench, window)
    window.follow_theme()
    window.fit()


def furnish_answers(window: Window) -> None:
    """The answers, the design check, and the fields that the first picture did without."""
    from formulator.ui.check import CheckStrip
    from formulator.ui.results import ResultsPanel

    if window.design is not None:
        window.design.complete()
    tokens = window.theme.tokens
    window.results = ResultsPanel(window.workbench, tokens, inline=window.inline, settings=window.settings)
    window.check = CheckStrip(window.workbench, tokens)
    window.check.go_to.connect(window.show_field)
    put(window.right, window.results)
    put(window.body.foot, window.check)
    window.show_rules()
    window.fit()
