"""What fills the window below its menus: toolbar, the page on show, design check; and what gives way when it is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from formulator.ui.bars import Hairline, Toolbar, fill
from formulator.ui.basics import ANSWERS_WHOLE, DESIGN, FOOT, NARROW, NARROW_ANSWERS, SIDE
from formulator.ui.centre import Centre
from formulator.ui.theme import Theme

if TYPE_CHECKING:
    from formulator.ui.pages import Page

_UNLIMITED = 16777215


class Body(QWidget):
    """The design page has design, plots and answers beside one another; other pages take the whole width in its place."""

    page_changed = Signal(str)

    def __init__(self, toolbar: Toolbar, theme: Theme) -> None:
        super().__init__()
        self.toolbar = toolbar
        self.left, self.right, self.foot = _side("design-side"), _side("answers-side"), _side("check-side")
        self.centre = Centre(theme)
        self.page = DESIGN
        self._theme = theme
        self._answers_in_front = False
        self._pages: dict[str, Page] = {}
        self._behind: set[str] = set()
        self._lines = tuple(Hairline(theme, upright=upright) for upright in (False, True, True, False))
        self._stack = QStackedWidget()
        self._design = self._design_page()
        self._stack.addWidget(self._design)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(toolbar)
        column.addWidget(self._lines[0])
        column.addWidget(self._stack, 1)
        column.addWidget(self._lines[3])
        column.addWidget(self.foot)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def _design_page(self) -> QWidget:
        page = QWidget()
        beside = QHBoxLayout(page)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.left)
        beside.addWidget(self._lines[1])
        beside.addWidget(self.centre, 1)
        beside.addWidget(self._lines[2])
        beside.addWidget(self.right)
        return page

    # -- pages

    def add_page(self, name: str, page: Page) -> None:
        """Another place of the same window."""
        self._pages[name] = page
        self._stack.addWidget(page)

    def has_page(self, name: str) -> bool:
        """Whether the page was made already; pages are made when somebody first goes there."""
        return name in self._pages

    def show_page(self, name: str) -> None:
        """Go to a page."""
        if name in self._behind:
            self._behind.remove(name)
            self._pages[name].set_tokens(self._theme.tokens)
        self._stack.setCurrentWidget(self._design if name == DESIGN else self._pages[name])
        if name != self.page:
            self.page = name
            self._carry_message()
            self.page_changed.emit(name)

    def _carry_message(self) -> None:
        """The message bar stands at the top of the plots, or of what takes their place, page or answers: it is never out of sight."""
        bar = self.centre.bar
        over_plots = self.page == DESIGN and not self._are_answers_in_front
        if over_plots == self.centre.isAncestorOf(bar):
            return
        was_shown = not bar.isHidden()
        if over_plots:
            self.centre.take_bar()
        else:
            self._column.insertWidget(2, bar)
        bar.setVisible(was_shown)

    def page_on_show(self) -> Page:
        """The page on show, which is not the design page."""
        return self._pages[self.page]

    def close_down(self) -> None:
        """The window closes."""
        for page in self._pages.values():
            page.close_down()

    # -- width

    @property
    def is_narrow(self) -> bool:
        """Whether answers and plots have to share one place."""
        return self._width() < NARROW

    @property
    def answers_are_hidden(self) -> bool:
        """Whether the plots stand where the answers could."""
        return self.is_narrow and not self._answers_in_front

    @property
    def _are_answers_in_front(self) -> bool:
        return self.is_narrow and self._answers_in_front

    def show_answers_in_front(self, in_front: bool) -> None:
        """In a narrow window the answers come in place of the plots, or go again."""
        self._answers_in_front = in_front
        self.fit()

    def _width(self) -> float:
        return self.window().width() / self._theme.scale

    def fit(self) -> None:
        """Words of the toolbar give way first, then the width of the answers, then they share a place with the plots."""
        width, px = self._width(), self._theme.px
        self.toolbar.fit(width)
        self.left.setFixedWidth(px(SIDE))
        in_front = self._are_answers_in_front
        self.right.setVisible(not self.answers_are_hidden)
        self._lines[2].setVisible(not self.is_narrow)
        self.centre.setVisible(not in_front)
        if in_front:
            self.right.setMinimumWidth(px(NARROW_ANSWERS))
            self.right.setMaximumWidth(_UNLIMITED)
        else:
            self.right.setFixedWidth(px(SIDE if width >= ANSWERS_WHOLE else NARROW_ANSWERS))
        self.foot.setFixedHeight(px(FOOT))
        self._carry_message()

    def follow(self) -> None:
        """Follow the theme and the text size: what is on show now, other pages when somebody goes there."""
        self.toolbar.follow()
        self.centre.follow()
        for line in self._lines:
            line.follow()
        for side in (self.left, self.right, self.foot):
            fill(side, self._theme, "ground")
        self._behind = set(self._pages) - {self.page}
        if self.page != DESIGN:
            self.page_on_show().set_tokens(self._theme.tokens)
        self.fit()


def put(side: QWidget, content: QWidget) -> None:
    """Fill one of the sides."""
    layout = side.layout()
    if layout is not None:
        layout.addWidget(content)


def _side(name: str) -> QWidget:
    side = QWidget()
    side.setObjectName(name)
    layout = QVBoxLayout(side)
    layout.setContentsMargins(0, 0, 0, 0)
    return side
