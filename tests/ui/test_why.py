"""The words of "Why this number"."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from formulator.outputs import OUTPUTS
from formulator.ui.tokens import tokens
from formulator.ui.why import WhyPopover, bibtex, headline, input_line, mover_lines, plain_text, source_text
from formulator.ui.widgets.buttons import BoxButton
from formulator.ui.widgets.look import Look
from formulator.ui.workbench import Workbench


def test_the_text_holds_value_equation_inputs_and_sources(bench: Workbench) -> None:
    told = bench.explain("charge.debye_length")
    text = plain_text(told, ".")
    assert text.startswith("Debye length: ")
    assert "nm" in text.splitlines()[0]
    assert told["models"][0]["equation"] in text
    for entry in told["inputs"]:
        assert entry["label"] in text
    for source in told["sources"]:
        assert source["text"] in text


@pytest.mark.parametrize("path", [output.path for output in OUTPUTS])
def test_shares_of_the_variance_add_up(bench: Workbench, path: str) -> None:
    told = bench.explain(path)
    rows = mover_lines(told, ".")
    shares = [share for _, share, _ in rows if share is not None]
    assert not shares or sum(shares) == pytest.approx(1.0, abs=0.01)
    assert len(rows) >= min(3, len(told["inputs"])) or told["value"] is None


def test_the_decimal_sign_is_the_locale_s(bench: Workbench) -> None:
    told = bench.explain("charge.debye_length")
    assert "," in headline(told, ",")[0]
    assert "." not in headline(told, ",")[0]


def test_no_value_gives_the_reason(bench: Workbench) -> None:
    value, reason = headline(bench.explain("release.half_time"), ".")
    assert value == "—"
    assert len(reason) > 10


def test_a_recalled_input_is_said_to_be_unread() -> None:
    entry = {"label": "K_D", "value": 10.0, "unit": "nM", "state": "catalogue", "status": "recalled", "source": "kapp2017"}
    assert input_line(entry, ".") == ("K_D", "10.0 nM", "not verified · kapp2017")


def test_a_typed_input_is_said_to_be_typed() -> None:
    entry = {"label": "Feed", "value": 2.0, "unit": "mg", "state": "typed", "status": "user", "source": ""}
    assert input_line(entry, ".")[2] == "typed"


def test_a_source_that_nobody_read_says_so() -> None:
    source = {"text": "Somebody 2001", "doi": "10.1/x", "status": "recalled", "bibtex": "", "key": "k"}
    assert source_text(source) == "Somebody 2001 doi:10.1/x (not verified)"


def test_the_buttons_copy_bibtex_and_text(bench: Workbench, qtbot: QtBot) -> None:
    told = bench.explain("charge.debye_length")
    parent = QWidget()
    qtbot.addWidget(parent)
    popover = WhyPopover(Look(tokens(), parent), parent, told, ".")
    buttons = {button.objectName(): button for button in popover.findChildren(BoxButton)}
    buttons["why:bibtex"].click()
    assert QGuiApplication.clipboard().text() == bibtex(told)
    assert "@" in bibtex(told)
    buttons["why:text"].click()
    assert QGuiApplication.clipboard().text() == plain_text(told, ".")
    QGuiApplication.clipboard().clear()


def test_validity_says_inside_and_outside(bench: Workbench) -> None:
    def lines() -> str:
        return plain_text(bench.explain("charge.debye_length"), ".")

    assert "mmol/L: inside" in lines()
    bench.type_text("medium.ionic_strength", "5 mol/L")
    assert "mmol/L: outside" in lines()
