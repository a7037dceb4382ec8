"""The design check under the window: the gravest remark with its remedy, a second one where there is room, and the list of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from formulator import __version__
from formulator import design as designs
from formulator.errors import FieldError
from formulator.ui.fieldnotes import fix_text
from formulator.ui.tokens import SMALL, Tokens
from formulator.ui.widgets.buttons import BoxButton
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.marks import SeverityMark
from formulator.ui.widgets.popover import Popover
from formulator.ui.widgets.text import Name, Text
from formulator.ui.words import tr, translated, trn
from formulator.ui.workbench import PAUSE, Workbench

if TYPE_CHECKING:
    from formulator.advice import Finding

HEIGHT = 40
ORDER = ("error", "warning", "info")
LIST_WIDTH, TALLEST = 520, 420
BEGIN = "Begin with the material of the carrier: Ctrl+K finds it by its name, as it does ligands, payloads and cells."


class Elided(Name):
    """One line that is cut where the room ends; the whole stands in the tooltip and in the list of all."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(40)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        cut = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())


class Remark(QWidget):
    """One remark: mark, words, and the button that helps or leads to the field."""

    acted = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.finding: Finding | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(look.px(8))
        self.mark = SeverityMark(look, "warning", 14)
        self.words = Elided(look)
        self.button = BoxButton(look)
        self.button.clicked.connect(lambda: self.acted.emit(self.finding))
        line.addWidget(self.mark)
        line.addWidget(self.words)
        line.addWidget(self.button)
        self.hide()

    def show_finding(self, finding: Finding | None, fix: str = "") -> None:
        """Another remark, or none; `fix` are the words of the button that mends it."""
        self.finding = finding
        self.setVisible(finding is not None)
        if finding is None:
            return
        self.mark.set_severity(finding.severity)
        said = translated(finding.text)
        self.words.setText(said)
        self.words.setToolTip(f"{said}\n{translated(finding.remedy)}")
        self.button.setText(fix or tr("Go to it"))
        self.button.setAccessibleName(f"{finding.id}: {self.button.text()}")


class CheckStrip(QWidget):
    """What a good colleague would remark about the design on show. `go_to` carries the path of a field."""

    go_to = Signal(str)

    def __init__(self, workbench: Workbench, tokens: Tokens) -> None:
        super().__init__()
        self.workbench = workbench
        self.look = Look(tokens, self)
        self.setAccessibleName(tr("Design check"))
        self.line = QHBoxLayout(self)
        self.title = Text(self.look, tr("Design check"), demi=True)
        self.none = Text(self.look, "", tone="ink2")
        self.first, self.second = Remark(self.look), Remark(self.look)
        self.all = BoxButton(self.look)
        self.all.setObjectName("all-findings")
        self.all.clicked.connect(self.open_all)
        self.engine = Text(self.look, tr("engine {version}", version=__version__), tone="ink2", size=SMALL)
        for part in (self.title, self.none, self.first, self.second):
            self.line.addWidget(part)
        self.line.addStretch(1)
        self.line.addWidget(self.all)
        self.line.addWidget(self.engine)
        for remark in (self.first, self.second):
            remark.acted.connect(self.act)
        self._pad()
        self._said: tuple[object, ...] = ()
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self.show_findings)
        workbench.prediction_changed.connect(self._follow)
        workbench.project_changed.connect(self.show_findings)
        self.show_findings()

    def findings(self) -> list[Finding]:
        """All remarks, the gravest first."""
        return sorted(self.workbench.findings, key=lambda finding: ORDER.index(finding.severity))

    def _follow(self) -> None:
        """Another prediction: mostly the check says of it what it said of the one before."""
        bench = self.workbench
        if (bench.findings, bench.prediction is not None, self._has_begun(), bench.decimal, bench.catalogue) == self._said:
            return
        if not bench.is_moving:
            self.show_findings()
        elif not self._soon.isActive():
            self._soon.start()  # Numbers in a remark that no eye follows while a hand moves would have the strip laid out every frame.

    def _has_begun(self) -> bool:
        carrier = self.workbench.design.carrier
        return bool(carrier.id) or carrier.diameter is not None

    def show_findings(self) -> None:
        """Show what the check says now."""
        found = self.findings()
        ready = self.workbench.prediction is not None
        bench, begun = self.workbench, self._has_begun()
        self._said = (bench.findings, ready, begun, bench.decimal, bench.catalogue)
        self.none.setVisible(not found)
        self.none.setText((tr("No remarks.") if begun else tr(BEGIN)) if ready else "")
        for remark, finding in ((self.first, found[0] if found else None), (self.second, found[1] if len(found) > 1 else None)):
            remark.show_finding(finding, self.fix(finding) if finding is not None else "")
        self.all.setVisible(bool(found))
        self.all.setText(tr("All {count}", count=len(found)))
        self.all.setAccessibleName(trn("The remark of the design check", "All {count} remarks of the design check", len(found)))
        if not self._has_room():
            self.second.show_finding(None)
        worst = found[0].severity if found else ""
        gravest = tr(", the gravest is of kind {worst}", worst=tr(worst)) if worst else ""
        self.setAccessibleDescription(trn("{count} remark", "{count} remarks", len(found)) + gravest)

    def fix(self, finding: Finding) -> str:
        """The words of the button that does what a remark advises."""
        return fix_text(finding, self.workbench.decimal, self.workbench.catalogue)

    def act(self, finding: Finding) -> None:
        """Do what a remark advises, or go to its field."""
        if finding.fix is None:
            self.go_to.emit(finding.path)
            return
        path, text = finding.fix
        try:
            # Remedies are written with a point, whatever the locale.
            self.workbench.edit(path, designs.read(path, text, "."))
        except FieldError as problem:
            self.workbench.message.emit(problem.reason, ())

    def open_all(self) -> FindingsPopover:
        """The list of all remarks, above the strip."""
        popover = FindingsPopover(self.look, self, [(finding, self.fix(finding)) for finding in self.findings()])
        popover.acted.connect(self.act)
        corner = self.all.mapToGlobal(QPoint(self.all.width(), 0))
        popover.open_at(QPoint(corner.x() - popover.width(), corner.y() - popover.height() - self.look.px(8)))
        return popover

    def _has_room(self) -> bool:
        """Whether all of it stands there whole; a second remark must not cut the first."""
        self.line.invalidate()
        return self.line.sizeHint().width() <= self.width()

    def _pad(self) -> None:
        self.setFixedHeight(self.look.px(HEIGHT))
        self.line.setContentsMargins(self.look.px(16), 0, self.look.px(16), 0)
        self.line.setSpacing(self.look.px(12))

    def set_tokens(self, tokens: Tokens) -> None:
        """Take over another theme or text size."""
        self.look.set_tokens(tokens)
        self._pad()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_findings()


class FindingsPopover(Popover):
    """Every remark with remedy and source."""

    acted = Signal(object)

    def __init__(self, look: Look, parent: QWidget, findings: list[tuple[Finding, str]]) -> None:
        super().__init__(look, parent)
        self.setObjectName("findings")
        self.setAccessibleName(tr("All remarks of the design check"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(look.px(4))
        for finding, fix in findings:
            head = QHBoxLayout()
            head.setSpacing(look.px(8))
            head.addWidget(SeverityMark(look, finding.severity, 14), 0, Qt.AlignmentFlag.AlignTop)
            head.addWidget(Text(look, translated(finding.text), wrap=True), 1)
            column.addLayout(head)
            remedy = translated(finding.remedy)
            source = f"{remedy}  ({finding.id}, {finding.source})" if finding.source else f"{remedy}  ({finding.id})"
            column.addWidget(Text(look, source, tone="ink2", size=SMALL, wrap=True))
            button = BoxButton(look, fix or tr("Go to it"), small=True)
            button.setAccessibleName(f"{finding.id}: {button.text()}")
            button.clicked.connect(lambda checked=False, finding=finding: self._take(finding))
            column.addWidget(button)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside.setFixedWidth(look.px(LIST_WIDTH - 24))
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2, 2, 2, 2)
        whole.addWidget(scroll)
        wanted = column.heightForWidth(look.px(LIST_WIDTH - 24)) + look.px(16)
        self.fix(look.px(LIST_WIDTH), min(wanted, look.px(TALLEST)))

    def _take(self, finding: Finding) -> None:
        self.close()
        self.acted.emit(finding)
