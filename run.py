#!/usr/bin/env python3
"""Runs formulator from a checkout, with nothing but Python 3.11 or newer on the machine.

    python3 run.py                 the window
    python3 run.py test            all tests, on all cores
    python3 run.py test [...]      the words go to pytest, which runs in one process
    python3 run.py trust [...]     the figures by which the program can be trusted; --help lists them
    python3 run.py --setup         only make the environment ready
    python3 run.py evaluate FILE   anything else goes to the program

Everything is installed into .venv beside this file, once, and again when setup.cfg or the Python version changes.
Old versions of Python 3 can still read this file (hence the quoted annotations), so that it can tell them they are old.
"""

import contextlib
import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "formulator-stamp"
BEGUN = VENV / "formulator-begun"
LOCK = ROOT / ".venv.lock"
WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

# Debian package -> the file that Qt loads from it.
QT_LIBRARIES = {
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libglib2.0-0": "libglib-2.0.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
}
X11_LIBRARIES = {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
}
MOST_AT_ONCE = 8
"""Processes that share the tests; each takes half a gigabyte and reads all tests before its first one."""
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
FONT_SUFFIXES = (".ttf", ".otf", ".ttc", ".pfb")


class SetUpError(Exception):
    """The environment cannot be made ready; the text is for the person, `code` for the shell."""

    def __init__(self, message: str, code: int = 2) -> None:
        super().__init__(message)
        self.code = code


def say(text: str) -> None:
    """Tell the person something on stderr: stdout belongs to the program."""
    print(text, file=sys.stderr, flush=True)


# What the machine itself must bring.


def can_load(library: str) -> bool:
    """Whether the dynamic linker finds and loads a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_font() -> bool:
    """Whether one font file is installed; without any, Qt paints boxes or nothing instead of text."""
    for folder in FONT_FOLDERS:
        for _, _, files in os.walk(os.path.expanduser(folder), followlinks=True):
            if any(name.lower().endswith(FONT_SUFFIXES) for name in files):
                return True
    return False


def missing_for_qt(with_x11: bool) -> "list[str]":
    """Debian packages that Qt needs and this machine lacks."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = dict(QT_LIBRARIES, **X11_LIBRARIES) if with_x11 else QT_LIBRARIES
    missing = [package for package, library in wanted.items() if not can_load(library)]
    return missing if has_font() else [*missing, "fonts-dejavu-core"]


def missing_for_venv() -> "list[str]":
    """The Debian package with venv and pip, where it is needed, split off and not installed."""
    if is_ready() or shutil.which("uv") or (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        return []
    return [f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"]


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def apt_line(packages: "list[str]") -> str:
    """The line to type that installs the packages."""
    apt = "apt-get" if is_root() else "sudo apt-get"
    return f"{apt} update && {apt} install --no-install-recommends {' '.join(packages)}"


def may_install() -> bool:
    """Whether system packages are to be installed here: asked for by name, as root, on a system with apt."""
    return os.environ.get("FORMULATOR_SYSTEM_PACKAGES") == "1" and is_root() and shutil.which("apt-get") is not None


def install_system_packages(packages: "list[str]") -> None:
    """Install Debian packages, without recommended ones."""
    apt = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=120"]
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for command in ([*apt, "update"], [*apt, "install", "-y", "--no-install-recommends", *packages]):
        say("+ " + " ".join(command))
        if subprocess.call(command, stdout=sys.stderr, env=environment) != 0:
            raise SetUpError(f"System packages could not be installed. The line was: {apt_line(packages)}", 1)


def require(packages: "list[str]", what: str) -> None:
    """Install what is missing if that is wanted, else name the line to type."""
    if packages and may_install():
        install_system_packages(packages)
    elif packages:
        raise SetUpError(f"{what} needs system packages that are missing here. On Debian or Ubuntu type:\n"
                         f"    {apt_line(packages)}")


# The environment in .venv.


def stamp() -> str:
    """What the environment was made from: both configuration files, the Python version and where the checkout lies."""
    digest = hashlib.sha256()
    for name in ("setup.cfg", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes() + b"\0")
    digest.update(f"{sys.implementation.cache_tag} {sys.platform} {ROOT}".encode())
    return digest.hexdigest() + "\n"


def read(path: Path) -> str:
    """Text of a small file, empty when it is not there."""
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def is_ready() -> bool:
    """Whether .venv is whole: the stamp is written last, so an interrupted set-up has none."""
    return PYTHON.exists() and read(STAMP) == stamp()


@contextlib.contextmanager
def only_one():
    """Let one process at a time change .venv; the lock goes away with the process that holds it."""
    with LOCK.open("a+b") as file:
        told = False
        while not _try_lock(file):
            if not told:
                say("Waiting for another set-up of this checkout to finish.")
                told = True
            time.sleep(0.2)
        yield


def _try_lock(file) -> bool:
    try:
        if WINDOWS:
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def call(command: "list[str]") -> None:
    """Run a step of the set-up; its output goes to stderr."""
    environment = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1")
    if subprocess.call(command, stdout=sys.stderr, env=environment, cwd=ROOT) != 0:
        raise SetUpError(f"The set-up stopped at: {' '.join(command)}\nThe lines above say why.", 1)


def is_whole() -> bool:
    """Whether .venv can be renewed in place: finished once, not moved (its scripts name its place), this Python."""
    activate = PYTHON.with_name("activate")
    version = re.search(r"^version(?:_info)? *= *(\d+)\.(\d+)", read(VENV / "pyvenv.cfg"), re.MULTILINE)
    return (
        PYTHON.exists()
        and not BEGUN.exists()
        and str(VENV) in read(activate)
        and version is not None
        and (int(version[1]), int(version[2])) == sys.version_info[:2]
    )


def make_environment() -> None:
    """Make .venv, or renew it in place when only setup.cfg changed."""
    base = getattr(sys, "_base_executable", None) or sys.executable
    uv = shutil.which("uv")
    installer = [uv, "pip", "install", "--python", str(PYTHON)] if uv else [str(PYTHON), "-m", "pip", "install"]
    install = [*installer, "--quiet", "-e", ".[test]"]
    if is_whole():
        say("Bringing the environment in .venv up to date.")
        STAMP.unlink(missing_ok=True)
        BEGUN.touch()
        try:
            call(install)
        except SetUpError:
            BEGUN.unlink()  # the installer gave up in good order, without a network say: what is there stays usable
            raise
    else:
        say("Making the environment in .venv; this is done once and takes about a minute.")
        shutil.rmtree(VENV, ignore_errors=True)
        VENV.mkdir(exist_ok=True)
        BEGUN.touch()
        call([uv, "venv", "--quiet", "--allow-existing", "--python", base, str(VENV)] if uv
             else [base, "-m", "venv", str(VENV)])
        call(install)
    draft = STAMP.with_suffix(".new")
    draft.write_text(stamp(), encoding="utf-8")
    BEGUN.unlink()
    os.replace(draft, STAMP)


def set_up() -> None:
    """Make .venv ready; nothing happens when it is."""
    if not is_ready():
        with only_one():
            if not is_ready():
                make_environment()


# The ways to run.


def hand_over(command: "list[str]") -> int:
    """Become the program, so that signals and the exit code are its own."""
    if WINDOWS:
        return subprocess.call(command)
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(command[0], command)
    return 0


def qt_loads() -> bool:
    """Whether the installed Qt can be loaded on this machine."""
    return subprocess.call([str(PYTHON), "-c", "import PySide6.QtWidgets"], stderr=subprocess.DEVNULL) == 0


def shared_out(arguments: "list[str]") -> "list[str]":
    """All tests at once go to all cores. Chosen ones stay in one process: they begin sooner, may print, and can be timed and debugged."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return ["-n", str(min(cores, MOST_AT_ONCE)), "--dist", "worksteal"] if cores > 1 and not arguments else []


def run_tests(arguments: "list[str]") -> int:
    missing, first = missing_for_qt(with_x11=False), missing_for_venv()
    if first or may_install():
        require([*first, *missing], "Running the tests")
        missing = []
    set_up()
    os.chdir(ROOT)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    command = [str(PYTHON), "-m", "pytest", *shared_out(arguments)]
    if not qt_loads():
        say("Qt cannot be loaded here, so the tests of the window are skipped."
            + (f" To run them too, type:\n    {apt_line(missing)}" if missing else ""))
        command += ["-p", "no:pytest-qt"]
    return hand_over(command + arguments)


def run_trust(arguments: "list[str]") -> int:
    first = missing_for_venv()
    require([*first, *missing_for_qt(with_x11=False)], "Measuring the figures")
    set_up()
    os.chdir(ROOT)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return hand_over([str(PYTHON), str(ROOT / "tests" / "faults" / "trust.py"), *arguments])


def run_program(arguments: "list[str]") -> int:
    sys.path.insert(0, str(ROOT))
    from formulator.__main__ import display_problem, wants_window

    if wants_window(arguments):
        problem = display_problem(os.environ, sys.platform)
        if problem is not None:
            raise SetUpError(problem)
        screen = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] or "xcb"
        with_x11 = screen == "xcb" and bool(os.environ.get("DISPLAY"))
        require([*missing_for_venv(), *missing_for_qt(with_x11)], "The window")
    require(missing_for_venv(), "Making the environment")
    set_up()
    return hand_over([str(PYTHON), "-P", "-m", "formulator", *arguments])


def run_set_up() -> int:
    first = missing_for_venv()
    if first or may_install():
        require([*first, *missing_for_qt(with_x11=False)], "Making the environment")
    set_up()
    return 0


def main(arguments: "list[str]") -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python gets to read
        say(f"formulator needs Python 3.11 or newer, and this is Python {sys.version.split()[0]}.")
        return 2
    try:
        if arguments[:1] == ["test"]:
            return run_tests(arguments[1:])
        if arguments[:1] == ["trust"]:
            return run_trust(arguments[1:])
        if arguments == ["--setup"]:
            return run_set_up()
        return run_program(arguments)
    except SetUpError as error:
        say(str(error))
        return error.code
    except KeyboardInterrupt:
        say("Stopped. The next run starts the set-up again where it is needed.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
