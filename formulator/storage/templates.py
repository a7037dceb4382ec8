"""Templates: projects that others begin from, in a folder of the person's own or of the house."""

from __future__ import annotations

import dataclasses
import os
import uuid
from pathlib import Path

from formulator.errors import ProjectFileError, UsageError
from formulator.project import Project
from formulator.storage import backups, file, saver
from formulator.storage.frozen import FrozenDict
from formulator.storage.start import SUFFIX

VARIABLE = "FORMULATOR_TEMPLATES"
"""The environment may name another folder, such as one that a whole house shares."""
_RUN = ("log", "view")
"""What tells of the life of one project."""


def folder() -> Path:
    """Where templates lie."""
    return Path(os.environ.get(VARIABLE) or backups.folder().with_name("templates"))


def templates() -> dict[str, Path]:
    """The templates by their names, in the order of the alphabet."""
    try:
        found = [path for path in folder().iterdir() if path.suffix == SUFFIX]
    except OSError:
        found = []
    return {path.stem: path for path in sorted(found, key=lambda path: path.stem.casefold())}


def stripped(project: Project) -> Project:
    """What a template is made of: designs, ranges, lots, materials and lab calibrations, without what was measured, made or logged."""
    calibrations = tuple(dataclasses.replace(one, measurements=()) for one in project.calibrations)
    extras = FrozenDict({key: value for key, value in project.extras.items() if key not in _RUN})
    return dataclasses.replace(project, measurements=(), batches=(), calibrations=calibrations, extras=extras)


def begun(template: Project, now: str) -> Project:
    """A project of its own that begins as the template is. What is approved there is so here, and takes no edit."""
    return dataclasses.replace(stripped(template), id=str(uuid.uuid4()), created=now, modified=now)


def keep(project: Project, name: str, *, replace: bool = False) -> Path:
    """Write the project as a template; UsageError when there is one of this name and it is not to be replaced."""
    path = folder() / name
    if path.exists() and not replace:
        raise UsageError(f"There is a template '{path.stem}' already.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ProjectFileError(f"The folder of the templates, {path.parent}, cannot be made: {saver.reason(problem)}.") from problem
    file.save(stripped(project), path)
    return path
