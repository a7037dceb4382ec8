"""What a figure gives back, and how the tools beside this folder are run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ROOT = HERE.parent.parent
VALID = HERE / "valid.formulation"


@dataclass(frozen=True)
class Measured:
    """In words what was counted, and whether the bar is held; None where it could not be tried here, with the reason in words."""

    words: str
    holds: bool | None


@dataclass(frozen=True)
class Figure:
    """One row of the table. `run` takes how much to try; `short` and `full` say how much that is in what `unit`."""

    name: str
    bar: str
    run: Callable[[int], Measured]
    short: int
    full: int
    unit: str


def tool(name: str, *arguments: str, timeout: float = 7200) -> subprocess.CompletedProcess[str]:
    """One of the fault tools in a process of its own."""
    return python(str(HERE / name), *arguments, timeout=timeout)


def python(*arguments: str, timeout: float = 7200, **extra: str) -> subprocess.CompletedProcess[str]:
    """Python in the checkout, writing no byte code."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{HERE}", "PYTHONDONTWRITEBYTECODE": "1", **extra}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=timeout)


@contextmanager
def own_places(folder: Path) -> Iterator[dict[str, str]]:
    """Environment that points everything a program keeps into one folder, without a screen."""
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
    places = {name: str(folder / name.lower()) for name in names}
    for place in places.values():
        Path(place).mkdir(mode=0o700, parents=True, exist_ok=True)
    yield {**places, "QT_QPA_PLATFORM": "offscreen"}


def tail(result: subprocess.CompletedProcess[str]) -> str:
    """The end of what a tool said, for a figure that does not hold."""
    return " ".join((result.stdout + result.stderr).split())[-300:]
