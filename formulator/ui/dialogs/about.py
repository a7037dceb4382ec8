"""About: version, what it is for, licence and how to cite."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from formulator import __version__, assets
from formulator.ui.words import tr

PURPOSE = (
    "Design of actively targeted nanoparticles: loading content (DLC, EE), size, charge and targeting with units, sources and "
    "intervals. For research use; not for clinical decisions. Works without a network and sends nothing anywhere."
)


class AboutDialog(QDialog):
    """Version, licence and citation as plain text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dialog:about")
        self.setWindowTitle(tr("About formulator"))
        em = self.fontInfo().pixelSize()
        self.setMinimumSize(43 * em, 32 * em)  # Grows with the text, as lines of the licence do.
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(_label(f"formulator {__version__}", bold=True))
        layout.addWidget(_label(tr(PURPOSE)))
        layout.addWidget(_label(tr("Licence"), bold=True))
        layout.addWidget(_page(assets.text("LICENSE"), tr("Licence")), 2)
        layout.addWidget(_label(tr("How to cite"), bold=True))
        self.citation = _page(assets.text("CITATION.cff"), tr("How to cite"))
        layout.addWidget(self.citation, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr("Close"))
        buttons.button(QDialogButtonBox.StandardButton.Close).setAccessibleName(tr("Close"))
        self.copy_button = QPushButton(tr("Copy citation"))
        self.copy_button.setAccessibleName(tr("Copy citation"))
        buttons.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.citation.toPlainText()))
        buttons.rejected.connect(self.close)
        layout.addWidget(buttons)


def _label(text: str, bold: bool = False) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    font = label.font()
    font.setBold(bold)
    label.setFont(font)
    return label


def _page(text: str, name: str) -> QPlainTextEdit:
    page = QPlainTextEdit(text)
    page.setReadOnly(True)
    page.setAccessibleName(name)
    page.setTabChangesFocus(True)
    return page
