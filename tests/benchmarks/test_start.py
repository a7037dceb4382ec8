"""From the start of the process to the first painted, typable window, and to plots that show numbers; as ratios to bare Qt."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.benchmark

ROUNDS = 7
_PAINTED = """
import os, sys, time
began = float(sys.argv[1])
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not said:
            said.append(1)
            QTimer.singleShot(0, stop)
        return False
said = []
def stop():
    print(time.time() - began, flush=True)
    os._exit(0)
watch = Watch()
"""
EMPTY = (
    _PAINTED
    + """
app = QApplication([])
window = QMainWindow()
window.installEventFilter(watch)
window.resize(1440, 900)
window.show()
app.exec()
"""
)
FIRST = """
import os, sys, time
began = float(sys.argv[1])
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
from formulator.ui import app
def stop(*_):
    print(time.time() - began, flush=True)
    os._exit(0)
app.furnish_program = stop  # What comes in the turn after the first paint.
app.run()
"""
BARE_PLOTS = """
import os, sys, time
began = float(sys.argv[1])
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
import numpy, pyqtgraph
from PySide6.QtWidgets import QApplication, QGridLayout, QMainWindow, QWidget
app = QApplication([])
window, body = QMainWindow(), QWidget()
grid = QGridLayout(body)
for place in range(4):
    plot = pyqtgraph.PlotWidget()
    plot.plot(numpy.linspace(0, 1, 500), numpy.linspace(0, 1, 500) ** 2)
    grid.addWidget(plot, place // 2, place % 2)
window.setCentralWidget(body)
window.resize(1440, 900)
window.show()
for _ in range(5):
    app.processEvents()
print(time.time() - began, flush=True)
os._exit(0)
"""
OUR_PLOTS = """
import os, sys, time
began = float(sys.argv[1])
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from formulator import assets
from formulator.ui.app import application, first_frame, furnish_in_turns, furnish_shell
app = application()
window = first_frame()
window.stand_in()
window.show()
app.processEvents()
furnish_shell(window)
app.processEvents()
furnish_in_turns(window, assets.path("examples/crgd-polymersome-docetaxel.formulation"), lambda: None)
live = ("binding", "time", "size", "zeta", "loading")
while any(window.centre.panes[name].content() is None for name in live):
    app.processEvents()
app.processEvents()
print(time.time() - began, flush=True)
os._exit(0)
"""


# Compiled modules are kept, as they are on the machine of whoever uses the program.
USUAL = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
# A window that is open on this desktop would be handed the start.
USUAL["XDG_RUNTIME_DIR"] = "/nobody/is/there"


def seconds(script: str) -> float:
    done = subprocess.run([sys.executable, "-c", script, repr(time.time())], capture_output=True, text=True, env=USUAL, check=True)
    return float(done.stdout.split()[-1])


def ratio(ours: str, theirs: str) -> tuple[float, float, float]:
    """Median of each, taken in turns so that a busy moment hits both, and of their ratios."""
    seconds(ours), seconds(theirs)
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(ROUNDS)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs), statistics.median(a / b for a, b in pairs)


def test_first_painted_frame_of_the_program_against_an_empty_window(capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs, times = ratio(FIRST, EMPTY)
    with capsys.disabled():
        print(f"\nfirst painted frame of the program {1e3 * ours:.0f} ms, empty QMainWindow {1e3 * theirs:.0f} ms: ratio {times:.2f}")
    assert times < 1.35


def test_live_plots_against_a_bare_window_of_four_plots(capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs, times = ratio(OUR_PLOTS, BARE_PLOTS)
    with capsys.disabled():
        print(f"\nlive plots {1e3 * ours:.0f} ms, numpy and four pyqtgraph plots {1e3 * theirs:.0f} ms: ratio {times:.2f}")
    assert times < 2.0


def test_evaluate_on_the_command_line_with_intervals(capsys: pytest.CaptureFixture[str], tmp_path: object) -> None:
    from formulator import assets

    path = str(assets.path("examples/crgd-polymersome-docetaxel.formulation"))
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "formulator", "evaluate", path, "--json"], capture_output=True, check=True, env=USUAL)
        taken.append(time.perf_counter() - began)
    with capsys.disabled():
        print(f"\nformulator evaluate with 4,096 draws: {statistics.median(taken):.2f} s")
    assert statistics.median(taken) < 1.5
