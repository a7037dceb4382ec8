"""Finds the files that ship with the program, installed as a wheel or run from a checkout."""

from __future__ import annotations

import importlib.util
from pathlib import Path


def folder() -> Path:
    """The folder of shipped files: `formulator.resources` when installed, else `resources/` beside the package."""
    spec = importlib.util.find_spec("formulator.resources")
    if spec is not None and spec.submodule_search_locations:
        return Path(next(iter(spec.submodule_search_locations)))
    return Path(__file__).resolve().parent.parent / "resources"


def path(name: str) -> Path:
    """Path of one shipped file, `name` with forward slashes."""
    return folder().joinpath(*name.split("/"))


def text(name: str) -> str:
    """Text of one shipped file."""
    return path(name).read_text(encoding="utf-8")


def names(sub_folder: str, suffix: str) -> tuple[str, ...]:
    """Names without suffix of the files in a sub-folder, sorted."""
    root = path(sub_folder)
    return tuple(sorted(file.name[: -len(suffix)] for file in root.glob(f"*{suffix}"))) if root.is_dir() else ()
