"""The report of changes: the log of the project in words, filtered by text and by a moment, to be copied or saved."""

from __future__ import annotations

import csv
import io
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from formulator.errors import FormulatorError
from formulator.project import Project
from formulator.sheets import changes
from formulator.ui.dialogs.parts import cut, named_button, scrolled
from formulator.ui.document import file_name, now, printed
from formulator.ui.pages.recipe_table import PlainTable
from formulator.ui.tokens import SMALL, Tokens
from formulator.ui.widgets.buttons import PickButton
from formulator.ui.widgets.entry import EntryBox
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.text import Text
from formulator.ui.words import named, tr, translated, trn

MOST_ROWS = 500
LONGEST = (9, 19, 12, 20, 40, 20, 28, 30)
"""Letters of each column on show; what is copied and saved is whole."""
SHOWN = changes.HEADS[:-1]
"""The path of a field is for machines: it stands in what is copied and saved."""
KINDS = {".pdf": "PDF", ".html": "Web page", ".csv": "Table (CSV)"}


class ChangesDialog(QDialog):
    """Looking changes nothing; the newest entry stands first."""

    def __init__(self, parent: QWidget, tokens: Tokens, project: Project, folder: str) -> None:
        super().__init__(parent)
        self.look = Look(tokens, self)
        self.project, self.folder = project, folder
        self.since = 0
        self.chosen: tuple[changes.Entry, ...] = ()
        self.points = self._points()
        px = self.look.px
        self.setObjectName("dialog:changes")
        self.setWindowTitle(tr("Report of changes"))
        self.setAccessibleName(tr("Report of changes"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = parent.window().size()
        self.resize(min(px(1240), room.width()), min(px(600), room.height()))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.setSpacing(px(8))
        self.chain = Text(self.look, translated(changes.chain(project)), tone="ink2", size=SMALL, wrap=True)
        self.chain.setObjectName("changes:chain")
        column.addLayout(self._filters())
        column.addWidget(self._table(), 1)
        self.said = Text(self.look, tone="ink2", size=SMALL, wrap=True)
        self.said.setObjectName("changes:said")
        column.addWidget(self.said)
        column.addWidget(self.chain)
        column.addLayout(self._buttons())
        self.refresh()
        self.line.setFocus()

    # -- building

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.look.px(8))
        self.line = EntryBox(self.look)
        self.line.set_state("typed")
        self.line.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.line.setObjectName("changes:search")
        self.line.setAccessibleName(tr("Only changes that hold these words"))
        self.line.setPlaceholderText(tr("Only changes with: density, acceptance, a name …"))
        self.line.textChanged.connect(lambda _text: self.refresh())
        self.line.setFixedHeight(self.look.px(24))
        self.pick = PickButton(self.look)
        self.pick.setObjectName("changes:since")
        self.pick.setAccessibleName(tr("Changes since"))
        self.pick.setFixedHeight(self.look.px(24))
        self.pick.setMinimumWidth(self.look.px(280))
        self.pick.clicked.connect(self._open_points)
        row.addWidget(self.line, 1)
        row.addWidget(self.pick)
        return row

    def _table(self) -> QWidget:
        self.table = PlainTable(self.look, tr("Changes"), [tr(head) for head in SHOWN], (0,), (5, 6))
        self.table.setObjectName("changes:table")
        return scrolled(self.table)

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.copy_button = named_button(self.look, tr("Copy as text"), "changes:copy", self.copy)
        self.save_button = named_button(self.look, tr("Save report…"), "changes:save", self.choose)
        self.close_button = named_button(self.look, tr("Close"), "changes:close", self.close)
        line.addWidget(self.copy_button)
        line.addWidget(self.save_button)
        line.addStretch(1)
        line.addWidget(self.close_button)
        return line

    # -- from when on

    def _points(self) -> tuple[tuple[str, int], ...]:
        """Words and the first entry that counts: all, today, and since a variant was checked, approved or executed."""
        today = now()[:10]
        first = next((one["seq"] for one in changes.entries(self.project) if one["utc"] >= today), 0)
        raised = [
            (tr("since {name} was {status}, {utc}", name=one.variant, status=tr(one.status), utc=one.utc[:16].replace("T", " ")), one.seq)
            for one in changes.moments(self.project)
        ]
        return ((tr("since the beginning"), 0), *(((tr("today"), first),) if first else ()), *raised)

    def _open_points(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("changes:points")
        for words, seq in self.points:
            action = menu.addAction(words.replace("&", "&&"))
            action.setObjectName(f"changes:since.{seq}")
            action.triggered.connect(partial(self.choose_since, seq))
        menu.popup(self.pick.mapToGlobal(QPoint(0, self.pick.height())))

    def choose_since(self, seq: int, checked: bool = False) -> None:
        """Only entries from this number on."""
        del checked
        self.since = seq
        self.refresh()

    # -- showing

    def _since_words(self) -> str:
        return next(words for words, seq in self.points if seq == self.since)

    def refresh(self) -> None:
        """The entries that were asked for."""
        self.chosen = changes.selected(self.project, self.line.text(), self.since)
        called = changes.names(self.project)
        newest = list(reversed(self.chosen))[:MOST_ROWS]
        self.table.show_rows([tuple(map(cut, _translated(changes.row(one, called)[: len(SHOWN)]), LONGEST)) for one in newest])
        self.pick.show_choice(self._since_words(), True, "")
        count, every = len(self.chosen), len(changes.entries(self.project))
        said = trn("{count} change of {every}.", "{count} changes of {every}.", count, every=every)
        if not every:
            said = tr("Nothing has been changed since the project was made.")
        elif count > MOST_ROWS:
            said += tr(" The newest {most} are shown; the report has all.", most=MOST_ROWS)
        self.said.setText(said)
        self.table.setVisible(bool(count))
        for button in (self.copy_button, self.save_button):
            button.setEnabled(bool(count))

    # -- what leaves

    def text(self) -> str:
        """All chosen entries with their heads, the oldest first."""
        called, out = changes.names(self.project), io.StringIO()
        writer = csv.writer(out, delimiter="\t", lineterminator="\n")
        writer.writerow(changes.HEADS)
        writer.writerows(changes.row(one, called) for one in self.chosen)
        return out.getvalue()

    def copy(self) -> None:
        """Everything on the clipboard."""
        QGuiApplication.clipboard().setText(self.text())

    def choose(self) -> None:
        """Ask for a name and save the report there."""
        filters = {f"{tr(word)} (*{suffix})": suffix for suffix, word in KINDS.items()}
        here = Path(self.folder) / file_name(f"{self.project.title} changes", ".pdf")
        name, kind = QFileDialog.getSaveFileName(self, tr("Save report"), str(here), ";;".join(filters))
        if name:
            path = Path(name)
            self.save(path if path.suffix.lower() in KINDS else path.with_name(path.name + filters.get(kind, ".pdf")))

    def save(self, path: Path) -> None:
        """Write the chosen entries, or say why not."""
        from formulator.storage import write_bytes
        from formulator.ui.export.changes import document

        try:
            write_bytes(path, document(self.project, self.chosen, self.about(), printed(), path.suffix.lower()))
        except FormulatorError as problem:
            self.said.setText(str(problem))
        else:
            self.said.setText(tr("Saved: {path}", path=path))

    def about(self) -> str:
        """What was asked for, in English: it stands in the file."""
        found = next((one for one in changes.moments(self.project) if one.seq == self.since), None)
        if found is not None:
            since = f"Changes since {found.variant} was {found.status} ({found.utc})"
        else:
            since = f"Changes from entry {self.since} on" if self.since else "All changes since the project was made"
        words = " ".join(self.line.text().split())
        return f"{since}, only those with: {words}." if words else f"{since}."


def _translated(row: tuple[str, ...]) -> tuple[str, ...]:
    """What was changed in the language of the window; what people typed stays."""
    what, comma, about = row[4].partition(", ")
    return (*row[:4], f"{named(what)}{comma}{tr(about) if about else ''}", *row[5:])
