"""Two projects compared: every path that differs, with old, new and unit; what to do about it is one button away."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from formulator.ui.dialogs.parts import cut, named_button, scrolled
from formulator.ui.pages.recipe_table import PlainTable
from formulator.ui.tokens import SMALL, Tokens
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.text import Text
from formulator.ui.words import tr, trn

MOST_ROWS = 1000
LONGEST = 120
"""Characters of a text in the table; the copy has all of it."""
Choice = tuple[str, Callable[[], object]]


class DifferencesDialog(QDialog):
    """`rows` are variant, kind (or what else `second` is called), path in words, path, old, new, unit.

    Looking changes nothing, whatever closes the window.
    """

    def __init__(
        self, parent: QWidget, tokens: Tokens, title: str, about: str, sides: tuple[str, str], rows: Sequence[tuple[str, ...]],
        choices: Sequence[Choice] = (), second: str = "Kind",
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.look = Look(tokens, self)
        self.rows, self.sides, self.second = tuple(rows), sides, second
        px = self.look.px
        self.setObjectName("dialog:differences")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = parent.window().size()
        self.resize(min(px(980), room.width()), min(px(560), room.height()))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.setSpacing(px(8))
        self.about = Text(self.look, about, wrap=True)
        self.about.setObjectName("differences:about")
        column.addWidget(self.about)
        column.addWidget(self._table(), 1)
        if len(self.rows) > MOST_ROWS:
            column.addWidget(
                Text(
                    self.look,
                    trn("{count} more row is in the copy.", "{count} more rows are in the copy.", len(self.rows) - MOST_ROWS),
                    tone="ink2",
                    size=SMALL,
                )
            )
        column.addLayout(self._buttons(choices))

    def _table(self) -> QWidget:
        heads = (tr("Variant"), tr(self.second), tr("What"), *self.sides, tr("Unit"), tr("Path"))
        self.table = PlainTable(self.look, tr("What differs"), heads, (), (3, 4))
        self.table.setObjectName("differences:table")
        self.table.show_rows([tuple(cut(text, LONGEST) for text in _ordered(row)) for row in self.rows[:MOST_ROWS]])
        if self.rows:
            return scrolled(self.table)
        self.table.hide()
        self.table.setParent(self)
        nothing = Text(self.look, tr("Nothing differs: the same quantity in another unit is the same."), tone="ink2", wrap=True)
        return scrolled(nothing, Qt.AlignmentFlag(0))

    def _buttons(self, choices: Sequence[Choice]) -> QHBoxLayout:
        line = QHBoxLayout()
        self.copy_button = named_button(self.look, tr("Copy as text"), "differences:copy", self.copy)
        self.copy_button.setEnabled(bool(self.rows))
        line.addWidget(self.copy_button)
        line.addStretch(1)
        for number, (words, call) in enumerate(choices):
            line.addWidget(named_button(self.look, words, f"differences:choice{number}", partial(self._choose, call)))
        self.close_button = named_button(self.look, tr("Close"), "differences:close", self.close)
        line.addWidget(self.close_button)
        return line

    def _choose(self, call: Callable[[], object]) -> None:
        self.close()
        call()

    def text(self) -> str:
        """All rows with their heads, for a mail or a spreadsheet."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter="\t", lineterminator="\n")
        writer.writerow(("Variant", self.second, "What", *self.sides, "Unit", "Path"))
        writer.writerows(_ordered(row) for row in self.rows)
        return out.getvalue()

    def copy(self) -> None:
        """Everything on the clipboard."""
        QGuiApplication.clipboard().setText(self.text())


def _ordered(row: tuple[str, ...]) -> tuple[str, ...]:
    variant, kind, what, path, old, new, unit = row
    return (variant, kind, what, old, new, unit, path)
