"""The look: contrast, one typeface in two sizes, lengths that grow with the text, and colours from the tokens alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton, QScrollBar, QWidget

import formulator.ui
from formulator.ui.basics import POINT_SIZES
from formulator.ui.theme import Dresser, Theme, palette, rules_of, style_sheet
from formulator.ui.tokens import DARK, LIGHT, Tokens


def luminance(color: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    found = QColor(color)
    return 0.2126 * linear(found.redF()) + 0.7152 * linear(found.greenF()) + 0.0722 * linear(found.blueF())


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.fixture(autouse=True)
def restored(qapp: QApplication):
    font, sheet, colours = qapp.font(), qapp.styleSheet(), qapp.palette()
    yield
    qapp.setStyleSheet(sheet)
    qapp.setFont(font)
    qapp.setPalette(colours)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["ground", "paper", "sel"])
def test_text_stands_out_from_every_ground(tokens: Tokens, ground: str) -> None:
    for ink in ("ink", "ink2", "warn"):
        assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5, (ink, ground)
    if ground != "sel":
        assert contrast(tokens.ink3, getattr(tokens, ground)) >= 4.5
        assert contrast(tokens.edge, getattr(tokens, ground)) >= 3.0
        assert contrast(tokens.accent, getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_labels_and_lines_of_every_role_stand_out_from_the_paper(tokens: Tokens) -> None:
    for name, role in tokens.roles.items():
        assert contrast(role.text, tokens.paper) >= 4.5, name
        assert contrast(role.line, tokens.paper) >= 3.0, name


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_qt_gets_our_colours_and_no_others(tokens: Tokens) -> None:
    made = palette(tokens)
    assert made.color(QPalette.ColorRole.Window) == QColor(tokens.ground)
    assert made.color(QPalette.ColorRole.Base) == QColor(tokens.paper)
    known = {value.upper() for value in vars(tokens).values() if isinstance(value, str) and value.startswith("#")}
    found = {value.upper() for value in re.findall(r"#[0-9A-Fa-f]{3,8}\b", style_sheet(tokens, Theme("light")))}
    assert found and found <= known


def test_a_control_keeps_the_rules_of_its_own_kind_only_and_no_rule_is_lost(qapp: QApplication) -> None:
    theme = Theme("light")
    theme.apply()
    whole = style_sheet(theme.tokens, theme)
    heads = {head.strip() for one in re.findall(r"([^{}]+)\{", whole) for head in one.split(",")}
    sheets = {kind: rules_of(whole, kind.__name__) for kind in Dresser.DRESSED}
    told = {head.strip() for sheet in sheets.values() for one in re.findall(r"([^{}]+)\{", sheet) for head in one.split(",")}
    assert told == heads
    button = QPushButton("Keep")
    button.ensurePolished()
    assert button.styleSheet() == sheets[QPushButton]
    assert "QMenu" not in button.styleSheet() and "QPushButton:focus" in button.styleSheet()
    assert len(button.styleSheet()) < len(whole) / 3


@pytest.mark.parametrize("points", POINT_SIZES)
def test_lengths_and_both_text_sizes_grow_together(qapp: QApplication, points: int) -> None:
    theme = Theme("light", points)
    assert theme.px(320) == round(320 * points / 10)
    assert theme.font().pixelSize() == round(13 * points / 10)
    assert theme.font(small=True).pixelSize() == round(11 * points / 10)
    assert theme.px(0) == 0


def test_text_stays_between_nine_and_fourteen_points(qapp: QApplication) -> None:
    theme = Theme("light")
    theme.set_points(40)
    assert theme.points == 14
    theme.set_points(1)
    assert theme.points == 9


def test_a_change_of_theme_is_told_once_and_reaches_the_application(qapp: QApplication, qtbot) -> None:
    theme = Theme("light")
    theme.apply()
    with qtbot.waitSignal(theme.changed):
        theme.set_mode("dark")
    assert theme.tokens is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.ground)


def test_no_other_module_on_the_screen_names_a_colour() -> None:
    root = Path(formulator.ui.__file__).parent
    files = [file for file in root.rglob("*.py") if file.name not in ("basics.py", "tokens.py") and file.parent.name != "export"]
    found = [
        f"{file.relative_to(root)}:{number}"
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"[\"'#\s:]#[0-9A-Fa-f]{6}\b", line)
    ]
    assert found == []


@pytest.mark.parametrize("points", [12, 9, 14, 10])
def test_the_application_has_the_text_size_that_was_set(qapp: QApplication, points: int) -> None:
    theme = Theme("light")
    theme.apply()
    theme.set_points(points)
    assert qapp.font().pixelSize() == round(13 * points / 10)


def test_what_is_out_of_sight_is_dressed_when_it_comes_into_it(qapp: QApplication, qtbot) -> None:
    theme = Theme("light")
    theme.apply()
    window = QWidget()
    inside = QPushButton("x", window)
    qtbot.addWidget(window)
    window.show()
    inside.hide()
    theme.set_mode("dark")
    assert DARK.edge not in inside.styleSheet()
    inside.show()
    assert DARK.edge in inside.styleSheet()


def test_bars_are_dressed_whenever_they_are_made(qapp: QApplication, qtbot) -> None:
    theme = Theme("light")
    theme.apply()
    early, late = QScrollBar(), QScrollBar()
    qtbot.addWidget(early)
    early.show()
    theme.set_mode("dark")
    qtbot.addWidget(late)
    late.show()
    assert DARK.rule in early.styleSheet()
    assert early.styleSheet() == late.styleSheet()


def test_a_window_that_was_there_before_its_theme_hands_the_width_of_the_letters_on(qapp: QApplication, qtbot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    theme = Theme(points=12)
    theme._stretch = 90
    theme.apply()
    button = QPushButton("Duplicate", window)
    button.ensurePolished()
    assert (button.font().stretch(), window.font().stretch()) == (90, 90)
