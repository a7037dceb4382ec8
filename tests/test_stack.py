"""What the libraries underneath do that their manuals do not say; each of these was made to happen once.

What may end the process is tried in a process of its own.
"""

from __future__ import annotations

import importlib.metadata
import signal
import subprocess
import sys

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDoubleSpinBox
from pytestqt.qtbot import QtBot


def run(script: str) -> str:
    """Run a script in a fresh interpreter and return what it prints; it must end well."""
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=300, check=False)
    assert result.returncode == 0, f"exit {result.returncode}: {result.stderr}"
    return result.stdout.strip()


def test_qt_is_the_version_that_keeps_its_books() -> None:
    """6.12.0 aborts on Python 3.11, and from 6.11.3 on the SVG exporter of pyqtgraph 0.14 fails on every plot."""
    version = tuple(int(part) for part in importlib.metadata.version("PySide6_Essentials").split(".")[:3])
    assert (6, 10, 1) <= version < (6, 11)
    assert importlib.metadata.version("pyqtgraph").startswith("0.14.")


def test_the_bulky_half_of_qt_is_not_installed() -> None:
    """The Addons weigh 428 MB and hold nothing that is used here."""
    with pytest.raises(importlib.metadata.PackageNotFoundError):
        importlib.metadata.version("PySide6_Addons")


COUNTED = """
import sys
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

class Sender(QObject):
    moved = Signal(float)

class Painted(QWidget):
    painted = 0
    def paintEvent(self, event):
        Painted.painted += 1

app = QApplication([])
sender, label, painted = Sender(), QLabel(), Painted()
got = []
sender.moved.connect(got.append)
sender.moved.connect(lambda number: label.setText(f"{number:.3f}"))
painted.show()
app.processEvents()

def work(times):
    for number in range(times):
        sender.moved.emit(float(number))
        label.setText(str(number))
        painted.repaint()

work(10_000)
before = sys.getrefcount(True), sys.getrefcount(None)
work(2_000)
after = sys.getrefcount(True), sys.getrefcount(None)
print(len(got), Painted.painted >= 12_000, *(b - a for a, b in zip(before, after)))
"""


def test_two_thousand_signals_slots_and_paints_leave_the_counts_of_true_and_none_alone() -> None:
    """A lost reference per call drains the count of True or None to zero and aborts the process.

    The first some 5,000 rounds let go of about 140 references to None once and then no more (32,000 rounds lose as many
    as 8,000), so the count starts after 10,000: from there it stands still, while a leak would lose 2,000 or more.
    Python 3.12 and newer never count these two.
    """
    received, all_painted, drift_true, drift_none = run(COUNTED).split()
    assert (received, all_painted) == ("12000", "True")
    assert abs(int(drift_true)) < 20
    assert abs(int(drift_none)) < 20


def test_a_plot_can_be_written_as_svg() -> None:
    """pyqtgraph's own exporter raises ValueError with Qt from 6.11.3 on; it is what a right-click would call."""
    script = """
import pyqtgraph as pg
from pyqtgraph.exporters import SVGExporter
app = pg.mkQApp()
plot = pg.PlotWidget()
plot.plot([0, 1, 2], [0, 1, 4])
text = SVGExporter(plot.plotItem).export(toBytes=True)
print(b"<svg" in text, text.count(b"<path") > 2)
"""
    assert run(script) == "True True"


def test_an_error_in_a_slot_reaches_the_exception_hook_and_the_program_lives_on() -> None:
    script = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, Signal
class Sender(QObject):
    fired = Signal()
seen = []
sys.excepthook = lambda kind, error, trace: seen.append(str(error))
app = QCoreApplication([])
sender = Sender()
sender.fired.connect(lambda: {}["missing"])
sender.fired.emit()
print("alive", seen)
"""
    assert run(script) == """alive ["'missing'"]"""


@pytest.mark.parametrize(("locale", "typed", "read"), [("de_DE", "2.1", 21.0), ("en_US", "2,1", 21.0), ("C", "1e-9", 19.0)])
def test_a_spin_box_still_misreads_numbers(qtbot: QtBot, locale: str, typed: str, read: float) -> None:
    """Why no quantity is typed into QDoubleSpinBox. When this fails, Qt has learnt to read and the rule may go."""
    box = QDoubleSpinBox()
    qtbot.addWidget(box)
    box.setLocale(QLocale(locale))
    box.setRange(-1e6, 1e6)
    box.setDecimals(3)
    box.clear()
    qtbot.keyClicks(box.lineEdit(), typed)
    assert box.value() == read


def test_a_window_without_a_screen_would_abort() -> None:
    """Why the display is looked at before Qt starts: Qt itself ends the process instead of raising."""
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux has sessions without a display")
    script = "from PySide6.QtWidgets import QApplication; QApplication([])"
    environment = {"QT_QPA_PLATFORM": "xcb", "PATH": ""}
    command = [sys.executable, "-c", script]
    result = subprocess.run(command, env=environment, capture_output=True, timeout=300, check=False)
    assert result.returncode == -signal.SIGABRT
