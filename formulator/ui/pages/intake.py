"""The file of an instrument on its way into the project: read, asked about where it leaves something open, and read again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from formulator import measurements
from formulator.errors import DataFileError, FormulatorError
from formulator.measurements import Reading
from formulator.project import Project
from formulator.ui.offers import taking_back
from formulator.ui.pages.source_columns import unit_words
from formulator.ui.settings import Settings
from formulator.ui.words import tr, trn
from formulator.ui.workbench import Workbench

REMEMBERED = "measured/columns"
Choice = tuple[str, Callable[[], object]]


class Intake(QObject):
    """`said` carries words, a second line, buttons and how grave it is; `was_read` the reading that now counts."""

    said = Signal(str, str, list, str)
    was_read = Signal(object)

    def __init__(self, bench: Workbench, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self.bench, self.settings = bench, settings
        self.source: tuple[str, bytes] | None = None
        self.owner = ""
        self.given: dict[str, str] = {}
        self.decimal = ""
        self.repeats = "auto"

    def take_files(self, paths: Sequence[Path]) -> None:
        """Files that were chosen or dropped: one after the other; the first that cannot be read stops the row."""
        from formulator.storage import ProjectFileError, read_bytes

        for path in paths:
            try:
                self.source = (path.name, read_bytes(path))
            except ProjectFileError as problem:
                self.said.emit(str(problem).replace("A project file", "A table"), "", [], "warning")
                return
            self.owner = self.bench.project.id
            self.given, self.decimal, self.repeats = {}, "", "auto"
            if not self.read_again():
                return

    @property
    def is_of_this_project(self) -> bool:
        """Whether the file was read into the project on show; one of another project is never read into this one."""
        return self.owner == self.bench.project.id

    def read_again(self) -> bool:
        """Read the file as it is understood now; its batches take the place of what was read from it before."""
        if self.source is None or not self.is_of_this_project:
            return False
        name, data = self.source
        known = {**self._remembered(), **measurements.remembered(self.bench.project)}
        try:
            reading = measurements.read(data, name, self.given, remembered=known, decimal=self.decimal, repeats=self.repeats)
            project, fresh = measurements.added(self.bench.project, reading, self.bench.variant)
        except FormulatorError as problem:
            self._refuse(problem)
            return False
        self.was_read.emit(reading)
        if project != self.bench.project:
            self.bench.push(f"import {name}", project)
        self._tell(reading, project, [one.variant for one in fresh])
        return True

    def _refuse(self, problem: FormulatorError) -> None:
        choices: list[Choice] = []
        if isinstance(problem, DataFileError) and problem.question == "decimal":
            words = {",": tr("Decimal comma"), ".": tr("Decimal point")}
            choices = [(words[sign], partial(self.say_decimal, sign)) for sign in problem.candidates]
        elif isinstance(problem, DataFileError) and problem.question == "unit":
            head = problem.head
            choices = [(unit_words(unit), partial(self.choose_column, problem.about, f"{head} [{unit}]")) for unit in problem.candidates]
            choices.append((tr("Leave it out"), partial(self.choose_column, problem.about, "")))
        elif isinstance(problem, DataFileError) and problem.question == "column":
            choices = [(head, partial(self.choose_column, problem.about, head)) for head in problem.candidates]
        self.said.emit(str(problem), "", choices, "warning")

    def _tell(self, reading: Reading, project: Project, owners: Sequence[str]) -> None:
        """What was taken, and what went to another variant than the one on show."""
        names = {variant.id: variant.name for variant in project.variants}
        others = dict.fromkeys(names[owner] for owner in owners if owner != self.bench.variant.id)
        if not owners:
            words = tr("{name} holds nothing new: its batches are here already.", name=reading.name)
        else:
            words = trn("{count} batch from {name}.", "{count} batches from {name}.", len(owners), name=reading.name)
        if others:
            words += tr(" By their names they belong to {names}.", names=", ".join(others))
        self.said.emit(words, "\n".join(reading.notices), [(tr("Undo"), taking_back(self.bench))] if owners else [], "info")

    def say_decimal(self, sign: str) -> None:
        """The decimal sign of the file, which its numbers leave open."""
        self.decimal = sign
        self.read_again()

    def choose_column(self, path: str, spec: str) -> None:
        """Where a quantity stands; remembered for files to come."""
        self.given[path] = spec
        if self.read_again():
            self.settings.put(REMEMBERED, json.dumps({**self._remembered(), **self.given}, sort_keys=True))

    def split_names(self, each: bool) -> None:
        """Whether names that differ in a last number are batches or repeats."""
        self.repeats = "names" if each else "numbers"
        self.read_again()

    def _remembered(self) -> dict[str, str]:
        try:
            found = json.loads(self.settings.text(REMEMBERED, "{}"))
        except json.JSONDecodeError:
            return {}
        texts = found.items() if isinstance(found, Mapping) else ()
        return {path: spec for path, spec in texts if isinstance(path, str) and isinstance(spec, str)}
