"""What holds for every test: no network, no settings of whoever runs it, no window left open, no screen needed."""

from __future__ import annotations

import os
import re
import shutil
import socket
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import hypothesis
import pytest

_HOME = Path(tempfile.mkdtemp(prefix="formulator-test-"))


def _use_temporary_settings() -> None:
    """Point every place where a program keeps settings, caches and journals into a folder that goes away again."""
    places = {
        "HOME": "home",
        "USERPROFILE": "home",
        "XDG_CONFIG_HOME": "config",
        "XDG_CACHE_HOME": "cache",
        "XDG_DATA_HOME": "data",
        "XDG_STATE_HOME": "state",
        "XDG_RUNTIME_DIR": "runtime",
        "APPDATA": "appdata",
        "LOCALAPPDATA": "localappdata",
    }
    for variable, name in places.items():
        place = _HOME / name
        place.mkdir(mode=0o700, exist_ok=True)
        os.environ[variable] = str(place)


# Set at import, before any plugin or test loads Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["FORMULATOR_LANGUAGE"] = "en"
_use_temporary_settings()

hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "local")


def _why_qt_is_missing() -> str | None:
    """The reason why Qt cannot be loaded here (a system library, usually), or None when it can."""
    try:
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as error:
        return f"Qt cannot be loaded: {error}"
    return None


WITHOUT_QT = _why_qt_is_missing()
_NEEDS_QT = re.compile(r"^(?:from|import)\s+(?:PySide6|pyqtgraph|pytestqt|formulator\.ui)\b", re.MULTILINE)


class _SkippedModule(pytest.Module):
    """A test module that imports Qt, on a machine where Qt cannot be loaded."""

    def collect(self) -> Iterator[pytest.Item]:
        pytest.skip(WITHOUT_QT or "", allow_module_level=True)


class _QtFixturesThatSkip:
    """Stand in for the fixtures of pytest-qt, so that tests which ask for them are skipped with the reason."""

    @pytest.fixture
    def qtbot(self) -> None:
        pytest.skip(WITHOUT_QT or "pytest-qt is switched off")

    @pytest.fixture
    def qapp(self) -> None:
        pytest.skip(WITHOUT_QT or "pytest-qt is switched off")


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Make the options of pytest-qt in setup.cfg known when that plugin is switched off: unknown ones are errors."""
    if not pluginmanager.hasplugin("pytest-qt"):
        for name in ("qt_api", "qt_log_level_fail"):
            parser.addini(name, "belongs to pytest-qt, which is switched off")


def pytest_configure(config: pytest.Config) -> None:
    if not config.pluginmanager.hasplugin("pytest-qt"):
        config.addinivalue_line("markers", "no_qt_log: belongs to pytest-qt, which is switched off")
        config.addinivalue_line("markers", "qt_log_level_fail: belongs to pytest-qt, which is switched off")
        config.addinivalue_line("markers", "qt_no_exception_capture: belongs to pytest-qt, which is switched off")
        config.pluginmanager.register(_QtFixturesThatSkip(), "formulator-without-qt")
    if WITHOUT_QT is None:
        from PySide6.QtCore import QSettings

        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
            QSettings.setPath(QSettings.Format.IniFormat, scope, str(_HOME / "config"))

        if config.pluginmanager.hasplugin("pytest-qt"):
            _be_patient()


def _be_patient() -> None:
    """What a test waits for comes later on a busy machine: pytest-qt gives up after a minute, not after five seconds."""
    from pytestqt.qtbot import QtBot

    for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitExposed):
        wait.__kwdefaults__["timeout"] = 60_000


def pytest_unconfigure() -> None:
    shutil.rmtree(_HOME, ignore_errors=True)


def pytest_report_header() -> str:
    return WITHOUT_QT or f"Qt platform: {os.environ['QT_QPA_PLATFORM']}"


@pytest.hookimpl(wrapper=True)
def pytest_collect_file() -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Look for examples in the docstrings of the program, not in the tests, which would be imported twice for it."""
    collectors = yield
    return [collector for collector in collectors if type(collector).__name__ != "DoctestModule"]


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """Skip what imports Qt at its top where Qt cannot be loaded; a failed import would stop the whole run."""
    if WITHOUT_QT is not None and _NEEDS_QT.search(module_path.read_text(encoding="utf-8")):
        return _SkippedModule.from_parent(parent, path=module_path)
    return None


class _NoNetwork(socket.socket):
    """A socket that refuses the two internet families; local (Unix) sockets work."""

    def __init__(self, family: int = -1, type: int = -1, proto: int = -1, fileno: int | None = None) -> None:
        if fileno is None and family in (-1, socket.AF_INET, socket.AF_INET6):
            raise PermissionError("a test tried to open a network socket; the program works without a network")
        super().__init__(family, type, proto, fileno)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test, and nothing that a test calls, opens an internet socket."""
    monkeypatch.setattr(socket, "socket", _NoNetwork)


@pytest.fixture(autouse=True)
def no_leftover_windows() -> Iterator[None]:
    """A window that a test leaves open is a leak; the one that left it fails, not the next one."""
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtWidgets import QApplication

    if not isinstance(QApplication.instance(), QApplication):
        return
    left = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    names = [f"{type(window).__name__} '{window.windowTitle() or window.objectName()}'" for window in left]
    for window in left:
        window.close()
        window.deleteLater()
    assert not names, f"the test left windows open: {', '.join(names)}"
