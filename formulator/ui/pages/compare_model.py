"""The rows of a comparison as a table of Qt: headings, quantities, and what a cell says aloud."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from formulator.explore.comparison import Cell, Comparison, Row
from formulator.sheets.comparison import shown, spoken, unit_text
from formulator.ui.words import named, tr

Index = QModelIndex | QPersistentModelIndex
HEADINGS = {"input": "Inputs", "answer": "Answers"}
ROW = Qt.ItemDataRole.UserRole
"""The Row of a line, or None for a heading."""
NUMBER = Qt.ItemDataRole.UserRole + 1
"""The number of a cell at full precision."""


class CompareModel(QAbstractTableModel):
    """A column for each variant, a line for each row and each heading."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.comparison: Comparison | None = None
        self.lines: list[Row | str] = []
        self.decimal = "."
        self._texts: dict[tuple[int, int], tuple[str, str]] = {}

    def show(self, comparison: Comparison | None, *, differing: bool, decimal: str) -> bool:
        """Show a comparison; returns whether there are other lines or columns than before."""
        lines = _lines(comparison, differing)
        same = self.comparison is not None and comparison is not None and _shape(self.lines) == _shape(lines)
        same = same and [one.name for one in self.comparison.variants] == [one.name for one in comparison.variants]  # type: ignore[union-attr]
        if not same:
            self.beginResetModel()
        self.comparison, self.lines, self.decimal = comparison, lines, decimal
        self._texts.clear()
        if not same:
            self.endResetModel()
        elif lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, self.columnCount() - 1))
        return not same

    def row(self, line: int) -> Row | None:
        """The row on a line; None for a heading."""
        found = self.lines[line]
        return found if isinstance(found, Row) else None

    def cell(self, index: Index) -> tuple[Row, Cell] | None:
        """What stands in a cell; None below a heading."""
        row = self.row(index.row())
        return None if row is None else (row, row.cells[index.column()])

    def texts(self, line: int, column: int) -> tuple[str, str]:
        """Value and interval of a cell as they are shown; written once, painted often."""
        if (line, column) not in self._texts:
            row = self.row(line)
            self._texts[line, column] = ("", "") if row is None else shown(row, row.cells[column], self.decimal)
        return self._texts[line, column]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and default
        return 0 if parent.isValid() or self.comparison is None else len(self.comparison.variants)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.row(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        found = self.cell(index)
        if found is None:
            return None
        row, cell = found
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.texts(index.row(), index.column())[0]
            case Qt.ItemDataRole.ToolTipRole:
                return spoken(row, cell, self.decimal)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{named(row.label)}, {self._name(index.column())}: {spoken(row, cell, self.decimal)}"
            case _:
                return row if role == ROW else cell.value if role == NUMBER else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802 - Qt's name
        if orientation == Qt.Orientation.Horizontal:
            variant = self.comparison.variants[section] if self.comparison is not None else None
            if variant is None:
                return None
            return variant.name if role == Qt.ItemDataRole.DisplayRole else _note(variant.name, variant.note, role)
        line = self.lines[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return line if isinstance(line, str) else f"{named(line.label)} {unit_text(line)}".rstrip()
        return tr(line.about) if role == Qt.ItemDataRole.ToolTipRole and isinstance(line, Row) else None

    def _name(self, column: int) -> str:
        return self.comparison.variants[column].name if self.comparison is not None else ""


def _note(name: str, note: str, role: int) -> str | None:
    return "\n\n".join(filter(None, (name, note))) if role == Qt.ItemDataRole.ToolTipRole else None


def _lines(comparison: Comparison | None, differing: bool) -> list[Row | str]:
    if comparison is None:
        return []
    found: list[Row | str] = []
    for kind, heading in HEADINGS.items():
        rows = [*comparison.of_kind(kind, differing=differing)]
        if kind == "answer":
            rows += comparison.of_kind("check", differing=differing)
        if rows:
            found += [tr(f"{heading} that differ" if differing else heading), *rows]
    return found


def _shape(lines: list[Row | str]) -> list[tuple[str, str]]:
    return [(line, "") if isinstance(line, str) else (line.path, line.unit) for line in lines]
