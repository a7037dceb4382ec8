"""Steps of the undo list."""

from __future__ import annotations

import gc

from formulator.ui.commands import SetProject
from formulator.ui.workbench import Workbench
from formulator.units import Value


def test_a_step_that_melted_into_another_holds_nothing(bench: Workbench) -> None:
    """Its Python part is never freed: with two projects and the window behind each, an hour of dragging would fill the memory."""
    before = {id(one) for one in gc.get_objects() if isinstance(one, SetProject)}
    bench.begin_gesture()
    for density in range(1, 41):
        bench.edit("ligand.density", Value(density / 2, "mol%"))
    bench.end_gesture()
    assert bench.stack.count() == 1
    left = [one for one in gc.get_objects() if isinstance(one, SetProject) and id(one) not in before]
    assert sum(bool(vars(one)) for one in left) == 1
    bench.stack.undo()
    assert bench.design.ligands[0].density != Value(20.0, "mol%")
    bench.stack.redo()
    assert bench.design.ligands[0].density == Value(20.0, "mol%")
