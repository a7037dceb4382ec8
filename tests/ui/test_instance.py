"""A second start hands its file to the first."""

from __future__ import annotations

import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from formulator.ui.instance import Doorbell, handed_over

SECOND = "import sys; from pathlib import Path; from formulator.ui.instance import handed_over; print(handed_over({path}, sys.argv[1]))"


@pytest.fixture
def name() -> str:
    return f"formulator-test-{uuid.uuid4().hex[:12]}"


@pytest.mark.parametrize("path", ["Path('mine.formulation')", "None"])
def test_a_second_start_hands_its_file_over(qtbot: QtBot, name: str, path: str) -> None:
    bell = Doorbell(name=name)
    assert bell.is_listening
    with qtbot.waitSignal(bell.rung, timeout=60_000) as rung:
        second = subprocess.Popen([sys.executable, "-c", SECOND.format(path=path), name], stdout=subprocess.PIPE, text=True)
    assert rung.args == [None if path == "None" else Path("mine.formulation").absolute()]
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=60_000)
    assert second.communicate()[0].strip() == "True"
    bell.close()


def test_the_first_start_finds_nobody(name: str) -> None:
    assert not handed_over(Path("mine.formulation"), name)


def test_what_is_no_request_is_passed_over(qtbot: QtBot, name: str) -> None:
    bell = Doorbell(name=name)
    heard: list[object] = []
    bell.rung.connect(heard.append)
    for line in (b"nonsense\n", b"[1]\n", b'{"open": 5}\n', b"\xff\n"):
        socket = QLocalSocket()
        socket.connectToServer(name)
        assert socket.waitForConnected(1000)
        socket.write(line)
        socket.flush()
        qtbot.wait(50)
        socket.disconnectFromServer()
    assert heard == []
    bell.close()


def test_a_name_left_behind_is_taken_over(qtbot: QtBot, name: str) -> None:
    crash = "import sys, os; from PySide6.QtCore import QCoreApplication; app = QCoreApplication([])\n"
    crash += "from formulator.ui.instance import Doorbell; bell = Doorbell(name=sys.argv[1]); os._exit(1 if bell.is_listening else 2)"
    assert subprocess.run([sys.executable, "-c", crash, name], check=False).returncode == 1
    bell = Doorbell(name=name)
    assert bell.is_listening
    bell.close()
