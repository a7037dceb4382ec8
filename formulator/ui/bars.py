"""The toolbar and the message bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QIcon, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QComboBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from formulator.errors import FormulatorError
from formulator.ui.actions import ACTIONS
from formulator.ui.basics import TOOLBAR
from formulator.ui.theme import Theme
from formulator.ui.words import tr, translated

Choice = tuple[str, Callable[[], object]]
MESSAGE = 40
NATIVE = QKeySequence.SequenceFormat.NativeText
PLACES_FROM = 1060
"""Width from which the names of the places have room in the toolbar."""
_ICON = 16


def plain_label(name: str = "", text: str = "") -> QLabel:
    """A label that never takes its text for HTML."""
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


class TitleLabel(QLabel):
    """One line that is cut where the room ends; the whole stands in the tooltip."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A few letters at least."""
        return QSize(QFontMetrics(self.font()).averageCharWidth() * 8, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The text, cut at the right."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def dress(label: QLabel, theme: Theme, *, small: bool = False, bold: bool = False, quiet: bool = False) -> None:
    """Give a label one of the two sizes, one of the two weights, and the colour of values or that of units."""
    label.setFont(theme.font(small=small, bold=bold))
    found = label.palette()
    found.setColor(label.foregroundRole(), theme.color("ink2" if quiet else "ink"))
    label.setPalette(found)


_UNLIMITED = 16777215


class Hairline(QWidget):
    """A line of one pixel between two panes; `is_upright` when they stand beside each other."""

    def __init__(self, theme: Theme, *, upright: bool) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self.theme = theme
        self.set_upright(upright)
        self.follow()

    def set_upright(self, upright: bool) -> None:
        """Part what stands beside each other, or what stands below each other."""
        self.is_upright = upright
        self.setMinimumSize(1 if upright else 0, 0 if upright else 1)
        self.setMaximumSize(1 if upright else _UNLIMITED, _UNLIMITED if upright else 1)

    def follow(self) -> None:
        """Take the colour of the theme."""
        fill(self, self.theme, "rule")


def fill(widget: QWidget, theme: Theme, name: str) -> None:
    """Paint a widget's ground in one colour of the theme."""
    widget.setAutoFillBackground(True)
    found = widget.palette()
    found.setColor(widget.backgroundRole(), theme.color(name))
    widget.setPalette(found)


def arrow_icon(theme: Theme, *, back: bool) -> QIcon:
    """The bent arrow of undo, or turned round that of redo; painted, because fonts draw it in many ways or not at all."""
    icon = QIcon()
    for mode, colour in ((QIcon.Mode.Normal, "ink"), (QIcon.Mode.Disabled, "ink3")):
        for ratio in (1, 2):
            picture = QPixmap(_ICON * ratio, _ICON * ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(ratio, ratio)
            if not back:
                painter.translate(_ICON, 0)
                painter.scale(-1, 1)
            painter.setPen(QPen(theme.color(colour), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
            painter.drawPolyline(QPolygonF([QPointF(6, 2.5), QPointF(2.5, 6), QPointF(6, 9.5)]))
            painter.drawLine(QPointF(2.5, 6), QPointF(9.5, 6))
            painter.drawArc(QRectF(5.5, 6, 8, 7.5), -90 * 16, 180 * 16)
            painter.drawLine(QPointF(9.5, 13.5), QPointF(6, 13.5))
            painter.end()
            picture.setDevicePixelRatio(ratio)
            icon.addPixmap(picture, mode)
    return icon


class VariantPick(QComboBox):
    """A list of names; the arrow is ours, because the style's own is drawn half outside a framed box."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Frame, name, arrow."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2.0 if self.hasFocus() else 1.0
        painter.setPen(QPen(theme.color("accent" if self.hasFocus() else "edge"), width))
        painter.setBrush(theme.color("paper"))
        half = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 3, 3)
        inner = self.rect().adjusted(theme.px(9), 0, -theme.px(24), 0)
        painter.setPen(theme.color("ink"))
        name = painter.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        middle = QPointF(self.width() - theme.px(13), self.height() / 2)
        painter.setPen(QPen(theme.color("ink2"), 1.2))
        reach = theme.px(4)
        painter.drawPolyline(
            QPolygonF([middle + QPointF(-reach, -reach / 2), middle + QPointF(0, reach / 2), middle + QPointF(reach, -reach / 2)])
        )


class PageLink(QAbstractButton):
    """The name of a place of the window, underlined while that is on show."""

    def __init__(self, action: QAction, theme: Theme) -> None:
        super().__init__()
        self._theme, self._action = theme, action
        self.setText(action.text().replace("&", ""))
        self.setObjectName(f"button:{action.objectName().removeprefix('act:')}")
        self.setAccessibleName(tr("Go to {place}", place=self.text()))
        self.setToolTip(f"{self.text()}  ({action.shortcut().toString(NATIVE)})")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        action.toggled.connect(self.update)
        self.clicked.connect(action.trigger)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the word is when it stands out."""
        return QSize(QFontMetrics(self._theme.font(bold=True)).horizontalAdvance(self.text()) + self._theme.px(12), self._theme.px(32))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter presses it like the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The word; a line under it where we are; a frame where the keyboard is."""
        theme, painter = self._theme, QPainter(self)
        here = self._action.isChecked()
        painter.setFont(theme.font(bold=here))
        painter.setPen(theme.color("ink"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if here or self.underMouse():
            colour = theme.color("accent" if here else "edge")
            painter.fillRect(QRectF(0, self.height() - theme.px(3), self.width(), theme.px(2 if here else 1)), colour)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))


class Toolbar(QWidget):
    """Project, variant, undo and find, in one row."""

    variant_chosen = Signal(str)

    def __init__(self, actions: Mapping[str, QAction], theme: Theme) -> None:
        super().__init__()
        self.setObjectName("toolbar")
        self._theme = theme
        self.title = TitleLabel("project-title")
        self.edited = plain_label("edited")
        self.word = plain_label("variant-word", tr("Variant"))
        self.pick = VariantPick(theme)
        self.pick.setObjectName("variant-pick")
        self.pick.setAccessibleName(tr("Variant"))
        self.pick.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.pick.setMinimumContentsLength(14)
        self.pick.activated.connect(self._picked)
        self.count = plain_label("variant-count")
        self._actions = actions
        self._line = Hairline(theme, upright=True)
        self.duplicate = self._button("duplicate", tr("Duplicate"))
        self.undo = self._button("undo", "")
        self.redo = self._button("redo", "")
        self.answers = self._button("answers", tr("Answers"))
        self.find_button = self._button("find", tr("Find  Ctrl+K"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        for part in (self.title, self.edited, self._line, self.word, self.pick, self.duplicate, self.count):
            row.addWidget(part)
        row.addStretch(1)
        places = [action for name, action in actions.items() if name.startswith("page-") and not action.shortcut().isEmpty()]
        self.pages = [PageLink(action, theme) for action in places]
        self._before_pages = Hairline(theme, upright=True)
        right: tuple[QWidget, ...] = (self.undo, self.redo, self._before_pages, *self.pages, self.answers, self.find_button)
        for widget in right:
            row.addWidget(widget)
        self.follow()

    def _button(self, action_id: str, text: str) -> QAbstractButton:
        button: QAbstractButton = QPushButton() if text else QToolButton()
        action = self._actions[action_id]
        button.setObjectName(f"button:{action_id}")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setText(text)
        button.setAccessibleName(text.partition("  ")[0] or self._spoken(action_id))
        button.setEnabled(action.isEnabled())
        button.setToolTip(action.text().replace("&", ""))
        action.changed.connect(lambda: self._follow(button, action))
        button.clicked.connect(action.trigger)
        return button

    @staticmethod
    def _spoken(action_id: str) -> str:
        return tr(next(row.text for row in ACTIONS if row.id == action_id)).replace("&", "")

    @staticmethod
    def _follow(button: QAbstractButton, action: QAction) -> None:
        button.setEnabled(action.isEnabled())
        shortcut = action.shortcut().toString(NATIVE)
        button.setToolTip(f"{action.text().replace('&', '')}{f'  ({shortcut})' if shortcut else ''}")

    def follow(self) -> None:
        """Follow the theme and the text size."""
        theme = self._theme
        self.setFixedHeight(theme.px(TOOLBAR))
        for line in (self._line, self._before_pages):
            line.setFixedHeight(theme.px(24))
            line.follow()
        for link in self.pages:
            link.updateGeometry()
        dress(self.title, theme, bold=True)
        dress(self.word, theme, quiet=True)
        for label in (self.edited, self.count):
            dress(label, theme, small=True, quiet=True)
        self.find_button.setMinimumWidth(theme.px(128))
        self.pick.setFixedHeight(theme.px(24))
        self.pick.setMinimumWidth(theme.px(170))
        for button, back in ((self.undo, True), (self.redo, False)):
            button.setIcon(arrow_icon(theme, back=back))
            button.setIconSize(QSize(theme.px(_ICON), theme.px(_ICON)))

    def show_project(self, title: str, variants: Sequence[tuple[str, str]], active: str) -> None:
        """Title, and the variants as (id, name)."""
        self.title.setText(title)
        self.title.setToolTip(title)
        self.pick.blockSignals(True)
        self.pick.clear()
        for variant_id, name in variants:
            self.pick.addItem(name, variant_id)
        place = [variant_id for variant_id, _ in variants].index(active)
        self.pick.setCurrentIndex(place)
        self.pick.blockSignals(False)
        self.count.setText(tr("{number} of {count}", number=place + 1, count=len(variants)) if len(variants) > 1 else "")

    def show_edited(self, edited: bool, read_only: bool) -> None:
        """Whether anything waits to be saved."""
        self.edited.setText(tr("edited") if edited else tr("read-only") if read_only else "")

    def fit(self, width: float) -> None:
        """What gives way in a narrow window, in this order: the word Variant and the count, Duplicate, then the places, which
        the Go menu has as well."""
        self.word.setVisible(width >= 1440)
        self.count.setVisible(width >= 1440)
        self.duplicate.setVisible(width >= PLACES_FROM + 100)
        for part in (*self.pages, self._before_pages):
            part.setVisible(width >= PLACES_FROM)
        self.answers.setVisible(width < 1100)
        row = cast(QHBoxLayout, self.layout())
        for parts in ((self.word, self.count), (self.duplicate,), (self._before_pages, *self.pages)):
            row.invalidate()
            if row.minimumSize().width() <= width:  # Words of another language may be longer.
                break
            for part in parts:
                part.hide()

    def _picked(self, place: int) -> None:
        found = self.pick.itemData(place)
        if isinstance(found, str):
            self.variant_chosen.emit(found)


class MessageBar(QWidget):
    """One sentence and what can be done about it; the newest replaces the one before."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("message-bar")
        self._theme = theme
        self.text = plain_label("message")
        self.text.setWordWrap(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 16, 8)
        self._row.setSpacing(8)
        self._row.addWidget(self.text, 1)
        self._buttons: list[QPushButton] = []
        self.follow()
        self.hide()

    def follow(self) -> None:
        """Follow the theme and the text size."""
        fill(self, self._theme, "paper")
        self.setMinimumHeight(self._theme.px(MESSAGE))

    def show_message(self, text: str, choices: Sequence[Choice] = ()) -> None:
        """Say something. Without choices there is a button that puts the bar away."""
        self.clear()
        self.text.setText(translated(text))
        for label, call in (*choices, (tr("Dismiss"), lambda: None)):
            button = QPushButton(label)
            button.setAccessibleName(tr("{label} (message)", label=label))
            button.clicked.connect(lambda _checked=False, chosen=call: self._choose(chosen))
            self._row.addWidget(button)
            self._buttons.append(button)
        self.show()

    @property
    def is_asking(self) -> bool:
        """Whether something stands there that waits for an answer."""
        return not self.isHidden() and len(self._buttons) > 1

    def _choose(self, call: Callable[[], object]) -> None:
        self.clear()
        try:
            call()
        except FormulatorError as problem:  # What was offered may not be possible any more.
            self.show_message(str(problem))

    def clear(self) -> None:
        """Put the bar away."""
        self.hide()
        self.text.setText("")
        for button in self._buttons:
            button.hide()
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons.clear()
