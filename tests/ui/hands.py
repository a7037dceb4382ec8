"""The hands of a person: fields, menus and answers of the window by their names, as one types, clicks and reads."""

from __future__ import annotations

import contextlib
import html.parser
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QContextMenuEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from formulator import design
from formulator.advice import Finding
from formulator.ui.app import make_window
from formulator.ui.finder import Finder
from formulator.ui.panels.quantity_row import QuantityRow
from formulator.ui.why import WhyPopover
from formulator.ui.widgets.entry import EntryBox
from formulator.ui.widgets.note import Note
from formulator.ui.window import Window
from formulator.ui.workbench import Workbench
from formulator.units import Value

Part = TypeVar("Part", bound=QWidget)


@contextlib.contextmanager
def opened_window(path: Path | None = None) -> Iterator[Window]:
    """A window with decimal points whatever the machine writes, closed again without a question; nothing stays on the clipboard."""
    made = make_window(path)
    made.workbench.decimal = "."
    yield made
    QGuiApplication.clipboard().clear()
    made.close_now()
    made.deleteLater()


def trigger(window: Window, name: str) -> None:
    """Choose an entry of the menus."""
    action = window.findChild(QAction, f"act:{name}")
    assert action is not None and action.isEnabled(), name
    action.trigger()


def turned_to(window: Window, name: str, kind: type[Part]) -> Part:
    """A page of the window, chosen in the menu."""
    trigger(window, f"page-{name}")
    found = window.body.page_on_show()
    assert isinstance(found, kind)
    return found


def button(whole: QWidget, text: str) -> QPushButton:
    """A button on show, by its words."""
    found = [one for one in whole.findChildren(QPushButton) if one.text() == text and one.isVisible()]
    assert found, f"no button '{text}'"
    return found[0]


def held(bench: Workbench, path: str) -> Value:
    """The number that a design holds."""
    entry = design.get(bench.design, path)
    assert isinstance(entry, Value), path
    return entry


class Hands:
    """What a person does with a window."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    def part(self, kind: type[Part], name: str) -> Part:
        """The one part of a name, on show."""
        found = [one for one in self.window.findChildren(kind, name) if one.isVisible()]
        assert len(found) == 1, f"{len(found)} parts on show are called {name}"
        return found[0]

    def press(self, name: str) -> None:
        """Click on a button."""
        button = self.part(QAbstractButton, name)
        assert button.isEnabled(), name
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def menu(self, name: str) -> None:
        """Choose an entry of the menus."""
        trigger(self.window, name)

    def entry(self, menu: str, name: str) -> None:
        """Open a menu that is filled when it opens, such as `Open &recent`, and choose an entry of it."""
        found = next(one for one in self.window.findChildren(QMenu) if one.title().replace("&", "") == menu)
        found.aboutToShow.emit()
        action = next((one for one in found.actions() if one.objectName() == f"act:{name}"), None)
        assert action is not None, [one.objectName() for one in found.actions()]
        assert action.isEnabled(), name
        action.trigger()

    def answer_menu(self, path: str, name: str) -> None:
        """An entry of the context menu of an answer."""
        self.window.show_answer(path)
        assert self.window.results is not None
        row = self.window.results.answer(path)
        assert row is not None
        centre = row.rect().center()
        QApplication.sendEvent(row, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, centre, row.mapToGlobal(centre)))
        menu = next(one for one in row.findChildren(QMenu) if one.isVisible())
        action = menu.findChild(QAction, f"answer:{name}")
        assert action is not None, name
        action.trigger()
        menu.close()

    def set_range(self, path: str, low: str, high: str) -> None:
        """The range of an answer out of its menu: both ends, Set."""
        self.answer_menu(path, "range")
        for name, text in (("range:low", low), ("range:high", high)):
            box = self.part(EntryBox, name)
            box.setFocus()
            box.selectAll()
            self.qtbot.keyClicks(box, text)
        self.press("range:set")

    def answer_bar(self, words: str) -> None:
        """Press a button of the message bar by its words."""
        bar = self.window.centre.bar
        button = next((one for one in bar.findChildren(QPushButton) if one.text() == words and one.isVisible()), None)
        assert button is not None, f"{bar.text.text()!r} offers no {words!r}"
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    @property
    def bar(self) -> str:
        """What the message bar says."""
        return self.window.centre.bar.text.text() if self.window.centre.bar.isVisible() else ""

    def dialog(self, name: str) -> QDialog:
        """The dialog of a name, as soon as it is there."""
        def there() -> list[QDialog]:
            return [one for one in self.window.findChildren(QDialog, f"dialog:{name}") if one.isVisible()]

        self.until(lambda: len(there()) == 1)
        return there()[0]

    def fill(self, path: str, text: str) -> None:
        """Type into a field of the place on show and press Enter."""
        self.type(path, text, Qt.Key.Key_Return)

    def drop(self, *paths: Path) -> None:
        """Carry files over the window and let go."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        over = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, left, none)
        self.window.dragEnterEvent(over)
        assert over.isAccepted()
        self.window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, none))

    def shortcut(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.ControlModifier) -> None:
        """Press a key of the menus wherever the cursor is."""
        self.come_back()
        self.key(key, modifiers)

    def come_back(self) -> None:
        """Without a desktop no window comes to the front again when a list or dialog has closed."""
        if QApplication.activeWindow() is None:
            self.window.activateWindow()
            self.until(self.window.isActiveWindow)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the cursor is."""
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def field(self, path: str) -> QWidget:
        """The box of a field, unfolded and scrolled into sight."""
        if not any(one.isVisible() for one in self.window.findChildren(QWidget, f"fld:{path}")):
            self.window.show_field(path)
        return self.part(QWidget, f"fld:{path}")

    def type(self, path: str, text: str, key: Qt.Key = Qt.Key.Key_Tab) -> EntryBox:
        """Type over what stands in a field and leave it with a key."""
        box = self.field(path)
        assert isinstance(box, EntryBox) and box.isEnabled(), path
        self.come_back()
        box.setFocus()
        box.selectAll()
        if text.isascii():
            self.qtbot.keyClicks(box, text)
        else:
            box.setText(text)  # The key strokes of the test library stop at Latin-1.
        self.qtbot.keyClick(box, key)
        return box

    def row(self, path: str) -> QuantityRow:
        """The row of a number: its word, its question, its slider."""
        assert self.window.design is not None
        row = self.window.design.rows[path]
        assert isinstance(row, QuantityRow)
        return row

    def note(self, path: str) -> Note:
        """What the design check says under a field, unfolded and scrolled into sight."""
        self.answered()
        self.field(path)
        return self.part(Note, f"remark:{path}")

    def pick(self, path: str, words: str) -> None:
        """Open the list of a field with the keyboard, look for words and take the first that is found."""
        self.qtbot.keyClick(self.field(path), Qt.Key.Key_Down)
        line = self.part(QLineEdit, "pick:search")
        line.setText(words)
        self.qtbot.keyClick(line, Qt.Key.Key_Return)

    def choose(self, path: str, option: str) -> None:
        """Take one of the few choices of a field."""
        self.qtbot.keyClick(self.field(path), Qt.Key.Key_Down)
        menu = self.part(QMenu, f"choices:{path}")
        action = menu.findChild(QAction, f"choose:{option}")
        assert action is not None, option
        action.trigger()
        menu.close()

    def find(self, words: str) -> None:
        """Ctrl+K, words, Enter."""
        self.shortcut(Qt.Key.Key_K)
        finder = self.part(Finder, "finder")
        self.qtbot.keyClicks(finder.line, words)
        self.qtbot.keyClick(finder.line, Qt.Key.Key_Return)

    def value(self, path: str) -> float | None:
        """The number of an answer, exactly, once it belongs to the design on show."""
        self.answered()
        bench, label = self.window.workbench, self.label(path)
        # An answer out of sight follows a turn or two after those that are looked at.
        self.until(lambda: bench.prediction is not None and label.property("value") == bench.prediction[path].value)
        return label.property("value")

    def label(self, path: str) -> QLabel:
        """The label of an answer."""
        found = self.window.findChild(QLabel, f"out:{path}")
        assert isinstance(found, QLabel), path
        return found

    def why(self, path: str) -> WhyPopover:
        """Ask for the reasons of an answer with F1."""
        self.window.show_answer(path)
        self.key(Qt.Key.Key_F1)
        return self.part(WhyPopover, "why")

    def answered(self) -> None:
        """Wait the frame that the answers take to follow an edit."""
        bench = self.window.workbench
        self.until(lambda: bench.prediction is not None and bench.predicted is bench.design)

    def remarks(self) -> dict[str, Finding]:
        """What the design check says of the design on show, by id."""
        self.answered()
        return {finding.id: finding for finding in self.window.workbench.findings}

    def settled(self) -> None:
        """Wait until the answers and their intervals belong to the design."""
        self.until(lambda: self.window.workbench.has_intervals and not self.window.workbench.is_busy)

    def until(self, is_so: Callable[[], bool]) -> None:
        """Wait for something that is worked out beside the window."""
        self.qtbot.waitUntil(is_so, timeout=12_000)

    @staticmethod
    def clipboard() -> str:
        """What was copied as text; the clipboard is empty afterwards."""
        text = QGuiApplication.clipboard().text()
        QGuiApplication.clipboard().clear()
        return text


class Cells(html.parser.HTMLParser):
    """The cells of a table."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data.strip()
