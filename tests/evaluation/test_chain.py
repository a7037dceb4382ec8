"""What cannot be is not replaced by something that can."""

from __future__ import annotations

import pytest

from formulator import catalogue, storage
from formulator import design as designs
from formulator.chem.model import Grade
from formulator.design import Design
from formulator.evaluation import evaluate
from formulator.units import Value


def changed(**fields: Value) -> Design:
    design = storage.load(storage.examples()["crgd-polymersome-docetaxel"]).project.variant().design
    for path, value in fields.items():
        design = designs.replaced(design, path.replace("__", "."), value)
    return design


def test_a_feed_that_a_formula_refuses_does_not_become_a_particle_without_drug() -> None:
    found = evaluate(changed(payload__feed=Value(30_000.0, "mg"), process__polymer_mass=Value(1.0, "mg")), catalogue.load())
    assert found["loading.dlc"].value is None
    for path in ("size.aggregation_number", "ligand.per_particle", "targeting.selectivity"):
        assert found[path].value is None, path
        assert "feed_ratio is 30000" in found[path].reason


@pytest.mark.parametrize(
    ("path", "unit", "lost", "word"),
    [
        ("payload.release_half_time", "h", "targeting.encapsulated_on_arrival", "Release"),
        ("process.polymer_mass", "mg", "loading.dlc", "Polymer"),
        ("target.half_life", "h", "targeting.delivered", "½"),
    ],
)
def test_a_zero_in_a_denominator_is_named(path: str, unit: str, lost: str, word: str) -> None:
    found = evaluate(changed(**{path.replace(".", "__"): Value(0.0, unit)}), catalogue.load())
    assert found[lost].value is None
    assert word in found[lost].reason and "0" in found[lost].reason


@pytest.mark.parametrize("magnitude", [1e-14, 1e152, 1e308])
@pytest.mark.parametrize("name", ["crgd-polymersome-docetaxel", "sirna-polyplex"])
def test_an_attraction_beyond_all_materials_is_refused_with_its_number(name: str, magnitude: float) -> None:
    """Under a brush the minimum, bare the barrier: neither overflows."""
    path = "stability.minimum_depth" if name.startswith("crgd") else "stability.barrier"
    design = storage.load(storage.examples()[name]).project.variant().design
    found = evaluate(designs.replaced(design, "carrier.hamaker_constant", Value(magnitude, "J")), catalogue.load())
    assert found[path].value is None and f"hamaker_constant is {magnitude:.6g} J" in found[path].reason


@pytest.mark.parametrize(("molar", "grade"), [(0.01, Grade.FIT), (0.7, Grade.RULE_OF_THUMB), (5.0, Grade.INDEX)])
def test_a_model_outside_its_range_only_estimates_and_far_outside_only_ranks(molar: float, grade: Grade) -> None:
    """Debye length, checked up to 0.5 mol/L: the farther from there, the less its number says."""
    design = designs.replaced(Design(), "medium.ionic_strength", designs.read("medium.ionic_strength", f"{molar} mol/L"))
    assert evaluate(design, catalogue.load())["charge.debye_length"].grade is grade
