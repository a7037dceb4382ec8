"""What every row of the design panel has: a name, a place for the control, the word that says where the value comes from, notes."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from formulator import design as designs
from formulator.errors import FieldError
from formulator.ui.fieldmodel import FieldRow
from formulator.ui.fieldnotes import FieldNote
from formulator.ui.tokens import SMALL
from formulator.ui.widgets.look import Look
from formulator.ui.widgets.note import Note
from formulator.ui.widgets.text import Name, Text, elided
from formulator.ui.words import tr
from formulator.ui.workbench import Workbench

LABEL, BOX, NEAR, UNIT, WORD_GAP = 92, 64, 4, 60, 2
"""Widths of a row of 288: name 92, box 64, 4, unit 60, 2, state word the rest."""
WIDE, LINE, PITCH = 288, 24, 28
STATE_WORDS = {
    "typed": ("typed", True, False),
    "measured": ("measured", True, False),
    "cited": ("published", True, False),
    "cited unread": ("not verified", True, False),
    "catalogue": ("catalogue", False, False),
    "not verified": ("not verified", False, False),
    "estimate": ("estimate", False, False),
    "your own": ("your own", False, False),
    "default": ("default", False, False),
    "predicted": ("predicted", False, True),
    "published": ("published", False, True),
    "not given": ("not given", False, True),
    "unknown": ("unknown", True, False),
}
"""State -> word, demi-bold, slanted."""
BOX_STATES = {
    "typed": "typed",
    "measured": "measured",
    "cited": "typed",
    "cited unread": "typed",
    "catalogue": "catalogue",
    "not verified": "catalogue",
    "estimate": "catalogue",
    "your own": "catalogue",
    "default": "catalogue",
    "not applicable": "inapplicable",
}
"""State -> border of the box; all others are predicted."""


def section_title(path: str) -> str:
    """The heading a field stands under, numbered from the second ligand or payload on."""
    section, index, _ = designs.split(path)
    title = tr(designs.SECTIONS[section])
    return f"{title} {index + 1}" if index else title


def _fitting_name(look: Look, label: str) -> Name:
    """A name that is too long for its column is set smaller and on two lines, never cut."""
    name = Name(look, label)
    if name.sizeHint().width() > look.px(LABEL - 2):
        name.restyle(size=SMALL)
        name.setText(elided(label, name.fontMetrics(), look.px(LABEL - 2)))
        name.setWordWrap(True)
    return name


QWIDGETSIZE_MAX = (1 << 24) - 1
"""Qt's largest size of a widget, for one that is not to be held."""


class Line(QWidget):
    """The first line of a row: parts at fixed places, which grow with the text and not with the window."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.places: list[tuple[QWidget, int, int, int]] = []
        look.changed.connect(self._resize)
        self._resize()

    def put(self, widget: QWidget, left: int, width: int, height: int = LINE) -> None:
        """A part at `left`, `width` wide; 0 is what is left of the line."""
        widget.setParent(self)
        self.places.append((widget, left, width, height))

    def _resize(self) -> None:
        self.setFixedHeight(self.look.px(PITCH))
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(WIDE), self.look.px(PITCH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        px = self.look.px
        for widget, left, width, height in getattr(self, "places", ()):
            x = px(left) if left else 0
            wide = px(width) if width else max(0, self.width() - x)
            widget.setGeometry(QRect(x, (px(PITCH) - px(height)) // 2, wide, px(height)))


class Row(QWidget):
    """A field's row. Subclasses make the control and say what to show."""

    def __init__(self, workbench: Workbench, look: Look, path: str) -> None:
        super().__init__()
        self.workbench, self.look, self.path = workbench, look, path
        self.field = designs.field(path)
        self.spoken = f"{section_title(path)}: {tr(self.field.label)}"
        self.row: FieldRow | None = None
        self.line = Line(look)
        self.name = _fitting_name(look, tr(self.field.label))
        self.name.setToolTip(tr(self.field.about))
        self.line.put(self.name, 0, LABEL, PITCH)  # Two lines of a long name need all of it.
        self.word = Text(look, tone="ink2", size=SMALL, wrap=True)
        self.second = Text(look, tone="ink2", size=SMALL, wrap=True)
        self.second.hide()
        self._is_held = False
        self._note: Note | None = None
        self.remark: FieldNote | None = None
        self._remark_note: Note | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.line)

    def finish(self) -> None:
        """What stands under the first line."""
        self.column.addWidget(self.second)

    @property
    def note(self) -> Note:
        """Where questions and refusals stand; made when there is first something to say."""
        if self._note is None:
            self._note = Note(self.look)
            self.column.addWidget(self._note)
        return self._note

    @property
    def has_question(self) -> bool:
        """Whether the note asks or refuses something now."""
        return self._note is not None and not self._note.isHidden()

    # -- what the design check says here

    def show_remark(self, remark: FieldNote | None) -> None:
        """What is the case with the value, quietly under it; typing goes on as if it were not there."""
        if remark == self.remark:
            return
        before, self.remark = self.remark, remark
        note = self._remark_note
        if remark is None:
            if note is not None:
                self._leave(note)
                note.clear()
        elif note is not None and before is not None and (before.button, before.fix) == (remark.button, remark.fix):
            note.reword(remark.words, remark.second)  # A slider that is held moves only the words.
        else:
            self._say_remark(remark)
        self.place_remark()

    def _say_remark(self, remark: FieldNote) -> None:
        note = self._remark_note
        if note is None:
            note = self._remark_note = Note(self.look)
            note.setObjectName(f"remark:{self.path}")
            note.second.setMinimumWidth(0)
            self.column.addWidget(note)
        self._leave(note)
        note.mark.set_severity(remark.severity)
        note.say(remark.words, remark.second, [(remark.button, self.mend)] if remark.button else ())
        before = self.stops()[-1]
        for button in note.choices():
            button.setAccessibleName(f"{self.spoken}: {remark.button}")
            QWidget.setTabOrder(before, button)

    def _leave(self, note: Note) -> None:
        """A button that goes away must not take the keyboard with it."""
        if any(button.hasFocus() for button in note.choices()):
            self.control().setFocus()

    def place_remark(self) -> None:
        """A question about what was just typed comes first."""
        if self._remark_note is not None:
            self._remark_note.setVisible(self.remark is not None and not self.has_question)
            self._remark_note.setAccessibleName(self.remark.words if self.remark is not None else "")
        self.describe()

    def describe(self) -> None:
        """Have a screen reader say the remark with the field."""

    def mend(self) -> None:
        """Do what the button says."""
        if self.remark is None or self.remark.fix is None:
            return
        path, text = self.remark.fix
        try:
            # Remedies are written with a point, whatever the locale.
            self.workbench.edit(path, designs.read(path, text, "."))
        except FieldError as problem:
            self.workbench.message.emit(problem.reason, ())

    def control(self) -> QWidget:
        """The part that takes the keyboard."""
        raise NotImplementedError

    def stops(self) -> list[QWidget]:
        """Where the keyboard halts in this row, in order."""
        return [self.control()]

    def submit(self) -> None:
        """Take over what is half typed; rows without typing have nothing to take over."""

    def show_row(self, row: FieldRow) -> None:
        """Show the model. Called once a frame, so only what differs is touched."""
        if row == self.row:
            return
        self.row = row
        self.show_word(row)
        if row.second_line != self.second.text():
            self.second.setText(row.second_line)
            if self._is_held:
                self._fix_second()
        self.second.setVisible(bool(row.second_line))
        self.show_control(row)

    def hold(self, is_held: bool) -> None:
        """While a slider moves, other words of the same height under it leave everything below where it is."""
        self._is_held = is_held and self.second.isVisible()
        if self._is_held:
            self._fix_second()
        else:
            self.second.setMinimumSize(0, 0)
            self.second.setMaximumSize(QWIDGETSIZE_MAX, QWIDGETSIZE_MAX)

    def _fix_second(self) -> None:
        width = self.second.width()
        self.second.setFixedSize(width, self.second.heightForWidth(width))

    def show_control(self, row: FieldRow) -> None:
        """Show the value itself."""
        raise NotImplementedError

    def _room(self) -> int:
        """How wide the word at the right can be."""
        return self.look.px(WIDE - LABEL - BOX - NEAR - UNIT - WORD_GAP)

    def show_word(self, row: FieldRow) -> None:
        """The word at the right: where the value comes from, or why the field does not apply."""
        if not row.applies:
            self.word.restyle(tone="ink2", demi=False, italic=False)
            self.word.setText(row.why_not)
            return
        text, demi, italic = STATE_WORDS.get(row.state_word, (row.state_word, False, False))
        text = tr(text)
        self.word.restyle(tone="ink" if demi else "ink2", demi=demi, italic=italic)
        shown = elided(text, self.word.fontMetrics(), self._room())
        if self.word.text() != shown:
            self.word.setText(shown)
        told = " ".join(filter(None, (row.interval and tr("90 % interval {interval}.", interval=row.interval), row.about)))
        self.word.setToolTip(told if shown == text else f"{text}. {told}".rstrip())
