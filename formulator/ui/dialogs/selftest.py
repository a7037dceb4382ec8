"""The self-test: published and golden cases run on this machine, with a report to keep."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from formulator.errors import FormulatorError
from formulator.selftest import Case, cases, report_text
from formulator.storage import write_text
from formulator.ui.tasks import Lane
from formulator.ui.words import tr


class SelfTestDialog(QDialog):
    """Runs the cases beside the window and shows each: source, what was expected, what came out."""

    def __init__(self, parent: QWidget | None = None, *, inline: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("dialog:self-test")
        self.setWindowTitle(tr("Self-test"))
        self.setMinimumSize(720, 460)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.setContentsMargins(16, 16, 16, 16)
        self.words = QLabel(tr("Published and golden cases are computed on this machine, without a network."))
        self.words.setObjectName("self-test:words")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        layout.addWidget(self.words)
        self.page = QPlainTextEdit()
        self.page.setObjectName("self-test:report")
        self.page.setAccessibleName(tr("Report of the self-test"))
        self.page.setReadOnly(True)
        self.page.setTabChangesFocus(True)
        layout.addWidget(self.page, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr("Close"))
        buttons.button(QDialogButtonBox.StandardButton.Close).setAccessibleName(tr("Close"))
        self.save_button = QPushButton(tr("Save report…"))
        self.save_button.setObjectName("self-test:save")
        self.save_button.setAccessibleName(tr("Save report"))
        self.save_button.setEnabled(False)
        self.save_button.clicked.connect(self._choose)
        buttons.addButton(self.save_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.close)
        layout.addWidget(buttons)
        self._lane = Lane(self._arrived, self, inline=inline)
        self.finished.connect(lambda _: self._lane.close())
        self._lane.restart(lambda ticket: cases())

    def _arrived(self, found: tuple[Case, ...]) -> None:
        failed = [case for case in found if not case.passed]
        said = tr("{held} of {count} cases hold.", held=len(found) - len(failed), count=len(found))
        self.words.setText(
            said if not failed else tr("{said} Do not trust this installation: {name} is off.", said=said, name=failed[0].name)
        )
        self.page.setPlainText(report_text(found))
        self.save_button.setEnabled(True)

    def _choose(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("Save report"), "self-test.txt", tr("Text (*.txt)"))
        if name:
            self.save(Path(name if Path(name).suffix else f"{name}.txt"))

    def save(self, path: Path) -> None:
        """Write the report, or say why not."""
        try:
            write_text(path, self.page.toPlainText())
        except FormulatorError as problem:
            self.words.setText(str(problem))
        else:
            self.words.setText(tr("Saved: {path}", path=path))
