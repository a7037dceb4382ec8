"""Starts the window in its order: the shell is painted with Qt alone, then come engine and plots, then the answers."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from formulator import __version__
from formulator.ui import language
from formulator.ui.basics import USUAL_POINTS
from formulator.ui.display import do_without_display
from formulator.ui.settings import Settings
from formulator.ui.window import Window
from formulator.ui.words import tr

if TYPE_CHECKING:
    from formulator.ui.mistakes import Start

LULL = 1000
"""Milliseconds after the first prediction."""
FIRST_EXAMPLE = "crgd-polymersome-docetaxel"


def application() -> QApplication:
    """The one QApplication of the process."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    do_without_display()
    # Our matrices are small: a second thread for them is never faster, and it and its buffers take 80 MB of addresses.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    made = QApplication(sys.argv[:1])
    made.setApplicationName("formulator")
    made.setApplicationVersion(__version__)
    made.setDesktopFileName("formulator")
    return made


def first_frame(settings: Settings | None = None) -> Window:
    """The window as it is first painted, by Qt alone."""
    application()
    settings = settings or Settings()
    language.begin(settings)
    return Window(settings)


def shell(*, inline: bool = False, mode: str | None = None, settings: Settings | None = None) -> Window:
    """The window without what needs numpy."""
    application()
    settings = settings or Settings()
    language.begin(settings)
    window = Window(settings, inline=inline)
    furnish_shell(window, mode)
    return window


def furnish_shell(window: Window, mode: str | None = None) -> None:
    """Menus, toolbar and the first fields of the design."""
    from formulator.ui import building
    from formulator.ui.theme import MODES, Theme
    from formulator.ui.workbench import Workbench

    settings = window.settings
    theme = Theme(mode or settings.choice("view/theme", MODES, "system"), settings.number("view/points", USUAL_POINTS))
    theme.apply()
    building.furnish_shell(window, Workbench(inline=window.inline), theme)


def furnish(window: Window, path: Path | None) -> None:
    """The rest of the window at once, for scripts and pictures."""
    furnish_plots(window, path)
    furnish_answers(window)


def furnish_plots(window: Window, path: Path | None) -> None:
    """The plots, the project, and the catalogue, with which the first prediction comes."""
    from formulator.ui import building
    from formulator.ui.memory import give_back_large_blocks, sweep_here_only

    give_back_large_blocks()
    if not window.inline:
        sweep_here_only(application())
    building.furnish_plots(window)
    if path is not None:
        window.filing.open(path)
    else:
        _offer_something(window)
    _load_catalogue(window)


def furnish_answers(window: Window) -> None:
    """Answers and the other fields; and, while nobody waits for it, what the other places are made of."""
    from formulator.ui import building
    from formulator.ui.front import hand_over

    building.furnish_answers(window)
    hand_over(window)
    if (odd := window.settings.in_the_way) is not None:
        window.say(tr("{place} is no file, so theme, layout and the list of files are not kept after this session.", place=odd))
    if not window.inline:
        lull = QTimer(window, singleShot=True)
        lull.timeout.connect(_load_the_rest)
        lull.start(LULL)


def furnish_in_turns(window: Window, path: Path | None, then: Callable[[], None], start: Start | None = None) -> None:
    """The plots first; the answers once the plots have been painted, and `then` what comes after them."""
    from formulator.ui.mistakes import Start
    from formulator.ui.workbench import FRAME

    start = start or Start()

    if not start.attempt(lambda: furnish_plots(window, path)):
        return

    def answers() -> None:
        if window.results is None and start.attempt(lambda: furnish_answers(window)):
            then()

    after_paint = QTimer(window, singleShot=True, interval=FRAME)
    after_paint.timeout.connect(answers)
    # Not in the turn in which the plots are worked out: painting them takes longer than the timer, and would come after the answers.
    next_turn = QTimer(window, singleShot=True, interval=0)
    next_turn.timeout.connect(after_paint.start)
    if window.feed is None or window.workbench.prediction is None:
        next_turn.start()
    else:
        window.feed.drawn.connect(next_turn.start)


def _load_the_rest() -> None:
    """What the other places and the finder are made of, while nobody waits for it."""
    from formulator.ui import tasks
    from formulator.ui.pages import PAGES

    tasks.load_beside([module for module, _ in PAGES.values()] + ["formulator.ui.finder", "formulator.ui.why"])


def _load_catalogue(window: Window) -> None:
    from formulator.catalogue import load
    from formulator.errors import FormulatorError

    try:
        window.workbench.set_catalogue(load())
    except FormulatorError as problem:
        window.say(tr("The catalogue cannot be used: {problem}", problem=problem))


def _offer_something(window: Window) -> None:
    """What an earlier window left behind, else the last project, else a worked example."""
    from formulator import assets

    last = next((path for path in window.settings.recent if os.path.exists(path)), None)
    if last is None or not window.filing.open(last):
        example = assets.path(f"examples/{FIRST_EXAMPLE}.formulation")
        if example.exists():
            window.filing.open_example(example)


def _offer_recovered(window: Window) -> None:
    from formulator.ui.recovery import left_behind, put_aside

    waiting = left_behind()
    if not waiting:
        return
    newest = waiting[0]

    def keep() -> None:
        window.centre.bar.clear()
        window.workbench.recover(newest.project, newest.path, newest.digest)
        # Whoever is killed now has one of the two copies: the old one goes when the window has one of its own.
        if window.keeper is not None:
            window.keeper.rejoin(newest.place)

    def discard() -> None:
        window.centre.bar.clear()
        put_aside(newest.place)

    def review() -> None:
        offer()  # The bar stays until somebody chooses; looking is not choosing.
        window.differing.review(newest, ((tr("Keep"), keep), (tr("Discard"), discard)))

    def offer() -> None:
        window.say(newest.text, ((tr("Review"), review), (tr("Keep"), keep), (tr("Discard"), discard)))

    offer()


def make_window(path: Path | str | None = None) -> Window:
    """A window that is ready and shown, for scripts and tests."""
    window = shell()
    window.show()
    furnish(window, Path(path) if path is not None else None)
    return window


def run(path: Path | None = None) -> int:
    """The program with its window, until that is closed."""
    app = application()
    from formulator.ui.instance import handed_over
    from formulator.ui.mistakes import NOT_STARTED, Start

    if handed_over(path):
        return 0
    start, shown = Start(), list[Window]()

    def show() -> None:
        window = first_frame()
        shown.append(window)
        window.stand_in().begun.connect(lambda: start.attempt(lambda: furnish_program(window, path, start)))
        geometry = window.settings.geometry()
        if geometry is not None:
            window.restoreGeometry(geometry)
        window.show()

    start.attempt(show)
    code = app.exec()
    from formulator.ui import ending, tasks

    tasks.wait_for_all(ending.PATIENCE)
    return NOT_STARTED if start.failed else code


def furnish_program(window: Window, path: Path | None, start: Start | None = None) -> None:
    """Behind the first frame: the shell, the ears of the program, and then the plots and the rest, each painted before the next."""
    from formulator.ui import ending, tour
    from formulator.ui.instance import Doorbell
    from formulator.ui.mistakes import install_hooks

    if not window.isVisible():  # Closed as soon as it was seen.
        return
    furnish_shell(window)
    bell = Doorbell(window)
    bell.rung.connect(lambda wanted: take_over_start(window, wanted))
    install_hooks(window)
    ending.install(application(), lambda: leave(window), lambda: window.keeper and window.keeper.write(), window)

    def greet() -> None:
        if path is None and tour.is_due(window):
            tour.begin(window, with_example=not window.settings.recent)
        _offer_recovered(window)

    # The second turn of the event loop comes after the paint that waits now.
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, lambda: furnish_in_turns(window, path, greet, start)))


def leave(window: Window) -> None:
    """The system ends the program: nothing is asked, unsaved work is left behind for the next start."""
    window.take_over()
    if window.keeper is not None:
        window.keeper.leave()
    window.close_now()
    QApplication.quit()


def take_over_start(window: Window, path: Path | None) -> None:
    """A second start was given a file, or none: show it here, in front."""
    from PySide6.QtCore import Qt

    if path is not None:
        window.filing.open(path)
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
