"""The whole window in German and in the language that nobody speaks: nothing stays English, nothing is cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QTableWidget,
    QWidget,
)

from formulator import storage
from formulator.ui import app, language, wordbook, words
from formulator.ui.check import Elided
from formulator.ui.finder import Finder
from formulator.ui.pages import PAGES
from formulator.ui.plots.pane import Pane
from formulator.ui.settings import Settings
from formulator.ui.widgets.text import Equation, Name
from formulator.ui.window import Window

EXAMPLE = "crgd-polymersome-docetaxel"
REFERENCE = ("calculators", "glossary", "gallery")
"""Pages that show texts of a library: models with their sources, definitions, clinical products. They stay English."""
OF_A_LIBRARY = {"recipe:order", "recipe:notes", "compare:causes"}
"""Likewise what is printed on the sheet: steps at the bench, a picture told in words."""
PLAIN = re.compile(r"[A-Za-z]{3,}")
BRACKETS = re.compile(r"⟦[^⟦⟧]*⟧")
DATA = re.compile(
    r"\(?L-[A-Z]+-\d+(?:, \w+\))?|\(?(?:Ctrl|Shift|Strg|Umschalt)\+\S+|\d\S* (?:mg|kg|nm|mol|min)\S*|formulator[\d. ]*|doi:\S+"
    r"|\b(?:mol%|kg/mol|mL/min|mol|min|nmol)\b"
)
"""Names of rules, keys, quantities."""


@pytest.fixture
def window(qapp: object, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """A window with a worked example, everything worked out at once, in the language asked for."""
    del qapp
    monkeypatch.setenv(words.VARIABLE, request.param)
    monkeypatch.setattr("formulator.ui.workbench.DRAWS", 64)
    project = tmp_path / "here.formulation"
    storage.save(storage.load(storage.examples()[EXAMPLE]).project, project)
    made = app.shell(inline=True, settings=Settings(tmp_path / "settings.ini"))
    made.resize(1440, 900)
    made.show()
    app.furnish(made, project)
    QApplication.processEvents()
    yield made
    made.close_now()
    words.use(words.ENGLISH)


def texts(whole: QWidget) -> Iterator[tuple[str, QWidget]]:
    """What can be read, pointed at or heard."""
    for part in (whole, *whole.findChildren(QWidget)):
        if not part.isVisibleTo(whole):
            continue
        found = [part.toolTip(), part.accessibleName()]
        if not isinstance(part, Pane):  # A drawing is told as it is exported.
            found.append(part.accessibleDescription())
        if isinstance(part, QLabel | QAbstractButton):
            found.append(part.text())
        if isinstance(part, QLineEdit):
            found.append(part.placeholderText())
        if isinstance(part, QListWidget):
            found += [part.item(row).text() for row in range(part.count())]
        if isinstance(part, QTableWidget):
            heads = (part.horizontalHeaderItem(column) for column in range(part.columnCount()))
            found += [head.text() for head in heads if head is not None]
        found += [action.text() for action in part.actions()]
        yield from ((text, part) for text in found if text)


def walk(window: Window) -> Iterator[tuple[str, QWidget]]:
    """Every place of the window, and what opens over it."""
    for _ in range(30):
        QApplication.processEvents()
    yield "design", window
    for page in PAGES:
        window.go(page)
        for _ in range(30):
            QApplication.processEvents()
        yield page, window
    window.go("design")
    assert window.results is not None and window.check is not None and window.design is not None
    finder = Finder(window)
    finder.line.setText("density")
    opened: list[tuple[str, QWidget | None]] = [
        ("finder", finder),
        ("why", window.results.ask("targeting.occupancy_target")),
        ("range", window.results.edit_range("size.hydrodynamic_diameter")),
        ("findings", window.check.open_all()),
        ("choices", window.design.rows["carrier.morphology"].choices_menu()),  # type: ignore[attr-defined]
    ]
    for name, popover in opened:
        assert popover is not None
        popover.show()
        QApplication.processEvents()
        yield name, popover
        popover.close()
    row = window.design.rows["ligand.density"]
    row.box.setText("5 parsecs")  # type: ignore[attr-defined]
    row.box.is_being_typed = True  # type: ignore[attr-defined]
    row.submit()
    for _ in range(5):
        QApplication.processEvents()
    yield "refusal", row
    row.cancel()  # type: ignore[attr-defined]
    window.say(words.tr("Nothing differs."))
    yield "message", window.centre.bar


def plain(text: str, names: set[str]) -> str:
    """What of a text was never translated and is no name, quantity or key."""
    before = ""
    while before != text:
        before, text = text, BRACKETS.sub(" ", text)
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return " ".join(PLAIN.findall(DATA.sub(" ", text)))


@pytest.mark.parametrize("window", [words.PSEUDO], indirect=True)
def test_nothing_in_the_window_is_said_beside_the_catalogue(window: Window) -> None:
    catalogue, project = window.workbench.catalogue, window.workbench.project
    assert catalogue is not None
    names = {name for material in catalogue.all() for name in (material.name, material.id)}
    names |= {project.title, *(variant.name for variant in project.variants), "here.formulation", "Integrin αvβ3", "Letter"}
    names |= {window.workbench.variant.note} - {""}
    found = []
    known = wordbook.parse((Path(__file__).parents[2] / "resources" / "words" / "de.po").read_text(encoding="utf-8"))
    same = {english for english, said in known.items() if said[0] == english}
    for place, whole in walk(window):
        for text, part in texts(whole):
            if place in REFERENCE and not isinstance(part, QAbstractButton | QLineEdit):
                continue
            is_known = text in known and text not in same | names
            if is_known if place in (*REFERENCE, "why") or part.objectName() in OF_A_LIBRARY else plain(text, names):
                found.append((place, type(part).__name__, part.objectName(), text[:120]))
    assert found == []


@pytest.mark.parametrize("window", [words.GERMAN], indirect=True)
def test_the_german_window_finds_every_text_in_its_catalogue(window: Window) -> None:
    for _ in walk(window):
        pass
    held = words._words
    assert held is not None
    said = {form for forms in held.said.values() for form in forms}
    missed = [text for text in words.missed() if text not in said and plain(text, set()) and not any(part in text for part in STILL)]
    assert missed == []


STILL = (
    "of the class", "of the layer", "of ln K",  # Inputs that only a model has.
    "of the medium", "of the free ions",  # Arguments of the calculator on show.
    "Stock of the carrier polymer", "a plate is filled from stocks",  # What is missing at the bench.
    " lower", "◔",  # Cells of the clinical gallery.
    "Der Entwurf verwendet weiter", "Zum Beispiel", "Hier ist nötig", "hat keine bekannte Einheit",  # Said already.
)  # fmt: skip
"""What is still English in the German window."""


def cut(whole: QWidget) -> Iterator[tuple[str, str]]:
    """Texts that have less room than they need, beside those that end in an ellipsis then and tell the whole elsewhere."""
    for part in whole.findChildren(QWidget):
        if not part.isVisibleTo(whole) or not part.visibleRegion().boundingRect().isValid():
            continue
        if isinstance(part, QLabel) and part.text() and not isinstance(part, Elided | Equation):
            if part.wordWrap():
                widest = max(part.fontMetrics().horizontalAdvance(word.replace("_", "")) for word in re.split(r"[\s/-]", part.text()))
                if widest > part.width() + 1 or part.heightForWidth(part.width()) > part.height() + 2:
                    yield part.objectName() or type(part).__name__, part.text()
            elif not isinstance(part, Name) and type(part).__name__ != "TitleLabel" and part.sizeHint().width() > part.width() + 1:
                yield part.objectName() or type(part).__name__, part.text()
        elif type(part).__name__ in ("BoxButton", "QPushButton", "QCheckBox", "QRadioButton", "TickBox"):
            if part.sizeHint().width() > part.width() + 1:
                yield part.objectName(), part.text()  # type: ignore[attr-defined]
        elif isinstance(part, QScrollArea) and part.widget() is not None and not part.horizontalScrollBar().isVisible():  # noqa: SIM102
            if part.widget().width() > part.viewport().width() + 1:
                yield part.objectName() or type(part).__name__, "is wider than its place"


@pytest.mark.parametrize("size", [(1440, 900), (1180, 800)], ids=str)
@pytest.mark.parametrize("window", [words.GERMAN, words.PSEUDO], indirect=True)
def test_nothing_is_cut_in_longer_words(window: Window, size: tuple[int, int]) -> None:
    window.resize(*size)
    found = [(place, *one) for place, whole in walk(window) if place not in REFERENCE for one in cut(whole)]
    assert window.width() == size[0]
    assert found == []


# -- the choice


@pytest.mark.parametrize("window", [words.ENGLISH], indirect=True)
def test_language_and_sign_are_chosen_apart_and_kept_for_the_next_start(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    before = QLocale()
    try:
        window.actions_by_id["language-de"].trigger()
        assert "next start" in window.centre.bar.text.text() and words.language() == "en"
        window.actions_by_id["decimal-point"].trigger()
        monkeypatch.delenv(words.VARIABLE)
        language.begin(window.settings)
        assert words.language() == "de" and QLocale().decimalPoint() == "."
        window.actions_by_id["language-en"].trigger()
        window.actions_by_id["decimal-comma"].trigger()
        language.begin(window.settings)
        assert words.language() == "en" and QLocale().decimalPoint() == ","
    finally:
        QLocale.setDefault(before)


def test_a_damaged_setting_is_no_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(words.VARIABLE, raising=False)
    settings = Settings(tmp_path / "settings.ini")
    settings.put("view/language", "../../x")
    language.begin(settings)
    assert words.language() in words.LANGUAGES
    words.use(words.ENGLISH)


@pytest.mark.parametrize("window", [words.GERMAN], indirect=True)
def test_files_and_copies_stay_english(window: Window, tmp_path: Path) -> None:
    bench = window.workbench
    bench.type_text("ligand.density", "12 mol%")
    bench.duplicate()
    window.copy_answers()
    copied = QApplication.clipboard().text()
    QApplication.clipboard().clear()
    assert copied.startswith("answer\tvalue") and "\nSelectivity\t" in copied and "Selektivität" not in copied
    assert bench.stack.undoText().startswith("duplicate ") and "duplizieren" in window.actions_by_id["undo"].text()
    bench.save_as(tmp_path / "saved.formulation")
    text = (tmp_path / "saved.formulation").read_text(encoding="utf-8")
    assert "duplizieren" not in text and '"name": "P3 · cRGD 10 mol% copy"' in text
