"""The unit menu: choosing converts and never reinterprets; keeping the number is offered apart."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from formulator import design
from formulator.ui.panels import DesignPanel
from formulator.ui.panels.quantity_row import QuantityRow
from formulator.ui.panels.ways import SAME, units_of
from formulator.ui.workbench import Workbench
from formulator.units import Value, kind
from tests.ui.hands import held


def choose(panel: DesignPanel, path: str, name: str) -> None:
    row = panel.rows[path]
    assert isinstance(row, QuantityRow)
    menu = row.units_menu()
    action = menu.findChild(QAction, name)
    assert action is not None and action.isEnabled(), name
    action.trigger()
    menu.deleteLater()


def test_converting_keeps_the_quantity(panel: DesignPanel, bench: Workbench) -> None:
    choose(panel, "payload.feed", "convert:ug")
    assert held(bench, "payload.feed") == Value(2000.0, "ug")
    choose(panel, "payload.feed", "convert:mg")
    assert held(bench, "payload.feed") == Value(2.0, "mg")


def test_keeping_the_number_is_another_quantity_and_one_undo(panel: DesignPanel, bench: Workbench) -> None:
    choose(panel, "payload.feed", "convert:ug")
    count = bench.stack.count()
    choose(panel, "payload.feed", "keep:mg")
    assert held(bench, "payload.feed") == Value(2000.0, "mg")
    assert bench.stack.count() == count + 1
    bench.undo()
    assert held(bench, "payload.feed") == Value(2000.0, "ug")


@pytest.mark.parametrize("unit", ["wt%", "1/particle", "1/nm^2", "1/um^2"])
def test_a_density_said_in_another_way_is_answered_the_same(panel: DesignPanel, bench: Workbench, unit: str) -> None:
    assert bench.prediction is not None
    before = bench.prediction["ligand.mol_percent"].value
    choose(panel, "ligand.density", f"convert:{unit}")
    assert held(bench, "ligand.density").unit == unit
    assert bench.prediction["ligand.mol_percent"].value == pytest.approx(before, rel=SAME)


def test_a_feed_said_per_polymer_is_answered_the_same(panel: DesignPanel, bench: Workbench) -> None:
    assert bench.prediction is not None
    before = bench.prediction["loading.dlc"].value
    choose(panel, "payload.feed", "convert:mg/mg")
    assert held(bench, "payload.feed") == Value(0.2, "mg/mg")
    assert bench.prediction["loading.dlc"].value == pytest.approx(before, rel=SAME)


def test_the_unit_of_a_catalogue_value_is_only_shown_differently(panel: DesignPanel, bench: Workbench) -> None:
    choose(panel, "ligand.dissociation_constant", "convert:pM")
    assert design.get(bench.design, "ligand.dissociation_constant") is None
    row = panel.rows["ligand.dissociation_constant"]
    assert isinstance(row, QuantityRow)
    assert (row.box.text(), row.unit.text()) == ("10\u2009000", "pM")


def test_the_menu_ticks_the_present_unit_and_shows_the_value_in_each(panel: DesignPanel) -> None:
    row = panel.rows["payload.feed"]
    assert isinstance(row, QuantityRow)
    menu = row.units_menu()
    ticked = [action.text() for action in menu.actions() if action.isChecked()]
    assert ticked == ["mg\t2.0"]
    assert "µg\t2000" in [action.text() for action in menu.actions()]
    assert any(isinstance(child, QMenu) for child in menu.children())
    menu.deleteLater()


@pytest.mark.parametrize("path", [row.path for row in design.FIELDS if row.is_quantity])
def test_every_unit_of_a_menu_can_be_typed_into_its_field(path: str) -> None:
    row = design.field(path)
    low, high = row.hint or (1.0, 2.0)
    usual = Value(low + 0.3 * (high - low), row.units[0])
    for unit in units_of(path, row.units[0]):
        number = usual.to(unit) if kind(unit) == kind(usual.unit) else 1.5
        value = design.read(path, f"{number!r} {unit}".strip())
        assert isinstance(value, Value)
        assert value.unit == unit
        assert value.magnitude == pytest.approx(number)
