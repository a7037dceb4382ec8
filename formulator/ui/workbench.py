"""The one place where the window's project lives: edits, undo, variants, and the prediction that follows."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack

from formulator import design as designs
from formulator.design import Design, Entry
from formulator.errors import FieldError, UnknownMaterialError, UsageError
from formulator.project import Project, Variant
from formulator.ui.commands import SetProject
from formulator.ui.document import Document, as_saved, free_name, laid_over, names, now, untitled, with_view
from formulator.ui.gestures import Gestures
from formulator.ui.log import LogKeeper, permit
from formulator.ui.offers import taking_back
from formulator.ui.tasks import Lane, intervals
from formulator.ui.viewmodels import undo_name
from formulator.ui.words import tr
from formulator.units import Value

if TYPE_CHECKING:
    from formulator.catalogue import Catalogue
    from formulator.prediction import Prediction

FRAME, CALM, PAUSE = 16, 60, 100
"""Milliseconds to a prediction after an edit; without one until intervals are drawn, from few draws, then from all; and without a new
prediction until a view shows what it left out while a hand moved."""
FEW, DRAWS, SEED = 256, 4096, 0


class Workbench(QObject):
    """Holds the project; views read it, call it, and listen to it, never to one another.

    `prediction` belongs to the design `predicted`, which is the one on show except in the frame after an edit.
    """

    project_changed = Signal()
    design_changed = Signal()
    prediction_changed = Signal()
    busy_changed = Signal(bool)
    file_changed = Signal()
    message = Signal(str, object)
    let_go = Signal()
    leaving = Signal()
    """Emitted before the design on show gives way to another or is saved: whatever is half typed is to be taken over now."""

    def __init__(self, catalogue: Catalogue | None = None, parent: QObject | None = None, *, inline: bool = False) -> None:
        super().__init__(parent)
        self.catalogue = self.shipped = catalogue
        self.prediction: Prediction | None = None
        self.predicted: Design | None = None
        self.findings: tuple[Any, ...] = ()
        self.recall: Any = None
        self.decimal = "," if QLocale().decimalPoint() == "," else "."
        self.stack = QUndoStack(self)
        self.document = Document()
        self.log = LogKeeper()
        self._inline = inline
        self._project = untitled()
        self.gestures = Gestures(self._project)
        self._intervals = Lane(self._settled, self, inline=inline)
        self._intervals.busy_changed.connect(self.busy_changed)
        self._asked = self._drawn = 0
        self._frame = QTimer(self, singleShot=True, interval=FRAME)
        self._calm = QTimer(self, singleShot=True, interval=CALM)
        self._calm.timeout.connect(self._ask_for_intervals)
        self._frame.timeout.connect(self.evaluate)
        self.stack.cleanChanged.connect(self.file_changed)

    # -- what is on show

    @property
    def project(self) -> Project:
        """The whole project."""
        return self._project

    @property
    def variant(self) -> Variant:
        """The variant on show."""
        return self._project.variant()

    @property
    def design(self) -> Design:
        """Its design."""
        return self.variant.design

    @property
    def path(self) -> Path | None:
        """The file, or None before the first save."""
        return self.document.path

    @property
    def is_edited(self) -> bool:
        """Whether anything differs from the file."""
        return not self.stack.isClean() or self.document.is_unsaved

    @property
    def is_read_only(self) -> bool:
        """Whether the file cannot be written where it is."""
        return self.document.is_read_only

    @property
    def has_intervals(self) -> bool:
        """Whether the prediction on show belongs to the design on show and carries its intervals, from all draws."""
        found = self.prediction
        if found is None or self.predicted is not self.design or self._drawn < DRAWS:
            return False
        return any(one.low is not None for one in found.estimates.values())

    @property
    def is_moving(self) -> bool:
        """Whether a hand moves something: views then show first what is looked at, and the rest when it pauses."""
        return self.gestures.is_under_way and not self._inline

    @property
    def is_busy(self) -> bool:
        """Whether intervals are being worked out."""
        return self._intervals.is_busy

    def changes(self) -> tuple[int, str | None]:
        """How many steps lie between the file and what is on show, and the digest of the file."""
        clean = self.stack.cleanIndex()
        return (abs(self.stack.index() - clean) if clean >= 0 else self.stack.index()), self.document.digest

    # -- edits

    def edit(self, path: str, entry: Entry, gesture: str | None = None) -> None:
        """Put a value, word or nothing into a field: one step of undo, or part of the gesture under way.

        Edits that follow one another with the same word in `gesture` are one step as well.
        """
        if isinstance(entry, Value):
            designs.check(path, entry)
        elif entry is not None:
            entry = self._known(path, entry)
        after = designs.replaced(self.design, path, entry)
        if after is self.design:
            return
        self.gestures.moved = path
        number = self.gestures.number(gesture, self._project)
        begun = self.gestures.begun if number is not None else self._project
        before = designs.get(begun.variant().design, path)
        name = self.gestures.name or undo_name(path, before, entry, self.catalogue)
        self.push(name, self._project.with_variant(self.variant.edited(path, after)), number)

    def type_text(self, path: str, text: str) -> None:
        """Take typed text into a field. FieldError when it cannot be read; the design is then as before."""
        self.edit(path, designs.read(path, text, self.decimal))

    def _known(self, path: str, word: str) -> str:
        """The full key of a material, or the word of a choice; FieldError for one that does not exist."""
        row = designs.field(path)
        if row.kind == "quantity":
            raise FieldError(path, f"{row.label} takes a number.")
        if row.kind == "choice" or self.catalogue is None:
            entry = designs.read(path, word)
            return entry if isinstance(entry, str) else word
        try:
            return self.catalogue.get(word, row.material_kinds).key
        except UnknownMaterialError as problem:
            raise FieldError(path, str(problem)) from problem

    def begin_gesture(self, name: str = "") -> None:
        """From here to `end_gesture` all edits are one step, called `name` or after the field that moved."""
        self.gestures.begin(name, self._project)

    def end_gesture(self) -> None:
        """The drag is over."""
        self.gestures.end()
        self.let_go.emit()

    def undo(self) -> None:
        """Take back the last step."""
        self.leaving.emit()
        self.end_gesture()
        self.stack.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self.leaving.emit()
        self.end_gesture()
        self.stack.redo()

    def push(self, name: str, after: Project, gesture: int | None = None) -> bool:
        """Another project on show: one step of undo with a name. False when a record would be touched or a reason is missing."""
        reason = permit(self, name, after)
        if reason is None:
            return False
        with self.log.step(gesture, reason):
            self.stack.push(SetProject(name, self._project, after, self._show, gesture))
        return True

    def _show(self, wanted: Project) -> None:
        """Make a project the one on show. What is written beside the designs (time stamp, log, notes of other programs) stays."""
        old = self._project
        self._project = self.log.logged(old, wanted)
        is_relaid = old.materials is not wanted.materials or old.calibrations is not wanted.calibrations
        if is_relaid:
            self.catalogue = laid_over(self.shipped, self._project)
        is_redesigned = old.variant().design is not self.design or is_relaid
        if not is_redesigned or names(old) != names(wanted):
            self.project_changed.emit()
        if is_redesigned:
            self.design_changed.emit()
            if not self._frame.isActive():
                self._frame.start(self.gestures.due(FRAME))
        if self._inline:
            self.evaluate()

    # -- variants

    def duplicate(self, name: str | None = None) -> None:
        """A copy of the variant on show, behind it and on show itself."""
        self.leaving.emit()
        wanted = name or free_name(self._project, f"{self.variant.name} copy")
        self.push(f"duplicate {self.variant.name}", self._project.duplicated(self.variant.id, wanted))

    def rename(self, variant_id: str, name: str) -> None:
        """Give a variant another name."""
        wanted = " ".join(name.split())
        variant = self._project.variant(variant_id)
        if not wanted or wanted == variant.name:
            return
        if any(other.name == wanted for other in self._project.variants):
            raise UsageError(f"There is a variant '{wanted}' already. Choose another name.")
        self.push(f"rename {variant.name}", self._project.with_variant(dataclasses.replace(variant, name=wanted)))

    def retitle(self, title: str) -> None:
        """Give the project another title."""
        wanted = " ".join(title.split())
        if wanted and wanted != self._project.title:
            self.push(f"title {wanted}", dataclasses.replace(self._project, title=wanted))

    def delete_variant(self, variant_id: str) -> None:
        """Take a variant out; the bar offers to take that back."""
        gone = self._project.variant(variant_id)
        if len(self._project.variants) == 1:
            raise UsageError(f"{gone.name} is the only variant. A project holds at least one.")
        linked = [record.id for record in self._project.measurements if record.variant == gone.id]
        linked += [record.id for record in self._project.batches if record.variant == gone.id]
        if linked:
            raise UsageError(f"{gone.name} has measurements or batches ({', '.join(linked)}), so it stays.")
        left = tuple(variant for variant in self._project.variants if variant.id != gone.id)
        place = min(self._project.variants.index(gone), len(left) - 1)
        active = left[place].id if self._project.active == gone.id else self._project.active
        if self.push(f"delete {gone.name}", dataclasses.replace(self._project, variants=left, active=active)):
            self.message.emit(f"{gone.name} deleted.", ((tr("Undo"), taking_back(self)),))

    def switch(self, variant_id: str) -> None:
        """Show another variant. Looking is not an edit: it is not undone."""
        chosen = self._project.variant(variant_id).id
        if chosen == self._project.active:
            return
        self.leaving.emit()
        self.end_gesture()
        if any(variant.id == chosen for variant in self._project.variants):  # Leaving may have asked something and changed the project.
            self._show(dataclasses.replace(self._project, active=chosen))

    # -- files

    def new(self, design: Design | None = None, title: str = "Untitled") -> None:
        """An empty project."""
        self._begin(untitled(design, title), Document())

    def open(self, path: Path, accept_changed: bool = False) -> tuple[str, ...]:
        """Show the project in a file; returns sentences to be shown. ProjectFileError leaves everything as it was."""
        project, document, notices = Document.opened(path, accept_changed)
        self._begin(project, document)
        return notices

    def open_copy(self, path: Path) -> None:
        """Show a worked example; it has no file of its own until it is saved."""
        self.begin(Document.opened(path, False)[0])

    def begin(self, project: Project) -> None:
        """Show a project that has no file yet."""
        self._begin(project, Document())

    def save(self) -> None:
        """Write to the file it came from. FileChangedError when somebody else has written there."""
        if self.path is None:
            raise UsageError("The project has no file yet. Choose one with Save as.")
        self._write(self.document.path or self.path, self.document.digest)

    def save_as(self, path: Path) -> None:
        """Write to another file, which is the project's from then on."""
        self._write(path, None)

    def overwrite(self) -> None:
        """Write over what somebody else has written; asked for in so many words."""
        if self.path is not None:
            self._write(self.path, None)

    def recover(self, project: Project, path: Path | None, digest: str | None) -> None:
        """Show work that an earlier window left behind; it counts as not saved."""
        self._begin(project, Document(path, digest, is_unsaved=True))

    def set_read_only(self, is_read_only: bool) -> None:
        """Another window has the file, or has it no more."""
        self.document = dataclasses.replace(self.document, is_read_only=is_read_only)
        self.file_changed.emit()

    def _write(self, path: Path, expected: str | None) -> None:
        self.leaving.emit()
        current = dataclasses.replace(self._project, modified=now())
        self.document = self.document.written(as_saved(current, self.catalogue), path, expected)
        self._project = current
        self.log.seal()
        self.stack.setClean()
        self.file_changed.emit()

    def _begin(self, project: Project, document: Document) -> None:
        laid_over(self.shipped, project)  # Refuses what it refuses while everything is still as it was.
        self.leaving.emit()
        self.end_gesture()
        self.stack.clear()
        self.log.seal()
        self.document = document
        self._project = project
        self.catalogue = laid_over(self.shipped, self._project)
        self.prediction, self.predicted, self.findings = None, None, ()
        self.file_changed.emit()
        self.project_changed.emit()
        self.design_changed.emit()
        self._frame.start()
        if self._inline:
            self.evaluate()

    def set_view(self, key: str, value: Any) -> None:
        """What the file remembers of how it is looked at, beside its content: neither undone nor part of its digest."""
        self._project = with_view(self._project, key, value)

    # -- predictions

    def set_catalogue(self, catalogue: Catalogue) -> None:
        """What is known has been read; predictions can begin."""
        self.shipped = catalogue
        self.catalogue = laid_over(self.shipped, self._project)
        self.evaluate()

    def evaluate(self) -> None:
        """Point values now, intervals in the background."""
        self._frame.stop()
        if self.catalogue is None:
            return
        self.gestures.begin_frame()
        from formulator.advice import lint
        from formulator.evaluation import evaluate
        from formulator.evaluation.recall import Recall

        design, catalogue = self.design, self.catalogue
        self.recall = self.recall or Recall()
        with self.recall.at_work():
            self.prediction, self.predicted = evaluate(design, catalogue), design
            self.findings = lint(design, self.prediction, catalogue)
        self.prediction_changed.emit()
        self._intervals.cancel()
        self.gestures.tick()
        if self._inline:
            self._ask_for_intervals()
        else:
            self._calm.start(self.gestures.patience(CALM))

    def _ask_for_intervals(self) -> None:
        """Intervals at the first pause, from few draws: drawn while a slider moves they would only slow it down."""
        self._draw(DRAWS if self._inline else min(FEW, DRAWS))

    def _draw(self, draws: int) -> None:
        if self.catalogue is not None:
            self._asked = draws
            self._intervals.restart(intervals(self.design, self.catalogue, draws, SEED))

    def _settled(self, found: tuple[Design, Prediction]) -> None:
        design, prediction = found
        if design is not self.design or self._frame.isActive():
            return
        self.prediction, self._drawn = prediction, self._asked
        self.prediction_changed.emit()
        if self._drawn < DRAWS:
            self._draw(DRAWS)

    def explain(self, path: str) -> dict[str, Any]:
        """Everything behind one answer, as plain data."""
        from formulator.report import explained

        if self.prediction is None or self.predicted is None or self.catalogue is None:
            return {}
        return explained(path, self.predicted, self.prediction, self.catalogue)

    def close(self) -> None:
        """Stop working in the background."""
        self._frame.stop()
        self._calm.stop()
        self._intervals.close()
