"""A pinned variant as a person uses it: pinned by the menu or Ctrl+K, seen grey in every plot, kept with the file, taken away again."""

from __future__ import annotations

from formulator import storage
from formulator.ui.window import Window
from tests.ui.hands import Hands

PLOTS = ("binding", "selectivity", "time", "size")


def grey(window: Window, plot: str) -> set[str]:
    """Names of what stands grey in a plot."""
    figure = window.centre.panes[plot].figure
    panels = () if figure is None else figure.panels
    return {one.label for panel in panels for one in (*panel.lines, *panel.marks) if one.role == "pinned"}


def test_it_survives_dragging_and_switching_and_goes_when_unpinned(hands: Hands) -> None:
    window, bench = hands.window, hands.window.workbench
    hands.menu("pin")
    assert window.reference.id == bench.variant.id
    assert all(not grey(window, plot) for plot in PLOTS), "the same design twice says nothing"
    name = bench.variant.name
    hands.type("ligand.density", "3 mol%")
    for plot in PLOTS:
        hands.until(lambda plot=plot: bool(grey(window, plot)))
        assert all("as pinned" in label for label in grey(window, plot)), plot
    bench.undo()
    hands.until(lambda: not grey(window, "binding"))
    other = next(one for one in bench.project.variants if one.id != bench.variant.id)
    bench.switch(other.id)
    hands.until(lambda: grey(window, "size") == {name})
    hands.menu("unpin")
    assert window.reference.id is None and all(not grey(window, plot) for plot in PLOTS)
    action = window.actions_by_id["unpin"]
    assert not action.isEnabled()


def test_ctrl_k_pins(hands: Hands) -> None:
    hands.find("reference variant")
    assert hands.window.reference.id == hands.window.workbench.variant.id


def test_it_is_kept_with_the_file_and_is_no_edit(hands: Hands) -> None:
    bench = hands.window.workbench
    before = bench.project
    hands.menu("pin")
    assert not bench.is_edited and bench.project.variants == before.variants
    hands.menu("save")
    assert bench.path is not None
    found = storage.load(bench.path)
    assert found.project.extras["view"]["reference"] == bench.variant.id
    hands.type("ligand.density", "3 mol%")
    bench.undo()
    assert hands.window.reference.id == before.active, "undo leaves it"
    bench.open(bench.path)
    assert hands.window.reference.id == before.active


def test_a_variant_that_is_deleted_is_no_reference_until_it_is_back(hands: Hands) -> None:
    window, bench = hands.window, hands.window.workbench
    hands.menu("pin")
    bench.delete_variant(bench.variant.id)
    assert window.reference.id is None
    bench.undo()
    assert window.reference.id is not None
