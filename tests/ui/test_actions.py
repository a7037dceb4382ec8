"""The menu: every row works, can be reached by Alt keys, and no key does harm by itself."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from formulator.ui.actions import ACTIONS
from formulator.ui.basics import MENUS
from formulator.ui.differing import Differing
from formulator.ui.exporting import Exporting
from formulator.ui.filing import Filing
from formulator.ui.help import HelpDesk
from formulator.ui.language import Languages
from formulator.ui.reference import Reference
from formulator.ui.variants import VariantDesk
from formulator.ui.window import Window


def test_every_row_calls_something_that_exists() -> None:
    for row in ACTIONS:
        desks = (Window, Filing, Exporting, VariantDesk, Differing, Reference, HelpDesk, Languages)
        assert any(callable(getattr(place, row.call, None)) for place in desks), row.id
        assert row.menu in MENUS


def test_ids_and_shortcuts_are_used_once() -> None:
    ids = [row.id for row in ACTIONS]
    keys = [row.shortcut for row in ACTIONS if row.shortcut]
    assert len(set(ids)) == len(ids)
    assert len(set(keys)) == len(keys)


def test_every_shortcut_is_one_that_qt_knows() -> None:
    for row in ACTIONS:
        if row.shortcut:
            assert QKeySequence(row.shortcut).toString() == row.shortcut, row.id


def test_no_single_letter_does_anything() -> None:
    for row in ACTIONS:
        assert not row.shortcut or "+" in row.shortcut or row.shortcut.startswith("F"), row.id


def test_alt_letters_are_different_within_a_menu() -> None:
    for menu in MENUS:
        letters = [row.text[row.text.index("&") + 1].lower() for row in ACTIONS if row.menu == menu and "&" in row.text]
        assert len(letters) == len([row for row in ACTIONS if row.menu == menu]), menu
        if menu != "file":
            assert len(set(letters)) == len(letters), (menu, letters)
