"""`run.py` and `python -m formulator`: what they do on a machine that lacks something, and whom they call."""

from __future__ import annotations

import ast
import importlib.util
import os
import subprocess
import sys
import threading
import types
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import formulator
from formulator.__main__ import display_problem, main, wants_window

ROOT = Path(__file__).resolve().parent.parent
INSTALL_WORD = "install --no-install-recommends"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """run.py as a module that works in an empty checkout and installs nothing; `calls` holds what it would start."""
    spec = importlib.util.spec_from_file_location("run_under_test", ROOT / "run.py")
    assert spec is not None and spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("setup.cfg", "pyproject.toml"):
        (tmp_path / name).write_text(f"# {name}\n", encoding="utf-8")
    venv = tmp_path / ".venv"
    module.ROOT, module.VENV, module.LOCK = tmp_path, venv, tmp_path / ".venv.lock"
    module.STAMP, module.BEGUN, module.PYTHON = venv / "stamp", venv / "begun", venv / "bin" / "python"
    module.calls = []

    def make(command: list[str]) -> None:
        module.calls.append(command)
        if "venv" in command:
            module.PYTHON.parent.mkdir(parents=True)
            module.PYTHON.touch()
            module.PYTHON.with_name("activate").write_text(str(venv), encoding="utf-8")
            version = ".".join(map(str, sys.version_info[:3]))
            (venv / "pyvenv.cfg").write_text(f"version = {version}\n", encoding="utf-8")

    monkeypatch.setattr(module, "call", make)
    monkeypatch.setattr(module, "hand_over", lambda command: module.calls.append(command) or 0)
    monkeypatch.setattr(module, "missing_for_venv", list)
    monkeypatch.setattr(module, "missing_for_qt", lambda with_x11: [])
    monkeypatch.setattr(module.shutil, "which", lambda name: None)
    return module


def steps(calls: list[list[str]]) -> list[str]:
    """What each call was for."""
    return ["make" if "venv" in call else "install" if "install" in call else "run" for call in calls]


def test_the_environment_is_made_once(run: Any) -> None:
    run.set_up()
    run.set_up()
    assert steps(run.calls) == ["make", "install"]
    assert run.calls[1][-2:] == ["-e", ".[test]"]


@pytest.mark.parametrize("name", ["setup.cfg", "pyproject.toml"])
def test_the_environment_is_renewed_when_its_description_changes(run: Any, name: str) -> None:
    run.set_up()
    run.calls.clear()
    (run.ROOT / name).write_text("# changed\n", encoding="utf-8")
    run.set_up()
    assert steps(run.calls) == ["install"]
    assert run.is_ready()


def test_the_environment_is_made_anew_for_another_python(run: Any) -> None:
    run.set_up()
    run.calls.clear()
    (run.VENV / "pyvenv.cfg").write_text("version_info = 3.10.4\n", encoding="utf-8")
    run.STAMP.unlink()
    run.set_up()
    assert steps(run.calls) == ["make", "install"]


def test_the_environment_is_made_anew_after_the_checkout_moved(run: Any, tmp_path: Path) -> None:
    run.set_up()
    run.calls.clear()
    run.PYTHON.with_name("activate").write_text(str(tmp_path / "elsewhere" / ".venv"), encoding="utf-8")
    run.STAMP.write_text("of the other place\n", encoding="utf-8")
    run.set_up()
    assert steps(run.calls) == ["make", "install"]


@pytest.mark.parametrize("step", ["make", "install"])
def test_an_interrupted_set_up_is_not_taken_for_a_whole_one(
    run: Any, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    whole = run.call

    def interrupted(command: list[str]) -> None:
        if step in steps([command]):
            raise KeyboardInterrupt
        whole(command)

    with monkeypatch.context() as during:
        during.setattr(run, "call", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run.set_up()
    assert not run.is_ready()
    run.calls.clear()
    run.set_up()
    assert steps(run.calls) == ["make", "install"], "a half environment was kept"
    assert run.is_ready()


def test_a_renewal_that_fails_keeps_the_environment(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    run.set_up()
    (run.ROOT / "setup.cfg").write_text("# changed\n", encoding="utf-8")

    def fails(command: list[str]) -> None:
        raise run.SetUpError("no network", 1)

    with monkeypatch.context() as during:
        during.setattr(run, "call", fails)
        with pytest.raises(run.SetUpError):
            run.set_up()
    assert not run.is_ready()
    run.calls.clear()
    run.set_up()
    assert steps(run.calls) == ["install"]


def test_two_first_runs_at_once_make_one_environment(run: Any) -> None:
    slow = run.call
    working = threading.Event()
    go_on = threading.Event()

    def waits(command: list[str]) -> None:
        working.set()
        assert go_on.wait(30)
        slow(command)

    run.call = waits
    first = threading.Thread(target=run.set_up)
    second = threading.Thread(target=run.set_up)
    first.start()
    assert working.wait(30)
    second.start()
    go_on.set()
    first.join(30)
    second.join(30)
    assert not first.is_alive() and not second.is_alive()
    assert steps(run.calls) == ["make", "install"]


def test_uv_is_used_where_it_is_installed(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.shutil, "which", lambda name: "/usr/bin/uv" if name == "uv" else None)
    run.set_up()
    assert [call[0] for call in run.calls] == ["/usr/bin/uv", "/usr/bin/uv"]


def test_a_missing_venv_module_is_answered_with_the_line_to_type(
    run: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "missing_for_venv", lambda: ["python3.11-venv"])
    monkeypatch.setattr(run, "may_install", lambda: False)
    assert run.main(["--setup"]) == 2
    assert f"{INSTALL_WORD} python3.11-venv" in capsys.readouterr().err
    assert run.calls == []


def test_everything_that_is_missing_is_named_at_once(
    run: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "missing_for_venv", lambda: ["python3.11-venv"])
    monkeypatch.setattr(run, "missing_for_qt", lambda with_x11: ["libegl1", "fonts-dejavu-core"])
    monkeypatch.setattr(run, "may_install", lambda: False)
    assert run.main(["test"]) == 2
    assert f"{INSTALL_WORD} python3.11-venv libegl1 fonts-dejavu-core" in capsys.readouterr().err


def test_missing_libraries_stop_the_window_and_name_the_line_to_type(
    run: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = []
    monkeypatch.setattr(run, "missing_for_qt", lambda with_x11: asked.append(with_x11) or ["libegl1", "libxcb-cursor0"])
    monkeypatch.setattr(run, "may_install", lambda: False)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert run.main([]) == 2
    assert f"{INSTALL_WORD} libegl1 libxcb-cursor0" in capsys.readouterr().err
    assert asked == [True]
    assert run.calls == []


def test_missing_libraries_do_not_stop_a_command(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "missing_for_qt", lambda with_x11: ["libegl1"])
    assert run.main(["evaluate", "a.formulation"]) == 0
    assert run.calls[-1][-4:] == ["-m", "formulator", "evaluate", "a.formulation"]


def test_the_figures_are_measured_by_the_environments_own_python(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(run.ROOT)
    monkeypatch.setenv("QT_QPA_PLATFORM", "")
    assert run.main(["trust", "R4", "--short"]) == 0
    assert run.calls[-1] == [str(run.PYTHON), str(run.ROOT / "tests" / "faults" / "trust.py"), "R4", "--short"]
    assert run.os.environ["QT_QPA_PLATFORM"] == "offscreen"


@pytest.mark.parametrize(("cores", "shared"), [(1, []), (2, ["-n", "2", "--dist", "worksteal"]), (64, ["-n", "8", "--dist", "worksteal"])])
def test_all_tests_go_to_all_cores_and_chosen_ones_stay_in_one_process(
    run: Any, monkeypatch: pytest.MonkeyPatch, cores: int, shared: list[str]
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "")
    monkeypatch.setattr(run, "qt_loads", lambda: True)
    monkeypatch.setattr(run.os, "sched_getaffinity", lambda process: set(range(cores)), raising=False)
    monkeypatch.chdir(run.ROOT)
    whole = [str(run.PYTHON), "-m", "pytest"]
    for words, more in (([], shared), (["-m", "benchmark"], []), (["tests/chem", "-q", "-x"], [])):
        run.main(["test", *words])
        assert run.calls[-1] == [*whole, *more, *words]


def test_tests_run_without_the_window_where_qt_does_not_load(
    run: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(Path.cwd())
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(run, "missing_for_qt", lambda with_x11: ["libegl1"])
    monkeypatch.setattr(run, "may_install", lambda: False)
    monkeypatch.setattr(run, "qt_loads", lambda: False)
    assert run.main(["test", "-k", "charge"]) == 0
    assert run.calls[-1][1:] == ["-m", "pytest", "-p", "no:pytest-qt", "-k", "charge"]
    assert f"{INSTALL_WORD} libegl1" in capsys.readouterr().err


def test_system_packages_are_installed_only_when_root_asks_for_it(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    answers = []
    for wish, root in (("1", True), ("1", False), ("0", True), ("", True)):
        monkeypatch.setenv("FORMULATOR_SYSTEM_PACKAGES", wish)
        monkeypatch.setattr(run, "is_root", lambda root=root: root)
        answers.append(run.may_install())
    assert answers == [True, False, False, False]


def test_an_old_python_is_told_so_in_one_sentence(
    run: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run.sys, "version_info", (3, 9, 2))
    assert run.main(["test"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert run.calls == []


def test_an_old_python_can_read_the_launcher() -> None:
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_the_launcher_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names | {"formulator"}


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["a.formulation"], True),
        (["folder/draft"], True),
        (["./evaluate"], True),
        (["evaluate", "a.formulation"], False),
        (["self-test"], False),
        (["--help"], False),
        (["--now=2025-01-01T00:00:00.5"], False),
    ],
)
def test_a_file_opens_the_window_and_a_word_is_a_command(arguments: list[str], window: bool) -> None:
    assert wants_window(arguments) is window


@pytest.mark.parametrize(
    ("environ", "platform", "opens"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen:configfile=x"}, "linux", True),
        ({"QT_QPA_PLATFORM": "xcb"}, "linux", False),
        ({"QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": "wayland-0"}, "linux", False),
        ({"QT_QPA_PLATFORM": "wayland;xcb", "DISPLAY": ":0"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_window_needs_a_display(environ: dict[str, str], platform: str, opens: bool) -> None:
    assert (display_problem(environ, platform) is None) is opens


@contextmanager
def stand_in(name: str, **content: object) -> Iterator[None]:
    """A module in the place of a real one, so that its caller is tested alone."""
    before = sys.modules.get(name)
    module = types.ModuleType(name)
    vars(module).update(content)
    sys.modules[name] = module
    try:
        yield
    finally:
        sys.modules.pop(name)
        if before is not None:
            sys.modules[name] = before


def test_the_entrance_hands_a_command_to_the_command_line() -> None:
    got: list[list[str]] = []
    with stand_in("formulator.cli", main=lambda arguments: got.append(arguments) or 4):
        assert main(["evaluate", "a.formulation", "--strict"]) == 4
    assert got == [["evaluate", "a.formulation", "--strict"]]


def test_the_entrance_opens_the_window_with_or_without_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    got: list[Path | None] = []
    with stand_in("formulator.ui"), stand_in("formulator.ui.app", run=lambda path: got.append(path) or 0):
        assert main([]) == 0
        assert main(["a.formulation"]) == 0
    assert got == [None, Path("a.formulation")]


def test_without_a_display_the_window_says_so_in_one_sentence_before_qt_starts() -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux has sessions without a display")
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    script = (
        "import sys; from formulator.__main__ import main; code = main([]); "
        "sys.exit(code if 'PySide6' not in sys.modules else 99)"
    )
    command = [sys.executable, "-c", script]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert "no display" in result.stderr and result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_the_version_is_told_without_qt_and_numpy() -> None:
    script = (
        "import sys; from formulator.__main__ import main; main(['--version']); "
        "print(sorted({'PySide6', 'numpy', 'pint', 'formulator.cli', 'formulator.ui'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.splitlines() == [f"formulator {formulator.__version__}", "[]"]
