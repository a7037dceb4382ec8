"""The box into which a quantity is typed: its border and weight say where the number comes from."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from formulator.ui.widgets.look import Dressed, Look

STATES = ("typed", "catalogue", "predicted", "measured", "refused", "inapplicable")
_STEPS = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: 10,
    Qt.Key.Key_PageDown: -10,
}
_BACK_AND_FORTH = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class EntryBox(Dressed, QLineEdit):
    """A line edit that hands over its text when it is finished, and never reads a number itself.

    `submitted` carries the text as typed, `cancelled` asks for the value before, `stepped` asks for a step up or down,
    `entered` says that the keyboard has arrived.
    """

    submitted = Signal(str)
    cancelled = Signal()
    stepped = Signal(int)
    entered = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.state = "predicted"
        self.is_being_typed = False
        self.is_refused = False
        self._is_showing = False
        self.setFrame(False)
        # The box is painted here; whatever frame the application gives line edits would be drawn over it.
        self.setStyleSheet("border: none; background: transparent; padding: 0;")
        self.setMaxLength(400)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
        # Not textEdited: what an input method, a screen reader or a script puts here counts as typed as well.
        self.textChanged.connect(self._note_typing)
        self.textChanged.connect(self._weigh)
        look.changed.connect(self.follow_look)
        self.redress()

    def show_value(self, text: str, state: str, placeholder: str = "") -> None:
        """Show the model's value, unless a person is in the middle of typing here."""
        if self.is_being_typed or self.is_refused:
            return
        self.put(text)
        if placeholder != self.placeholderText():
            self.setPlaceholderText(placeholder)
        self.set_state(state)

    def put(self, text: str) -> None:
        """Put a text here that nobody typed."""
        if text != self.text():
            self._is_showing = True
            self.setText(text)
            self._is_showing = False

    def set_state(self, state: str) -> None:
        """Border and weight of another state."""
        if state != self.state:
            self.state = state
            self.redress()

    def submit(self) -> None:
        """Hand over what was typed, if anything was."""
        if self.is_being_typed:
            self.is_being_typed = False
            self.submitted.emit(self.text())

    def _note_typing(self) -> None:
        if self._is_showing:
            return
        self.is_being_typed = True
        self.is_refused = False

    def _weigh(self, text: str) -> None:
        """A hint in an empty box is no typed value: only what stands there has weight."""
        if (self.font().weight() > QFont.Weight.Normal) != (self._is_typed() and bool(text)):
            self.redress()

    def _is_typed(self) -> bool:
        return self.state in ("typed", "measured") or (self.hasFocus() and self.state != "refused")

    def _dress(self) -> None:
        typed = self._is_typed() and bool(self.text())
        tone = "ink2" if self.state in ("predicted", "inapplicable") and not self.hasFocus() else "ink"
        self.look.dress(self, self.look.font(demi=typed), tone)
        side = self.look.px(5)
        self.setTextMargins(side, 0, side, 0)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Undo and redo are for a text while it is being typed; once it has been taken over they are the window's."""
        is_claim = event.type() == QEvent.Type.ShortcutOverride and not self.is_being_typed
        if is_claim and isinstance(event, QKeyEvent) and any(map(event.matches, _BACK_AND_FORTH)):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
            self.selectAll()
        elif key == Qt.Key.Key_Escape:
            self.is_being_typed = False
            self.cancelled.emit()
        elif key in _STEPS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submit()
            self.stepped.emit(_STEPS[key])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.entered.emit()
        self.redress()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        # A menu or popover of this very field takes the focus for a moment; the text is not finished by that.
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.submit()
        super().focusOutEvent(event)
        self.redress()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_box(painter)
        painter.end()
        super().paintEvent(event)

    def _paint_box(self, painter: QPainter) -> None:
        color = self.look.color
        box = QRectF(self.rect())
        if self.state == "refused":
            pen, fill = QPen(color("warn"), 2), True
        elif self.hasFocus():
            pen, fill = QPen(color("accent"), 2), True
        elif self.state in ("typed", "measured"):
            pen, fill = QPen(color("ink2"), 1), True
        elif self.state == "predicted":
            pen, fill = QPen(color("edge"), 1, Qt.PenStyle.CustomDashLine), False
            pen.setDashPattern([2, 2])
        else:
            pen, fill = QPen(color("rule"), 1), self.state == "catalogue"
        inset = pen.widthF() / 2
        painter.setPen(pen)
        painter.setBrush(color("paper") if fill else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 3, 3)
        if self.state == "catalogue" and not self.hasFocus():
            painter.setPen(QPen(color("edge"), 1))
            low = box.bottom() - 0.5
            painter.drawLine(QPointF(2, low), QPointF(box.right() - 2, low))
        elif self.state == "measured":
            painter.setPen(QPen(color("ink2"), 1))
            painter.drawLine(QPointF(3.5, 2), QPointF(3.5, box.bottom() - 2))
