"""The look of the window: Fusion with palettes of our own, one typeface in two sizes, and every length scaled with the text.

Colours come from `tokens` alone. No other module writes a style sheet.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QListView,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QProxyStyle,
    QPushButton,
    QRadioButton,
    QScrollBar,
    QStyleFactory,
    QToolButton,
    QWidget,
)

from formulator.ui import tokens as design_tokens
from formulator.ui.basics import BODY, SMALL, USUAL_POINTS, possible
from formulator.ui.tokens import Tokens

MODES = ("system", "light", "dark")
WIDE = 1.06
"""A typeface wider than this against the one the columns were drawn for is set narrower, or its words would be cut."""
CONDENSED = 90
_SAMPLE = "Ionic strength per particle 0123456789"
_SAMPLE_WIDTH = 229.0
"""Width of the sample at 13 px in the face the columns were drawn for."""


class Theme(QObject):
    """Colours, fonts and lengths of one window. `changed` is emitted when any of them is another."""

    changed = Signal()

    def __init__(self, mode: str = "system", points: int = USUAL_POINTS) -> None:
        super().__init__()
        self.mode = mode
        self.points = possible(points)
        self._family = QGuiApplication.font().family()
        self._stretch = self._needed_stretch()
        self.tokens = design_tokens.tokens(self.dark)

    def _needed_stretch(self) -> int:
        font = QFont(self._family)
        font.setPixelSize(BODY)
        return CONDENSED if QFontMetricsF(font).horizontalAdvance(_SAMPLE) / _SAMPLE_WIDTH > WIDE else 100

    @property
    def dark(self) -> bool:
        """Whether the window is dark: as chosen, or as the system prefers."""
        if self.mode == "system":
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self.mode == "dark"

    @property
    def scale(self) -> float:
        """How much larger than at 10 pt everything is."""
        return self.points / USUAL_POINTS

    def px(self, length: float) -> int:
        """A length of the design at the present text size."""
        return max(1, round(length * self.scale)) if length else 0

    def font(self, small: bool = False, bold: bool = False, italic: bool = False) -> QFont:
        """The system's face in one of the two sizes, with tabular figures."""
        font = QFont(self._family)
        font.setPixelSize(self.px(SMALL if small else BODY))
        font.setStretch(self._stretch)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        font.setItalic(italic)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def color(self, name: str) -> QColor:
        """A colour by the name of its token."""
        return QColor(getattr(self.tokens, name))

    def set_mode(self, mode: str) -> None:
        """Light, dark, or as the system is."""
        self.mode = mode
        self.apply()

    def set_points(self, points: int) -> None:
        """Text from 9 to 14 pt; everything else follows."""
        self.points = possible(points)
        self.apply()

    def apply(self) -> None:
        """Dress the whole application."""
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            return
        self.tokens = design_tokens.tokens(self.dark)
        # Every change is told to every widget, so what is as it was is not set again.
        if application.palette() != (wanted := palette(self.tokens)):
            application.setPalette(wanted)
        if application.font() != (font := self.font()):
            application.setFont(font)
            for window in application.topLevelWidgets():
                # One that was made before it hears of it too late: what is put into it now would be dressed upon the font of before.
                window.setFont(QFont())
        style = application.style()
        if not isinstance(style, Dresser):
            style = Dresser()
            application.setStyle(style)
        style.dress(style_sheet(self.tokens, self), application)
        self.changed.emit()


class Dresser(QProxyStyle):
    """Fusion, with a sheet of our own on the few plain controls: one for the whole application doubles the time to build the window.

    Each control gets the rules of its own kind only. Qt reads and keeps a sheet for every widget it is set on; all rules on each of
    some hundred controls take 141 kB and a third of a millisecond apiece.
    """

    DRESSED = (QScrollBar, QMenuBar, QMenu, QToolButton, QPushButton, QRadioButton, QCheckBox, QListView, QPlainTextEdit)

    def __init__(self) -> None:
        super().__init__(QStyleFactory.create("Fusion"))
        self.sheet = ""
        self._sheets: dict[type[QWidget], str] = {}

    def sheet_of(self, widget: QWidget) -> str:
        """The rules that a widget is dressed with."""
        return next((sheet for kind, sheet in self._sheets.items() if isinstance(widget, kind)), "")

    def dress(self, sheet: str, application: QApplication) -> None:
        """Another theme or text size: widgets in sight change now, those on other pages and later ones when they are shown."""
        if sheet == self.sheet:
            return
        self.sheet = sheet
        self._sheets = {kind: rules_of(sheet, kind.__name__) for kind in self.DRESSED}
        for widget in application.allWidgets():
            if not isinstance(widget, self.DRESSED):
                continue
            # Menus and lists that open as windows of their own are measured before they are shown.
            if widget.isVisible() or not widget.window().isVisible():
                widget.setStyleSheet(self.sheet_of(widget))
            else:
                widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A widget that was out of sight when the theme changed comes into it."""
        if event.type() == QEvent.Type.Show and isinstance(watched, self.DRESSED):
            watched.removeEventFilter(self)
            if watched.styleSheet() != (sheet := self.sheet_of(watched)):
                watched.setStyleSheet(sheet)
        return False

    def polish(self, target: QWidget | QApplication | QPalette) -> object:  # type: ignore[override]
        """Qt calls this before a widget is first shown, and again when its sheet changes."""
        if isinstance(target, self.DRESSED) and target.styleSheet() != (sheet := self.sheet_of(target)):
            target.setStyleSheet(sheet)
            return None
        return super().polish(target)


def rules_of(sheet: str, kind: str) -> str:
    """The rules of a sheet that begin with the name of a kind of widget."""
    found = []
    for heads, body in re.findall(r"([^{}]+)(\{[^{}]*\})", sheet):
        mine = [head for head in (one.strip() for one in heads.split(",")) if re.match(rf"{kind}\b", head)]
        if mine:
            found.append(f"{', '.join(mine)} {' '.join(body.split())}")
    return "\n".join(found)


def palette(tokens: Tokens) -> QPalette:
    """Qt's colour roles from ours."""
    made = QPalette()
    roles = QPalette.ColorRole
    for role, name in (
        (roles.Window, "ground"), (roles.WindowText, "ink"), (roles.Base, "paper"), (roles.AlternateBase, "ground"),
        (roles.Text, "ink"), (roles.Button, "ground"), (roles.ButtonText, "ink"), (roles.ToolTipBase, "paper"),
        (roles.ToolTipText, "ink"), (roles.PlaceholderText, "ink3"), (roles.Highlight, "sel"), (roles.HighlightedText, "ink"),
        (roles.Link, "accent"), (roles.Light, "paper"), (roles.Midlight, "rule"), (roles.Mid, "edge"), (roles.Dark, "edge"),
        (roles.Shadow, "edge"), (roles.BrightText, "warn"), (roles.Accent, "accent"),
    ):  # fmt: skip
        made.setColor(role, QColor(getattr(tokens, name)))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.ink3))
    return made


def style_sheet(tokens: Tokens, theme: Theme) -> str:
    """Menus, plain buttons, lists and scroll bars. Fields and answers paint themselves."""
    p, t = theme.px, tokens
    return f"""
    QMenuBar, QMenu, QPushButton, QToolButton, QListView, QPlainTextEdit {{ font-size: {p(BODY)}px; }}
    QMenuBar {{ background: {t.ground}; padding: 0 {p(8)}px; }}
    QMenuBar::item {{ padding: {p(3)}px {p(8)}px; background: transparent; }}
    QMenuBar::item:selected, QMenu::item:selected {{ background: {t.sel}; color: {t.ink}; }}
    QMenu {{ background: {t.paper}; border: 1px solid {t.edge}; border-radius: 4px; padding: {p(4)}px 0; }}
    QMenu::item {{ padding: {p(4)}px {p(16)}px {p(4)}px {p(24)}px; }}
    QMenu::item:disabled {{ color: {t.ink3}; }}
    QMenu::separator {{ height: 1px; background: {t.rule}; margin: {p(4)}px 0; }}
    QMenu::indicator {{ width: {p(12)}px; height: {p(12)}px; left: {p(6)}px; }}
    QPushButton {{
        background: {t.paper}; border: 1px solid {t.edge}; border-radius: 3px; padding: 0 {p(9)}px; min-height: {p(22)}px; }}
    QPushButton:hover {{ background: {t.sel}; }}
    QPushButton:pressed {{ background: {t.sel}; border-color: {t.ink2}; }}
    QPushButton:disabled {{ color: {t.ink3}; border-color: {t.rule}; }}
    QPushButton:focus {{ border: 2px solid {t.accent}; padding: 0 {p(9) - 1}px; min-height: {p(22) - 2}px; }}
    QToolButton {{ background: transparent; border: 2px solid transparent; border-radius: 3px;
        padding: 0 {p(6)}px; min-height: {p(20)}px; }}
    QToolButton:hover {{ background: {t.sel}; }}
    QToolButton:focus {{ border-color: {t.accent}; }}
    QToolButton:disabled {{ color: {t.ink3}; }}
    QToolButton::menu-indicator {{ image: none; width: 0; }}
    QScrollBar:vertical {{ background: transparent; width: {p(8)}px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: {p(8)}px; margin: 0; }}
    QScrollBar::handle {{ background: {t.rule}; border-radius: {p(3)}px; min-height: {p(24)}px; min-width: {p(24)}px; margin: 1px; }}
    QScrollBar::handle:hover {{ background: {t.edge}; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none; width: 0; height: 0; }}
    QListView {{ background: {t.paper}; border: none; outline: none; }}
    QListView::item {{ padding: {p(4)}px {p(8)}px; border-left: 3px solid transparent; }}
    QRadioButton {{ spacing: {p(6)}px; }}
    QRadioButton::indicator, QListView::indicator, QCheckBox::indicator {{
        width: {p(11)}px; height: {p(11)}px; border: 1px solid {t.edge}; background: {t.paper}; }}
    QRadioButton::indicator {{ border-radius: {p(11) // 2 + 1}px; }}
    QListView::indicator, QCheckBox::indicator {{ border-radius: 2px; }}
    QRadioButton::indicator:checked, QListView::indicator:checked, QCheckBox::indicator:checked {{
        background: qradialgradient(cx: 0.5, cy: 0.5, fx: 0.5, fy: 0.5, radius: 0.5,
            stop: 0 {t.ink}, stop: 0.55 {t.ink}, stop: 0.65 {t.paper}, stop: 1 {t.paper}); }}
    QRadioButton::indicator:focus, QCheckBox::indicator:focus {{
        border: 2px solid {t.accent}; width: {p(11) - 2}px; height: {p(11) - 2}px; }}
    QListView::item:selected {{ background: {t.sel}; color: {t.ink}; border-left: 3px solid {t.accent}; }}
    QPlainTextEdit {{ background: {t.paper}; border: 1px solid {t.edge}; border-radius: 3px; }}
    QPlainTextEdit:focus {{ border: 2px solid {t.accent}; }}
    """
