"""What a user may be told: each error is one or two sentences that name the place, the value and what would be accepted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


class FormulatorError(Exception):
    """Base of every error whose text is written for the user; `exit_code` is what the command line returns for it."""

    exit_code = 2


class UsageError(FormulatorError):
    """A command, path or name that does not exist, or a value that a command cannot take."""


class UnitError(FormulatorError):
    """Typed text that is not a quantity of the wanted kind.

    `candidates` holds the readings when the text can be read in more than one way and the person must be asked.
    """

    def __init__(self, message: str, candidates: Iterable[Any] = ()) -> None:
        super().__init__(message)
        self.candidates: tuple[Any, ...] = tuple(candidates)


class FieldError(FormulatorError):
    """A value that a design field refuses; `path` names the field."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path
        self.reason = message


class CatalogueError(FormulatorError):
    """A catalogue file with a value that lacks a unit, a source or sense; names file, key and reason."""

    exit_code = 3


class UnknownMaterialError(FormulatorError):
    """An id that stands in no catalogue, or in two kinds at once."""


class ModelError(FormulatorError):
    """A model called with an argument it does not have, without one it needs, or outside its mathematics."""


class ProjectFileError(FormulatorError):
    """A project file that cannot be read or written; `problems` lists every problem as (path in the file, reason)."""

    exit_code = 3

    def __init__(self, message: str, problems: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(message)
        self.problems: tuple[tuple[str, str], ...] = tuple(problems)


class FileChangedError(ProjectFileError):
    """The file on disk is another than the one that was read; saving over it would lose somebody's work."""


class DataFileError(FormulatorError):
    """A table of measured values that cannot be read, or not without asking.

    `question` names what has to be said, "decimal", "unit" or "column", `about` the quantity and `head` the column;
    `candidates` are the answers.
    """

    exit_code = 3

    def __init__(self, message: str, question: str = "", about: str = "", head: str = "", candidates: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.question, self.about, self.head = question, about, head
        self.candidates: tuple[str, ...] = tuple(candidates)


class SheetError(FormulatorError):
    """A sheet, plot or picture that cannot be written."""

    exit_code = 3


@dataclass(frozen=True, kw_only=True)
class Flag:
    """Something a person should know beside a number: which, how bad, and in words.

    Where one field is the cause, `field` names it, and `nearest` is what could be typed there instead.
    """

    id: str
    severity: str
    path: str
    text: str
    field: str = ""
    nearest: str = ""
